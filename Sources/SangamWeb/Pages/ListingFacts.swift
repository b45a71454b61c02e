import SangamDirectory
import SangamLog
import SangamStore

/// What a listing's page is made of: the record and everything that the directory says about it.
struct ListingFacts: Sendable {
    let detail: ListingDetail
    /// Records that it points at, by id.
    var named: [RecordID: RecordSummary] = [:]
    var standings: [MembershipStanding] = []
    /// The number that a membership names in place of the record, by its statement.
    var memberNumbers: [RecordID: String] = [:]
    /// Networks whose own statements vouch for its network.
    var vouches: [RecordStatement] = []
    var pictures: [RecordSummary] = []
    var offers: [RecordSummary] = []
    var parts: [RecordSummary] = []
    var hasMoreParts = false
    var markets: [RecordSummary] = []
    var campaigns: [RecordSummary] = []
    var related: [(relation: String, source: RecordSummary)] = []
    var history: [HistoryEntry] = []
    var matches: [(match: TradeMatch, summary: RecordSummary)] = []
    /// Whose those are.
    var makers: [RecordID: RecordSummary] = [:]
    /// The records that are one thing with it, itself among them; empty if it is alone.
    var cluster: [RecordSummary] = []
    var clusterReasons: [String] = []
    /// Why records that are said to be one thing with it are shown apart.
    var clusterFlag: Clusters.Flag.Reason?
    /// What networks call the codes of their own vocabularies, of these records.
    var ownWords: [NodeID: [Code: [LanguageText]]] = [:]
    /// What may be the same thing, though nobody has said so.
    var doubles: [(candidate: LikelyDuplicates.Candidate, summary: RecordSummary)] = []
    /// Pairs of which somebody has said whether they are one thing.
    var decided: Set<Clusters.Pair> = []
    var reach: ContactPath?

    /// Who holds, runs or offers it, if a record that is named here, by the member that says so.
    var keepers: [(member: String, id: RecordID)] {
        ["organiser", "operator", "provider"].compactMap { member in
            guard let text = detail.record.json[member]?.string,
                let id = RecordID.resolve(text, home: detail.id.node), named[id] != nil
            else { return nil }
            return (member, id)
        }
    }

    /// What is read together with the record, each bounded.
    static let wish = SurroundingsWish(
        naming: { id, record in
            Array(References.of(record, home: id.node).prefix(WebLimits.namedReferencesMax))
        }, codes: { ownCodes(of: $0) }, namesake: { namesake(of: $0, $1) },
        limit: WebLimits.relatedMax, namesakesMost: WebLimits.doubleCandidatesMax)

    /// Reads what else there is, each bounded.
    ///
    /// - Parameter found: what `wish` asked for.
    static func read(
        _ detail: ListingDetail, _ found: Surroundings, _ reader: StoreReader,
        _ context: PageContext
    ) async throws -> ListingFacts {
        var facts = ListingFacts(detail: detail)
        guard detail.state == .live else { return facts }
        for summary in found.named { facts.named[summary.id] = summary }
        facts.history = found.history
        facts.take(found.concepts, of: detail.id.node)
        facts.vouches = found.aboutNetwork.filter { $0.relation == RecordEdges.vouch }
        guard RecordKind.isListing(detail.id.key.kind) else { return facts }
        facts.standings = standings(detail, found.statements, context)
        for statement in found.statements {
            guard let number = Membership(statement.source.record)?.identifier else { continue }
            facts.memberNumbers[statement.source.id] = number.value
        }
        facts.pictures = found.pictures
        facts.offers = found.offers
        facts.parts = found.parts.items
        facts.hasMoreParts = found.parts.next != nil
        facts.markets = found.markets
        facts.campaigns = found.campaigns
        facts.related = found.related
        try await facts.readCluster(found.links, reader, context)
        try await facts.readMatches(reader, context)
        facts.takeDoubles(found.namesakes)
        facts.reach = try await facts.contactPath(reader, context)
        return facts
    }

