import FoundationEssentials
import GRDB
import SangamDirectory
import SangamLog

/// An offer is where whoever makes it is: a record that names no place of its own is found by that
/// of its provider, organiser or operator, if the same network lists both.
///
/// Only the tables of searches and maps know of it; the record stays as it was signed. It follows
/// what the other says: a place that is changed or taken away is so here in the same transaction.
///
/// Source: Protocol.md, Search.
enum InheritedPlace {
    /// Whoever has more such records than these gives its place to none, so that no single change
    /// costs more than this many rows. Units: records.
    static let dependentsMost = 1_000

    /// Whose place a record has that names none; nil for one that names its own, or nobody.
    static func source(of content: SangamDirectory.Record, id: RecordID) -> RecordKey? {
        content.json["place"] == nil ? maker(of: content, id: id)?.key : nil
    }

    /// Who makes, organises or runs it, if the record names one of its own network.
    static func maker(of content: SangamDirectory.Record, id: RecordID) -> RecordID? {
        for member in ["provider", "organiser", "operator"] {
            guard let text = content.json[member]?.string else { continue }
            guard let source = RecordID.resolve(text, home: id.node), source.node == id.node,
                source.key != id.key
            else { return nil }
            return source
        }
        return nil
    }

    /// The row of a record with the place that it has from another; nil if it has none from there.
    static func row(
        _ database: Database, of row: ListingRow, record: Int64, payload: [UInt8], node: Int64
    ) throws -> ListingRow? {
        guard let id = row.placelessID,
            let content = try? RecordCoding.parse(payload, kind: id.key.kind),
            let source = source(of: content, id: id),
            try others(database, than: record, of: RecordID(node: id.node, key: source))
                < dependentsMost
        else { return nil }
        let find = try database.cachedStatement(
            sql: """
                SELECT payload.bytes FROM record
                JOIN log ON log.node = record.node AND log.epoch = record.epoch
                JOIN payload ON payload.log = log.id AND payload.idx = record.idx
                JOIN listing ON listing.record = record.id
                WHERE record.node = ? AND record.kind = ? AND record.rid = ?
                    AND record.removed = 0 AND payload.quarantined IS NULL
                """)
        guard let bytes = try Data.fetchOne(find, arguments: [node, source.kind, source.id]),
            let other = try? RecordCoding.parse(Array(bytes), kind: source.kind),
            let place = other.json["place"]
        else { return nil }
        var json = content.json
        json["place"] = place
        return ListingRow(SangamDirectory.Record(json: json), id: id)
    }

    /// How many other records have theirs from it, or could.
    private static func others(
        _ database: Database, than record: Int64, of id: RecordID
    ) throws -> Int {
        let count = try database.cachedStatement(
            sql: """
                SELECT COUNT(*) FROM (
                    SELECT 1 FROM edge
                    WHERE relation IN (\(relations)) AND target = ? AND record <> ?
                    LIMIT \(dependentsMost))
                """)
        let key = Data(StoredEdge.key(.record(id)))
        return try Int.fetchOne(count, arguments: [key, record]) ?? 0
    }

    private static let relations = [StoredEdge.Relation.provider, .organiser, .operator]
        .map { String($0.rawValue) }.joined(separator: ", ")

    // MARK: - What depends on a record

    /// Does something to a record that is shown; records that have their place from it follow.
    static func changing(
        _ database: Database, record: Int64, _ change: () throws -> Void
    ) throws {
        let dependents = try dependents(database, of: record)
        guard !dependents.isEmpty else { return try change() }
        let before = try said(database, record)
        try change()
        guard try said(database, record) != before else { return }
        for dependent in dependents { try renew(database, dependent) }
    }

    /// Takes a record out of searches; records that have their place from it follow.
    static func remove(_ database: Database, record: Int64) throws {
        try changing(database, record: record) {
            try SearchIndex.remove(database, record: record)
        }
    }

    private static func dependents(_ database: Database, of record: Int64) throws -> [Int64] {
        let find = try database.cachedStatement(
            sql: """
                SELECT edge.record FROM survey
                CROSS JOIN edge ON edge.relation IN (\(relations))
                    AND edge.target = substr(survey.packed, 1, \(SurveyRow.keyBytes))
                CROSS JOIN listing ON listing.record = edge.record
                    AND listing.node = survey.node
                WHERE survey.record = ? LIMIT \(2 * dependentsMost)
                """)
        return try Int64.fetchAll(find, arguments: [record])
    }

    /// What is shown of its place; nil if nothing is shown.
    private static func said(_ database: Database, _ record: Int64) throws -> [String]? {
        let find = try database.cachedStatement(
            sql: "SELECT place, latitude, longitude, facets FROM listing WHERE record = ?")
        return try Row.fetchOne(find, arguments: [record]).map { row in
            (0..<row.count).map { "\(row[$0] as DatabaseValue)" }
        }
    }

    /// Makes the row of a record that names no place anew from its payload.
    static func renew(_ database: Database, _ record: Int64) throws {
        let find = try database.cachedStatement(
            sql: """
                SELECT record.node, node.node, record.kind, record.rid, payload.bytes,
                    payload.received
                FROM record JOIN node ON node.id = record.node
                JOIN log ON log.node = record.node AND log.epoch = record.epoch
                JOIN payload ON payload.log = log.id AND payload.idx = record.idx
                JOIN listing ON listing.record = record.id
                WHERE record.id = ? AND record.removed = 0 AND payload.quarantined IS NULL
                """)
        guard let shown = try Row.fetchOne(find, arguments: [record]),
            let node = NodeID(shown[1] as String), let key = RecordKey(kind: shown[2], id: shown[3])
        else { return }
        let bytes = Array(shown[4] as Data)
        let id = RecordID(node: node, key: key)
        guard let content = try? RecordCoding.parse(bytes, kind: key.kind),
            source(of: content, id: id) != nil
        else { return }
        let row = ListingRow(content, id: id)
        try SearchIndex.replace(
            database, record: record, node: shown[0], kind: key.kind,
            row: try self.row(database, of: row, record: record, payload: bytes, node: shown[0])
                ?? row,
            received: shown[5])
    }
}
