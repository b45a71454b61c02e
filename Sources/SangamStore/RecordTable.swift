import FoundationEssentials
import GRDB
import SangamDirectory
import SangamLog

/// The fold in SQL: one row for each record that any entry ever named.
enum RecordTable {
    /// One row of `record`.
    struct Stored {
        let id: Int64
        let state: RecordState
    }

    static func find(_ database: Database, node: Int64, key: RecordKey) throws -> Stored? {
        let statement = try database.cachedStatement(
            sql: """
                SELECT id, epoch, idx, time, removed FROM record
                WHERE node = ? AND kind = ? AND rid = ?
                """)
        return try Row.fetchOne(statement, arguments: [node, key.kind, key.id]).map { row in
            let epoch: Int = row["epoch"]
            let index = UInt64(row["idx"] as Int64)
            let time = UInt64(row["time"] as Int64)
            // The commitment is not stored: it stands in the entry, and the fold never compares it.
            let state: RecordState =
                (row["removed"] as Bool)
                ? .removed(epoch: epoch, index: index)
                : .live(.init(epoch: epoch, index: index, time: time, commitment: .emptyRoot))
            return Stored(id: row["id"], state: state)
        }
    }

    /// What applying one entry changed.
    struct Change {
        let record: Int64
        let key: RecordKey
        let outcome: EntryOutcome

        /// Whether a newer revision took the place of another.
        var isRevision: Bool { if case .superseded = outcome { true } else { false } }
    }

    /// Applies one entry; nil for an unknown operation.
    static func apply(
        _ database: Database, log: LogRow, entry: Entry, index: UInt64, now: Int64
    ) throws -> Change? {
        let key: RecordKey
        let time: UInt64
        switch entry.operation {
        case .put(let put, let written, _): (key, time) = (put, written)
        case .remove(let removed, let written): (key, time) = (removed, written)
        case .unknown: return nil
        }
        if case .put = entry.operation,
            let record = try insert(
                database, log: log, key: key, time: time, index: index, now: now)
        {
            return Change(record: record, key: key, outcome: .stored)
        }
        let before = try find(database, node: log.nodeRow, key: key)
        let (state, outcome) = StateFold.step(
            before?.state, operation: entry.operation, epoch: log.origin.epoch, index: index)
        guard outcome != .ignored, let state else {
            return Change(record: before?.id ?? 0, key: key, outcome: outcome)
        }
        let isRemoved = if case .removed = state { true } else { false }
        if let before {
            let update = try database.cachedStatement(
                sql: "UPDATE record SET epoch = ?, idx = ?, time = ?, removed = ? WHERE id = ?")
            try update.execute(
                arguments: [log.origin.epoch, Int64(index), Int64(time), isRemoved, before.id])
            try PastEntries.note(database, record: before.id, outcome: outcome)
            return Change(record: before.id, key: key, outcome: outcome)
        }
        let insert = try database.cachedStatement(
            sql: """
                INSERT INTO record (node, kind, rid, epoch, idx, time, removed, arrived)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try insert.execute(
            arguments: [
                log.nodeRow, key.kind, key.id, log.origin.epoch, Int64(index), Int64(time),
                isRemoved, now,
            ])
        return Change(record: database.lastInsertedRowID, key: key, outcome: outcome)
    }

    /// Makes the row of a record that was never named before; nil if there is one. What
    /// `StateFold.step` says of a first `put`, without looking the record up first.
    private static func insert(
        _ database: Database, log: LogRow, key: RecordKey, time: UInt64, index: UInt64,
        now: Int64
    ) throws -> Int64? {
        let insert = try RowWriter(
            database,
            """
            INSERT INTO record (node, kind, rid, epoch, idx, time, removed, arrived)
            VALUES (?, ?, ?, ?, ?, ?, 0, ?) ON CONFLICT (node, kind, rid) DO NOTHING
            """)
        try insert.run(
            .integer(log.nodeRow), .text(key.kind), .text(key.id),
            .integer(Int64(log.origin.epoch)), .integer(Int64(index)), .integer(Int64(time)),
            .integer(now))
        return database.changesCount > 0 ? database.lastInsertedRowID : nil
    }

    /// The live record whose current revision is the entry at a place; nil if there is none.
    static func live(
        _ database: Database, log: LogRow, index: UInt64
    ) throws -> (record: Int64, key: RecordKey)? {
        let statement = try database.cachedStatement(
            sql: """
                SELECT id, kind, rid FROM record
                WHERE node = ? AND epoch = ? AND idx = ? AND removed = 0
                """)
        guard
            let row = try Row.fetchOne(
                statement, arguments: [log.nodeRow, log.origin.epoch, Int64(index)]),
            let key = RecordKey(kind: row["kind"], id: row["rid"])
        else { return nil }
        return (row["id"], key)
    }
}
