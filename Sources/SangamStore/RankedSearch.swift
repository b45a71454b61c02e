import CSQLite
import FoundationEssentials
import GRDB
import SangamDirectory
import SangamLog

/// One row that a search found.
struct FoundRow {
    let record: Int64
    /// From the point asked for. Units: kilometres.
    let distance: Double?

    /// nil for a row that is farther away than was asked for.
    init?(_ record: Int64, latitude: Double?, longitude: Double?, near: SearchQuery.Near?) {
        self.record = record
        guard let near else {
            distance = nil
            return
        }
        guard let latitude, let longitude,
            let point = GeoPoint(latitude: latitude, longitude: longitude),
            let km = near.distance(to: point), km <= near.km
        else { return nil }
        distance = km
    }

    /// The same of a row with `record`, `latitude` and `longitude`.
    init?(_ row: Row, near: SearchQuery.Near?) {
        self.init(
            row["record"], latitude: row["latitude"], longitude: row["longitude"], near: near)
    }
}

extension [FoundRow] {
    /// Each thing once, at its first place. `things` is of each row the one that stands for all.
    func once(_ things: [Int64: Int64]) -> [FoundRow] {
        guard !things.isEmpty else { return self }
        var once = OncePerThing(things)
        return filter { once.isFirst($0.record) }
    }
}

/// The rows of a search in rank order, with how many there are.
struct FoundRows {
    var rows: [FoundRow]
    var total: Int
    /// Whether there are more than `total`.
    var isAtLeast: Bool
}

/// A search by words. Everything that somebody typed is an argument, never text of the SQL.
///
/// Rows are ranked here and not by `bm25`, which looks at every hit: at most some thousand
/// candidates are read, and of a word that very many rows hold, the best levels first.
struct RankedSearch {
    private let database: Database
    private let query: SearchQuery
    private let match: MatchExpression
    private let filter: SearchFilter
    /// Filters as words of the index.
    private let narrowing: SearchNarrowing
    /// Whether some filters are no words of the index, or not to the letter.
    private let isNarrow: Bool
    /// The only rows that can be found, if a filter names them.
    private let only: Set<Int64>?
    /// The same as a list in JSON, if they are few.
    private let few: String?
    /// Of what several networks list, the row that stands for all; empty if records are wanted.
    private let things: [Int64: Int64]

    /// Of a common word this many of its newest rows are looked at for a place nearby.
    private static let nearRowsMost = 20_000
    private static let countBound = StoreReader.countBound
    /// Of each level of a common word so many of the newest rows are ranked.
    private static let levelRows = 200

    /// - Parameter joinsThings: whether a thing is found once, if the query counts things.
    init(
        _ database: Database, _ query: SearchQuery, _ match: MatchExpression, now: Int64,
        joinsThings: Bool = true
    ) throws {
        self.database = database
        self.query = query
        self.match = match
        // All other filters are words of the index.
        let narrow = query.narrow
        isNarrow = narrow != SearchQuery()
        let sets = try RowSets(database, query, now: now)
        filter = SearchFilter(narrow, now: now, withoutKinds: true, among: sets.lists)
        (only, few) = (sets.rows, sets.few)
        narrowing = try SearchNarrowing(database, query)
        things = joinsThings && query.countsThings ? try SameTable.things(database) : [:]
    }

    /// A row with what its rank is made of.
    private struct Candidate {
        let row: FoundRow
        let rank: SearchRank
    }

    /// The rows in rank order, at least `need` of them if there are so many.
    ///
    /// Of more than `MatchExpression.candidatesMost` rows the newest of each level are ranked; the
    /// others follow, the newest first. What is ranked does not depend on `need`, so that pages
    /// follow each other without a gap or a repetition.
    func found(_ need: Int) throws -> FoundRows {
        guard let whole = match.whole, let anywhere = match.anywhere else {
            return FoundRows(rows: [], total: 0, isAtLeast: false)
        }
        let most = MatchExpression.candidatesMost
        let bound = isNarrow ? Self.nearRowsMost : Self.countBound
        if let few = try fewOfKinds(whole: whole, anywhere: anywhere) { return few }
        let hits = try SearchIndex.records(
            database, match: narrowing.of(anywhere), atMost: bound + 1)
        if hits.count <= most {
            return try found(few: .rows(hits), whole: narrowing.roughly(whole))
        }
        var rows = try ranked(whole, need: need)
        let known = Set(rows.map(\.record))
        guard !isNarrow else {
            // Only looking tells how near each is. These are of the newest rows; beyond them nobody
            // has looked.
            let near = hits.prefix(bound).filter { only?.contains($0) ?? true }
            let all = try self.rows(.rows(near), limit: Self.countBound)
            if rows.count <= need {
                rows = (rows + all.filter { !known.contains($0.record) }).once(things)
            }
            return FoundRows(
                rows: Array(rows.prefix(Self.countBound)), total: all.once(things).count,
                isAtLeast: hits.count > bound || all.count == Self.countBound)
        }
        if rows.count <= need {
            // The others, where a page reaches them.
            let others = try self.rows(.expression(anywhere), limit: Self.countBound)
            rows = (rows + others.filter { !known.contains($0.record) }).once(things)
        }
        let total = try total(narrowing.of(anywhere), hits: hits.count, bound: bound)
        return FoundRows(
            rows: Array(rows.prefix(bound)), total: min(total, bound), isAtLeast: total > bound)
    }

