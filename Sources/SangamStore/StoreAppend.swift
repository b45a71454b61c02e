import FoundationEssentials
import GRDB
import SangamDirectory
import SangamLog

/// One change of our own log.
public struct OwnChange: Sendable {
    public enum Operation: Sendable {
        case put(SealedPayload)
        case remove
    }

    public var key: RecordKey
    public var operation: Operation
    /// The row of a source that this record was made from; nil if it was typed in.
    public var source: SourceKey?
    /// Of a removal: whether the row may come back, as another record. Else its key stays as a
    /// salted hash, and an import of it brings nothing back (P6).
    public var rowMayReturn = false

    public init(
        key: RecordKey, operation: Operation, source: SourceKey? = nil, rowMayReturn: Bool = false
    ) {
        self.key = key
        self.operation = operation
        self.source = source
        self.rowMayReturn = rowMayReturn
    }
}

/// The key by which a re-import finds its record, and a digest of what was imported.
public struct SourceKey: Sendable, Hashable {
    public var system: String
    public var foreignID: String
    /// SHA-256 of the row's content: unchanged rows make no entry.
    public var digest: Hash

    public init(system: String, foreignID: String, digest: Hash) {
        self.system = system
        self.foreignID = foreignID
        self.digest = digest
    }
}

/// What an append made.
public struct Appended: Sendable {
    public var head: SignedCheckpoint
    /// The index of each change's entry, in order.
    public var indexes: [UInt64]
}

extension Store {
    /// Makes our own node: its chain, its empty log, and the mark that it is ours.
    public func createOwn(chain: IdentityChain, now: Int64) async throws(StoreError) {
        try await write { database in
            try Store.setMeta("own", Array(chain.node.text.utf8), in: database)
            _ = try StoreChain.ensureLog(
                database, chain: chain, epoch: chain.newestNumber, distance: 0, accepted: true)
        }
    }

    /// Our own node id; nil before `createOwn`.
    public func ownNode() async throws(StoreError) -> NodeID? {
        try await meta("own").flatMap { NodeID(String(decoding: $0, as: UTF8.self)) }
    }

    /// Appends changes to our own log in one transaction: entries, tiles, head signed by the
    /// closure, records, search rows, roster sequence. Durable when it returns.
    ///
    /// - Parameters:
    ///   - hold: seconds from now until what this hides is destroyed.
    ///   - sign: signs the text of the new head; the key stays with the caller.
    /// Throws: `headMismatch` if the stored tree is not the one signed last: nothing is signed.
    public func append(
        _ changes: [OwnChange], origin: Origin, now: Int64, hold: Int64,
        sign: @escaping @Sendable ([UInt8]) throws -> NoteSignature
    ) async throws(StoreError) -> Appended {
        let prepared = PayloadPreparation(
            changes.map { change in
                let payload: SealedPayload? =
                    if case .put(let payload) = change.operation { payload } else { nil }
                return SectionEntry(entry: Store.entry(for: change, time: 0), payload: payload)
            }, home: origin.node)
        return try await write { database in
            guard var log = try LogRow.fetch(database, origin: origin) else {
                throw StoreError(.notFound, "the own log \(origin) is not in the database")
            }
            try Store.checkSignedHead(database, log: log)
            let time = max(Decimal.clampedTime(now), try Store.lastTime(database, log: log))
            let first = log.size
            let entries = changes.map { Store.entry(for: $0, time: time) }
            try LogTables.append(database, log: &log, lines: entries)
            for (offset, (change, entry)) in zip(changes, entries).enumerated() {
                try Store.apply(
                    database, log: log, change: change, entry: entry,
                    payload: prepared.take(offset),
                    index: first + UInt64(offset), now: now, hold: hold)
            }
            let tree = try LogTables.tree(database, log: log)
            let checkpoint = Checkpoint(origin: origin, size: tree.size, root: tree.root)
            let head = try SignedCheckpoint(checkpoint: checkpoint, sign: sign)
            try LogTables.setHead(database, log: log.id, column: .complete, to: head)
            try LogTables.setHead(database, log: log.id, column: .verified, to: head)
            try Destruction.refreshCleared(database, log: log.id)
            try LogTables.touch(database, log: log.id)
            CrashPoint.passing("after-sign")
            return Appended(
                head: head, indexes: (0..<changes.count).map { first + UInt64($0) })
        }
    }

    /// Stops before anything is signed if the stored tree is not the one that was signed last.
    private static func checkSignedHead(_ database: Database, log: LogRow) throws {
        guard !log.isDamaged else {
            throw StoreError(
                .headMismatch,
                "the stored head of \(log.origin) does not verify; nothing was "
                    + "signed; run sangam verify")
        }
        let tree = try LogTables.tree(database, log: log)
        let signed = log.complete.map { ($0.size, $0.root) } ?? (0, Hash.emptyRoot)
        guard tree.size == signed.0, tree.root == signed.1 else {
            throw StoreError(
                .headMismatch,
                "the stored tree of \(log.origin) has size \(tree.size) and is not the one that "
                    + "was signed last (size \(signed.0)); nothing was signed; run sangam verify")
        }
    }

    /// The time of the newest entry: a log's times never go back.
    private static func lastTime(_ database: Database, log: LogRow) throws -> UInt64 {
        guard log.size > 0,
            let entry = try? Entry(
                bytes: try LogTables.entry(database, log: log.id, index: log.size - 1))
        else { return 0 }
        switch entry.operation {
        case .put(_, let time, _), .remove(_, let time): return time
        case .unknown: return 0
        }
    }

    private static func entry(for change: OwnChange, time: UInt64) -> Entry {
        switch change.operation {
        case .put(let payload):
            .put(change.key, time: time, commitment: payload.commitment)
        case .remove:
            .remove(change.key, time: time)
        }
    }

    private static func apply(
        _ database: Database, log: LogRow, change: OwnChange, entry: Entry,
        payload: PreparedPayload?, index: UInt64, now: Int64, hold: Int64
    ) throws {
        guard
            let done = try RecordTable.apply(
                database, log: log, entry: entry, index: index, now: now)
        else { return }
        try PayloadTable.hide(
            database, log: log, change: done, byIndex: index,
            isReplaced: done.isRevision && payload != nil, hold: hold, now: now)
        guard let payload else {
            return try SourceKeys.forget(
                database, key: change.key, rowMayReturn: change.rowMayReturn)
        }
        let isLive: Bool
        if case .stored = done.outcome {
            try PayloadTable.insert(
                database, log: log, index: index, record: done.record, kind: change.key.kind,
                payload: payload, now: now, isFirst: true)
            isLive = true
        } else {
            isLive = try PayloadTable.store(
                database, log: log, index: index, payload: payload, now: now)
        }
        if isLive, let source = change.source {
            try SourceKeys.set(database, source, key: change.key)
        }
    }
}
