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
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT term_pending.record, lacks_trigrams, listing.name, listing.place
                FROM term_pending LEFT JOIN listing ON listing.record = term_pending.record
                ORDER BY term_pending.record LIMIT ?
                """, arguments: [limit])
        guard let last = rows.last else { return 0 }
        var all: Set<String> = []
        for row in rows where row["name"] != nil {
            all.formUnion(words(name: row["name"], place: row["place"]))
            guard row["lacks_trigrams"] else { continue }
            try SearchIndex.addTrigrams(database, record: row["record"], name: row["name"])
        }
        let insert = try database.cachedStatement(
            sql: "INSERT INTO term (word) VALUES (?) ON CONFLICT DO NOTHING RETURNING id")
        let near = try database.cachedStatement(
            sql: "INSERT OR IGNORE INTO term_near (key, term) VALUES (?, ?)")
        for word in all.sorted() {
            guard let id = try Int64.fetchOne(insert, arguments: [word]) else { continue }
            for key in Suggestion.keys(of: word) { try near.execute(arguments: [key, id]) }
        }
        try database.execute(
            sql: "DELETE FROM term_pending WHERE record <= ?",
            arguments: [last["record"] as Int64])
        return rows.count
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

    /// Queries with one misspelt word put right, the likeliest first.
    static func suggestions(
        _ database: Database, for typed: String, now: Int64
    ) throws -> [String] {
        var queries: [String] = []
        for word in Suggestion.words(of: typed).prefix(4) where queries.count < 3 {
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
            queries += best.map { Suggestion.query(typed, replacing: word, by: $0.word) }
        }
        return Array(queries.prefix(3))
    }

    /// In how many listings that are shown a folded word stands; counting stops at a bound.
    private static func shown(
        _ database: Database, holding word: String, atMost bound: Int, now: Int64
    ) throws -> Int {
        try SearchIndex.countShown(
            database, match: "\"\(word)\"", filter: SearchFilter(SearchQuery(), now: now),
            atMost: bound)
    }

    private static func words(name: String, place: String) -> Set<String> {
        Suggestion.words(inColumn: name).union(Suggestion.words(inColumn: place))
    }
}

extension Store {
    /// Gathers the words of rows that came lately, some at a time so that nobody waits long.
    ///
    /// Returns: whether there are more.
    public func gatherTerms(rows limit: Int = 2_000) async throws(StoreError) -> Bool {
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