    /// What is found if few rows of any kind hold the words; nil if there are more, or if the kind
    /// does not matter.
    private func fewOfKinds(whole: String, anywhere: String) throws -> FoundRows? {
        guard !query.kinds.isEmpty else { return nil }
        let most = MatchExpression.candidatesMost
        let hits = try SearchIndex.records(
            database, match: narrowing.ofEveryKind(anywhere), atMost: most + 1)
        guard hits.count <= most else { return nil }
        return try found(
            few: .rowsOfKinds(hits), whole: narrowing.ofEveryKind(whole))
    }

    /// All of few rows, in rank order, with what `inside` adds.
    private func found(few source: Source, whole: String) throws -> FoundRows {
        let ids = Set(
            try SearchIndex.records(database, match: whole, atMost: Self.nearRowsMost))
        let rows = sorted(
            try candidates(source, limit: MatchExpression.candidatesMost) { ids.contains($0) })
        let isFew = rows.count < StoreReader.fewResults && query.isForgiving
        let more = isFew ? try inside(besides: rows) : []
        let once = (rows + more).once(things)
        return FoundRows(rows: once, total: once.count, isAtLeast: false)
    }

    /// How many rows match and are shown, each thing once; counting stops beyond the bound.
    private func total(_ match: String, hits: Int, bound: Int) throws -> Int {
        let hidesSome = try SearchIndex.hidesSome(database, now: filter.now)
        let count =
            hidesSome
            ? try SearchIndex.countShown(
                database, match: match, filter: filter, atMost: bound + 1) : hits
        guard !things.isEmpty, count <= bound else { return count }
        let several = try SearchIndex.several(
            database, match: match, filter: hidesSome ? filter : nil)
        return count - several.count + Set(several.compactMap { things[$0] }).count
    }

    /// The newest rows of each level of a common word, the best first.
    private func ranked(_ whole: String, need: Int) throws -> [FoundRow] {
        guard let first = match.levels.first else { return [] }
        let names = try candidates(
            .expression(first), limit: Self.levelRows, isWhole: { _ in true })
        // Every level holds the names that hold the words whole, so that none of another level
        // comes before these: a page that they fill needs no other.
        let best = sorted(names.filter { $0.rank.level == .nameWhole }).once(things)
        if best.count > need { return best }
        var all = Dictionary(names.map { ($0.row.record, $0) }) { one, _ in one }
        for (expression, isWhole) in [(whole, true)]
            + match.levels.dropFirst().map({ ($0, $0 != match.levels[1]) })
        {
            let level = try candidates(
                .expression(expression), limit: Self.levelRows, isWhole: { _ in isWhole })
            for item in level {
                let known = all[item.row.record]
                if known.map({ item.rank < $0.rank }) ?? true { all[item.row.record] = item }
            }
        }
        return sorted(Array(all.values)).once(things)
    }

    private func sorted(_ candidates: [Candidate]) -> [FoundRow] {
        candidates.sorted { one, other in
            one.rank == other.rank
                ? one.row.record > other.row.record : one.rank < other.rank
        }.map(\.row)
    }

    /// Where rows are taken from: what an expression finds, or what was found already, the newest
    /// first.
    private enum Source {
        case expression(String)
        case rows([Int64])
        /// The same, of which those of the wanted kinds are taken.
        case rowsOfKinds([Int64])
    }

    /// The newest rows of a source that the filters let through, with their ranks.
    ///
    /// - Parameter isWhole: whether all words stand whole in a row.
    private func candidates(
        _ source: Source, limit: Int, isWhole: (Int64) -> Bool
    ) throws -> [Candidate] {
        let nothing = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
        var found: [Candidate] = []
        try each(source, limit: limit) { row, raw in
            let rank = match.rank(
                name: RowScan.bytes(raw, 3) ?? nothing, place: RowScan.bytes(raw, 4) ?? nothing,
                tags: RowScan.bytes(raw, 5) ?? nothing, isWhole: isWhole(row.record))
            found.append(Candidate(row: row, rank: rank))
        }
        return found
    }

