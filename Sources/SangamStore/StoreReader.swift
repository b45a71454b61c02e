import FoundationEssentials
import GRDB
import SangamDirectory
import SangamLog

/// Everything that pages and programs may see of the store; it cannot write.
public struct StoreReader: Sendable {
    let reader: any DatabaseReader

    func read<T: Sendable>(
        _ body: @Sendable @escaping (Database) throws -> T
    ) async throws(StoreError) -> T {
        do { return try await reader.read(body) } catch { throw StoreError(error) }
    }

    /// The number of the newest migration that has been applied.
    public func schemaVersion() async throws(StoreError) -> Int {
        try await read { try Schema.migrator.appliedIdentifiers($0).count }
    }

    // MARK: - Logs and networks

    /// Every log held, our own first.
    ///
    /// - Parameter isCounted: see `status`.
    public func logs(isCounted: Bool = true) async throws(StoreError) -> [LogStatus] {
        try await read { database in
            try LogRow.fetchAll(database).map {
                try Self.status(database, log: $0, isCounted: isCounted)
            }
        }
    }

    /// The log of an origin; nil if it is not held.
    public func log(_ origin: Origin) async throws(StoreError) -> LogStatus? {
        try await read { database in
            try LogRow.fetch(database, origin: origin).map {
                try Self.status(database, log: $0)
            }
        }
    }

    /// The chain of a node; nil if the node is not known.
    public func chain(of node: NodeID) async throws(StoreError) -> IdentityChain? {
        try await read { database in
            try Data.fetchOne(
                database, sql: "SELECT chain FROM node WHERE node = ?", arguments: [node.text]
            ).map { try LogTables.chain(Array($0)) }
        }
    }

    /// How a log stands.
    ///
    /// - Parameter isCounted: whether its records are counted, which looks at every one of them; if
    ///   not, `records` and `withoutPayload` are 0.
    static func status(
        _ database: Database, log: LogRow, isCounted: Bool = true
    ) throws -> LogStatus {
        let head = log.completeHead
        let (shown, missing) = isCounted ? try counts(database, log: log) : (0, 0)
        let carried = try Self.carried(database, log: log)
        return LogStatus(
            origin: log.origin, size: head?.size ?? 0, root: head?.root ?? .emptyRoot,
            held: log.size, records: log.isUsable ? shown : 0, withoutPayload: missing,
            isOwn: log.distance == 0, distance: log.distance, cleared: log.cleared,
            isFrozen: log.isFrozen, isBroken: log.isBroken || log.isDamaged,
            isConflict: log.isConflict,
            isBlocked: log.isBlocked, isAccepted: log.isAccepted,
            via: carried.via, refreshed: carried.refreshed,
            pendingSize: log.pending?.size)
    }

    /// Live listings of a log that are shown, and live records whose payload is not here.
    private static func counts(
        _ database: Database, log: LogRow
    ) throws -> (shown: Int, missing: Int) {
        let shown =
            try Int.fetchOne(
                database,
                sql: """
                    SELECT COUNT(*) FROM listing JOIN record ON record.id = listing.record
                    WHERE listing.node = ? AND listing.listed = 1 AND record.epoch = ?
                    """, arguments: [log.nodeRow, log.origin.epoch]) ?? 0
        let missing =
            try Int.fetchOne(
                database,
                sql: """
                    SELECT COUNT(*) FROM record
                    WHERE node = ? AND epoch = ? AND removed = 0 AND NOT EXISTS (
                        SELECT 1 FROM payload WHERE log = ? AND idx = record.idx)
                    """, arguments: [log.nodeRow, log.origin.epoch, log.id]) ?? 0
        return (shown, missing)
    }

    /// Which peer carried a log's newest section, and when one of its heads was last heard.
    private static func carried(
        _ database: Database, log: LogRow
    ) throws -> (via: NodeID?, refreshed: Int64?) {
        let row = try Row.fetchOne(
            database, sql: "SELECT via, refreshed FROM log WHERE id = ?", arguments: [log.id])
        return ((row?["via"] as String?).flatMap { NodeID($0) }, row?["refreshed"])
    }

