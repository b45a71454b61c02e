import FoundationEssentials
import GRDB
import SangamDirectory
import SangamLog

/// Which entries of a record a later one has ended, so that nobody reads a whole log for the
/// history of one record. Nothing is kept of a record that was only ever put once.
enum PastEntries {
    /// Notes the revision that an entry has ended.
    static func note(_ database: Database, record: Int64, outcome: EntryOutcome) throws {
        let old: RecordState.Revision
        switch outcome {
        case .superseded(let revision), .removed(let revision): old = revision
        default: return
        }
        let insert = try database.cachedStatement(
            sql: "INSERT OR IGNORE INTO past (record, epoch, idx) VALUES (?, ?, ?)")
        try insert.execute(arguments: [record, old.epoch, Int64(old.index)])
    }

    /// Forgets all of a node's records, which are about to be folded anew.
    static func forget(_ database: Database, node: Int64) throws {
        try database.execute(
            sql: "DELETE FROM past WHERE record IN (SELECT id FROM record WHERE node = ?)",
            arguments: [node])
    }

    /// Makes the rows of a node from its entries: a `put` that stands before its record's current
    /// entry was ended by a later one.
    static func rebuild(_ database: Database, node: Int64) throws {
        try forget(database, node: node)
        let insert = try database.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO past (record, epoch, idx)
                SELECT id, ?1, ?2 FROM record WHERE node = ?3 AND kind = ?4 AND rid = ?5
                    AND (epoch > ?1 OR (epoch = ?1 AND idx > ?2))
                """)
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT log.epoch, entry.idx, entry.line FROM log
                CROSS JOIN entry ON entry.log = log.id
                LEFT JOIN record ON record.node = log.node AND record.epoch = log.epoch
                    AND record.idx = entry.idx
                WHERE log.node = ? AND record.id IS NULL
                """, arguments: [node])
        while let row = try rows.next() {
            guard let entry = try? Entry(bytes: Array(row["line"] as Data)),
                case .put(let key, _, _) = entry.operation
            else { continue }
            try insert.execute(
                arguments: [
                    row["epoch"] as Int, row["idx"] as Int64, node, key.kind, key.id,
                ])
        }
    }
}