    private static func standings(
        _ detail: ListingDetail, _ statements: [RecordStatement], _ context: PageContext
    ) -> [MembershipStanding] {
        let memberships = statements.compactMap { statement in
            Membership(statement.source.record).map {
                MembershipStanding.Statement(
                    id: statement.source.id, index: Int64(clamping: statement.source.index),
                    membership: $0)
            }
        }
        return MembershipStanding.of(
            detail.record, id: detail.id, statements: memberships, at: context.now,
            names: { node in
                let row = context.networks.rows.first { $0.node == node }
                return (row?.name.map(\.text) ?? []) + [row?.label].compactMap { $0 }
            })
    }

    /// What the records that it points at are called, for who reads it.
    func names(for context: PageContext) -> [RecordID: LanguageText] {
        named.compactMapValues { summary in
            summary.record.names.best(for: context.languages, original: summary.record.lang)
                .map { name in
                    LanguageText(
                        language: name.language, text: ShownText.line(name.text, scalarsMax: 120))
                }
        }
    }

    // MARK: - One thing that several networks list

    private mutating func readCluster(
        _ statements: [RecordStatement], _ reader: StoreReader, _ context: PageContext
    ) async throws {
        guard let ours = context.networks.own?.node, !statements.isEmpty else { return }
        let links = statements.compactMap { statement in
            SameAs(statement.source.record, home: statement.author).map {
                Clusters.Link(
                    $0, author: statement.author, index: Int64(clamping: statement.source.index))
            }
        }
        let ends = Array(Set(links.flatMap { [$0.a, $0.b] }))
        var live: [RecordID: RecordSummary] = [:]
        for case .found(let summary) in try await reader.summaries(ends) {
            live[summary.id] = summary
        }
        let clusters = Clusters(links.compactMap { $0 }, ours: ours, isLive: { live[$0] != nil })
        let together = clusters.cluster(of: detail.id)
        clusterFlag = clusters.flag(of: detail.id)?.reason
        decided = Set(links.map { Clusters.Pair($0.a, $0.b) })
        guard together.count > 1 else { return }
        cluster = together.compactMap { live[$0] }
        try await readNamed(by: cluster, reader)
        for summary in cluster where summary.id != detail.id {
            try await readOwnWords(of: summary.record, summary.id.node, reader)
        }
        let inside = Set(together)
        clusterReasons = statements.compactMap { statement in
            SameAs(statement.source.record, home: statement.author).flatMap { link in
                link.isSame && link.pair.allSatisfy(inside.contains) ? link.reasons : nil
            }
        }.flatMap { $0 }
    }

    /// Of organisations the name that others may have too.
    private static func namesake(of id: RecordID, _ record: Record) -> String? {
        guard id.key.kind == "organisation", let name = record.names.first?.text else {
            return nil
        }
        return DuplicateSubject.withoutForms(name: ShownText.line(name, scalarsMax: 100))
    }

    /// Organisations with its name that nobody has compared with it yet.
    private mutating func takeDoubles(_ found: [RecordSummary]) {
        let inside = Set(cluster.map(\.id))
        let others = found.filter { $0.id != detail.id && !inside.contains($0.id) }
        guard !others.isEmpty else { return }
        let byID = Dictionary(others.map { ($0.id, $0) }) { first, _ in first }
        doubles = LikelyDuplicates.of(
            DuplicateSubject(id: detail.id, record: detail.record),
            among: others.map { DuplicateSubject(id: $0.id, record: $0.record) }, known: decided
        ).prefix(WebLimits.doublesMax).compactMap { candidate in
            let pair = candidate.pair
            let other = pair.first == detail.id ? pair.second : pair.first
            return byID[other].map { (candidate, $0) }
        }
    }

    /// What the others that are one thing with it point at.
    private mutating func readNamed(
        by records: [RecordSummary], _ reader: StoreReader
    ) async throws {
        let pointed = records.flatMap { References.of($0.record, home: $0.id.node) }
        let unknown = Array(Set(pointed.filter { named[$0] == nil }))
        let wanted = unknown.sorted().prefix(WebLimits.namedReferencesMax)
        for case .found(let summary) in try await reader.summaries(Array(wanted)) {
            named[summary.id] = summary
        }
    }

