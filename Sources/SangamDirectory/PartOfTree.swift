import SangamLog

/// What is part of a record, and part of that, with the figures of everything below added up: the
/// villages of a town, the towns of a province, the provinces of a union.
///
/// Shape: every record has one place in the tree, so sums count it once: under the nearest of the
/// records that it names (the one farthest from the root, else the first written). The others are
/// in `alsoUnder`. Depth 8; circles are left out and told in `circles`.
///
/// A record of another network counts under a parent only if the parent's network agrees; else it
/// is told in `claims`: "says it belongs to".
///
/// Source: Protocol.md, Listings, `partOf`.
public struct PartOfTree: Sendable {
    /// The deepest level that is shown; the root is level 0.
    public static let maximumDepth = 8
    /// The most records of one tree; `isCut` says that there were more.
    public static let maximumRecords = 20_000
    /// The most claims that a row holds.
    static let maximumClaims = 50
    /// The most parents of one record that are looked at.
    public static let maximumParents = 50

    /// One record in its place.
    public struct Row: Sendable {
        /// The record.
        public let member: TreeMember
        /// Units: levels below the root.
        public let depth: Int
        /// What the record itself adds.
        public let own: TreeCounts
        /// The record and everything below it.
        public let total: TreeCounts
        /// How many records are directly part of it here.
        public let children: Int
        /// Whether something lies below it that is too deep to be shown; it is in `total`.
        public let isCut: Bool
        /// Other records of this tree that it is part of too.
        public let alsoUnder: [RecordID]
        /// Records of other networks that say they belong here, and the network does not say so;
        /// at most 50.
        public let claims: [TreeMember]
        /// How many say so.
        public let claimCount: Int
    }

    /// The records that are shown, each before what is part of it; the root first.
    public let rows: [Row]
    /// Everything that counts: the filter *below here*, the root too.
    public let below: Set<RecordID>
    /// "Is part of" statements that would make something part of itself.
    public let circles: [PartOfLink]
    /// Whether records were left out because there are too many or they lie too deep.
    public let isCut: Bool

    /// The figures of the whole tree.
    public var total: TreeCounts { rows.first?.total ?? TreeCounts() }

    /// Grows a tree from its root, one question a level.
    ///
    /// - `children`: the records that say they are part of one of these; any order.
    /// - `agreed`: of these links between two networks, those that the parent's own log holds a
    ///   `membership` for. Links that the parent's record names itself are not asked.
    public static func grow<Failure: Error>(
        from root: TreeMember,
        children: ([RecordID]) throws(Failure) -> [TreeMember],
        agreed: ([PartOfLink]) throws(Failure) -> Set<PartOfLink>
    ) throws(Failure) -> PartOfTree {
        var draft = PartOfTreeDraft(root: root)
        for depth in 0...maximumDepth {
            let level = draft.level
            guard !level.isEmpty else { break }
            let found = try children(level)
            guard depth < maximumDepth else {
                draft.noteDeeper(found)
                break
            }
            let links = draft.links(of: found)
            let asked = links.filter { draft.mustAsk($0) }
            draft.take(links, agreed: asked.isEmpty ? [] : try agreed(asked))
        }
        return draft.finish()
    }

    init(
        rows: [Row], below: Set<RecordID>, circles: [PartOfLink], isCut: Bool
    ) {
        self.rows = rows
        self.below = below
        self.circles = circles
        self.isCut = isCut
    }
}

/// "The child is part of the parent."
public struct PartOfLink: Hashable, Comparable, Sendable {
    /// What it is part of.
    public let parent: RecordID
    /// The part.
    public let child: RecordID

    /// A link from a part to the whole.
    public init(parent: RecordID, child: RecordID) {
        self.parent = parent
        self.child = child
    }

    /// Whether the two stand in logs of different networks.
    public var crosses: Bool { parent.node != child.node }

    public static func < (left: PartOfLink, right: PartOfLink) -> Bool {
        left.parent == right.parent ? left.child < right.child : left.parent < right.parent
    }
}
