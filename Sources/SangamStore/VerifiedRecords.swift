import FoundationEssentials
import GRDB
import SangamLog

/// Compares the stored state of records with the entries of one log.
///
/// The fold's rule, turned round: a record's stored place is right if every entry of it before that
/// place is a `put`, the one at it is what the row says, and only entries of a removed record
/// follow. So each entry can be judged by itself, and nothing is held in memory.
enum VerifiedRecords {
    static let safe = "; the log itself is whole, and nothing was changed"

    static func problem(_ database: Database, log: LogRow) throws -> VerifiedLog.Problem? {
        var seen = 0
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT entry.idx, entry.line, record.kind, record.rid FROM entry
                LEFT JOIN record ON record.node = ?2 AND record.epoch = ?3
                    AND record.idx = entry.idx
                WHERE entry.log = ?1 ORDER BY entry.idx
                """, arguments: [log.id, log.nodeRow, log.origin.epoch])
        while let row = try rows.next() {
            let index = UInt64(row["idx"] as Int64)
            let kind: String? = row["kind"]
            if kind != nil { seen += 1 }
            guard let entry = try? Entry(bytes: Array(row["line"] as Data)) else { continue }
            let key: RecordKey
            switch entry.operation {
            case .put(let put, _, _): key = put
            case .remove(let removed, _): key = removed
            case .unknown: continue
            }
            if let kind, RecordKey(kind: kind, id: row["rid"]) != key {
                return .init(
                    index: index,
                    reason: "another record than \(key) is stored at this entry"
                        + safe)
            }
            if let reason = try reason(
                database, log: log, entry: entry, key: key, index: index)
            {
                return .init(index: index, reason: reason + safe)
            }
        }
        return try strays(database, log: log, seen: seen)
    }

    /// Why an entry and the stored state of its record do not fit; nil if they do.
    private static func reason(
        _ database: Database, log: LogRow, entry: Entry, key: RecordKey, index: UInt64
    ) throws -> String? {
        guard let stored = try RecordTable.find(database, node: log.nodeRow, key: key)?.state else {
            return "\(key), which this entry names, is not stored"
        }
        let isRemove = if case .remove = entry.operation { true } else { false }
        let isRemoved: Bool
        let place: (epoch: Int, index: UInt64)
        switch stored {
        case .live(let revision): (isRemoved, place) = (false, (revision.epoch, revision.index))
        case .removed(let epoch, let removed): (isRemoved, place) = (true, (epoch, removed))
        }
        let here = (log.origin.epoch, index)
        if here == place {
            guard isRemoved != isRemove else { return nil }
            return isRemoved
                ? "\(key), which this entry puts, is stored as removed"
                : "\(key), which this entry removes, is stored as live"
        }
        if here < place {
            return isRemove ? "\(key), which this entry removes, is stored as changed later" : nil
        }
        return isRemoved
            ? nil : "\(key) is stored as it was at entry \(place.index), before this one"
    }

    /// Stored records of a log that stand at none of its entries.
    ///
    /// - Parameter seen: how many stand at one.
    private static func strays(
        _ database: Database, log: LogRow, seen: Int
    ) throws -> VerifiedLog.Problem? {
        let count =
            try Int.fetchOne(
                database, sql: "SELECT COUNT(*) FROM record WHERE node = ? AND epoch = ?",
                arguments: [log.nodeRow, log.origin.epoch]) ?? 0
        guard count != seen else { return nil }
        let stray = try Row.fetchOne(
            database,
            sql: """
                SELECT kind, rid, idx FROM record WHERE node = ?1 AND epoch = ?2 AND NOT EXISTS (
                    SELECT 1 FROM entry WHERE log = ?3 AND entry.idx = record.idx)
                ORDER BY idx LIMIT 1
                """, arguments: [log.nodeRow, log.origin.epoch, log.id])
        guard let stray else { return nil }
        return .init(
            index: UInt64(clamping: stray["idx"] as Int64),
            reason: "\(stray["kind"] as String)/\(stray["rid"] as String) is stored as of this "
                + "entry, which is not in the log" + safe)
    }
}
