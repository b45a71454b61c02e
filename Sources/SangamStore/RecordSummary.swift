import CSQLite
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

    /// Who makes, organises or runs it, if the record names one of its own network.
    public var maker: RecordID? { Self.maker(of: record, id: id) }

    /// The same of a record that is at hand in another way.
    public static func maker(of record: SangamDirectory.Record, id: RecordID) -> RecordID? {
        InheritedPlace.maker(of: record, id: id)
    }
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
                SELECT node.node, record.kind, record.rid, record.idx, record.epoch, record.time,
                    record.node, node.label, log.via, payload.received, entry.line,
                    payload.nonce, payload.bytes
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
        var summary: RecordSummary?
        var owner: Int64 = 0
        try RowScan.each(find, [number]) { raw in
            summary = Self.summary(raw, row: number)
            owner = sqlite3_column_int64(raw, 6)
            return false
        }
        guard summary != nil else { return nil }
        let name = try names[owner] ?? StoreReader.networkName(database, node: owner)
        names[owner] = .some(name)
        summary?.networkName = name
        return summary
    }

    private static func summary(_ raw: OpaquePointer, row: Int64) -> RecordSummary? {
        guard let node = RowScan.text(raw, 0).flatMap({ NodeID($0) }),
            let key = RecordKey(
                kind: RowScan.text(raw, 1) ?? "", id: RowScan.text(raw, 2) ?? ""),
            let entry = try? Entry(bytes: RowScan.array(raw, 10)),
            let payload = PayloadTable.intact(
                nonce: RowScan.array(raw, 11), bytes: RowScan.array(raw, 12), entry: entry),
            let record = try? RecordCoding.parse(payload.bytes, kind: key.kind)
        else { return nil }
        return RecordSummary(
            id: RecordID(node: node, key: key), record: record, row: row,
            index: UInt64(sqlite3_column_int64(raw, 3)), epoch: Int(sqlite3_column_int64(raw, 4)),
            time: UInt64(sqlite3_column_int64(raw, 5)), received: sqlite3_column_int64(raw, 9),
            networkName: nil, label: RowScan.text(raw, 7) ?? "",
            via: RowScan.text(raw, 8).flatMap { NodeID($0) })
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
