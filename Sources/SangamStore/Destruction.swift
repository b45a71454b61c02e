import FoundationEssentials
import GRDB
import SangamLog

/// Destroys payloads that a removal or a newer revision has hidden, and everything made of them.
enum Destruction {
    /// Holds back the destruction of what another's log took away in bulk: a stolen key must not
    /// be able to wipe all replicas.
    ///
    /// More than 20 records and more than 5 % of the log's live records at the window's start, in
    /// any 24 h that slide, wait for the operator, a new statement, or 30 days.
    static func applyBrake(_ database: Database, log: LogRow, now: Int64) throws {
        guard log.distance > 0 else { return }
        let start = now - Int64(Limits.brakeWindowSeconds)
        let ended =
            try Int.fetchOne(
                database,
                sql: "SELECT COUNT(*) FROM destruction WHERE by_log = ? AND arrived > ?",
                arguments: [log.id, start]) ?? 0
        guard ended > Limits.brakeRecords else { return }
        // So many live records are enough to say no; counting all of a large log takes long.
        let enough = ended * 100 / Limits.brakePercent + 1
        let some =
            try Int.fetchOne(
                database,
                sql: """
                    SELECT COUNT(*) FROM (
                        SELECT 1 FROM record
                        WHERE node = ? AND arrived <= ? AND removed = 0 LIMIT ?)
                    """, arguments: [log.nodeRow, start, enough]) ?? 0
        guard some < enough else { return }
        let live =
            try Int.fetchOne(
                database,
                sql: """
                    SELECT COUNT(*) FROM record
                    WHERE node = ? AND arrived <= ? AND (removed = 0 OR EXISTS (
                        SELECT 1 FROM destruction
                        WHERE by_log = ? AND by_idx = record.idx AND arrived > ?))
                    """, arguments: [log.nodeRow, start, log.id, start]) ?? 0
        guard ended * 100 > live * Limits.brakePercent else { return }
        try database.execute(
            sql: """
                UPDATE destruction SET held = 1, due = MAX(due, arrived + ?)
                WHERE by_log = ? AND arrived > ? AND done IS NULL AND held = 0
                """, arguments: [Int64(Limits.brakeSecondsMax), log.id, start])
    }

    /// Heeds a new statement of a node, which closes a log at a size: what entries below it took
    /// away waits for the brake no longer. What entries beyond it took away waits until the cut,
    /// because those entries are void.
    static func applyStatement(_ database: Database, log: Int64, closedAt size: UInt64) throws {
        try database.execute(
            sql: """
                UPDATE destruction SET held = 0, due = arrived
                WHERE by_log = ? AND by_idx < ? AND held = 1 AND done IS NULL
                """, arguments: [log, Int64(size)])
        try database.execute(
            sql: """
                UPDATE destruction SET held = 1, due = MAX(due, arrived + ?)
                WHERE by_log = ? AND by_idx >= ? AND done IS NULL
                """, arguments: [Int64(Limits.brakeSecondsMax), log, Int64(size)])
    }

    /// Says of a payload that is to be destroyed which entry ended it, after a cut: what a void
    /// entry had ended may have been ended again by one of the new epoch.
    static func attribute(
        _ database: Database, log: LogRow, change: RecordTable.Change, byIndex: UInt64, due: Int64?
    ) throws {
        let old: RecordState.Revision
        switch change.outcome {
        case .superseded(let revision), .removed(let revision): old = revision
        default: return
        }
        let update = try database.cachedStatement(
            sql: """
                UPDATE destruction SET by_log = ?, by_idx = ?, held = 0, due = COALESCE(?, due)
                WHERE log = (SELECT id FROM log WHERE node = ? AND epoch = ?) AND idx = ?
                    AND done IS NULL AND NOT (by_log = ? AND by_idx = ?)
                """)
        try update.execute(
            arguments: [
                log.id, Int64(byIndex), due, log.nodeRow, old.epoch, Int64(old.index), log.id,
                Int64(byIndex),
            ])
    }

    /// Forgets the destruction of payloads that are current again after a cut.
    static func keepCurrent(_ database: Database, node: Int64) throws {
        try database.execute(
            sql: """
                DELETE FROM destruction WHERE EXISTS (
                    SELECT 1 FROM log JOIN record ON record.node = log.node
                        AND record.epoch = log.epoch AND record.removed = 0
                    WHERE log.node = ? AND log.id = destruction.log
                        AND record.idx = destruction.idx)
                """, arguments: [node])
    }

    /// Notes that something was deleted whose words and bytes are still in the index's segments
    /// and the write-ahead log; the note outlives a kill before they are gone.
    static func noteResidue(_ database: Database) throws {
        try Store.setMeta(residue, [1], in: database)
    }

    static let residue = "residue"

