import SangamLog

/// What one record says about another: a reference that pages walk backwards, so that the listing
/// of a bakery shows its offers and the page of a union its chapters.
///
/// Source: Protocol.md, Records.
public struct RecordEdge: Hashable, Sendable {
    /// What the reference says.
    ///
    /// Shape: one of the constants of `RecordEdges`, or `related:` and a relation as written.
    public let relation: String
    /// What it points at.
    public let target: Target

    /// What an edge points at.
    public enum Target: Hashable, Sendable {
        /// A record, of any network.
        case record(RecordID)
        /// Whoever bears a number in a register.
        case identifier(IdentifierKey)
        /// A whole network.
        case node(NodeID)

        /// One text for a column of a table. A record's has slashes and no colon, a number's has a
        /// colon, a network's has neither, so that no two targets share one.
        public var text: String {
            switch self {
            case .record(let id): id.description
            case .identifier(let key): key.text
            case .node(let node): node.text
            }
        }

        /// Reads what `text` gives; nil for anything else.
        public init?(_ text: String) {
            if let id = RecordID(text) {
                self = .record(id)
            } else if let node = NodeID(text) {
                self = .node(node)
            } else if let key = IdentifierKey(text) {
                self = .identifier(key)
            } else {
                return nil
            }
        }
    }

    /// An edge of this relation to this target.
    public init(relation: String, target: Target) {
        self.relation = relation
        self.target = target
    }

    public static func == (left: RecordEdge, right: RecordEdge) -> Bool {
        sameBytes(left.relation, right.relation) && left.target == right.target
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(bytesOf: relation)
        hasher.combine(target)
    }
}

/// Finds the edges of a record.
///
/// A reference that is none (a name, a broken id) makes no edge; pages show it as text.
public enum RecordEdges {
    /// The record is part of the target.
    public static let partOf = "part-of"
    /// The target makes the offer, or keeps the resource.
    public static let provider = "provider"
    /// The target holds the event.
    public static let organiser = "organiser"
    /// The target runs the market.
    public static let `operator` = "operator"
    /// The target sells at the market, on some day at least.
    public static let seller = "seller"
    /// The target takes enquiries for the record.
    public static let contactVia = "contact-via"
    /// The image shows the target.
    public static let imageOf = "image-of"
    /// The target stands behind the campaign.
    public static let endorser = "endorser"
    /// A membership statement: the target, a record or the bearer of a number, is a member.
    public static let member = "member"
    /// The record says of itself that it is a member of the target.
    public static let memberOf = "member-of"
    /// The record says that it bears this number; so a membership of the number finds it.
    public static let identifier = "identifier"
    /// A link statement has the target at one end (two edges: one for each end).
    public static let sameAs = "same-as"
    /// A link statement that says that the two are not one.
    public static let notSameAs = "not-same-as"
    /// The target was still right.
    public static let confirm = "confirm"
    /// One network's word for another.
    public static let vouch = "vouch"
    /// The beginning of the relations in `related`, as in `related:supplies`.
    public static let related = "related:"

    /// The most edges of one record. A payload of the largest size holds about as many.
    public static let maximum = 2_048
    /// The longest relation that is kept as written; a longer one is left out.
    ///
    /// Units: bytes.
    public static let maximumRelationBytes = 64

    /// The edges of a record in the log of `home`, each once, in the order written.
    public static func of(_ record: Record, home: NodeID) -> [RecordEdge] {
        var collector = EdgeCollector(home: home)
        switch record.kind {
        case "vouch": collector.take(vouchOf: record)
        case "link": collector.take(linkOf: record)
        case "membership": collector.take(membershipOf: record)
        case "confirm": collector.take(confirm, record.text("record"))
        case "concept": break
        default: collector.take(listing: record)
        }
        return collector.edges
    }
}

/// Gathers the edges of one record.
private struct EdgeCollector {
    let home: NodeID
    private(set) var edges: [RecordEdge] = []
    private var seen: Set<RecordEdge> = []

    init(home: NodeID) { self.home = home }

    mutating func take(listing record: Record) {
        for text in record.partOf { take(RecordEdges.partOf, text) }
        take(RecordEdges.provider, record.text("provider"))
        take(RecordEdges.organiser, record.text("organiser"))
        take(RecordEdges.operator, record.text("operator"))
        take(RecordEdges.contactVia, record.contactVia)
        if sameBytes(record.kind, "image") {
            for text in record.texts("of") { take(RecordEdges.imageOf, text) }
        }
        for item in record.list("sellers") { take(seller: item) }
        for item in record.list("endorsers") {
            take(RecordEdges.endorser, item.string ?? item.object?["record"]?.string)
        }
        for item in record.list("memberOf") {
            take(RecordEdges.memberOf, item.string ?? item.object?["record"]?.string)
        }
        if let organisation = Organisation(record) {
            for identifier in organisation.identifiers {
                guard let key = IdentifierKey(identifier) else { continue }
                add(RecordEdges.identifier, .identifier(key))
            }
        }
        for relation in record.related where !sameBytes(relation.rel, RecordEdges.partOf) {
            let isLong = relation.rel.utf8.count > RecordEdges.maximumRelationBytes
            take(RecordEdges.related + (isLong ? "" : relation.rel), relation.record)
        }
    }

    /// A seller, or the sellers of one day: `"…"`, `{"record":…}` or `{"date":…,"records":[…]}`.
    private mutating func take(seller item: JSON) {
        take(RecordEdges.seller, item.string ?? item.object?["record"]?.string)
        for inner in item.object?["records"]?.array ?? [] {
            take(RecordEdges.seller, inner.string)
        }
    }

    mutating func take(vouchOf record: Record) {
        guard let vouch = Vouch(record) else { return }
        add(RecordEdges.vouch, .node(vouch.node))
    }

    mutating func take(linkOf record: Record) {
        guard let link = SameAs(record, home: home) else { return }
        let relation = link.isSame ? RecordEdges.sameAs : RecordEdges.notSameAs
        add(relation, .record(link.a))
        add(relation, .record(link.b))
    }

    mutating func take(membershipOf record: Record) {
        guard let membership = Membership(record) else { return }
        if let member = membership.member(home: home) {
            add(RecordEdges.member, .record(member))
        } else if let key = membership.identifierKey {
            add(RecordEdges.member, .identifier(key))
        }
    }

    mutating func take(_ relation: String, _ text: String?) {
        guard let text, let id = RecordID.resolve(text, home: home) else { return }
        add(relation, .record(id))
    }

    private mutating func add(_ relation: String, _ target: RecordEdge.Target) {
        guard edges.count < RecordEdges.maximum else { return }
        let edge = RecordEdge(relation: relation, target: target)
        if seen.insert(edge).inserted { edges.append(edge) }
    }
}