    /// Every network whose current log is shown here, our own first.
    ///
    /// - Parameter isCounted: see `status`; most pages want the names alone.
    public func networks(isCounted: Bool = true) async throws(StoreError) -> [NetworkRow] {
        try await read { database in
            var rows: [NetworkRow] = []
            for log in try LogRow.fetchAll(database)
            where log.closed == nil && log.isUsable {
                var status = try Self.status(database, log: log, isCounted: isCounted)
                if isCounted {
                    status.records = try Self.shownRecords(database, node: log.nodeRow)
                }
                let record = try Self.networkRecord(database, node: log.nodeRow)
                rows.append(
                    NetworkRow(
                        node: log.origin.node, label: log.origin.label.text,
                        name: record?.names ?? [], record: record, log: status,
                        isOwn: status.isOwn))
            }
            return rows
        }
    }

    private static func shownRecords(_ database: Database, node: Int64) throws -> Int {
        try Int.fetchOne(
            database, sql: "SELECT COUNT(*) FROM listing WHERE node = ? AND listed = 1",
            arguments: [node]) ?? 0
    }

    /// A node's profile: its newest live `network` record.
    static func networkRecord(
        _ database: Database, node: Int64
    ) throws -> SangamDirectory.Record? {
        let bytes = try Data.fetchOne(
            database,
            sql: """
                SELECT payload.bytes FROM record
                JOIN log ON log.node = record.node AND log.epoch = record.epoch
                JOIN payload ON payload.log = log.id AND payload.idx = record.idx
                WHERE record.node = ? AND record.kind = 'network' AND record.removed = 0
                    AND payload.quarantined IS NULL
                ORDER BY +record.epoch DESC, +record.idx DESC LIMIT 1
                """, arguments: [node])
        return bytes.flatMap { try? RecordCoding.parse(Array($0), kind: "network") }
    }

    static func networkName(_ database: Database, node: Int64) throws -> String? {
        let record = try networkRecord(database, node: node)
        return record?.names.first(where: { $0.language == record?.lang })?.text
            ?? record?.names.first?.text
    }

    /// A payload as its entry commits to it; nil if either is damaged.
    static func payloadBytes(_ row: Row) -> [UInt8]? {
        guard let entry = try? Entry(bytes: Array(row["line"] as Data)) else { return nil }
        return PayloadTable.intact(nonce: row["nonce"], bytes: row["bytes"], entry: entry)?.bytes
    }

    // MARK: - One listing

    /// What is known of a record here.
    public func lookup(_ id: RecordID) async throws(StoreError) -> ListingLookup {
        try await read { database in
            guard
                let node = try Row.fetchOne(
                    database, sql: "SELECT id, blocked, accepted FROM node WHERE node = ?",
                    arguments: [id.node.text]), node["blocked"] == nil, node["accepted"],
                let stored = try RecordTable.find(database, node: node["id"], key: id.key)
            else { return .unknown }
            guard case .live(let revision) = stored.state else { return .removed(id) }
            let chain = try LogTables.chain(
                Array(
                    try Data.fetchOne(
                        database, sql: "SELECT chain FROM node WHERE node = ?",
                        arguments: [id.node.text]) ?? Data()))
            guard
                let log = try LogRow.fetch(database, origin: chain.origin(epoch: revision.epoch))
            else { return .unknown }
            return try Self.detail(database, id: id, log: log, revision: revision)
        }
    }

    private static func detail(
        _ database: Database, id: RecordID, log: LogRow,
        revision: RecordState.Revision
    ) throws -> ListingLookup {
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT payload.nonce, payload.bytes, received, quarantined, entry.line
                FROM payload JOIN entry ON entry.log = payload.log AND entry.idx = payload.idx
                WHERE payload.log = ? AND payload.idx = ?
                """,
            arguments: [log.id, Int64(revision.index)])
        guard let row, let bytes = payloadBytes(row) else {
            return .withoutPayload(id, log.origin, index: revision.index)
        }
        let carried = try Self.carried(database, log: log)
        let reason: String? = row["quarantined"]
        let record = try? RecordCoding.parse(bytes, kind: id.key.kind)
        return .found(
            ListingDetail(
                id: id, state: reason.map { .quarantined($0) } ?? .live, origin: log.origin,
                index: revision.index, size: log.completeHead?.size ?? 0, payload: bytes,
                record: record ?? Record(json: JSONObject()), received: row["received"],
                time: revision.time, via: carried.via,
                networkName: try networkName(database, node: log.nodeRow),
                isFrozen: log.isFrozen || log.isConflict, refreshed: carried.refreshed))
    }
}
