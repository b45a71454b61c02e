import SangamLog

/// Which records are one thing in the world, as far as accepted same-as links say it.
///
/// Of each author the last live link about a pair counts. Two records are joined by our own
/// same-as, or by same-as from every network that owns one of them, if none of these and not we say
/// not-same-as. A cluster is what hangs together; one of over 50 records, or with an accepted
/// not-same-as between two of its records, is shown unmerged and flagged.
///
/// Source: Protocol.md, Same-as links.
public struct Clusters: Sendable {
    /// The most records of one cluster.
    public static let maximum = 50

    /// One author's word about two records.
    public struct Link: Hashable, Sendable {
        /// Whose log holds it.
        public let author: NodeID
        /// Its place in the author's log; the highest is the newest.
        public let index: Int64
        /// One end.
        public let a: RecordID
        /// The other end.
        public let b: RecordID
        /// Same, or not the same.
        public let isSame: Bool

        /// A link at its place.
        public init(author: NodeID, index: Int64, a: RecordID, b: RecordID, isSame: Bool) {
            self.author = author
            self.index = index
            self.a = a
            self.b = b
            self.isSame = isSame
        }

        /// A link statement at its place in the author's log.
        public init(_ link: SameAs, author: NodeID, index: Int64) {
            self.init(author: author, index: index, a: link.a, b: link.b, isSame: link.isSame)
        }
    }

    /// Two records in one order.
    public struct Pair: Hashable, Comparable, Sendable {
        /// The end that comes first.
        public let first: RecordID
        /// The other end.
        public let second: RecordID

        /// The pair of two records, whichever way round.
        public init(_ a: RecordID, _ b: RecordID) {
            (first, second) = a < b ? (a, b) : (b, a)
        }

        public static func < (left: Pair, right: Pair) -> Bool {
            left.first == right.first ? left.second < right.second : left.first < right.first
        }
    }

    /// Records that hang together and are shown one by one.
    public struct Flag: Hashable, Sendable {
        /// Why they are not merged.
        public enum Reason: String, Hashable, Sendable {
            /// More than 50 records.
            case tooMany
            /// Two of them are said not to be the same.
            case contradicted
        }
        /// Why they are not merged.
        public let reason: Reason
        /// The records, sorted.
        public let records: [RecordID]
    }

    /// The clusters of two records or more, each sorted, in the order of their first records.
    public let all: [[RecordID]]
    /// What hangs together and is shown unmerged.
    public let flags: [Flag]
    /// Pairs that somebody who does not decide calls the same: suggestions.
    public let suggested: [Pair]
    private let places: [RecordID: Int]

    /// The clusters that links make. `ours` is the node that shows them; links whose ends are not
    /// all live are left out.
    public init(_ links: [Link], ours: NodeID, isLive: (RecordID) -> Bool = { _ in true }) {
        var said: [Pair: [NodeID: Link]] = [:]
        for link in links where link.a != link.b && isLive(link.a) && isLive(link.b) {
            let pair = Pair(link.a, link.b)
            if let held = said[pair]?[link.author], held.index > link.index { continue }
            said[pair, default: [:]][link.author] = link
        }
        var joined: [Pair] = []
        var parted: [Pair] = []
        var suggested: [Pair] = []
        for (pair, words) in said {
            switch Self.verdict(pair, words, ours: ours) {
            case .joined: joined.append(pair)
            case .parted: parted.append(pair)
            case .suggested: suggested.append(pair)
            case .nothing: break
            }
        }
        self.suggested = suggested.sorted()
        var forest = UnionFind()
        for pair in joined.sorted() { forest.join(pair.first, pair.second) }
        var groups: [RecordID: [RecordID]] = [:]
        for id in forest.records { groups[forest.root(of: id), default: []].append(id) }
        let contradicted = Set(
            parted.filter { forest.has($0.first) && forest.has($0.second) }
                .filter { forest.root(of: $0.first) == forest.root(of: $0.second) }
                .map { forest.root(of: $0.first) })
        var all: [[RecordID]] = []
        var flags: [Flag] = []
        for (root, records) in groups {
            let sorted = records.sorted()
            if sorted.count > Self.maximum {
                flags.append(Flag(reason: .tooMany, records: sorted))
            } else if contradicted.contains(root) {
                flags.append(Flag(reason: .contradicted, records: sorted))
            } else {
                all.append(sorted)
            }
        }
        self.all = all.sorted { Self.isBefore($0, $1) }
        self.flags = flags.sorted { Self.isBefore($0.records, $1.records) }
        var places: [RecordID: Int] = [:]
        for (place, records) in self.all.enumerated() {
            for id in records { places[id] = place }
        }
        self.places = places
    }

    /// The records that are one thing with this one, itself included; only itself if none is.
    public func cluster(of id: RecordID) -> [RecordID] { places[id].map { all[$0] } ?? [id] }

    /// One name for the thing: the first record of the cluster; nil if the record is in none.
    public func representative(of id: RecordID) -> RecordID? {
        places[id].flatMap { all[$0].first }
    }

    /// Why a record that hangs together with others is shown alone.
    public func flag(of id: RecordID) -> Flag? { flags.first { $0.records.contains(id) } }

    // MARK: - One pair

    private enum Verdict { case joined, parted, suggested, nothing }

    private static func verdict(_ pair: Pair, _ words: [NodeID: Link], ours: NodeID) -> Verdict {
        let owners = Set([pair.first.node, pair.second.node])
        let deciding = owners.union([ours])
        if deciding.contains(where: { words[$0]?.isSame == false }) { return .parted }
        if words[ours]?.isSame == true { return .joined }
        if owners.allSatisfy({ words[$0]?.isSame == true }) { return .joined }
        return words.values.contains { $0.isSame } ? .suggested : .nothing
    }

    private static func isBefore(_ left: [RecordID], _ right: [RecordID]) -> Bool {
        left.lexicographicallyPrecedes(right)
    }
}

/// Groups of things that were joined two by two.
private struct UnionFind {
    private(set) var records: [RecordID] = []
    private var places: [RecordID: Int] = [:]
    private var parents: [Int] = []
    private var sizes: [Int] = []

    func has(_ id: RecordID) -> Bool { places[id] != nil }

    mutating func join(_ a: RecordID, _ b: RecordID) {
        let one = root(place(a))
        let other = root(place(b))
        guard one != other else { return }
        let (small, large) = sizes[one] < sizes[other] ? (one, other) : (other, one)
        parents[small] = large
        sizes[large] += sizes[small]
    }

    /// One record of the group; the same for all of them.
    mutating func root(of id: RecordID) -> RecordID {
        guard let place = places[id] else { return id }
        return records[root(place)]
    }

    private mutating func place(_ id: RecordID) -> Int {
        if let place = places[id] { return place }
        let place = records.count
        records.append(id)
        places[id] = place
        parents.append(place)
        sizes.append(1)
        return place
    }

    private mutating func root(_ place: Int) -> Int {
        var place = place
        while parents[place] != place {
            parents[place] = parents[parents[place]]
            place = parents[place]
        }
        return place
    }
}
