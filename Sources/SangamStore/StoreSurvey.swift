import CSQLite
import GRDB
import SangamDirectory
import SangamLog

extension StoreReader {
    /// Counts what the rows of a query have in common: the rows that `search` finds, of which
    /// there are at most `Survey.rowsMost`; beyond that the newest so many.
    ///
    /// - Parameters:
    ///   - facets: which facets are wanted; each that the query filters by costs another walk
    ///     through the rows.
    ///   - valuesMost: the most values of one facet that are given.
    ///   - withRows: whether the points and dates of the rows are wanted too.
    public func survey(
        _ query: SearchQuery, now: Int64, facets: Set<FacetKind> = Set(FacetKind.allCases),
        valuesMost: Int = Survey.valuesMost, withRows: Bool = true
    ) async throws(StoreError) -> Survey {
        let stamp = try await stamp(now: now)
        let query = query.bounded
        let question = KeptQuestion.survey(
            query, facets, valuesMost: valuesMost, withRows: withRows)
        return try await kept.answer(question, stamp: stamp, now: now) {
            () async throws(StoreError) in
            try await read { database in
                let survey = try SurveyWalk(database, query, now: now, valuesMost: valuesMost)
                    .survey(facets, withRows: withRows)
                return (survey, survey.total)
            }
        }
    }
}

/// Walks through the rows of a query, the newest first.
struct SurveyWalk {
    private let database: Database
    private let query: SearchQuery
    private let now: Int64
    private let valuesMost: Int
    private let nodes: UsableNodes
    /// Of what several networks list, the row that stands for all; empty if records are wanted.
    private let things: [Int64: Int64]

    /// So many rows of the index are looked at for those that no word of it tells.
    private static let hitsMost = 40_000
    /// The most statements of membership that are looked at.
    private static let membershipsMost = 50_000

    init(_ database: Database, _ query: SearchQuery, now: Int64, valuesMost: Int) throws {
        self.database = database
        self.query = query
        self.now = now
        self.valuesMost = valuesMost
        nodes = try UsableNodes(database)
        things = query.countsThings ? try SameTable.things(database) : [:]
    }

    func survey(_ kinds: Set<FacetKind>, withRows: Bool) throws -> Survey {
        let asked = kinds.filter { !query.values(of: $0).isEmpty }
        let confirming = kinds.contains(.member) ? try confirming() : [:]
        var counter = FacetCounter(kinds.subtracting(asked), valuesMost: valuesMost, now: now)
        var survey = Survey(total: 0, totalAtLeast: false, facets: [:], points: [], dates: [])
        var counted = OncePerThing(things)
        var (placed, dated) = (counted, counted)
        survey.totalAtLeast = try walk(query) { item, first, last in
            if counted.isFirst(item.row) { survey.total += 1 }
            counter.take(item, of: things[item.row], confirming: confirming)
            guard withRows else { return }
            if let latitude = item.latitude, let longitude = item.longitude,
                placed.isFirst(item.row)
            {
                survey.points.append(
                    SurveyPoint(row: item.row, latitude: latitude, longitude: longitude))
            }
            if let first, let last, dated.isFirst(item.row) {
                survey.dates.append(
                    SurveyDate(row: item.row, first: first, last: last, repeats: item.repeats))
            }
        }
        for kind in kinds.subtracting(asked) {
            survey.facets[kind] = counter.counts(of: kind, query: query, nodes: nodes)
            survey.facets[kind]?.isAtLeast = survey.totalAtLeast
        }
        // Region and town are one filter: one walk without it counts both.
        let places: Set<FacetKind> = [.region, .locality]
        for kind in asked where kind != .locality || !asked.contains(.region) {
            let together = places.contains(kind) ? places.intersection(asked) : [kind]
            var counter = FacetCounter(together, valuesMost: valuesMost, now: now)
            let isAtLeast = try walk(query.without(kind)) { item, _, _ in
                counter.take(item, of: things[item.row], confirming: confirming)
            }
            for kind in together {
                survey.facets[kind] = counter.counts(of: kind, query: query, nodes: nodes)
                survey.facets[kind]?.isAtLeast = isAtLeast
            }
        }
        return survey
    }

    /// Which nodes confirm which key, now.
    private func confirming() throws -> [SurveyKey: [Int64]] {
        let statement = try database.cachedStatement(
            sql: """
                SELECT edge.target, survey.node FROM edge
                CROSS JOIN survey ON survey.record = edge.record
                WHERE edge.relation = 9 AND \(SurveyTable.holds)
                LIMIT \(Self.membershipsMost)
                """)
        var confirming: [SurveyKey: [Int64]] = [:]
        try RowScan.each(statement, [now, now]) { raw in
            let author = sqlite3_column_int64(raw, 1)
            guard nodes.texts[author] != nil, let bytes = RowScan.bytes(raw, 0),
                bytes.count == SurveyRow.keyBytes
            else { return true }
            confirming[SurveyKey(bytes, at: 0), default: []].append(author)
            return true
        }
        return confirming
    }