    /// Deletes the payloads that are due. Returns: how many.
    static func destroyDue(_ database: Database, now: Int64, hold: Int64 = .max) throws -> Int {
        // What arrived under a clock that ran ahead is counted from now: it must not wait for the
        // day that the clock showed.
        try database.execute(
            sql: """
                UPDATE destruction SET due = due - (arrived - ?1), arrived = ?1 WHERE arrived > ?1
                """, arguments: [now])
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT log, idx, by_log FROM destruction
                WHERE done IS NULL AND (due <= ?1 OR (held = 0 AND arrived <= ?2)) LIMIT 10000
                """, arguments: [now, now - min(hold, now)])
        // A day after the deed the brake no longer needs the row.
        try database.execute(
            sql: "DELETE FROM destruction WHERE done IS NOT NULL AND arrived < ?",
            arguments: [now - Int64(Limits.brakeWindowSeconds)])
        for row in rows {
            let place: StatementArguments = [row["log"] as Int64, row["idx"] as Int64]
            try database.execute(
                sql: "DELETE FROM payload WHERE log = ? AND idx = ?", arguments: place)
            try database.execute(
                sql: "UPDATE destruction SET done = ? WHERE log = ? AND idx = ?",
                arguments: [now] + place)
        }
        for log in Set(rows.map { $0["by_log"] as Int64 }).sorted() {
            try refreshCleared(database, log: log)
            try LogTables.touch(database, log: log)
        }
        return rows.count
    }

    /// Deletes the payloads of nodes that have been blocked, or accepted by nobody, for 30 days.
    /// Their logs stay. Returns: how many.
    static func destroyUnreached(_ database: Database, now: Int64) throws -> Int {
        let end = now - Int64(Limits.unreachedSeconds)
        let nodes = try Int64.fetchAll(
            database,
            sql: """
                SELECT id FROM node
                WHERE blocked <= ? OR (accepted = 0 AND unreached <= ?) ORDER BY id
                """, arguments: [end, end])
        var count = 0
        for node in nodes {
            let records = try Int64.fetchAll(
                database, sql: "SELECT record FROM listing WHERE node = ? ORDER BY record",
                arguments: [node])
            for record in records { try SearchIndex.remove(database, record: record) }
            let logs = "(SELECT id FROM log WHERE node = ?)"
            try database.execute(
                sql: "DELETE FROM payload WHERE log IN \(logs)", arguments: [node])
            count += database.changesCount
            try database.execute(
                sql: "UPDATE log SET lacks = 1 WHERE node = ?", arguments: [node])
            try database.execute(
                sql: "UPDATE destruction SET done = ? WHERE done IS NULL AND log IN \(logs)",
                arguments: [now, node])
        }
        return count
    }

    /// The size below which everything that a log's entries ended is destroyed here.
    static func refreshCleared(_ database: Database, log: Int64) throws {
        try database.run(
            """
            UPDATE log SET cleared = COALESCE(
                (SELECT MIN(by_idx) FROM destruction WHERE by_log = log.id AND done IS NULL), size)
            WHERE id = ?
            """, [log])
    }
}

extension Store {
    /// Destroys what is due: payloads and nonces, then the words that the index still holds in its
    /// segments, then what the write-ahead log still holds. Batched by the caller.
    ///
    /// - Parameter hold: how long what is hidden waits at most, unless the brake holds it: a
    ///   setting that was shortened holds for what waits already. Units: seconds.
    /// Returns: how many payloads were destroyed.
    public func destroyDue(
        now: Int64, hold: Int64 = .max
    ) async throws(StoreError) -> Int {
        let (count, isResidue) = try await write { database in
            let count =
                try Destruction.destroyDue(database, now: now, hold: hold)
                + Destruction.destroyUnreached(database, now: now)
            if count > 0 { try Destruction.noteResidue(database) }
            let isResidue = try Store.meta(Destruction.residue, in: database) != nil
            if isResidue {
                try SearchTerms.forgetGone(database)
                try SearchIndex.optimise(database)
            }
            return (count, isResidue)
        }
        guard isResidue else { return count }
        try await truncateWriteAheadLog()
        try await write { database in
            try database.execute(
                sql: "DELETE FROM meta WHERE key = ?", arguments: [Destruction.residue])
        }
        return count
    }

    /// Lets destructions go on that the brake holds, for one node's logs: the operator's word,
    /// after which the brake leaves them alone (`held` 2).
    public func releaseHeld(node: NodeID, now: Int64) async throws(StoreError) {
        try await write { database in
            try database.execute(
                sql: """
                    UPDATE destruction SET held = 2, due = ? WHERE held = 1 AND by_log IN (
                        SELECT log.id FROM log JOIN node ON node.id = log.node
                        WHERE node.node = ?)
                    """, arguments: [now, node.text])
        }
    }
}
