import SangamLog

/// How to reach whoever a record is about, and through whom. There is always a way: the last is the
/// *Ask* form of the network that the record is from.
///
/// Shape: the record itself; `contactVia`; who provides, holds or runs it; what it is part of,
/// upwards; the network. `contactVia` is told first where a record names it: it says who takes
/// enquiries.
///
/// Source: Protocol.md, Listings, `contactVia`.
public struct ContactPath: Hashable, Sendable {
    /// One record on the way and how the way led to it.
    public struct Step: Hashable, Sendable {
        /// How: one of `RecordEdges.contactVia`, `provider`, `organiser`, `operator`, `imageOf`,
        /// `partOf`.
        public let relation: String
        /// The record.
        public let id: RecordID
    }

    /// Who is reached in the end.
    public enum End: Hashable, Sendable {
        /// The record itself.
        case itself
        /// Another record: the last step.
        case record(RecordID)
        /// The network that the record is from.
        case network(NodeID)
    }

    /// Who is reached.
    public let end: End
    /// The way there; empty for the record itself and for the network.
    public let steps: [Step]
    /// Ways of contact, as written; they may be empty.
    public let contact: [Contact.Item]
    /// Pages to write to or read; they may be empty.
    public let links: [Link]
    /// Where the *Ask* form is if not on this node: the network's own site, if it has one.
    public let askAt: Link?

    /// The most records that are looked up.
    public static let maximumLookups = 32
    /// The longest way. Units: steps.
    public static let maximumSteps = 8

    /// Finds the way. `lookup` gives a live record or nil, `network` a network's profile; both are
    /// asked for each id at most once.
    public static func resolve<Failure: Error>(
        _ record: Record, id: RecordID,
        lookup: (RecordID) throws(Failure) -> Record?,
        network: (NodeID) throws(Failure) -> NetworkProfile?
    ) throws(Failure) -> ContactPath {
        let profile = try network(id.node)
        let askAt = profile?.url.flatMap { $0.isWeb ? $0 : nil }
        let own = ContactPath(
            end: .itself, steps: [], contact: record.contact, links: pages(record), askAt: askAt)
        var search = Search(seen: [id])
        let first = next(record, id: id, steps: [])
        // Own ways of contact come first, unless the record names who takes enquiries.
        let via = first.filter { $0.last?.relation == RecordEdges.contactVia }
        if let path = try search.follow(via, askAt, lookup) { return path }
        if own.isWay { return own }
        if let path = try search.follow(first, askAt, lookup) { return path }
        let known = profile?.record
        return ContactPath(
            end: .network(id.node), steps: [], contact: known?.contact ?? [],
            links: known.map(pages) ?? [], askAt: askAt)
    }

    /// Whether somebody can be reached by it without the *Ask* form.
    public var isWay: Bool { !contact.isEmpty || !links.isEmpty }

    /// A walk from record to record that looks at each of them once.
    private struct Search {
        var seen: Set<RecordID>
        var lookups = 0

        mutating func follow<Failure: Error>(
            _ ways: [[Step]], _ askAt: Link?, _ lookup: (RecordID) throws(Failure) -> Record?
        ) throws(Failure) -> ContactPath? {
            var open = ways.reversed() as [[Step]]
            while let steps = open.popLast() {
                guard let step = steps.last, lookups < maximumLookups,
                    seen.insert(step.id).inserted
                else { continue }
                lookups += 1
                guard let found = try lookup(step.id) else { continue }
                let path = ContactPath(
                    end: .record(step.id), steps: steps, contact: found.contact,
                    links: pages(found), askAt: askAt)
                let further =
                    steps.count < maximumSteps ? next(found, id: step.id, steps: steps) : []
                // A weaver's cloth is asked for where the weaver is.
                let via = further.filter { $0.last?.relation == RecordEdges.contactVia }
                if let there = try follow(via, askAt, lookup) { return there }
                if path.isWay { return path }
                open += further.reversed()
            }
            return nil
        }
    }

    /// The references to follow from a record, the best first.
    private static func next(_ record: Record, id: RecordID, steps: [Step]) -> [[Step]] {
        let named: [(String, String?)] = [
            (RecordEdges.contactVia, record.contactVia),
            (RecordEdges.provider, record.provider),
            (RecordEdges.organiser, record.text("organiser")),
            (RecordEdges.operator, record.text("operator")),
            (RecordEdges.imageOf, sameBytes(record.kind, "image") ? record.text("of") : nil),
        ]
        let above = record.partOf.prefix(8).map { (RecordEdges.partOf, Optional($0)) }
        return (named + above).compactMap { relation, text in
            guard let text, let target = RecordID.resolve(text, home: id.node) else { return nil }
            return steps + [Step(relation: relation, id: target)]
        }
    }

    /// Its website and other pages, its own address first; not sources or pictures of it.
    private static func pages(_ record: Record) -> [Link] {
        let all = [record.url, record.link("joinUrl")].compactMap { $0 } + record.links
        return Array(all.filter { !notPages.contains($0.rel) }.prefix(10))
    }

    private static let notPages: Set<String> = ["source", "image", "licence", "charter"]
}
