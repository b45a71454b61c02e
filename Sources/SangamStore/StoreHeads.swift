import FoundationEssentials
import GRDB
import SangamLog

/// What the exchange needs of a log, without the counts that people want to see.
public struct LogHolding: Sendable, Hashable {
    public var origin: Origin
    /// Entries held.
    public var held: UInt64
    /// The size of the newest complete head; 0 before there is one.
    public var size: UInt64
    /// The size of the largest head that was announced and that nothing has proved yet.
    public var pending: UInt64?
    /// Whether fork evidence or an identity conflict stops it.
    public var isStopped: Bool
    /// Whether its owner has put a line into it that is no entry: it ends before that line.
    public var isBroken: Bool
    /// Whether it may be shown, served and extended.
    public var isUsable: Bool

    /// Whether no entry can be added to it.
    public var isAtEnd: Bool { isStopped || isBroken }

    init(_ log: LogRow) {
        origin = log.origin
        held = log.size
        size = log.completeHead?.size ?? 0
        pending = log.pending?.size
        isStopped = log.isFrozen || log.isConflict
        isBroken = log.isBroken
        isUsable = log.isUsable
    }
}

extension StoreReader {
    /// How much we hold of a log; nil if it is not held.
    public func holding(_ origin: Origin) async throws(StoreError) -> LogHolding? {
        try await read { try LogRow.fetch($0, origin: origin).map { LogHolding($0) } }
    }

    /// Whether a log is held at a complete head and may be served.
    public func serves(logID: String) async throws(StoreError) -> Bool {
        try await read { database in
            guard let log = try LogRow.fetch(database, logID: logID) else { return false }
            return log.isUsable && log.completeHead != nil
        }
    }

    /// Nodes whose stored chain of statements is damaged: none of their logs can be judged.
    public func damagedNodes() async throws(StoreError) -> [String] {
        try await read { database in
            try Row.fetchAll(database, sql: "SELECT node, label, chain FROM node").compactMap {
                row in
                let isSound = (try? LogTables.chain(Array(row["chain"] as Data))) != nil
                return isSound ? nil : "\(row["label"] as String)/\(row["node"] as String)"
            }
        }
    }

    /// How much we hold of every log, our own first.
    public func holdings() async throws(StoreError) -> [LogHolding] {
        try await read { try LogRow.fetchAll($0).map { LogHolding($0) } }
    }
}