    /// Codes that none of the built-in vocabularies has.
    private static func ownCodes(of record: Record) -> [Code] {
        (record.categories + record.goods.compactMap(\.code)).filter {
            BuiltinVocabularies.standard.concept($0) == nil
        }
    }

    private mutating func readOwnWords(
        of record: Record, _ node: NodeID, _ reader: StoreReader
    ) async throws {
        let known = ownWords[node] ?? [:]
        let codes = Self.ownCodes(of: record).filter { known[$0] == nil }
        guard !codes.isEmpty else { return }
        take(try await reader.concepts(of: node, codes: codes), of: node)
    }

    private mutating func take(_ concepts: [Vocabulary.Concept], of node: NodeID) {
        for concept in concepts { ownWords[node, default: [:]][concept.code] = concept.labels }
    }

    // MARK: - What could answer it

    private mutating func readMatches(_ reader: StoreReader, _ context: PageContext) async throws {
        let place = detail.record.provider.flatMap { RecordID.resolve($0, home: detail.id.node) }
            .flatMap { named[$0]?.record.place }
        guard
            let subject = TradeSubject(id: detail.id, record: detail.record, providerPlace: place)
        else { return }
        let wanted = subject.candidates()
        var query = SearchQuery.everything(limit: WebLimits.tradeCandidatesMax)
        query.kinds = ["offer"]
        query.directions = [subject.isWanted ? "offer" : "want"]
        var queries: [SearchQuery] = []
        if !wanted.codes.isEmpty {
            query.goods = wanted.codes.map { .code($0) }
            queries.append(query)
        }
        query.goods = []
        for word in wanted.words.prefix(WebLimits.tradeWordsMax) {
            query.words = word
            queries.append(query)
        }
        let hits = try await reader.searches(queries, now: context.now).flatMap(\.hits)
        var seen: Set<RecordID> = []
        let found = hits.map(\.summary).filter { seen.insert($0.id).inserted }
        let providers = found.compactMap { other in
            other.record.provider.flatMap { RecordID.resolve($0, home: other.id.node) }
        }
        for case .found(let summary) in try await reader.summaries(Array(Set(providers))) {
            makers[summary.id] = summary
        }
        let subjects = found.compactMap { other in
            TradeSubject(
                id: other.id, record: other.record,
                providerPlace: other.record.provider
                    .flatMap { RecordID.resolve($0, home: other.id.node) }
                    .flatMap { makers[$0]?.record.place })
        }
        let byID = Dictionary(found.map { ($0.id, $0) }) { first, _ in first }
        matches = TradeMatch.find(for: subject, among: subjects, at: context.now)
            .compactMap { match in byID[match.id].map { (match, $0) } }
    }

    // MARK: - How to reach it

    /// The records on the way up are read beforehand, because the rule itself reads nothing.
    private func contactPath(
        _ reader: StoreReader, _ context: PageContext
    ) async throws -> ContactPath {
        var known = named.mapValues(\.record)
        var open = Array(named.values)
        for _ in 0..<ContactPath.maximumSteps where known.count < ContactPath.maximumLookups {
            let next = Set(
                open.flatMap { Self.upwards($0.record, home: $0.id.node) }
            ).filter { known[$0] == nil && $0 != detail.id }
            if next.isEmpty { break }
            open = try await reader.summaries(Array(next.prefix(ContactPath.maximumLookups)))
                .compactMap(\.summary)
            for summary in open { known[summary.id] = summary.record }
        }
        let profiles = Dictionary(
            context.networks.rows.compactMap { row in
                row.record.flatMap { NetworkProfile($0) }.map { (row.node, $0) }
            }
        ) { first, _ in first }
        return ContactPath.resolve(
            detail.record, id: detail.id, lookup: { known[$0] }, network: { profiles[$0] })
    }

    private static func upwards(_ record: Record, home: NodeID) -> [RecordID] {
        ([record.contactVia, record.provider].compactMap { $0 } + record.partOf.prefix(8))
            .compactMap { RecordID.resolve($0, home: home) }
    }
}
