import FoundationEssentials
import GRDB
import SangamDirectory
import SangamLog

extension StoreReader {
    /// Counting stops here; a page says *at least*. Units: listings.
    private static let countBound = 10_000

    /// Finds listings: by words and filters, in rank order.
    ///
    /// Words are and-ed and the last one is a prefix; a whole-word match in the name comes first.
    public func search(
        _ query: SearchQuery, after cursor: String?, now: Int64
    ) async throws(StoreError) -> SearchPage {
        let offset = cursor.flatMap { Self.offset($0) } ?? 0
        return try await read { database in
            let plan = SearchPlan(query, now: now)
            if plan.isEmpty { return SearchPage(total: 0, totalAtLeast: false, hits: []) }
            let found = try Row.fetchAll(
                database, sql: plan.sql + " LIMIT \(Self.countBound + 1)",
                arguments: plan.arguments)
            var rows = found.prefix(Self.countBound).map { row in
                (record: row["record"] as Int64, distance: plan.distance(of: row))
            }
            if plan.near != nil {
                rows = rows.filter { ($0.distance ?? .infinity) <= plan.km }
                // Without words the nearest is the best; with words the rank stays.
                if plan.match == nil {
                    rows.sort { ($0.distance ?? 0, $0.record) < ($1.distance ?? 0, $1.record) }
                }
            }
            let page = rows.dropFirst(offset).prefix(query.limit)
            let hits = try page.compactMap { row in
                try Self.hit(database, record: row.record, distance: row.distance)
            }
            let isMore = rows.count > offset + page.count
            return SearchPage(
                total: rows.count, totalAtLeast: found.count > Self.countBound, hits: hits,
                next: isMore ? "o\(offset + page.count)" : nil)
        }
    }

    /// Whether a text is a cursor that `search` gave.
    public static func isCursor(_ text: String) -> Bool { offset(text) != nil }

    private static func offset(_ cursor: String) -> Int? {
        let bytes = Array(cursor.utf8)
        guard bytes.first == UInt8(ascii: "o"), let value = Decimal.parse(bytes.dropFirst()),
            value <= UInt64(countBound)
        else { return nil }
        return Int(value)
    }

    private static func hit(
        _ database: Database, record: Int64, distance: Double?
    ) throws -> SearchHit? {
        let statement = try database.cachedStatement(
            sql: """
                SELECT record.kind, record.rid, record.idx, record.node, node.node AS name,
                    log.via, payload.nonce, payload.bytes, payload.received, entry.line
                FROM record JOIN node ON node.id = record.node
                JOIN log ON log.node = record.node AND log.epoch = record.epoch
                JOIN payload ON payload.log = log.id AND payload.idx = record.idx
                JOIN entry ON entry.log = log.id AND entry.idx = record.idx
                WHERE record.id = ?
                """)
        guard let row = try Row.fetchOne(statement, arguments: [record]),
            let node = NodeID(row["name"]),
            let key = RecordKey(kind: row["kind"], id: row["rid"]),
            let bytes = payloadBytes(row),
            let content = try? RecordCoding.parse(bytes, kind: key.kind)
        else { return nil }
        return SearchHit(
            id: RecordID(node: node, key: key), record: content,
            index: UInt64(row["idx"] as Int64), distanceKm: distance,
            networkName: try networkName(database, node: row["node"]),
            via: (row["via"] as String?).flatMap { NodeID($0) }, received: row["received"])
    }
}

/// The SQL of one search. Everything that somebody typed is an argument, never text of the SQL.
struct SearchPlan {
    let sql: String
    let arguments: StatementArguments
    let match: String?
    let near: SearchQuery.Near?
    /// Whether something was typed in which no word is left: nothing can be found by it.
    let isEmpty: Bool

    var km: Double { near?.km ?? 0 }

