import FoundationEssentials
import GRDB
import SangamDirectory
import SangamLog

/// What is counted over all rows.
enum KeptQuestion: Hashable, Sendable {
    /// Of every log.
    case counts
    case survey(SearchQuery, Set<FacetKind>, valuesMost: Int, withRows: Bool)
}

/// Everything that pages and programs may see of the store; it cannot write.
public struct StoreReader: Sendable {
    let reader: any DatabaseReader
    /// Counts of everything, which most pages tell.
    let kept = KeptAnswers<KeptQuestion>(most: 256)

    init(reader: any DatabaseReader) { self.reader = reader }

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
    /// - Parameter isCounted: whether the records of each are counted.
    public func logs(isCounted: Bool = true) async throws(StoreError) -> [LogStatus] {
        let counts = isCounted ? try await counts(now: nil) : [:]
        return try await read { database in
            try LogRow.fetchAll(database).map {
                try Self.status(database, log: $0, counts: counts[$0.id])
            }
        }
    }

    /// The log of an origin; nil if it is not held.
    public func log(_ origin: Origin) async throws(StoreError) -> LogStatus? {
        try await read { database in
            try LogRow.fetch(database, origin: origin).map {
                try Self.status(database, log: $0, counts: try Self.counts(database, log: $0))
            }
        }
    }

    /// The chain of a node; nil if the node is not known.
    public func chain(of node: NodeID) async throws(StoreError) -> IdentityChain? {
        try await read { database in
            try database.row("SELECT chain FROM node WHERE node = ?", [node.text])
                .map { try LogTables.chain(Array($0[0] as Data)) }
        }
    }

    /// How a log stands.
    ///
    /// - Parameter counts: if they are not given, `records` and `withoutPayload` are 0.
    static func status(
        _ database: Database, log: LogRow, counts: LogCounts?
    ) throws -> LogStatus {
        let head = log.completeHead
        let carried = try Self.carried(database, log: log)
        return LogStatus(
            origin: log.origin, size: head?.size ?? 0, root: head?.root ?? .emptyRoot,
            held: log.size, records: log.isUsable ? counts?.shown ?? 0 : 0,
            withoutPayload: counts?.missing ?? 0,
            isOwn: log.distance == 0, distance: log.distance, cleared: log.cleared,
            isFrozen: log.isFrozen, isBroken: log.isBroken || log.isDamaged,
            isConflict: log.isConflict,
            isBlocked: log.isBlocked, isAccepted: log.isAccepted,
            via: carried.via, refreshed: carried.refreshed,
            pendingSize: log.pending?.size)
    }

    /// What is counted of a log, which looks at every record of it.
    struct LogCounts: Sendable {
        /// Live listings that are shown.
        var shown: Int
        /// Live records whose payload is not here.
        var missing: Int
    }

    /// The counts of every log, by its row.
    ///
    /// - Parameter now: nil if they must not lag.
    private func counts(now: Int64?) async throws(StoreError) -> [Int64: LogCounts] {
        let stamp = try await stamp(now: 0)
        return try await kept.answer(.counts, stamp: stamp, now: now) {
            () async throws(StoreError) in
            try await read { database in
                var counts: [Int64: LogCounts] = [:]
                for log in try LogRow.fetchAll(database) {
                    counts[log.id] = try Self.counts(database, log: log)
                }
                return (counts, counts.values.reduce(0) { $0 + $1.shown + $1.missing })
            }
        }
    }

    private static func counts(_ database: Database, log: LogRow) throws -> LogCounts {
        let shown =
            try Int.fetchOne(
                database.cachedStatement(
                    sql: """
                        SELECT COUNT(*) FROM listing JOIN record ON record.id = listing.record
                        WHERE listing.node = ? AND listing.listed = 1 AND record.epoch = ?
                        """), arguments: [log.nodeRow, log.origin.epoch]) ?? 0
        let missing =
            try Int.fetchOne(
                database.cachedStatement(
                    sql: """
                        SELECT COUNT(*) FROM record
                        WHERE node = ? AND epoch = ? AND removed = 0 AND NOT EXISTS (
                            SELECT 1 FROM payload WHERE log = ? AND idx = record.idx)
                        """), arguments: [log.nodeRow, log.origin.epoch, log.id]) ?? 0
        return LogCounts(shown: shown, missing: missing)
    }

    /// Which peer carried a log's newest section, and when one of its heads was last heard.
    private static func carried(
        _ database: Database, log: LogRow
    ) throws -> (via: NodeID?, refreshed: Int64?) {
        let row = try Row.fetchOne(
            database.cachedStatement(sql: "SELECT via, refreshed FROM log WHERE id = ?"),
            arguments: [log.id])
        return ((row?["via"] as String?).flatMap { NodeID($0) }, row?["refreshed"])
    }

    /// Every network whose current log is shown here, our own first.
    ///
    /// - Parameters:
    ///   - isCounted: whether the records of each are told; most pages want the names alone.
    ///   - now: nil if the counts must not lag. Units: Unix seconds.
    public func networks(
        isCounted: Bool = true, now: Int64? = nil
    ) async throws(StoreError) -> [NetworkRow] {
        let counts = isCounted ? try await counts(now: now) : [:]
        return try await read { database in
            var rows: [NetworkRow] = []
            let logs = try LogRow.fetchAll(database)
            // What earlier epochs have brought is listed too.
            let shown = Dictionary(
                logs.map { ($0.nodeRow, counts[$0.id]?.shown ?? 0) }, uniquingKeysWith: +)
            for log in logs where log.closed == nil && log.isUsable {
                var status = try Self.status(database, log: log, counts: counts[log.id])
                status.records = shown[log.nodeRow] ?? 0
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

    /// A node's profile: its newest live `network` record.
    static func networkRecord(
        _ database: Database, node: Int64
    ) throws -> SangamDirectory.Record? {
        let find = try database.cachedStatement(
            sql: """
                SELECT payload.bytes FROM record
                JOIN log ON log.node = record.node AND log.epoch = record.epoch
                JOIN payload ON payload.log = log.id AND payload.idx = record.idx
                WHERE record.node = ? AND record.kind = 'network' AND record.removed = 0
                    AND payload.quarantined IS NULL
                ORDER BY +record.epoch DESC, +record.idx DESC LIMIT 1
                """)
        let bytes = try Data.fetchOne(find, arguments: [node])
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
        try await read { try Self.lookup($0, id) }
    }

    static func lookup(_ database: Database, _ id: RecordID) throws -> ListingLookup {
        guard
            let node = try Row.fetchOne(
                database.cachedStatement(
                    sql: "SELECT id, blocked, accepted, chain FROM node WHERE node = ?"),
                arguments: [id.node.text]), node["blocked"] == nil, node["accepted"],
            let stored = try RecordTable.find(database, node: node["id"], key: id.key)
        else { return .unknown }
        guard case .live(let revision) = stored.state else { return .removed(id) }
        let chain = try LogTables.chain(Array(node["chain"] as Data))
        guard let log = try LogRow.fetch(database, origin: chain.origin(epoch: revision.epoch))
        else { return .unknown }
        return try detail(database, id: id, log: log, revision: revision)
    }

    private static func detail(
        _ database: Database, id: RecordID, log: LogRow,
        revision: RecordState.Revision
    ) throws -> ListingLookup {
        let row = try Row.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT payload.nonce, payload.bytes, received, quarantined, entry.line
                    FROM payload JOIN entry ON entry.log = payload.log AND entry.idx = payload.idx
                    WHERE payload.log = ? AND payload.idx = ?
                    """),
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
