import SangamDirectory
import SangamLog

/// Counts the values of facets over rows that come one after another.
struct FacetCounter {
    private struct Entry {
        let kind: UInt8
        let key: [UInt8]
        /// As the first row that had it wrote it, which is the newest.
        let text: [UInt8]
        var count: Int
    }

    /// Which facets are counted, by the raw value of the kind.
    private var counts: [Bool]
    private let countsNetworks: Bool
    private let countsFreshness: Bool
    private let countsMembers: Bool
    private var places: [UInt64: Int] = [:]
    private var entries: [Entry] = []
    private var networks: [Int64: Int] = [:]
    private var members: [Int64: Int] = [:]
    private var freshness: [FreshnessBand: Int] = [:]
    private let now: Int64
    /// The most values of one facet that are given.
    private let valuesMost: Int
    /// What of a thing has been counted: several rows of it count once in each value.
    private var counted: Set<Counted> = []

    private struct Counted: Hashable {
        let thing: Int64
        let kind: FacetKind
        /// The number of the value among those of its kind.
        let value: Int64
    }

    /// - Parameter kinds: which facets are counted.
    init(_ kinds: Set<FacetKind>, valuesMost: Int, now: Int64) {
        self.valuesMost = valuesMost
        self.now = now
        countsNetworks = kinds.contains(.network)
        countsFreshness = kinds.contains(.freshness)
        countsMembers = kinds.contains(.member)
        counts = Array(repeating: false, count: 256)
        for kind in kinds { counts[Int(kind.rawValue)] = true }
        places.reserveCapacity(1_024)
    }

    /// - Parameters:
    ///   - thing: the row that stands for it, if it is one thing with others.
    ///   - confirming: the rows of nodes that confirm a key.
    mutating func take(
        _ item: SurveyItem, of thing: Int64? = nil, confirming: [SurveyKey: [Int64]]
    ) {
        if countsNetworks, isNew(thing, .network, item.node) {
            networks[item.node, default: 0] += 1
        }
        if countsFreshness {
            let band = FreshnessBand(confirmed: item.confirmed, at: now)
            let number = FreshnessBand.allCases.firstIndex(of: band) ?? 0
            if isNew(thing, .freshness, Int64(number)) { freshness[band, default: 0] += 1 }
        }
        if countsMembers, !confirming.isEmpty {
            var authors: Set<Int64> = []
            item.eachKey { key in authors.formUnion(confirming[key] ?? []) }
            for author in authors where isNew(thing, .member, author) {
                members[author, default: 0] += 1
            }
        }
        item.eachValue { kind, key, text in
            if counts[Int(kind)] { count(kind, key, text, of: thing) }
        }
    }

    /// Whether a value of a thing has not been counted yet.
    private mutating func isNew(_ thing: Int64?, _ kind: FacetKind, _ value: Int64) -> Bool {
        guard let thing else { return true }
        return counted.insert(Counted(thing: thing, kind: kind, value: value)).inserted
    }

    private mutating func count(
        _ kind: UInt8, _ key: Slice<UnsafeBufferPointer<UInt8>>,
        _ text: Slice<UnsafeBufferPointer<UInt8>>, of thing: Int64?
    ) {
        // FNV-1a. Where two values meet in one number the bytes tell, and the next one is tried.
        var hash: UInt64 = (0xCBF2_9CE4_8422_2325 ^ UInt64(kind)) &* 0x100_0000_01B3
        for byte in key { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        while let place = places[hash] {
            if entries[place].kind == kind, Self.isSame(entries[place].key, key) {
                // The number of an entry is that of no other of any kind.
                if isNew(thing, .kind, Int64(place)) { entries[place].count += 1 }
                return
            }
            hash &+= 1
        }
        places[hash] = entries.count
        _ = isNew(thing, .kind, Int64(entries.count))
        entries.append(Entry(kind: kind, key: Array(key), text: Array(text), count: 1))
    }

    private static func isSame(
        _ known: [UInt8], _ key: Slice<UnsafeBufferPointer<UInt8>>
    ) -> Bool {
        guard known.count == key.count else { return false }
        let key = UnsafeBufferPointer(rebasing: key)
        return known.withUnsafeBufferPointer { known in
            for place in known.indices where known[place] != key[place] { return false }
            return true
        }
    }

    /// The counts of one facet.
    func counts(
        of kind: FacetKind, query: SearchQuery, nodes: UsableNodes
    ) -> FacetCounts {
        let isFree = [.region, .locality, .goods].contains(kind)
        let values = query.values(of: kind)
        let asked = Set(isFree ? values.map { Self.comparable($0) } : values)
        var all: [FacetCount] = []
        func take(_ value: FacetValue, _ count: Int, _ key: FacetValue? = nil) {
            let isAsked = asked.contains(key ?? value)
            all.append(FacetCount(value: value, count: count, isAsked: isAsked))
        }
        switch kind {
        case .network, .member:
            for (row, count) in kind == .network ? networks : members {
                if let node = nodes.texts[row] { take(.network(node), count) }
            }
        case .freshness:
            for (band, count) in freshness { take(.freshness(band), count) }
        default:
            for entry in entries where entry.kind == kind.rawValue {
                let key = String(decoding: entry.key, as: UTF8.self)
                if let parts = Self.code(entry.key) {
                    take(.code(parts), entry.count)
                } else {
                    let text = String(decoding: entry.text, as: UTF8.self)
                    take(.word(text), entry.count, .word(key))
                }
            }
        }
        all.sort { one, other in
            one.count == other.count
                ? Self.order(one.value) < Self.order(other.value) : one.count > other.count
        }
        let first = all.prefix(valuesMost)
        let rest = all.dropFirst(valuesMost).filter(\.isAsked)
        return FacetCounts(values: first + rest, distinct: all.count)
    }

    /// Texts that people write freely are asked for as typed.
    private static func comparable(_ value: FacetValue) -> FacetValue {
        guard case .word(let text) = value else { return value }
        let folded = SearchText.fold(text)
        return .word(folded.isEmpty ? text : folded)
    }

    private static func code(_ key: [UInt8]) -> Code? {
        guard let place = key.firstIndex(of: 0x1F) else { return nil }
        return Code(
            scheme: String(decoding: key[..<place], as: UTF8.self),
            code: String(decoding: key[(place + 1)...], as: UTF8.self))
    }

    private static func order(_ value: FacetValue) -> String {
        switch value {
        case .word(let text): text
        case .code(let code): code.description
        case .network(let node): node.text
        case .freshness(let band): "\(FreshnessBand.allCases.firstIndex(of: band) ?? 0)"
        }
    }
}
