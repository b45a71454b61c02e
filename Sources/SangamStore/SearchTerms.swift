import CSQLite
import FoundationEssentials
import GRDB
import SangamDirectory

/// The words of names and places, for *Did you mean …*.
///
/// They are gathered a little after their rows, so that a first sync is not held up, and they leave
/// with the last row that held them, at the latest when its payload is destroyed.
enum SearchTerms {
    /// Notes a row whose words are to be gathered, and perhaps the trigrams of its name.
    static func note(_ database: Database, record: Int64, lacksTrigrams: Bool) throws {
        // Without the mark its column is not named: migration 2 comes here before there is one.
        let sql =
            lacksTrigrams
            ? "INSERT OR REPLACE INTO term_pending (record, lacks_trigrams) VALUES (?, 1)"
            : "INSERT OR REPLACE INTO term_pending (record) VALUES (?)"
        try RowWriter(database, sql).run(.integer(record))
    }

    /// Notes the words of a row that is taken out of the index.
    ///
    /// Returns: whether the trigrams of its name were never taken in.
    static func noteGone(
        _ database: Database, record: Int64, name: String, place: String
    ) throws -> Bool {
        let find = try database.cachedStatement(
            sql: "SELECT lacks_trigrams FROM term_pending WHERE record = ?")
        let lacksTrigrams = try Bool.fetchOne(find, arguments: [record]) ?? false
        try RowWriter(database, "DELETE FROM term_pending WHERE record = ?").run(.integer(record))
        let insert = try database.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO term_check (word) SELECT word FROM term WHERE word = ?
                """)
        for word in words(name: name, place: place) { try insert.execute(arguments: [word]) }
        return lacksTrigrams
    }

    /// Takes the words of some noted rows in. Returns: how many rows that were.
    static func gather(_ database: Database, limit: Int) throws -> Int {
        let find = try database.cachedStatement(
            sql: """
                SELECT term_pending.record, lacks_trigrams, listing.name, listing.place
                FROM term_pending LEFT JOIN listing ON listing.record = term_pending.record
                ORDER BY term_pending.record LIMIT ?
                """)
        var (rows, last) = (0, Int64.min)
        var words: Set<FoldedWord> = []
        var names: [(record: Int64, name: String)] = []
        try RowScan.each(find, [limit]) { raw in
            rows += 1
            last = sqlite3_column_int64(raw, 0)
            for column in [Int32(2), 3] {
                guard let folded = RowScan.bytes(raw, column) else { continue }
                for word in folded.split(separator: 0x20) {
                    words.insert(FoldedWord(bytes: Array(word)))
                }
            }
            if sqlite3_column_int64(raw, 1) != 0, let name = RowScan.text(raw, 2) {
                names.append((last, name))
            }
            return true
        }
        guard rows > 0 else { return 0 }
        for item in names {
            try SearchIndex.addTrigrams(database, record: item.record, name: item.name)
        }
        try add(database, words.compactMap { Suggestion.word(of: $0.bytes) })
        try database.execute(
            sql: "DELETE FROM term_pending WHERE record <= ?", arguments: [last])
        return rows
    }

    /// Adds the words that are not here yet.
    private static func add(_ database: Database, _ words: [String]) throws {
        let insert = try RowWriter(
            database, "INSERT INTO term (word) VALUES (?) ON CONFLICT DO NOTHING")
        var keys: [(key: Int64, term: Int64)] = []
        for word in words {
            try insert.run(.text(word))
            guard database.changesCount > 0 else { continue }
            let id = database.lastInsertedRowID
            keys += Suggestion.keys(of: word).map { ($0, id) }
        }
        // In the order of the table, so that neighbours are written together.
        keys.sort { $0 < $1 }
        let near = try RowWriter(
            database, "INSERT OR IGNORE INTO term_near (key, term) VALUES (?, ?)")
        for item in keys { try near.run(.integer(item.key), .integer(item.term)) }
    }

    /// A word as its UTF-8: comparing texts would look for other spellings of each letter.
    private struct FoldedWord: Hashable {
        let bytes: [UInt8]

        func hash(into hasher: inout Hasher) {
            bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
        }
    }

    /// Forgets the noted words that no row holds any more.
    static func forgetGone(_ database: Database) throws {
        let words = try String.fetchAll(database, sql: "SELECT word FROM term_check")
        for word in words
        where try SearchIndex.count(database, match: "\"\(word)\"", atMost: 1) == 0 {
            guard
                let id = try Int64.fetchOne(
                    database, sql: "SELECT id FROM term WHERE word = ?", arguments: [word])
            else { continue }
            for key in Suggestion.keys(of: word) {
                try database.execute(
                    sql: "DELETE FROM term_near WHERE key = ? AND term = ?", arguments: [key, id])
            }
            try database.execute(sql: "DELETE FROM term WHERE id = ?", arguments: [id])
        }
        try database.execute(sql: "DELETE FROM term_check")
    }

    /// Queries with misspelt words put right, the likeliest first; each finds something.
    static func suggestions(
        _ database: Database, for typed: String, now: Int64
    ) throws -> [String] {
        var slips: [(word: String, best: [Suggestion])] = []
        for word in Suggestion.words(of: typed).prefix(4) {
            guard try shown(database, holding: word, atMost: 1, now: now) == 0 else { continue }
            let keys = Suggestion.keys(of: word)
            let marks = keys.map { _ in "?" }.joined(separator: ", ")
            let near = try String.fetchAll(
                database,
                sql: """
                    SELECT DISTINCT term.word FROM term_near
                    CROSS JOIN term ON term.id = term_near.term
                    WHERE term_near.key IN (\(marks)) LIMIT \(Suggestion.candidatesMost)
                    """, arguments: StatementArguments(keys))
            // Counting takes the time: only the nearest are counted.
            let nearest = Suggestion.best(for: word, among: near.map { ($0, 0) }, limit: 8)
            let counted = try nearest.map {
                (
                    word: $0.word,
                    rows: try shown(database, holding: $0.word, atMost: 1_000, now: now)
                )
            }
            let best = Suggestion.best(for: word, among: counted.filter { $0.rows > 0 })
            if !best.isEmpty { slips.append((word, best)) }
        }
        var changes = slips.flatMap { slip in
            slip.best.map { [(word: slip.word, other: $0.word)] }
        }
        if slips.count > 1 {
            // Of several misspelt words one put right finds nothing yet.
            changes.insert(slips.map { (word: $0.word, other: $0.best[0].word) }, at: 0)
        }
        var written = try WrittenWords(database)
        var finding: [String] = []
        for change in changes where finding.count < 3 {
            let query = change.reduce(typed) {
                Suggestion.query($0, replacing: $1.word, by: $1.other)
            }
            guard let match = MatchExpression(query).anywhere,
                try shown(database, match, atMost: 1, now: now) > 0
            else { continue }
            let spelt = try change.map {
                (word: $0.word, spelling: try written.spelling(of: $0.other))
            }
            finding.append(Suggestion.spelt(typed, spelt) ?? query)
        }
        return finding
    }

    /// In how many listings that are shown a folded word stands; counting stops at a bound.
    private static func shown(
        _ database: Database, holding word: String, atMost bound: Int, now: Int64
    ) throws -> Int {
        try shown(database, "\"\(word)\"", atMost: bound, now: now)
    }

    /// The same of what an expression finds.
    private static func shown(
        _ database: Database, _ match: String, atMost bound: Int, now: Int64
    ) throws -> Int {
        try SearchIndex.countShown(
            database, match: match, filter: SearchFilter(SearchQuery(), now: now), atMost: bound)
    }

    private static func words(name: String, place: String) -> Set<String> {
        Suggestion.words(inColumn: name).union(Suggestion.words(inColumn: place))
    }
}

extension Store {
    /// Gathers the words of rows that came lately, some at a time so that nobody waits long.
    ///
    /// Returns: whether there are more.
    public func gatherTerms(rows limit: Int = 4_000) async throws(StoreError) -> Bool {
        let isAny: Bool
        do {
            isAny = try await pool.read { database in
                try Int.fetchOne(database, sql: "SELECT 1 FROM term_pending LIMIT 1") != nil
            }
        } catch { throw StoreError(error) }
        guard isAny else { return false }
        return try await write { try SearchTerms.gather($0, limit: limit) } == limit
    }
}
