import CSQLite
import GRDB
import SangamDirectory

/// Records of one kind whose names hold all words of a name: what a page compares a record with to
/// find out whether it is listed twice.
///
/// It is asked for every listing that somebody reads, so it looks at names alone, at whole words,
/// and only once: a search would look for the beginning of the last word in all texts as well.
enum Namesakes {
    /// So many of the newest rows with these words are looked at.
    private static let rowsMost = 200

    /// Those with the shortest names, which are the nearest to the name that was asked for; of what
    /// several networks list one record.
    static func summaries(
        _ reader: inout SummaryReader, of name: String, kind: String, limit: Int,
        now: Int64
    ) throws -> [RecordSummary] {
        guard let match = MatchExpression(name).inName else { return [] }
        let find = try reader.database.cachedStatement(
            sql: """
                SELECT listing.record, COALESCE(same.thing, listing.record), listing.name
                FROM search CROSS JOIN listing ON listing.record = search.rowid
                LEFT JOIN same ON same.record = listing.record
                WHERE search MATCH ? AND listing.kind = ?
                    AND (listing.expires IS NULL OR listing.expires > ?)
                ORDER BY search.rowid DESC LIMIT \(rowsMost)
                """)
        var rows: [(record: Int64, thing: Int64, length: Int32)] = []
        try RowScan.each(find, [match, kind, now]) { raw in
            rows.append(
                (
                    sqlite3_column_int64(raw, 0), sqlite3_column_int64(raw, 1),
                    sqlite3_column_bytes(raw, 2)
                ))
            return true
        }
        var seen: Set<Int64> = []
        let nearest = rows.sorted { ($0.length, -$0.record) < ($1.length, -$1.record) }
            .filter { seen.insert($0.thing).inserted }
        return try nearest.prefix(limit).compactMap { try reader.summary(row: $0.record) }
    }
}
