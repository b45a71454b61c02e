import FoundationEssentials
import GRDB
import SangamDirectory
import SangamLog

/// Compares what is shown, found and still held with the stored records of one log: every live
/// record whose text is here and is one has its rows, and nothing else has any.
///
/// The words in a row are not made again: what they are made of, and how, changes with versions.
enum VerifiedRows {
    static func problem(_ database: Database, log: LogRow) throws -> VerifiedLog.Problem? {
        let rows = try Row.fetchCursor(
            database, sql: joined, arguments: [log.id, log.nodeRow, log.origin.epoch])
        while let row = try rows.next() {
            if let reason = try reason(database, row, log: log) {
                let key = "\(row["kind"] as String)/\(row["rid"] as String)"
                return .init(
                    index: UInt64(clamping: row["idx"] as Int64),
                    reason: "\(key) \(reason)" + VerifiedRecords.safe)
            }
        }
        return try endedProblem(database, log: log) ?? strayProblem(database, log: log)
    }

    /// Each record with all that is made of it. What an index of words holds is in its `docsize`:
    /// the rows of the index itself are read from `listing`.
    private static let joined = """
        SELECT record.id, record.idx, record.kind, record.rid, record.removed,
            payload.idx AS held, payload.quarantined, payload.received,
            listing.record AS shown, listing.node = record.node AND listing.kind = record.kind
                AND listing.received = payload.received AS fits,
            survey.record AS surveyed, search_docsize.id AS indexed, name_tri_docsize.id AS named,
            term_pending.lacks_trigrams AS later
        FROM record
        LEFT JOIN payload ON payload.log = ?1 AND payload.idx = record.idx
        LEFT JOIN listing ON listing.record = record.id
        LEFT JOIN survey ON survey.record = record.id
        LEFT JOIN search_docsize ON search_docsize.id = record.id
        LEFT JOIN name_tri_docsize ON name_tri_docsize.id = record.id
        LEFT JOIN term_pending ON term_pending.record = record.id
        WHERE record.node = ?2 AND record.epoch = ?3 ORDER BY record.idx
        """

    private static func reason(
        _ database: Database, _ row: Row, log: LogRow
    ) throws -> String? {
        let isShown = row["shown"] != nil
        let isSearched = row["indexed"] != nil || row["named"] != nil || row["surveyed"] != nil
        if row["removed"] {
            return isShown || isSearched ? "was removed by this entry, and is found here" : nil
        }
        guard row["held"] != nil else {
            return isShown || isSearched
                ? "is found here as it was before this entry, whose text is not here" : nil
        }
        if let rule = row["quarantined"] as String? {
            return isShown || isSearched ? "is withheld (\(rule)), and is found here" : nil
        }
        guard isShown else {
            if isSearched { return "is in the indexes of words and is not listed" }
            return try isRecord(database, row, log: log) ? "is not listed" : nil
        }
        guard row["fits"] else { return "is listed with the marks of another text" }
        guard row["indexed"] != nil, row["surveyed"] != nil else {
            return "is listed, and no search finds it"
        }
        guard (row["named"] != nil) != ((row["later"] as Bool?) ?? false) else {
            return "is listed, and no search finds parts of its name"
        }
        return nil
    }

    /// Whether a payload is a record by today's rules: a text that an earlier version took, and
    /// this one does not, is shown nowhere.
    private static func isRecord(_ database: Database, _ row: Row, log: LogRow) throws -> Bool {
        let bytes = try Data.fetchOne(
            database, sql: "SELECT bytes FROM payload WHERE log = ? AND idx = ?",
            arguments: [log.id, row["idx"] as Int64])
        let kind: String = row["kind"]
        return bytes.map { (try? RecordCoding.parse(Array($0), kind: kind)) != nil } ?? false
    }

    /// Texts that a later entry has ended and that nothing is going to destroy.
    private static func endedProblem(
        _ database: Database, log: LogRow
    ) throws -> VerifiedLog.Problem? {
        let index = try Int64.fetchOne(
            database,
            sql: """
                SELECT payload.idx FROM payload
                WHERE payload.log = ?1
                    AND NOT EXISTS (
                        SELECT 1 FROM record WHERE node = ?2 AND epoch = ?3
                            AND record.idx = payload.idx AND removed = 0)
                    AND NOT EXISTS (
                        SELECT 1 FROM destruction WHERE destruction.log = payload.log
                            AND destruction.idx = payload.idx AND done IS NULL)
                ORDER BY payload.idx LIMIT 1
                """, arguments: [log.id, log.nodeRow, log.origin.epoch])
        return index.map { index in
            .init(
                index: UInt64(clamping: index),
                reason: "a later entry ended the text of this one, and it is still kept"
                    + VerifiedRecords.safe)
        }
    }

    /// Rows of no record: of this log's network, and those that name no network with our own log.
    private static func strayProblem(
        _ database: Database, log: LogRow
    ) throws -> VerifiedLog.Problem? {
        var strays = [
            "listing WHERE node = \(log.nodeRow) AND record NOT IN (SELECT id FROM record)"
        ]
        if log.distance == 0 {
            strays += ["search_docsize", "name_tri_docsize"].map {
                "\($0) WHERE id NOT IN (SELECT id FROM record)"
            }
        }
        for stray in strays
        where try Int.fetchOne(database, sql: "SELECT 1 FROM \(stray) LIMIT 1") != nil {
            return .init(
                index: nil,
                reason: "something is found here that no entry has put" + VerifiedRecords.safe)
        }
        return nil
    }
}
