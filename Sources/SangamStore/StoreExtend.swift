import FoundationEssentials
import GRDB
import SangamDirectory
import SangamLog

/// Where a section came from and what is to be kept of it.
public struct Arrival: Sendable {
    /// The peer that carried it; nil for a file.
    public var via: NodeID?
    /// 1 + the smallest distance heard for this log; 0 for our own. Units: hops.
    public var distance: Int
    /// Which payloads are wanted.
    public var policy: PeerPolicy
    /// Whether any payload is taken: not when a day's quota is used up.
    public var takesPayloads = true
    /// Seconds from now until what this hides is destroyed.
    public var hold: Int64
    public var now: Int64

    public init(via: NodeID?, distance: Int, policy: PeerPolicy, hold: Int64, now: Int64) {
        self.via = via
        self.distance = distance
        self.policy = policy
        self.hold = hold
        self.now = now
    }
}

/// What an extension changed.
public struct Extended: Sendable {
    public var origin: Origin
    /// Entries held now.
    public var size: UInt64
    /// Entries that were new.
    public var appended: Int
    public var payloadsStored: Int
    /// The head that is complete now; nil if entries of it are missing.
    public var completeHead: SectionHead?
}

extension Store {
    /// What we hold of a log, checked by a closure inside one snapshot.
    public func withReplica<T: Sendable>(
        of origin: Origin, _ body: @Sendable @escaping (Replica) throws -> T
    ) async throws -> T {
        try await pool.read { database in
            if let log = try LogRow.fetch(database, origin: origin) {
                return try body(try LogTables.replica(database, log: log))
            }
            let chain = try Data.fetchOne(
                database, sql: "SELECT chain FROM node WHERE node = ?",
                arguments: [origin.node.text])
            return try body(.empty(chain: try chain.map { try LogTables.chain(Array($0)) }))
        }
    }

    /// Drops what is held of a closed epoch from an index on, because its statement closed another
    /// history.
    public func resetClosed(_ origin: Origin, to size: UInt64) async throws(StoreError) {
        try await write { database in
            guard var log = try LogRow.fetch(database, origin: origin), log.closed != nil,
                size < log.size
            else { return }
            try StoreChain.rewind(database, log: &log, to: size, due: nil)
        }
    }

    /// Learns a chain: a new node, or later statements of a known one.
    public func adopt(
        chain: IdentityChain, distance: Int, accepted: Bool
    ) async throws(StoreError) {
        try await write { database in
            let node = try StoreChain.ensureNode(
                database, chain: chain, distance: distance, accepted: accepted)
            guard node.follows else { return }
            for epoch in 0...chain.newestNumber {
                _ = try StoreChain.ensureLog(
                    database, chain: chain, epoch: epoch, distance: distance, accepted: accepted)
            }
        }
    }

    /// Applies checked entries in one transaction. Durable when it returns.
    ///
    /// - Parameter begun: what was prepared of the section before it was checked.
    ///
    /// Throws: `moved` if the log has another size than when it was checked.
    public func extend(
        _ verified: VerifiedExtension, arrival: Arrival, begun: PayloadPreparation? = nil
    ) async throws(StoreError) -> Extended {
        let (items, home) = (verified.repeated + verified.entries, verified.origin.node)
        let ready = begun.flatMap { $0.claim(for: items, home: home) ? $0 : nil }
        let prepared = ready ?? PayloadPreparation(items, home: home)
        return try await write { database in
            var log = try StoreChain.ensureLog(
                database, chain: verified.chain, epoch: verified.origin.epoch,
                distance: arrival.distance, accepted: true)
            guard log.size == verified.size else {
                throw StoreError(
                    .moved, "\(log.origin) has size \(log.size), not \(verified.size) any more")
            }
            try LogTables.append(database, log: &log, lines: verified.entries.map(\.entry))
            let tree = try LogTables.tree(database, log: log)
            guard tree == verified.tree else {
                throw StoreError(.corrupt, "the tiles of \(log.origin) gave another root")
            }
            let complete = log.complete
            let applied = try Store.applyEntries(
                database, log: log, verified: verified, prepared: prepared, arrival: arrival)
            if applied.lacks { try StorePayloads.noteLack(database, log: log.id) }
            try Store.setHeads(database, log: &log, verified: verified)
            if let fault = verified.fault {
                try database.execute(
                    sql: "UPDATE log SET broken = ? WHERE id = ?",
                    arguments: [Int64(fault.index), log.id])
            }
            if case .checkpoint = verified.head, verified.isComplete {
                try StoreChain.finishCuts(
                    database, node: log.nodeRow, due: arrival.now + arrival.hold)
            }
            // Without a new end in the window its share only falls; a cut may have moved ends here.
            if applied.ended > 0 || log.origin.epoch > 0 {
                try Destruction.applyBrake(database, log: log, now: arrival.now)
            }
            try Destruction.refreshCleared(database, log: log.id)
            try database.run(
                "UPDATE log SET via = COALESCE(?, via), refreshed = ? WHERE id = ?",
                [arrival.via?.text, arrival.now, log.id])
            if log.complete != complete {
                // A cosignature is of one head: under another it would not verify.
                try database.run("UPDATE log SET cosignature = NULL WHERE id = ?", [log.id])
            }
            if !verified.entries.isEmpty || applied.stored > 0 || log.complete != complete {
                try LogTables.touch(database, log: log.id)
            }
            return Extended(
                origin: log.origin, size: min(log.size, log.closed?.size ?? log.size),
                appended: verified.entries.count,
                payloadsStored: applied.stored, completeHead: log.completeHead)
        }
    }

