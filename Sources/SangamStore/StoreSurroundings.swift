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
    /// What its network calls codes of its own.
    public var concepts: [Vocabulary.Concept] = []
    /// Others of its kind with the words of its name.
    public var namesakes: [RecordSummary] = []
}

/// What a page wants to know beside a record; asked when the record is at hand.
public struct SurroundingsWish: Sendable {
    /// The records that it names.
    public var naming: @Sendable (RecordID, SangamDirectory.Record) -> [RecordID]
    /// Codes that its network may have words of its own for.
    public var codes: @Sendable (SangamDirectory.Record) -> [Code]
    /// The name that others of its kind may have too; nil if it is not asked.
    public var namesake: @Sendable (RecordID, SangamDirectory.Record) -> String?
    /// The most records of one relation.
    public var limit: Int
    /// The most records with its name.
    public var namesakesMost: Int

    public init(
        naming: @escaping @Sendable (RecordID, SangamDirectory.Record) -> [RecordID],
        codes: @escaping @Sendable (SangamDirectory.Record) -> [Code],
        namesake: @escaping @Sendable (RecordID, SangamDirectory.Record) -> String?,
        limit: Int, namesakesMost: Int = 0
    ) {
        self.naming = naming
        self.codes = codes
        self.namesake = namesake
        self.limit = limit
        self.namesakesMost = namesakesMost
    }
}

extension StoreReader {
    /// A record and what a page tells beside it, in one reading: a dozen of them would wait for
    /// each other. About what is no listing no more than `named`, `history`, `aboutNetwork` and
    /// `concepts` are told.
    public func listing(
        _ id: RecordID, _ wish: SurroundingsWish, now: Int64
    ) async throws(StoreError) -> (lookup: ListingLookup, surroundings: Surroundings) {
        try await read { database in
            let lookup = try Self.lookup(database, id)
            guard case .found(let detail) = lookup, detail.state == .live else {
                return (lookup, Surroundings())
            }
            return (
                lookup, try Self.surroundings(database, of: id, detail.record, wish, now: now)
            )
        }
    }

    static func surroundings(
        _ database: Database, of id: RecordID, _ record: SangamDirectory.Record,
        _ wish: SurroundingsWish, now: Int64
    ) throws -> Surroundings {
        var reader = try SummaryReader(database)
        var found = Surroundings()
        found.named = try wish.naming(id, record).prefix(5 * pageMost)
            .compactMap { try reader.lookup($0).summary }
        found.history = try history(database, id)
        found.aboutNetwork = try statements(
            &reader, about: [.node(id.node)], now: now, limit: pageMost)
        found.concepts = try OwnWords.concepts(
            database, of: id.node, codes: wish.codes(record))
        guard RecordKind.isListing(id.key.kind) else { return found }
        found.statements = try statements(&reader, about: id, record, now: now)
        func sources(_ relations: [StoredEdge.Relation], _ limit: Int) throws -> RecordPage {
            try Self.sources(&reader, of: .record(id), by: relations, limit: limit, now: now)
        }
        found.pictures = try sources([.imageOf], 20).items
        found.offers = try sources([.provider, .organiser, .operator], wish.limit).items
        found.parts = try sources([.partOf], wish.limit)
        found.markets = try sources([.seller], wish.limit).items
        found.campaigns = try sources([.endorser], wish.limit).items
        found.related = related(to: id, try sources([.related], wish.limit).items)
        found.links = try cluster(database, of: id)
        if let name = wish.namesake(id, record) {
            found.namesakes = try Namesakes.summaries(
                &reader, of: name, kind: id.key.kind, limit: wish.namesakesMost, now: now)
        }
        return found
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
