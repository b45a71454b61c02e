import FoundationEssentials
import GRDB
import SangamDirectory
import SangamLog

/// One record as pages name it beside another.
public struct RecordSummary: Sendable {
    public var id: RecordID
    public var record: SangamDirectory.Record
    /// The row's number here, as surveys give it; never shown.
    public var row: Int64
    /// The entry's index in the log of its network, in the epoch.
    public var index: UInt64
    public var epoch: Int
    /// What the entry says; advisory. Units: Unix seconds.
    public var time: UInt64
    /// When the payload came here. Units: Unix seconds.
    public var received: Int64
    /// What its network calls itself.
    public var networkName: String?
    public var label: String
    /// The peer that carried the log's newest section; nil for our own.
    public var via: NodeID?
}

/// What is known of a record that somebody names.
public enum SummaryLookup: Sendable {
    case found(RecordSummary)
    /// Live, but its payload has not come here, or is none.
    case withoutPayload(RecordID)
    case removed(RecordID)
    /// Never heard of, or of a network that is not shown here.
    case unknown(RecordID)

    public var summary: RecordSummary? {
        if case .found(let summary) = self { summary } else { nil }
    }
}

/// Some of the records that stand in a relation, the newest first.
public struct RecordPage: Sendable {
    public var items: [RecordSummary]
    /// Where the next page begins; nil after the last one.
    public var next: Int64?
}

/// Reads records for pages, several in one reading.
struct SummaryReader {
    let database: Database
    private let find: Statement
    private var names: [Int64: String?] = [:]

    init(_ database: Database) throws {
        self.database = database
        find = try database.cachedStatement(
            sql: """
                SELECT record.kind, record.rid, record.idx, record.epoch, record.time, record.node,
                    node.node AS name, node.label, log.via, payload.nonce, payload.bytes,
                    payload.received, entry.line
                FROM record JOIN node ON node.id = record.node
                JOIN log ON log.node = record.node AND log.epoch = record.epoch
                JOIN payload ON payload.log = log.id AND payload.idx = record.idx
                JOIN entry ON entry.log = log.id AND entry.idx = record.idx
                WHERE record.id = ? AND record.removed = 0 AND node.blocked IS NULL
                    AND node.accepted = 1 AND payload.quarantined IS NULL
                """)
    }

    /// The record of a row; nil if it is not shown.
    mutating func summary(row number: Int64) throws -> RecordSummary? {
        guard let row = try Row.fetchOne(find, arguments: [number]),
            let node = NodeID(row["name"] as String),
            let key = RecordKey(kind: row["kind"], id: row["rid"]),
            let bytes = StoreReader.payloadBytes(row),
            let record = try? RecordCoding.parse(bytes, kind: key.kind)
        else { return nil }
        let owner: Int64 = row["node"]
        let name = try names[owner] ?? StoreReader.networkName(database, node: owner)
        names[owner] = .some(name)
        return RecordSummary(
            id: RecordID(node: node, key: key), record: record, row: number,
            index: UInt64(row["idx"] as Int64), epoch: row["epoch"],
            time: UInt64(row["time"] as Int64), received: row["received"], networkName: name,
            label: row["label"], via: (row["via"] as String?).flatMap { NodeID($0) })
    }

    mutating func lookup(_ id: RecordID) throws -> SummaryLookup {
        let find = try database.cachedStatement(
            sql: "SELECT id FROM node WHERE node = ? AND blocked IS NULL AND accepted = 1")
        guard let node = try Int64.fetchOne(find, arguments: [id.node.text]),
            let stored = try RecordTable.find(database, node: node, key: id.key)
        else { return .unknown(id) }
        guard case .live = stored.state else { return .removed(id) }
        return try summary(row: stored.id).map { .found($0) } ?? .withoutPayload(id)
    }
}

extension StoreReader {
    /// The most records of one list.
    public static let pageMost = 200

    /// What is known of these records, in their order, in one reading; of more than
    /// `5 * pageMost` the first so many.
    public func summaries(_ ids: [RecordID]) async throws(StoreError) -> [SummaryLookup] {
        try await read { database in
            var reader = try SummaryReader(database)
            return try ids.prefix(5 * Self.pageMost).map { try reader.lookup($0) }
        }
    }

    /// The records of rows that a survey gave, in their order, without those that are gone.
    public func summaries(rows: [Int64]) async throws(StoreError) -> [RecordSummary] {
        try await read { database in
            var reader = try SummaryReader(database)
            return try rows.prefix(5 * Self.pageMost).compactMap { try reader.summary(row: $0) }
        }
    }
}
