import FoundationEssentials
import GRDB
import SangamLog

/// One row of `log` with its node's chain: what the functions of this room work on.
struct LogRow {
    let id: Int64
    let nodeRow: Int64
    let chain: IdentityChain
    let origin: Origin
    var size: UInt64
    var complete: SignedCheckpoint?
    var verified: SignedCheckpoint?
    var pending: SignedCheckpoint?
    let isFrozen: Bool
    let isConflict: Bool
    let isBlocked: Bool
    let isAccepted: Bool
    let isBroken: Bool
    let distance: Int
    let cleared: UInt64
    let cosignature: [UInt8]?
    let sequence: Int64

    /// The head at which this epoch ends; nil for the current one.
    var closed: (size: UInt64, root: Hash)? { chain.closedHead(epoch: origin.epoch) }

    /// The newest head all of whose entries we hold: what is offered, served and cosigned.
    var completeHead: SectionHead? {
        if let closed {
            guard size >= closed.size else { return nil }
            return .closed(epoch: origin.epoch, size: closed.size, root: closed.root)
        }
        return complete.map { .checkpoint($0) }
    }

    /// Whether this log may be shown, served and extended.
    var isUsable: Bool { !isBlocked && isAccepted }

    private static let columns = """
        SELECT log.*, node.chain, node.conflict, node.blocked, node.accepted, node.distance
        FROM log JOIN node ON node.id = log.node
        """

    static func fetch(_ database: Database, origin: Origin) throws -> LogRow? {
        try fetchOne(database, filter: "log.origin = ?", [origin.line])
    }

    static func fetch(_ database: Database, logID: String) throws -> LogRow? {
        try fetchOne(database, filter: "log.log_id = ?", [logID])
    }

    static func fetch(_ database: Database, id: Int64) throws -> LogRow? {
        try fetchOne(database, filter: "log.id = ?", [id])
    }

    /// All logs, own first, then by label, node and epoch.
    static func fetchAll(_ database: Database) throws -> [LogRow] {
        try Row.fetchAll(
            database,
            sql: columns + " ORDER BY node.distance > 0, node.label, node.node, log.epoch"
        ).map { try LogRow($0) }
    }

    private static func fetchOne(
        _ database: Database, filter: String, _ arguments: StatementArguments
    ) throws -> LogRow? {
        try Row.fetchOne(database, sql: columns + " WHERE " + filter, arguments: arguments)
            .map { try LogRow($0) }
    }

    private init(_ row: Row) throws {
        id = row["id"]
        nodeRow = row["node"]
        chain = try LogTables.chain(Array(row["chain"] as Data))
        origin = chain.origin(epoch: row["epoch"])
        size = UInt64(row["size"] as Int64)
        isFrozen = (row["evidence"] as Data?) != nil
        isConflict = (row["conflict"] as Data?) != nil
        isBlocked = (row["blocked"] as Int64?) != nil
        isAccepted = row["accepted"]
        isBroken = (row["broken"] as Int64?) != nil
        distance = row["distance"]
        cleared = UInt64(row["cleared"] as Int64)
        cosignature = (row["cosignature"] as Data?).map { Array($0) }
        sequence = row["sequence"]
        guard let key = chain.signingKey(epoch: origin.epoch) else {
            throw StoreError(.corrupt, "the stored chain of \(origin) has lost a statement")
        }
        func head(_ column: String) throws -> SignedCheckpoint? {
            guard let bytes = row[column] as Data? else { return nil }
            let note = try SignedNote.parse(Array(bytes))
            return try SignedCheckpoint(note: note, origin: origin, key: key)
        }
        do {
            complete = try head("complete")
            verified = try head("verified")
            pending = try head("pending")
        } catch {
            throw StoreError(
                .corrupt, "a stored head of \(origin) is damaged (\(error)); run sangam verify")
        }
    }
}
