import FoundationEssentials
import GRDB
import SangamDirectory
import SangamLog

/// Some records of an export, in the order in which they came here.
public struct ExportPage: Sendable {
    public var records: [ExportedRecord]
    /// Where the next page begins; nil after the last one.
    public var next: Int64?
}

extension StoreReader {
    /// Records that a query lets through, page by page.
    ///
    /// - Parameters:
    ///   - after: the `next` of the page before; 0 for the first.
    ///   - limit: how many rows are looked at. Units: records.
    ///   - includesExpired: a copy of everything leaves nothing out that is live; a view does.
    public func export(
        _ query: SearchQuery, after: Int64, limit: Int, now: Int64, includesExpired: Bool = true
    ) async throws(StoreError) -> ExportPage {
        try await read { database in
            let query = query.bounded
            let filter = try SearchFilter(
                database, query, now: now, includesExpired: includesExpired)
            var conditions = filter.conditions + ["listing.record > ?"]
            var values = filter.values + [after]
            if let match = try OwnWords.widened(MatchExpression(query.words), database).anywhere {
                conditions.append(
                    "listing.record IN (SELECT rowid FROM search WHERE search MATCH ?)")
                values.append(match)
            }
            values.append(limit)
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT listing.record, listing.latitude, listing.longitude, listing.confirmed,
                        record.kind, record.rid, record.time, node.id AS owner, node.node AS name, payload.nonce,
                        payload.bytes, entry.line
                    FROM listing JOIN node ON node.id = listing.node
                    JOIN record ON record.id = listing.record
                    JOIN log ON log.node = record.node AND log.epoch = record.epoch
                    JOIN payload ON payload.log = log.id AND payload.idx = record.idx
                    JOIN entry ON entry.log = log.id AND entry.idx = record.idx
                    WHERE \(conditions.joined(separator: " AND "))
                    ORDER BY listing.record LIMIT ?
                    """, arguments: StatementArguments(values))
            var names: [Int64: String] = [:]
            var page = ExportPage(records: [], next: nil)
            for row in rows {
                if let near = query.near, !near.holds(row) { continue }
                let owner: Int64 = row["owner"]
                let name = try names[owner] ?? Self.networkName(database, node: owner) ?? ""
                names[owner] = name
                if let record = Self.exported(row, network: name) { page.records.append(record) }
            }
            if rows.count == limit { page.next = rows.last?["record"] }
            return page
        }
    }

    private static func exported(_ row: Row, network: String) -> ExportedRecord? {
        guard let node = NodeID(row["name"]),
            let key = RecordKey(kind: row["kind"], id: row["rid"]),
            let bytes = payloadBytes(row),
            let record = try? RecordCoding.parse(bytes, kind: key.kind)
        else { return nil }
        return ExportedRecord(
            id: RecordID(node: node, key: key), network: network, payload: record.json,
            confirmed: row["confirmed"], updated: row["time"])
    }
}

extension SearchQuery.Near {
    /// Whether a row's point is within the circle.
    fileprivate func holds(_ row: Row) -> Bool {
        guard let latitude = row["latitude"] as Double?,
            let longitude = row["longitude"] as Double?,
            let point = GeoPoint(latitude: latitude, longitude: longitude)
        else { return false }
        return (distance(to: point) ?? .infinity) <= km
    }
}
