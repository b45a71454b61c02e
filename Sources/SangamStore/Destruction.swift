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

    /// The size below which everything that a log's entries ended is destroyed here.
    static func refreshCleared(_ database: Database, log: Int64) throws {
        try database.execute(
            sql: """
                UPDATE log SET cleared = COALESCE(
                    (SELECT MIN(by_idx) FROM destruction WHERE by_log = log.id AND done IS NULL),
                    size)
                WHERE id = ?
                """, arguments: [log])
    }
}

extension Store {
    /// Destroys what is due: payloads and nonces, then the words that the index still holds in its
    /// segments, then what the write-ahead log still holds. Batched by the caller.
    ///
    /// Returns: how many payloads were destroyed.
    public func destroyDue(now: Int64) async throws(StoreError) -> Int {
        let count = try await write { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT log, idx, by_log FROM destruction
                    WHERE done IS NULL AND due <= ? LIMIT 10000
                    """, arguments: [now])
            // A day after the deed the brake no longer needs the row.
            try database.execute(
                sql: "DELETE FROM destruction WHERE done IS NOT NULL AND arrived < ?",
                arguments: [now - Int64(Limits.brakeWindowSeconds)])
            guard !rows.isEmpty else { return 0 }
            for row in rows {
                let place: StatementArguments = [row["log"] as Int64, row["idx"] as Int64]
                try database.execute(
                    sql: "DELETE FROM payload WHERE log = ? AND idx = ?", arguments: place)
                try database.execute(
                    sql: "UPDATE destruction SET done = ? WHERE log = ? AND idx = ?",
                    arguments: [now] + place)
            }
            try SearchIndex.optimise(database)
            for log in Set(rows.map { $0["by_log"] as Int64 }).sorted() {
                try Destruction.refreshCleared(database, log: log)
                try LogTables.touch(database, log: log)
            }
            return rows.count
        }
        if count > 0 { try await truncateWriteAheadLog() }
        return count
    }

    /// Lets destructions go on that the brake holds, for one node's logs: the operator's word.
    public func releaseHeld(node: NodeID, now: Int64) async throws(StoreError) {
        try await write { database in
            try database.execute(
                sql: """
                    UPDATE destruction SET held = 0, due = ? WHERE held = 1 AND by_log IN (
                        SELECT log.id FROM log JOIN node ON node.id = log.node
                        WHERE node.node = ?)
                    """, arguments: [now, node.text])
        }
    }
}