    init(_ query: SearchQuery, now: Int64) {
        let expression = MatchExpression(query.words)
        match = expression.anywhere
        near = query.near
        isEmpty =
            expression.anywhere == nil && !query.words.isEmpty
            && query.words.unicodeScalars.contains { !$0.properties.isWhitespace }
        let filter = SearchFilter(query, now: now)
        let filters = filter.conditions.joined(separator: " AND ")
        let values = filter.values
        let columns = "listing.record AS record, listing.latitude, listing.longitude"
        let joined = "JOIN node ON node.id = listing.node WHERE \(filters)"
        guard let match else {
            sql = """
                SELECT \(columns) FROM listing \(joined)
                ORDER BY listing.received DESC, listing.record DESC
                """
            arguments = StatementArguments(values)
            return
        }
        let weights = MatchExpression.columnWeights.map { String($0) }.joined(separator: ", ")
        let inName =
            expression.inName == nil
            ? "0" : "listing.record IN (SELECT rowid FROM search WHERE search MATCH ?)"
        sql = """
            SELECT \(columns), \(inName) AS named, hits.score AS score
            FROM (SELECT rowid, bm25(search, \(weights)) AS score FROM search
                WHERE search MATCH ? LIMIT 20000) AS hits
            JOIN listing ON listing.record = hits.rowid \(joined)
            ORDER BY named DESC, score, record DESC
            """
        let name: [(any DatabaseValueConvertible)?] = expression.inName.map { [$0] } ?? []
        arguments = StatementArguments(name + [match] + values)
    }

    /// The distance of a row from the point asked for. Units: kilometres.
    func distance(of row: Row) -> Double? {
        guard let near, let latitude = row["latitude"] as Double?,
            let longitude = row["longitude"] as Double?,
            let point = GeoPoint(latitude: latitude, longitude: longitude)
        else { return nil }
        return near.distance(to: point)
    }
}

/// What a search leaves out: conditions of SQL and the values of their marks, in order.
struct SearchFilter {
    private(set) var conditions: [String]
    private(set) var values: [(any DatabaseValueConvertible)?]

    init(_ query: SearchQuery, now: Int64) {
        conditions = [
            "node.blocked IS NULL", "node.accepted = 1",
            "(listing.expires IS NULL OR listing.expires > ?)",
        ]
        values = [now]
        if query.kinds.isEmpty { conditions.append("listing.listed = 1") }
        anyOf("listing.kind IN", query.kinds)
        anyOf("node.node IN", query.networks.map(\.text))
        anyOf("listing.country IN", query.countries)
        addCategories(query.categories)
        anyOf(
            "listing.record IN (SELECT record FROM listing_language WHERE language IN",
            query.languages.map { $0.lowercased() }, end: ")")
        if let near = query.near { add(near) }
    }

    private mutating func anyOf(_ start: String, _ list: [String], end: String = "") {
        guard !list.isEmpty else { return }
        let marks = list.map { _ in "?" }.joined(separator: ", ")
        conditions.append("\(start) (\(marks))\(end)")
        values += list
    }

    private mutating func addCategories(_ categories: [Code]) {
        guard !categories.isEmpty else { return }
        let pairs = categories.map { _ in "(scheme = ? AND code = ?)" }
        conditions.append(
            """
            listing.record IN (SELECT record FROM listing_category
            WHERE \(pairs.joined(separator: " OR ")))
            """)
        for code in categories { values += [code.scheme, code.code] }
    }

    private mutating func add(_ near: SearchQuery.Near) {
        conditions.append("listing.latitude BETWEEN ? AND ?")
        values += [near.latitudes.lowerBound, near.latitudes.upperBound]
        // Two ranges where the circle crosses the 180th meridian.
        let ranges = near.longitudes.map { _ in "listing.longitude BETWEEN ? AND ?" }
        conditions.append("(" + ranges.joined(separator: " OR ") + ")")
        for range in near.longitudes { values += [range.lowerBound, range.upperBound] }
    }
}
