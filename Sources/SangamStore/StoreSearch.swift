import FoundationEssentials
import GRDB
import SangamDirectory
import SangamLog

extension StoreReader {
    /// Counting stops here; a page says *at least*. Units: listings.
    static let countBound = 10_000
    /// Fewer results than these are helped by names that hold the words inside, and by suggestions.
    static let fewResults = 5

    /// Finds listings: by words and filters, in rank order.
    ///
    /// Words are and-ed and the last one is a prefix; a whole word goes before a prefix, the name
    /// before the place before tags before other text. Without words the newest come first, with
    /// `near` the nearest.
    public func search(
        _ query: SearchQuery, after cursor: String?, now: Int64
    ) async throws(StoreError) -> SearchPage {
        try await read { try Self.search($0, query, after: cursor, now: now) }
    }

    static func search(
        _ database: Database, _ query: SearchQuery, after cursor: String? = nil, now: Int64
    ) throws -> SearchPage {
        let offset = cursor.flatMap { Self.offset($0) } ?? 0
        let query = query.bounded
        let match = try OwnWords.widened(MatchExpression(query.words), database)
        let hasWords = query.words.unicodeScalars.contains { !$0.properties.isWhitespace }
        if hasWords, match.anywhere == nil {
            return SearchPage(total: 0, totalAtLeast: false, hits: [])
        }
        // One more than a page, which tells whether there is another.
        let need = offset + query.limit + 1
        let found =
            hasWords
            ? try RankedSearch(database, query, match, now: now).found(need)
            : try Self.newest(database, query, now: now)
        let page = found.rows.dropFirst(offset).prefix(query.limit)
        var reader = try SummaryReader(database)
        let hits = try page.compactMap { row in
            try reader.summary(row: row.record).map {
                SearchHit(summary: $0, distanceKm: row.distance)
            }
        }
        let isMore = found.rows.count > offset + page.count && !page.isEmpty
        return SearchPage(
            total: found.total, totalAtLeast: found.isAtLeast, hits: hits,
            next: isMore ? "o\(offset + page.count)" : nil,
            suggestions: hasWords && query.isForgiving && found.total < Self.fewResults
                ? try SearchTerms.suggestions(database, for: query.words, now: now) : [])
    }

    /// Everything that the filters let through, the newest first, with `near` the nearest.
    private static func newest(
        _ database: Database, _ query: SearchQuery, now: Int64
    ) throws -> FoundRows {
        let filter = try SearchFilter(database, query, now: now)
        // Few rows are found by the index of words and then put in order; of many the newest are
        // at hand in that order.
        let few = try SearchFilter.few(database, query, atMost: countBound)
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT listing.record AS record, listing.latitude, listing.longitude
                FROM \(few == nil ? "" : "json_each(?) AS few CROSS JOIN ")listing
                \(few == nil ? "" : "ON listing.record = few.value ")CROSS JOIN node
                ON node.id = listing.node
                WHERE \(filter.conditions.joined(separator: " AND "))
                ORDER BY listing.received DESC, listing.record DESC LIMIT \(countBound + 1)
                """,
            arguments: StatementArguments((few.map { [$0] } ?? []) + filter.values))
        var found = rows.prefix(countBound).compactMap { FoundRow($0, near: query.near) }
        if query.near != nil {
            found.sort { ($0.distance ?? 0, $0.record) < ($1.distance ?? 0, $1.record) }
        }
        if query.countsThings { found = found.once(try SameTable.things(database)) }
        return FoundRows(rows: found, total: found.count, isAtLeast: rows.count > countBound)
    }

    /// Whether a text is a cursor that `search` gave.
    public static func isCursor(_ text: String) -> Bool { offset(text) != nil }

    private static func offset(_ cursor: String) -> Int? {
        let bytes = Array(cursor.utf8)
        guard bytes.first == UInt8(ascii: "o"), let value = Decimal.parse(bytes.dropFirst()),
            value <= UInt64(countBound)
        else { return nil }
        return Int(value)
    }
}
