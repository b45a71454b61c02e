import SangamLog

/// Figures of a record or of many.
public struct TreeCounts: Hashable, Sendable {
    /// Listings of every kind.
    public var listings = 0
    /// Those of them that are organisations.
    public var organisations = 0
    /// Units: people.
    public var members = 0
    /// How many of the members are women. Units: people.
    public var women = 0
    /// Units: people.
    public var workers = 0

    /// Zero of everything.
    public init() {}

    /// Sums never overflow: a hostile size stays at the largest number.
    static func += (left: inout TreeCounts, right: TreeCounts) {
        left.listings = sum(left.listings, right.listings)
        left.organisations = sum(left.organisations, right.organisations)
        left.members = sum(left.members, right.members)
        left.women = sum(left.women, right.women)
        left.workers = sum(left.workers, right.workers)
    }

    static func sum(_ left: Int, _ right: Int) -> Int {
        let (value, overflows) = left.addingReportingOverflow(right)
        return overflows ? Int.max : value
    }

    /// A record with everything below it. A union that says "2,000 members" means its chapters'
    /// members too, so its own number and the sum of theirs are not added: the larger one counts.
    static func whole(own: TreeCounts, below: TreeCounts) -> TreeCounts {
        var whole = TreeCounts()
        whole.listings = sum(own.listings, below.listings)
        whole.organisations = sum(own.organisations, below.organisations)
        whole.members = max(own.members, below.members)
        whole.women = max(own.women, below.women)
        whole.workers = max(own.workers, below.workers)
        return whole
    }
}

/// What a tree needs to know of one record.
public struct TreeMember: Sendable {
    /// The record.
    public let id: RecordID
    /// Its name as the page shows it; brothers and sisters are sorted by it.
    public let name: String
    /// What it says that it is part of, nearest first.
    public let parents: [RecordID]
    /// Records that it names as its own parts.
    public let named: Set<RecordID>
    /// What it adds to the sums.
    public let counts: TreeCounts
    /// Stands for the thing in the world if several records are one: the same in each of them.
    public let cluster: RecordID?
    /// The name folded, for sorting.
    let sortKey: [UInt8]

    /// A record of a tree. `further`: listings that stand under it without being part of it, for
    /// instance its offers.
    public init(
        id: RecordID, record: Record, name: String, further: Int = 0, cluster: RecordID? = nil
    ) {
        self.id = id
        self.name = name
        self.cluster = cluster
        parents = record.partOf.prefix(PartOfTree.maximumParents).compactMap {
            RecordID.resolve($0, home: id.node)
        }
        named = Set(
            record.related.filter { Self.namesPart($0.rel) }.compactMap {
                RecordID.resolve($0.record, home: id.node)
            })
        var counts = TreeCounts()
        counts.listings = TreeCounts.sum(1, max(0, further))
        if let organisation = Organisation(record) {
            counts.organisations = 1
            counts.members = organisation.members ?? 0
            counts.women = organisation.women ?? 0
            counts.workers = organisation.workers ?? 0
        }
        self.counts = counts
        sortKey = Array(SearchText.fold(name).utf8.prefix(200))
    }

    /// Relations by which a whole names its parts. Others (`supplies`, `supports`) name friends.
    static func namesPart(_ relation: String) -> Bool {
        relation.utf8.starts(with: "has-".utf8) || relationsOfParts.contains(relation)
    }

    private static let relationsOfParts: Set<String> = [
        "part", "parts", "member", "members", "chapter", "chapters", "parent-of", "includes",
    ]

    /// By name, numbers by their size (`Ward 2` before `Ward 10`), then by id.
    static func isBefore(_ left: TreeMember, _ right: TreeMember) -> Bool {
        switch NaturalOrder.compare(left.sortKey, right.sortKey) {
        case 0: left.id < right.id
        case let order: order < 0
        }
    }
}

/// The order of names with numbers in them.
enum NaturalOrder {
    /// Below, equal to or above zero: as bytes, but runs of ASCII digits by their value.
    static func compare(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var a = 0
        var b = 0
        while a < left.count, b < right.count {
            if isDigit(left[a]), isDigit(right[b]) {
                let one = digits(left, &a)
                let other = digits(right, &b)
                if one.count != other.count { return one.count - other.count }
                if let order = firstDifference(one, other) { return order }
            } else {
                if left[a] != right[b] { return Int(left[a]) - Int(right[b]) }
                a += 1
                b += 1
            }
        }
        return (left.count - a) - (right.count - b)
    }

    /// A run of digits without the zeros before it; moves the place behind it.
    private static func digits(_ bytes: [UInt8], _ place: inout Int) -> ArraySlice<UInt8> {
        let start = place
        while place < bytes.count, isDigit(bytes[place]) { place += 1 }
        return bytes[start..<place].drop { $0 == UInt8(ascii: "0") }
    }

    private static func firstDifference(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>)
        -> Int?
    {
        for (one, other) in zip(left, right) where one != other { return Int(one) - Int(other) }
        return nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
