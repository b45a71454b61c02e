import FoundationEssentials
import GRDB
import SangamDirectory
import SangamLog

/// One row of our roster with its sequence.
public struct RosterEntry: Sendable, Hashable {
    public var sequence: Int64
    public var row: RosterRow
}

/// A payload that is missing here.
public struct MissingPayload: Sendable, Hashable {
    public var index: UInt64
    public var key: RecordKey
}

extension StoreReader {
    /// The rows of current epochs that changed after a sequence, in ascending order.
    public func roster(
        after sequence: Int64, limit: Int = Limits.rosterRowsMax
    ) async throws(StoreError) -> [RosterEntry] {
        try await read { database in
            let ids = try database.rows(
                """
                SELECT log.id FROM log JOIN node ON node.id = log.node
                WHERE log.sequence > ? AND log.complete IS NOT NULL
                    AND node.blocked IS NULL AND node.accepted = 1
                    AND log.epoch = (SELECT MAX(epoch) FROM log AS l WHERE l.node = node.id)
                ORDER BY log.sequence LIMIT ?
                """,
                [sequence, limit])
            return try ids.compactMap { row in
                guard let log = try LogRow.fetch(database, id: row[0]), log.closed == nil,
                    log.isUsable, let head = log.complete
                else { return nil }
                return RosterEntry(sequence: log.sequence, row: Self.row(log: log, head: head))
            }
        }
    }

    private static func row(log: LogRow, head: SignedCheckpoint) -> RosterRow {
        var note = head.note
        if let line = log.cosignature,
            let cosignature = try? NoteSignature(line: line.dropLast()[...])
        {
            note = SignedNote(text: note.text, signatures: note.signatures + [cosignature])
        }
        return RosterRow(
            distance: log.distance, cleared: min(log.cleared, head.size),
            isFrozen: log.isFrozen || log.isConflict, checkpoint: head.checkpoint, note: note)
    }

    /// The highest sequence of our roster.
    public func rosterSequence() async throws(StoreError) -> Int64 {
        try await read { database in
            try database.row("SELECT MAX(sequence) FROM log")?[0] ?? 0
        }
    }

    /// Current revisions of live records whose payload is not here and is wanted.
    public func missingPayloads(
        of origin: Origin, policy: PeerPolicy, limit: Int
    ) async throws(StoreError) -> [MissingPayload] {
        try await read { database in
            try Self.missingPayloads(database, of: origin, policy: policy, limit: limit)
        }
    }

    static func missingPayloads(
        _ database: Database, of origin: Origin, policy: PeerPolicy, limit: Int
    ) throws -> [MissingPayload] {
        guard let log = try LogRow.fetch(database, origin: origin) else { return [] }
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT kind, rid, idx FROM record
                WHERE node = ? AND epoch = ? AND removed = 0 AND NOT EXISTS (
                    SELECT 1 FROM payload WHERE log = ? AND idx = record.idx)
                ORDER BY idx
                """, arguments: [log.nodeRow, log.origin.epoch, log.id])
        // The limit counts what is wanted, so that the rest never stands in its way.
        var missing: [MissingPayload] = []
        while missing.count < limit, let row = try rows.next() {
            guard let key = RecordKey(kind: row["kind"], id: row["rid"]),
                policy.wantsPayload(kind: key.kind, country: nil)
            else { continue }
            missing.append(MissingPayload(index: UInt64(row["idx"] as Int64), key: key))
        }
        return missing
    }

    /// The complete head of a log; nil if it is not held.
    public func completeHead(_ origin: Origin) async throws(StoreError) -> SectionHead? {
        try await read { try LogRow.fetch($0, origin: origin)?.completeHead }
    }

    /// How many destructions the brake holds, by node: what `doctor` tells the operator.
    public func heldDestructions() async throws(StoreError) -> [(node: NodeID, count: Int)] {
        try await read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT node.node, COUNT(*) AS count FROM destruction
                    JOIN log ON log.id = destruction.by_log JOIN node ON node.id = log.node
                    WHERE destruction.held = 1 AND destruction.done IS NULL GROUP BY node.node
                    """
            ).compactMap { row in NodeID(row["node"]).map { ($0, row["count"]) } }
        }
    }
}
