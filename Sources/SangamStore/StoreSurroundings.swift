import GRDB
import SangamDirectory
import SangamLog

/// What the directory says about one listing, and what the listing names.
public struct Surroundings: Sendable {
    /// The records that it names, as far as they are shown.
    public var named: [RecordSummary] = []
    public var history: [HistoryEntry] = []
    /// What is said about its network.
    public var aboutNetwork: [RecordStatement] = []
    /// What is said about it, and about the numbers that it bears.
    public var statements: [RecordStatement] = []
    public var pictures: [RecordSummary] = []
    public var offers: [RecordSummary] = []
    public var parts = RecordPage(items: [], next: nil)
    public var markets: [RecordSummary] = []
    public var campaigns: [RecordSummary] = []
    public var related: [(relation: String, source: RecordSummary)] = []
    /// The link statements that decide with what it is one thing.
    public var links: [RecordStatement] = []
}

extension StoreReader {
    /// What a page tells beside a record, in one reading: a dozen of them would wait for each
    /// other.
    ///
    /// - Parameters:
    ///   - pointed: the records that it names.
    ///   - limit: the most records of one relation.
    ///   - isListing: whether it is a listing; about others no more than `named`, `history` and
    ///     `aboutNetwork` are told.
    public func surroundings(
        of id: RecordID, _ record: SangamDirectory.Record, naming pointed: [RecordID],
        isListing: Bool, limit: Int, now: Int64
    ) async throws(StoreError) -> Surroundings {
        try await read { database in
            var reader = try SummaryReader(database)
            var found = Surroundings()
            found.named = try pointed.prefix(5 * Self.pageMost)
                .compactMap { try reader.lookup($0).summary }
            found.history = try Self.history(database, id)
            found.aboutNetwork = try Self.statements(
                &reader, about: [.node(id.node)], now: now, limit: Self.pageMost)
            guard isListing else { return found }
            found.statements = try Self.statements(&reader, about: id, record, now: now)
            func sources(
                _ relations: [StoredEdge.Relation], _ limit: Int
            ) throws -> RecordPage {
                try Self.sources(&reader, of: .record(id), by: relations, limit: limit, now: now)
            }
            found.pictures = try sources([.imageOf], 20).items
            found.offers = try sources([.provider, .organiser, .operator], limit).items
            found.parts = try sources([.partOf], limit)
            found.markets = try sources([.seller], limit).items
            found.campaigns = try sources([.endorser], limit).items
            found.related = Self.related(to: id, try sources([.related], limit).items)
            found.links = try Self.cluster(database, of: id)
            return found
        }
    }

    /// Several searches in one reading.
    public func searches(
        _ queries: [SearchQuery], now: Int64
    ) async throws(StoreError) -> [SearchPage] {
        guard !queries.isEmpty else { return [] }
        return try await read { database in
            try queries.map { try Self.search(database, $0, now: now) }
        }
    }
}
