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
    var awaited: SignedCheckpoint?
    let isFrozen: Bool
    let isConflict: Bool
    let isBlocked: Bool
    let isAccepted: Bool
    let isBroken: Bool
    /// Whether a stored head does not verify: such a log offers and signs nothing, and the next
    /// section that brings its head heals it. The other logs go on.
    let isDamaged: Bool
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

    /// A log that may be served; nil if it is not held, not accepted or blocked.
    ///
    /// Throws: `corrupt` if a stored head does not verify.
    static func served(_ database: Database, logID: String) throws -> LogRow? {
        guard let log = try fetch(database, logID: logID), log.isUsable else { return nil }
        guard !log.isDamaged else {
            throw StoreError(
                .corrupt,
                "a stored head of \(log.origin) does not verify; nothing was sent; "
                    + "run sangam verify")
        }
        return log
    }

    static func fetch(_ database: Database, id: Int64) throws -> LogRow? {
        try fetchOne(database, filter: "log.id = ?", [id])
    }

    /// All logs, own first, then by label, node and epoch; without those of a node whose stored
    /// chain is damaged, so that one of them does not hide all others: see `damagedNodes`.
    static func fetchAll(_ database: Database) throws -> [LogRow] {
        try database.rows(
            columns + " ORDER BY node.distance > 0, node.label, node.node, log.epoch"
        ).compactMap { row in
            do {
                return try LogRow(row)
            } catch let error as StoreError where error.code == .corrupt {
                return nil
            }
        }
    }

    /// A conflict over statement n concerns the epochs from n on: those before were opened by
    /// statements that nobody disputes.
    private static func isConflict(_ evidence: Data?, epoch: Int) -> Bool {
        guard let evidence else { return false }
        guard let parsed = try? ForkEvidence.parse(Array(evidence)),
            case .statements(let statement, _) = parsed.form
        else { return true }
        return epoch >= statement.number
    }

    private static let provenHeads = ProvenBytes<SignedCheckpoint>()

    /// The four heads; nil if one of them does not verify.
    private static func heads(
        _ row: Row, origin: Origin, key: VerifierKey
    ) -> [SignedCheckpoint?]? {
        let signer = Array(origin.line.utf8) + [0] + Array(key.name.utf8) + [0] + key.publicKey
        return try? ["complete", "verified", "pending", "awaited"].map { column in
            try (row[column] as Data?).map { note in
                try provenHeads.value(of: signer + Array(note)) {
                    try SignedCheckpoint(
                        note: SignedNote.parse(Array(note)), origin: origin, key: key)
                }
            }
        }
    }

    private static func fetchOne(
        _ database: Database, filter: String, _ arguments: StatementArguments
    ) throws -> LogRow? {
        let statement = try database.cachedStatement(sql: columns + " WHERE " + filter)
        return try Row.fetchOne(statement, arguments: arguments).map { try LogRow($0) }
    }

    private init(_ row: Row) throws {
        id = row["id"]
        nodeRow = row["node"]
        chain = try LogTables.chain(Array(row["chain"] as Data))
        origin = chain.origin(epoch: row["epoch"])
        size = UInt64(row["size"] as Int64)
        isFrozen = (row["evidence"] as Data?) != nil
        isConflict = LogRow.isConflict(row["conflict"], epoch: row["epoch"])
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
        let heads = LogRow.heads(row, origin: origin, key: key)
        isDamaged = heads == nil
        complete = heads?[0]
        verified = heads?[1]
        pending = heads?[2]
        awaited = heads?[3]
    }
}
