import FoundationEssentials
import GRDB
import SangamDirectory
import SangamLog

/// One entry of a record in its log.
public struct HistoryEntry: Sendable, Hashable {
    public enum Operation: String, Sendable { case put, remove }

    public var origin: Origin
    public var index: UInt64
    /// What the entry says; advisory. Units: Unix seconds.
    public var time: UInt64
    public var operation: Operation
    /// Whether it is the newest one.
    public var isCurrent: Bool
    /// Of the current revision, if it is here: nothing is said of one that was ended. Units: bytes.
    public var size: Int?
}

extension StoreReader {
    /// The entries of a record that are held, the newest first; at most `pageMost`. Empty for a
    /// record that is not known, or of a network that is not shown.
    static func history(_ database: Database, _ id: RecordID) throws -> [HistoryEntry] {
        guard
            let node = try Row.fetchOne(
                database.cachedStatement(
                    sql: """
                        SELECT id, chain FROM node
                        WHERE node = ? AND blocked IS NULL AND accepted = 1
                        """), arguments: [id.node.text]),
            let stored = try RecordTable.find(database, node: node["id"], key: id.key)
        else { return [] }
        let rows = try Row.fetchAll(
            database.cachedStatement(
                sql: """
                    WITH place (epoch, idx, current) AS (
                        SELECT epoch, idx, 1 FROM record WHERE id = ?1
                        UNION ALL
                        SELECT * FROM (SELECT epoch, idx, 0 FROM past WHERE record = ?1
                            ORDER BY epoch DESC, idx DESC LIMIT \(Self.pageMost - 1)))
                    SELECT place.epoch, place.idx, place.current, entry.line,
                        length(payload.bytes) AS size
                    FROM place JOIN log ON log.node = ?2 AND log.epoch = place.epoch
                    JOIN entry ON entry.log = log.id AND entry.idx = place.idx
                    LEFT JOIN payload ON place.current AND payload.log = log.id
                        AND payload.idx = place.idx
                    ORDER BY place.epoch DESC, place.idx DESC
                    """), arguments: [stored.id, node["id"] as Int64])
        let chain = try LogTables.chain(Array(node["chain"] as Data))
        return rows.compactMap { Self.historyEntry($0, chain: chain) }
    }

    private static func historyEntry(_ row: Row, chain: IdentityChain) -> HistoryEntry? {
        guard let entry = try? Entry(bytes: Array(row["line"] as Data)) else { return nil }
        let (operation, time): (HistoryEntry.Operation, UInt64)
        switch entry.operation {
        case .put(_, let written, _): (operation, time) = (.put, written)
        case .remove(_, let written): (operation, time) = (.remove, written)
        case .unknown: return nil
        }
        let isCurrent: Bool = row["current"]
        return HistoryEntry(
            origin: chain.origin(epoch: row["epoch"]), index: UInt64(row["idx"] as Int64),
            time: time, operation: operation, isCurrent: isCurrent,
            size: isCurrent && operation == .put ? row["size"] : nil)
    }

    // MARK: - Lists of the home page

    /// The listings that came or changed last; pictures are left to what they show.
    public func newest(
        limit: Int, now: Int64
    ) async throws(StoreError) -> [RecordSummary] {
        let limit = max(1, min(limit, Self.pageMost))
        return try await read { database in
            let rows = try Int64.fetchAll(
                database.cachedStatement(
                    sql: """
                        SELECT listing.record FROM listing JOIN node ON node.id = listing.node
                        WHERE listing.listed = 1 AND listing.kind <> 'image'
                            AND (listing.expires IS NULL OR listing.expires > ?)
                            AND node.blocked IS NULL AND node.accepted = 1
                        ORDER BY listing.received DESC, listing.record DESC LIMIT ?
                        """), arguments: [now, 4 * limit])
            var reader = try SummaryReader(database)
            var once = OncePerThing(try SameTable.things(database))
            return try rows.filter { once.isFirst($0) }.prefix(limit)
                .compactMap { try reader.summary(row: $0) }
        }
    }

    /// Events and markets that are not over: those that end, the soonest first, then those that go
    /// on until further notice, the newest first; at most `limit` of each. When the next time of
    /// one that repeats is, its rule says.
    public func upcoming(
        limit: Int, now: Int64
    ) async throws(StoreError) -> [(date: SurveyDate, summary: RecordSummary)] {
        try await read { database in
            let limit = max(1, min(limit, Self.pageMost))
            let shown = """
                SELECT survey.record, first, last, packed FROM survey
                JOIN node ON node.id = survey.node
                WHERE (expires IS NULL OR expires > ?) AND blocked IS NULL AND accepted = 1
                """
            let ending = try Row.fetchAll(
                database.cachedStatement(
                    sql: "\(shown) AND last > ? AND last < ? ORDER BY last, survey.record LIMIT ?"),
                arguments: [now, now, DatedSpan.open, limit])
            let open = try Row.fetchAll(
                database.cachedStatement(
                    sql: "\(shown) AND last = ? ORDER BY survey.record DESC LIMIT ?"),
                arguments: [now, DatedSpan.open, limit])
            var reader = try SummaryReader(database)
            var once = OncePerThing(try SameTable.things(database))
            return try (ending + open).compactMap { row -> (SurveyDate, RecordSummary)? in
                guard once.isFirst(row["record"]),
                    let summary = try reader.summary(row: row["record"])
                else { return nil }
                let date = SurveyDate(
                    row: row["record"], first: row["first"], last: row["last"],
                    repeats: DatedSpan(summary.record)?.repeats ?? false)
                return (date, summary)
            }
        }
    }

    // MARK: - Has anything changed?

    /// A text that is another one whenever something that is shown may have changed: a log grew,
    /// a payload came or went, a node was blocked, a record ran out. For ETags, with whatever else
    /// a page is made of; what counts days (how fresh a record is) needs the day beside it, and a
    /// number of this start, because a restored file counts from where its backup stood.
    public func stamp(now: Int64) async throws(StoreError) -> String {
        try await read { database in
            let sequence =
                try Int64.fetchOne(
                    database.cachedStatement(sql: "SELECT MAX(sequence) FROM log")) ?? 0
            let expired =
                try Int64.fetchOne(
                    database.cachedStatement(
                        sql: "SELECT MAX(expires) FROM survey WHERE expires <= ?"),
                    arguments: [now]) ?? 0
            let begun =
                try Int64.fetchOne(
                    database.cachedStatement(
                        sql: """
                            SELECT MAX(first) FROM survey
                            WHERE first IS NOT NULL AND last IS NULL AND first <= ?
                            """), arguments: [now]) ?? 0
            return "\(sequence).\(expired).\(begun)"
        }
    }
}