    /// A section of so many is part of a first sync: names are found by their insides later.
    private static let manyEntries = 4_096

    /// What a section's entries changed.
    private struct Applied {
        var stored = 0
        /// Whether a new entry that is current came without a payload that is kept.
        var lacks = false
        /// How many entries ended another one.
        var ended = 0
    }

    /// Folds the new entries, then stores the payloads that are current after the whole section.
    private static func applyEntries(
        _ database: Database, log: LogRow, verified: VerifiedExtension,
        prepared: PayloadPreparation, arrival: Arrival
    ) throws -> Applied {
        var done = Applied()
        // Records that this section makes or revises and has not changed again, by their entries.
        var current: [UInt64: (record: Int64, kind: String, isFirst: Bool)] = [:]
        // Records of which an ended revision is still shown.
        var stale: Set<Int64> = []
        for (offset, item) in verified.entries.enumerated() {
            let index = verified.size + UInt64(offset)
            guard
                let change = try RecordTable.apply(
                    database, log: log, entry: item.entry, index: index, now: arrival.now)
            else { continue }
            switch change.outcome {
            case .stored: current[index] = (change.record, change.key.kind, true)
            case .superseded(let old), .removed(let old):
                done.ended += 1
                if old.epoch == log.origin.epoch { current[old.index] = nil }
                try PayloadTable.hide(
                    database, log: log, change: change, byIndex: index,
                    isReplaced: change.isRevision, hold: arrival.hold, now: arrival.now)
                if change.isRevision {
                    current[index] = (change.record, change.key.kind, false)
                    stale.insert(change.record)
                } else {
                    stale.remove(change.record)
                }
            case .burned, .ignored, .unknown: break
            }
        }
        let isOneOfMany = verified.entries.count >= manyEntries
        for (offset, item) in (verified.repeated + verified.entries).enumerated() {
            let index = verified.repeatedFrom + UInt64(offset)
            let record = current[index]
            guard let payload = prepared.take(offset), arrival.takesPayloads,
                isWanted(item.entry, payload: payload, policy: arrival.policy)
            else {
                done.lacks = done.lacks || record != nil
                continue
            }
            if let record {
                try PayloadTable.insert(
                    database, log: log, index: index, record: record.record, kind: record.kind,
                    payload: payload, now: arrival.now, isFirst: record.isFirst,
                    isOneOfMany: isOneOfMany)
                stale.remove(record.record)
                done.stored += 1
            } else if index < verified.size,
                try PayloadTable.store(
                    database, log: log, index: index, payload: payload, now: arrival.now)
            {
                done.stored += 1
            }
        }
        for record in stale { try InheritedPlace.remove(database, record: record) }
        return done
    }

    private static func isWanted(
        _ entry: Entry, payload: PreparedPayload, policy: PeerPolicy
    ) -> Bool {
        guard case .put(let key, _, _) = entry.operation else { return false }
        if policy.kinds == ["*"], policy.countries == ["*"] { return true }
        return policy.wantsPayload(kind: key.kind, country: payload.row?.country)
    }