    /// Gives each row of a query once. Returns: whether there are more than it gave.
    private func walk(
        _ query: SearchQuery, _ take: (SurveyItem, _ first: Int64?, _ last: Int64?) -> Void
    ) throws -> Bool {
        let sets = try RowSets(database, query, now: now)
        let match = try OwnWords.widened(MatchExpression(query.words), database)
        let hasWords = query.words.unicodeScalars.contains { !$0.properties.isWhitespace }
        if hasWords, match.anywhere == nil { return false }
        let narrowing = try SearchNarrowing(database, query)
        let filters = narrowing.alone
        let words = match.anywhere.map { narrowing.of($0) }
        let list = sets.few ?? (words == nil ? sets.lists.first : nil)
        let source = try source(list: list, match: words ?? filters)
        if hasWords, let words, try isFew(words, query, source, sets.rows) {
            // So few that `search` also looks inside of names: it says which these are.
            let found = try RankedSearch(database, query, match, now: now, joinsThings: false)
                .found(Survey.rowsMost)
            let rows = Set(found.rows.map(\.record))
            let list = try self.source(list: RowSets.list(rows), match: nil)
            return try walk(query, list, rows, take)
        }
        return try walk(query, source, sets.rows, take)
    }

    private func isFew(
        _ words: String, _ query: SearchQuery, _ source: (Statement, StatementArguments),
        _ rows: Set<Int64>?
    ) throws -> Bool {
        let most = MatchExpression.candidatesMost
        guard try SearchIndex.count(database, match: words, atMost: most + 1) <= most else {
            return false
        }
        var count = 0
        _ = try walk(query, source, rows) { _, _, _ in count += 1 }
        return count < StoreReader.fewResults
    }

    private static let columns =
        "survey.record, survey.node, survey.expires, survey.first, survey.last, survey.packed"

    /// Where the rows come from: a list of them, the index of words, or all.
    private func source(list: String?, match: String?) throws -> (Statement, StatementArguments) {
        let sql: String
        var arguments: StatementArguments = []
        switch (list, match) {
        case (let list?, let match?):
            sql = """
                FROM json_each(?) AS list CROSS JOIN survey ON survey.record = list.value
                WHERE list.value IN (SELECT rowid FROM search WHERE search MATCH ?)
                """
            arguments = [list, match]
        case (let list?, nil):
            sql = "FROM json_each(?) AS list CROSS JOIN survey ON survey.record = list.value"
            arguments = [list]
        case (nil, let match?):
            sql = """
                FROM search CROSS JOIN survey ON survey.record = search.rowid
                WHERE search MATCH ? ORDER BY search.rowid DESC
                """
            arguments = [match]
        case (nil, nil):
            sql = "FROM survey ORDER BY survey.record DESC"
        }
        return (try database.cachedStatement(sql: "SELECT \(Self.columns) \(sql)"), arguments)
    }

    private func walk(
        _ query: SearchQuery, _ source: (Statement, StatementArguments), _ rows: Set<Int64>?,
        _ take: (SurveyItem, _ first: Int64?, _ last: Int64?) -> Void
    ) throws -> Bool {
        let freshness = Set(query.freshness)
        let wantsAllKinds = query.kinds.isEmpty
        var (given, looked, isMore) = (0, 0, false)
        try RowScan.each(source.0, source.1) { raw in
            looked += 1
            let (row, node) = (sqlite3_column_int64(raw, 0), sqlite3_column_int64(raw, 1))
            guard nodes.texts[node] != nil, rows?.contains(row) ?? true,
                RowScan.integer(raw, 2).map({ $0 > now }) ?? true,
                let packed = RowScan.bytes(raw, 5),
                let item = SurveyItem(row: row, node: node, packed: packed),
                !wantsAllKinds || item.isListed && !(query.countsThings && item.isPicture),
                query.near.map({ $0.holds(item) }) ?? true,
                query.box.map({ $0.holds(item) }) ?? true,
                freshness.isEmpty
                    || freshness.contains(FreshnessBand(confirmed: item.confirmed, at: now))
            else {
                isMore = looked > Self.hitsMost
                return !isMore
            }
            let (first, last) = (RowScan.integer(raw, 3), RowScan.integer(raw, 4))
            if let days = query.days {
                guard let first, let last, days.contains(first: first, last: last) else {
                    return true
                }
            }
            guard given < Survey.rowsMost else {
                isMore = true
                return false
            }
            given += 1
            take(item, first, last)
            return true
        }
        return isMore
    }
}

extension SearchQuery.Near {
    fileprivate func holds(_ item: SurveyItem) -> Bool {
        guard let latitude = item.latitude, let longitude = item.longitude,
            latitudes.contains(latitude), longitudes.contains(where: { $0.contains(longitude) }),
            let point = GeoPoint(latitude: latitude, longitude: longitude)
        else { return false }
        return distance(to: point) != nil
    }
}

extension MapBounds {
    fileprivate func holds(_ item: SurveyItem) -> Bool {
        guard let latitude = item.latitude, let longitude = item.longitude else { return false }
        return contains(latitude: latitude, longitude: longitude)
    }
}
