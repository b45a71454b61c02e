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
    init?(_ row: Row, near: SearchQuery.Near?) {
        record = row["record"]
        guard let near else {
            distance = nil
            return
        }
        guard let latitude = row["latitude"] as Double?,
            let longitude = row["longitude"] as Double?,
            let point = GeoPoint(latitude: latitude, longitude: longitude),
            let km = near.distance(to: point), km <= near.km
        else { return nil }
        distance = km
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
    private let facets: String
    /// Whether some filters are no words of the index, or not to the letter.
    private let isNarrow: Bool
    /// The only rows that can be found, as a list in JSON, if they are few.
    private let few: String?

    /// Of a common word this many of its newest rows are looked at for a place nearby.
    private static let nearRowsMost = 20_000
    private static let countBound = StoreReader.countBound
    /// Of each level of a common word so many of the newest rows are ranked.
    private static let levelRows = 200

    init(
        _ database: Database, _ query: SearchQuery, _ match: MatchExpression, now: Int64
    ) throws {
        self.database = database
        self.query = query
        self.match = match
        // All other filters are words of the index.
        let narrow = query.narrow
        isNarrow = narrow != SearchQuery()
        let sets = try RowSets(database, query, now: now)
        filter = SearchFilter(narrow, now: now, withoutKinds: true, among: sets.lists)
        few = sets.few
        facets =
            try SearchFacets.filters(database, query) ?? "\"\(SearchFacets.listing)\""
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
        let hits = try SearchIndex.count(
            database, match: filtered(anywhere),
            atMost: (isNarrow ? Self.nearRowsMost : most) + 1)
        if hits <= most {
            let ids = try SearchIndex.records(database, match: filtered(whole), atMost: most)
            let rows = sorted(try candidates(anywhere, limit: most) { ids.contains($0) })
            let more = rows.count < StoreReader.fewResults ? try inside(besides: rows) : []
            return FoundRows(
                rows: rows + more, total: rows.count + more.count, isAtLeast: false)
        }
        var best: [Int64: Candidate] = [:]
        for (expression, isWhole) in [(whole, true)]
            + match.levels.map({ ($0, $0 != match.levels[1]) })
        {
            for item in try candidates(expression, limit: Self.levelRows, isWhole: { _ in isWhole })
            {
                let known = best[item.row.record]
                if known.map({ item.rank < $0.rank }) ?? true { best[item.row.record] = item }
            }
        }
        var rows = sorted(Array(best.values))
        // The others, where a page reaches them, or where only looking tells how near each is.
        let all =
            rows.count < need || isNarrow
            ? try self.rows(anywhere, limit: Self.countBound) : []
        if rows.count < need { rows += all.filter { best[$0.record] == nil } }
        rows = Array(rows.prefix(Self.countBound))
        guard !isNarrow else {
            // These are of the newest rows; beyond them nobody has looked.
            return FoundRows(
                rows: rows, total: all.count,
                isAtLeast: hits > Self.nearRowsMost || all.count == Self.countBound)
        }
        let bound = Self.countBound + 1
        let total =
            try SearchIndex.hidesSome(database, now: filter.now)
            ? try SearchIndex.countShown(
                database, match: filtered(anywhere), filter: filter, atMost: bound)
            : try SearchIndex.count(database, match: filtered(anywhere), atMost: bound)
        return FoundRows(
            rows: rows, total: min(total, Self.countBound), isAtLeast: total > Self.countBound)
    }

    /// An expression and the filters that are words of the index.
    private func filtered(_ expression: String) -> String { "(\(expression)) AND \(facets)" }

    private func sorted(_ candidates: [Candidate]) -> [FoundRow] {
        candidates.sorted { one, other in
            one.rank == other.rank
                ? one.row.record > other.row.record : one.rank < other.rank
        }.map(\.row)
    }

    /// The newest rows that an expression and the filters let through, with their ranks.
    ///
    /// - Parameter isWhole: whether all words stand whole in a row.
    private func candidates(
        _ expression: String, limit: Int, isWhole: (Int64) -> Bool
    ) throws -> [Candidate] {
        var found: [Candidate] = []
        try each(expression, limit: limit) { item, row in
            let rank = match.rank(
                name: row["name"], place: row["place"], tags: row["tags"],
                isWhole: isWhole(item.record))
            found.append(Candidate(row: item, rank: rank))
        }
        return found
    }

    /// The same rows without ranks.
    private func rows(_ expression: String, limit: Int) throws -> [FoundRow] {
        var found: [FoundRow] = []
        try each(expression, limit: limit) { item, _ in found.append(item) }
        return found
    }

    private func each(
        _ expression: String, limit: Int, _ take: (FoundRow, Row) throws -> Void
    ) throws {
        let only = few == nil ? "" : "AND rowid IN (SELECT value FROM json_each(?)) "
        let from =
            isNarrow
            ? """
            (SELECT rowid FROM search WHERE search MATCH ? \(only)ORDER BY rowid DESC
                LIMIT \(Self.nearRowsMost)) AS hits
            CROSS JOIN listing ON listing.record = hits.rowid
            """ : "search CROSS JOIN listing ON listing.record = search.rowid"
        let first = isNarrow ? "" : "search MATCH ? AND "
        // By the index's own number, so that it stops at the limit and sorts nothing.
        let order = isNarrow ? "hits.rowid" : "search.rowid"
        let statement = try database.cachedStatement(
            sql: """
                SELECT listing.record AS record, listing.name, listing.place, listing.tags,
                    listing.latitude, listing.longitude
                FROM \(from) CROSS JOIN node ON node.id = listing.node
                WHERE \(first)\(filter.conditions.joined(separator: " AND "))
                ORDER BY \(order) DESC LIMIT ?
                """)
        let hits = [filtered(expression)] + (few.map { [$0] } ?? [])
        let arguments = StatementArguments(hits + filter.values + [limit])
        let rows = try Row.fetchCursor(statement, arguments: arguments)
        while let row = try rows.next() {
            if let item = FoundRow(row, near: query.near) { try take(item, row) }
        }
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
            rows += try self.rows(nearly, limit: 50).filter { seen.insert($0.record).inserted }
        }
        return rows
    }
}