    private static func setHeads(
        _ database: Database, log: inout LogRow, verified: VerifiedExtension
    ) throws {
        guard case .checkpoint(let head) = verified.head else { return }
        if head.size >= (log.verified?.size ?? 0) {
            log.verified = head
            try LogTables.setHead(database, log: log.id, column: .verified, to: head)
        }
        if let known = log.verified, known.size == log.size, known.size > 0 || log.size == 0 {
            log.complete = known
            try LogTables.setHead(database, log: log.id, column: .complete, to: known)
        } else if head.size <= log.size, head.size >= (log.complete?.size ?? 0) {
            log.complete = head
            try LogTables.setHead(database, log: log.id, column: .complete, to: head)
        }
        if let pending = log.pending, pending.size <= log.size {
            log.pending = nil
            try LogTables.setHead(database, log: log.id, column: .pending, to: nil)
        }
        if let awaited = log.awaited, awaited.size <= log.size {
            log.awaited = log.pending
            try LogTables.setHead(database, log: log.id, column: .awaited, to: log.pending)
        }
    }

    /// Stores payloads that were fetched one by one, each checked against its entry.
    ///
    /// Returns: how many fitted an entry that is current and lacked its payload.
    public func storePayload(
        origin: Origin, index: UInt64, item: SectionEntry, now: Int64
    ) async throws(StoreError) -> Bool {
        try await write { database in
            guard let log = try LogRow.fetch(database, origin: origin), index < log.size,
                let payload = item.payload,
                try LogTables.entry(database, log: log.id, index: index) == item.entry.bytes
            else { return false }
            guard case .put(let key, _, _) = item.entry.operation else { return false }
            let stored = try PayloadTable.store(
                database, log: log, index: index,
                payload: PreparedPayload(payload, id: RecordID(node: origin.node, key: key)),
                now: now)
            if stored { try LogTables.touch(database, log: log.id) }
            return stored
        }
    }

    /// Keeps the largest and the nearest announced head, and when a head was last heard.
    public func noteAnnounced(
        _ head: SignedCheckpoint, now: Int64
    ) async throws(StoreError) {
        try await write { database in
            guard let log = try LogRow.fetch(database, origin: head.checkpoint.origin) else {
                return
            }
            try database.run("UPDATE log SET refreshed = ? WHERE id = ?", [now, log.id])
            guard head.size > log.size else { return }
            let known = max(log.pending?.size ?? 0, log.verified?.size ?? 0)
            if head.size > known {
                try LogTables.setHead(database, log: log.id, column: .pending, to: head)
            }
            if head.size < log.awaited?.size ?? .max {
                try LogTables.setHead(database, log: log.id, column: .awaited, to: head)
            }
        }
    }

    /// Keeps fork evidence, which freezes the log where it stands, or a conflict, which freezes
    /// all epochs from its number on. A log that is frozen stays visible and marked.
    public func keep(evidence: ForkEvidence) async throws(StoreError) {
        try await write { database in
            switch evidence.form {
            case .heads(let head, _, _, _):
                try database.execute(
                    sql: "UPDATE log SET evidence = COALESCE(evidence, ?) WHERE origin = ?",
                    arguments: [Data(evidence.bytes), head.checkpoint.origin.line])
                if let log = try LogRow.fetch(database, origin: head.checkpoint.origin) {
                    try LogTables.touch(database, log: log.id)
                }
            case .statements:
                try database.execute(
                    sql: "UPDATE node SET conflict = COALESCE(conflict, ?) WHERE node = ?",
                    arguments: [Data(evidence.bytes), evidence.node.text])
                try LogTables.touch(database, node: evidence.node)
            }
        }
    }

    /// Our cosignature of a peer's own log, as it stands in our roster row.
    public func setCosignature(
        _ line: NoteSignature, origin: Origin
    ) async throws(StoreError) {
        try await write { database in
            guard let log = try LogRow.fetch(database, origin: origin) else { return }
            try database.run(
                "UPDATE log SET cosignature = ? WHERE id = ?", [Data(line.line), log.id])
            try LogTables.touch(database, log: log.id)
        }
    }
}