    /// The same rows without ranks.
    private func rows(_ source: Source, limit: Int) throws -> [FoundRow] {
        var found: [FoundRow] = []
        try each(source, limit: limit) { row, _ in found.append(row) }
        return found
    }

    private func each(
        _ source: Source, limit: Int, _ take: (FoundRow, OpaquePointer) throws -> Void
    ) throws {
        let part = part(of: source)
        let statement = try database.cachedStatement(
            sql: """
                SELECT listing.record, listing.latitude, listing.longitude, listing.name,
                    listing.place, listing.tags
                FROM \(part.from) CROSS JOIN node ON node.id = listing.node
                WHERE \((part.conditions + filter.conditions).joined(separator: " AND "))
                \(part.order) LIMIT ?
                """)
        let arguments = StatementArguments(part.values + filter.values + [limit])
        try RowScan.each(statement, arguments) { raw in
            let row = FoundRow(
                sqlite3_column_int64(raw, 0), latitude: RowScan.real(raw, 1),
                longitude: RowScan.real(raw, 2), near: query.near)
            if let row { try take(row, raw) }
            return true
        }
    }

    /// What of a statement a source is. Orders are by the index's own number, so that nothing is
    /// sorted and the limit ends the work; a list is walked in its own order.
    private func part(
        of source: Source
    ) -> (from: String, conditions: [String], order: String, values: [any DatabaseValueConvertible])
    {
        let list = "json_each(?) AS hits CROSS JOIN listing ON listing.record = hits.value"
        switch source {
        case .rows(let rows): return (list, [], "", [Self.list(rows)])
        case .rowsOfKinds(let rows):
            let kinds = "listing.kind IN (SELECT value FROM json_each(?))"
            return (list, [kinds], "", [Self.list(rows), Self.list(query.kinds)])
        case .expression(let expression) where isNarrow:
            let only = few == nil ? "" : "AND rowid IN (SELECT value FROM json_each(?)) "
            let from = """
                (SELECT rowid FROM search WHERE search MATCH ? \(only)ORDER BY rowid DESC
                    LIMIT \(Self.nearRowsMost)) AS hits
                CROSS JOIN listing ON listing.record = hits.rowid
                """
            let values = [narrowing.of(expression)] + (few.map { [$0] } ?? [])
            return (from, [], "ORDER BY hits.rowid DESC", values)
        case .expression(let expression):
            let conditions =
                ["search MATCH ?"] + (query.kinds.isEmpty ? SearchFilter.anyKind(query) : [])
            return (
                "search CROSS JOIN listing ON listing.record = search.rowid", conditions,
                "ORDER BY search.rowid DESC", [narrowing.roughly(expression)]
            )
        }
    }

    private static func list(_ rows: [Int64]) -> String {
        "[" + rows.map { String($0) }.joined(separator: ",") + "]"
    }

    private static func list(_ words: [String]) -> String {
        String(decoding: RecordCoding.encode(.array(words.map { .string($0) })), as: UTF8.self)
    }

    /// Rows whose names hold the words inside of others; of scripts without spaces also names in
    /// which one sign of a word is another.
    private func inside(besides known: [FoundRow]) throws -> [FoundRow] {
        var rows: [FoundRow] = []
        var seen = Set(known.map(\.record))
        let trigrams = TrigramQuery(query.words)
        if let expression = trigrams.inside {
            let filters = try SearchFilter(database, query, now: filter.now)
            let statement = try database.cachedStatement(
                sql: """
                    SELECT listing.record AS record, listing.name, listing.latitude,
                        listing.longitude
                    FROM name_tri CROSS JOIN listing ON listing.record = name_tri.rowid
                    CROSS JOIN node ON node.id = listing.node
                    WHERE name_tri MATCH ? AND \(filters.conditions.joined(separator: " AND "))
                    ORDER BY name_tri.rowid DESC LIMIT 200
                    """)
            let found = try Row.fetchCursor(
                statement, arguments: StatementArguments([expression] + filters.values))
            while let row = try found.next() {
                guard trigrams.isIn(row["name"]), let item = FoundRow(row, near: query.near),
                    seen.insert(item.record).inserted
                else { continue }
                rows.append(item)
            }
        }
        if let nearly = match.nearly {
            rows += try self.rows(.expression(nearly), limit: 50).filter {
                seen.insert($0.record).inserted
            }
        }
        return rows
    }
}
