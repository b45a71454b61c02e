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

    /// Of a common word this many of its newest rows are looked at for a place nearby.
    private static let nearRowsMost = 20_000
    private static let countBound = 10_000
    private static let fewResults = 5

    init(
        _ database: Database, _ query: SearchQuery, _ match: MatchExpression, now: Int64
    ) throws {
        self.database = database
        self.query = query
        self.match = match
        // All other filters are words of the index.
        filter = SearchFilter(SearchQuery(near: query.near), now: now, withoutKinds: true)
        var networks: [Int64] = []
        for node in query.networks {
            networks += try Int64.fetchAll(
                database, sql: "SELECT id FROM node WHERE node = ?", arguments: [node.text])
        }
        // A network that is not known here has no rows.
        if !query.networks.isEmpty, networks.isEmpty { networks = [-1] }
        facets = [
            SearchFacets.anyOf(kinds: query.kinds) ?? "\"\(SearchFacets.listing)\"",
            SearchFacets.anyOf(networks: networks),
            SearchFacets.anyOf(countries: query.countries),
            SearchFacets.anyOf(languages: query.languages),
            SearchFacets.anyOf(categories: query.categories),
        ].compactMap(\.self).joined(separator: " AND ")
    }

    /// A row with what its rank is made of.
    private struct Candidate {
        let row: FoundRow
        let rank: SearchRank
    }

    /// At least the first `need` rows in rank order, if there are so many.
    func found(_ need: Int) throws -> FoundRows {
        guard let whole = match.whole, let anywhere = match.anywhere else {
            return FoundRows(rows: [], total: 0, isAtLeast: false)
        }
        let most = MatchExpression.candidatesMost
        let exact = try candidates(whole, limit: most + 1, isWhole: { _ in true })
        let isExactWhole = exact.count <= most
        let exactIDs = Set(exact.map(\.row.record))
        let all = try candidates(
            anywhere, limit: most + 1, isWhole: { isExactWhole ? exactIDs.contains($0) : nil })
        if isExactWhole, all.count <= most {
            let rows = sorted(all)
            guard rows.count < Self.fewResults else {
                return FoundRows(rows: rows, total: rows.count, isAtLeast: false)
            }
            let more = rows + (try inside(besides: rows))
            return FoundRows(rows: more, total: more.count, isAtLeast: false)
        }
        var best: [Int64: Candidate] = [:]
        for item in exact + all where best[item.row.record] == nil {
            best[item.row.record] = item
        }
        var ranked = 0
        for (index, level) in match.levels.enumerated() where ranked < need {
            let isWhole = index != 1
            let rows = try candidates(
                level, limit: max(200, need + 1),
                isWhole: { isWhole ? true : exactIDs.contains($0) })
            for item in rows {
                let known = best[item.row.record]
                if known.map({ item.rank < $0.rank }) ?? true { best[item.row.record] = item }
            }
            ranked += rows.count
        }
        let rows = sorted(Array(best.values))
        let total = query.near == nil ? try count(anywhere) : rows.count
        return FoundRows(
            rows: rows, total: min(max(total, rows.count), Self.countBound),
            isAtLeast: query.near != nil || total > Self.countBound)
    }

    private func sorted(_ candidates: [Candidate]) -> [FoundRow] {
        candidates.sorted { one, other in
            one.rank == other.rank
                ? one.row.record > other.row.record : one.rank < other.rank
        }.map(\.row)
    }

    /// The newest rows that an expression and the filters let through.
    ///
    /// - Parameter isWhole: whether all words stand whole in a row; nil if that is not known.
    private func candidates(
        _ expression: String, limit: Int, isWhole: (Int64) -> Bool?
    ) throws -> [Candidate] {
        let from =
            query.near == nil
            ? "search CROSS JOIN listing ON listing.record = search.rowid"
            : """
            (SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC
                LIMIT \(Self.nearRowsMost)) AS hits
            CROSS JOIN listing ON listing.record = hits.rowid
            """
        let first = query.near == nil ? "search MATCH ? AND " : ""
        let statement = try database.cachedStatement(
            sql: """
                SELECT listing.record AS record, listing.name, listing.place, listing.tags,
                    listing.latitude, listing.longitude
                FROM \(from) CROSS JOIN node ON node.id = listing.node
                WHERE \(first)\(filter.conditions.joined(separator: " AND "))
                ORDER BY listing.record DESC LIMIT ?
                """)
        let arguments = StatementArguments(
            ["(\(expression)) AND \(facets)"] + filter.values + [limit])
        var found: [Candidate] = []
        let rows = try Row.fetchCursor(statement, arguments: arguments)
        while let row = try rows.next() {
            guard let item = FoundRow(row, near: query.near) else { continue }
            let rank = match.rank(
                name: row["name"], place: row["place"], tags: row["tags"],
                isWhole: isWhole(item.record) ?? true)
            found.append(Candidate(row: item, rank: rank))
        }
        return found
    }

    /// How many rows there are, up to a bound.
    private func count(_ expression: String) throws -> Int {
        let statement = try database.cachedStatement(
            sql: """
                SELECT COUNT(*) FROM (
                    SELECT 1 FROM search CROSS JOIN listing ON listing.record = search.rowid
                    CROSS JOIN node ON node.id = listing.node
                    WHERE search MATCH ? AND \(filter.conditions.joined(separator: " AND "))
                    LIMIT \(Self.countBound + 1))
                """)
        return try Int.fetchOne(
            statement,
            arguments: StatementArguments(["(\(expression)) AND \(facets)"] + filter.values)) ?? 0
    }

    /// Rows whose names hold the words inside of others; of scripts without spaces also names in
    /// which one sign of a word is another.
    private func inside(besides known: [FoundRow]) throws -> [FoundRow] {
        var rows: [FoundRow] = []
        var seen = Set(known.map(\.record))
        let trigrams = TrigramQuery(query.words)
        if let expression = trigrams.inside {
            let filters = SearchFilter(query, now: filter.now)
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
            for item in try candidates(nearly, limit: 50, isWhole: { _ in true })
            where seen.insert(item.row.record).inserted {
                rows.append(item.row)
            }
        }
        return rows
    }
}
