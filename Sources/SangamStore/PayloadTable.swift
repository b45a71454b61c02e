import FoundationEssentials
import GRDB
import SangamDirectory
import SangamLog

/// Payloads, stored only for the current revision of a live record.
enum PayloadTable {
    /// Stores a payload if its entry is the current revision of a live record and it is not here
    /// yet; then the record is shown, unless it is quarantined.
    ///
    /// Returns: whether it was stored. Needs: the payload fits the entry's commitment.
    @discardableResult
    static func store(
        _ database: Database, log: LogRow, index: UInt64, payload: PreparedPayload, now: Int64
    ) throws -> Bool {
        guard let (record, key) = try RecordTable.live(database, log: log, index: index) else {
            return false
        }
        let exists = try database.cachedStatement(
            sql: "SELECT 1 FROM payload WHERE log = ? AND idx = ?")
        if try Int.fetchOne(exists, arguments: [log.id, Int64(index)]) != nil { return false }
        try insert(
            database, log: log, index: index, record: record, kind: key.kind, payload: payload,
            now: now)
        return true
    }

    /// Stores the payload of the current revision of a live record, and shows it in the place of
    /// what is shown.
    ///
    /// - Parameter isFirst: whether an entry has made the record a moment ago, so that nothing of
    ///   it is here and nobody need look.
    static func insert(
        _ database: Database, log: LogRow, index: UInt64, record: Int64, kind: String,
        payload: PreparedPayload, now: Int64, isFirst: Bool = false, isOneOfMany: Bool = false
    ) throws {
        let insert = try RowWriter(
            database,
            """
            INSERT INTO payload (log, idx, nonce, bytes, received, quarantined)
            VALUES (?, ?, ?, ?, ?, ?)
            """)
        try insert.run(
            .integer(log.id), .integer(Int64(index)), .bytes(payload.payload.nonce),
            .bytes(payload.payload.bytes), .integer(now), .maybe(payload.quarantined))
        guard var row = payload.row else {
            return try InheritedPlace.remove(database, record: record)
        }
        if row.placelessID != nil {
            row =
                try InheritedPlace.row(
                    database, of: row, record: record, payload: payload.payload.bytes,
                    node: log.nodeRow) ?? row
        }
        guard !isFirst else {
            return try SearchIndex.add(
                database, record: record, node: log.nodeRow, kind: kind, row: row, received: now,
                isOneOfMany: isOneOfMany)
        }
        try InheritedPlace.changing(database, record: record) {
            try SearchIndex.replace(
                database, record: record, node: log.nodeRow, kind: kind, row: row, received: now,
                isOneOfMany: isOneOfMany)
        }
    }

    /// Hides what an entry has ended and notes when it is to be destroyed.
    ///
    /// A supersession or removal hides at once; the payload goes after `hold` seconds.
    ///
    /// - Parameter isReplaced: whether the caller sees to it in the same transaction that what is
    ///   shown is replaced or taken away; only of a supersession.
    static func hide(
        _ database: Database, log: LogRow, change: RecordTable.Change, byIndex: UInt64,
        isReplaced: Bool, hold: Int64, now: Int64
    ) throws {
        let old: RecordState.Revision
        switch change.outcome {
        case .superseded(let revision), .removed(let revision): old = revision
        default: return
        }
        if !isReplaced { try InheritedPlace.remove(database, record: change.record) }
        let find = try database.cachedStatement(
            sql: """
                SELECT payload.log FROM payload JOIN log ON log.id = payload.log
                WHERE log.node = ? AND log.epoch = ? AND payload.idx = ?
                """)
        let place = try Int64.fetchOne(
            find, arguments: [log.nodeRow, old.epoch, Int64(old.index)])
        guard let place else { return }
        let insert = try database.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO destruction (log, idx, by_log, by_idx, arrived, due)
                VALUES (?, ?, ?, ?, ?, ?)
                """)
        try insert.execute(
            arguments: [place, Int64(old.index), log.id, Int64(byIndex), now, now + hold])
    }

    /// A stored payload, if it is the one to which the entry commits; nil if it is damaged: a
    /// payload that its owner did not sign is neither served nor shown (P3, P4).
    static func intact(nonce: Data, bytes: Data, entry: Entry) -> SealedPayload? {
        intact(nonce: Array(nonce), bytes: Array(bytes), entry: entry)
    }

    static func intact(nonce: [UInt8], bytes: [UInt8], entry: Entry) -> SealedPayload? {
        guard nonce.count == Commitment.nonceBytes,
            case .put(_, _, let commitment) = entry.operation
        else { return nil }
        let payload = SealedPayload(nonce: nonce, bytes: bytes)
        return payload.commitment == commitment ? payload : nil
    }
}
