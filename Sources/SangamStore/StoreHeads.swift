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
    /// Whether fork evidence or an identity conflict stops it.
    public var isStopped: Bool
    /// Whether it may be shown, served and extended.
    public var isUsable: Bool

    init(_ log: LogRow) {
        origin = log.origin
        held = log.size
        size = log.completeHead?.size ?? 0
        isStopped = log.isFrozen || log.isConflict
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

    /// How much we hold of every log, our own first.
    public func holdings() async throws(StoreError) -> [LogHolding] {
        try await read { try LogRow.fetchAll($0).map { LogHolding($0) } }
    }
}
