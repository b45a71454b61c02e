import Foundation
import SangamDirectory
import SangamLog
import Testing

@testable import SangamStore

/// 5,000 records of four networks, one of them blocked, and what counting by hand finds in them.
struct DrawnDirectory {
    private static let kinds = [
        "organisation", "organisation", "organisation", "offer", "offer", "event", "market",
        "resource", "vouch", "unheard-of", "image",
    ]
    private static let towns = ["Durban", "durban", "Ōsaka", "Leeds", "São Paulo", nil]
    private static let goods = [
        "goods:bread", "bread", "roti", "Hand-made hats", "HAND made hats", "x:y", "goods:eggs",
    ]
    /// Both spellings, and texts that are words of a list, are one good.
    private static let goodOf = [
        "goods:bread": "goods:bread", "bread": "goods:bread", "roti": "goods:bread",
        "Hand-made hats": "hand made hats", "HAND made hats": "hand made hats", "x:y": "x:y",
        "goods:eggs": "goods:eggs",
    ]

    let place: Place
    let networks: [Network]
    let records: [DrawnRecord]
    /// What somebody says about two of them, in the order of writing.
    let links: [Clusters.Link]
    /// Numbers of members by the network that confirms them.
    private let members: [Int: Set<Int>]
    /// What each record has of each facet, worked out once.
    private(set) var table: [[FacetKind: Set<String>]] = []

    /// - Parameter count: how many records are drawn.
    private static func draw(_ count: Int, _ generator: inout SeededGenerator) -> [DrawnRecord] {
        (0..<count).map { number in
            func chance(_ of: Int) -> Bool { Int.random(in: 0..<of, using: &generator) == 0 }
            func one<T>(_ list: [T]) -> T {
                list[Int.random(in: 0..<list.count, using: &generator)]
            }
            var drawn = DrawnRecord()
            drawn.number = number
            drawn.network = Int.random(in: 0..<4, using: &generator)
            drawn.kind = one(kinds)
            drawn.country = one(["ZA", "JP", "GB", "BR", nil])
            drawn.region = one(["KwaZulu-Natal", "Kwazulu Natal", "Yorkshire", nil])
            drawn.town = one(towns)
            drawn.language = one(["en", "pt-BR", "zu", "ar"])
            drawn.goods = chance(2) ? Array(Set([one(goods), one(goods)])).sorted() : []
            drawn.category = one(["a", "b", nil])
            if drawn.kind == "offer" {
                drawn.direction = one(["offer", "want", nil])
                drawn.item = one(["good", "work", nil])
                drawn.delivered = ["tu", "FR", "Saturday", nil][number % 4]
            }
            if !chance(3) {
                drawn.point = (
                    Double(Int.random(in: -8_999...8_999, using: &generator)) / 100,
                    Double(Int.random(in: -17_999...17_999, using: &generator)) / 100
                )
            }
            let ages: [Int64?] = [nil, 10, 200, 500, -3]
            drawn.confirmed = one(ages).map { today - $0 * day }
            drawn.isExpired = chance(12)
            if drawn.kind == "event" || drawn.kind == "market", !chance(5) {
                drawn.start = one([
                    "2026-11-20T10:00", "2026-11-25T09:00", "2026-12-01T18:30", "2025-01-07T07:00",
                ])
                drawn.repeats = chance(3)
            }
            drawn.word = one(["millet", "maize", "rice"])
            if number > 10, chance(3) {
                drawn.parent = Int.random(in: 0..<number, using: &generator)
            }
            return drawn
        }
    }

    /// - Parameter linksMost: how many statements say that two of them are the same, or not.
    init(linksMost: Int = 0) async throws {
        var generator = SeededGenerator(seed: 4)
        var networks = [
            try Network("own"), try Network("north"), try Network("south"), try Network("blocked"),
        ]
        let records = Self.draw(5_000, &generator)
        for record in records {
            try networks[record.network].put(record.number, kind: record.kind, record.payload)
        }
        var members: [Int: Set<Int>] = [:]
        for index in 0..<600 {
            let (author, member) = (index % 4, Int.random(in: 0..<5_000, using: &generator))
            let drawn = records[member]
            let id = RecordID(
                node: networks[drawn.network].node, key: try Network.key(member, drawn.kind))
            let isOver = index % 7 == 0
            let until = isOver ? #","until":"2025""# : #","until":"2027-03""#
            try networks[author].put(
                100_000 + index, kind: "membership",
                #"{"kind":"membership","member":"\#(id)"\#(until)}"#)
            if !isOver, author != 3 { members[author, default: []].insert(member) }
        }
        let name = { (number: Int) in
            let drawn = records[number]
            return RecordID(
                node: networks[drawn.network].node, key: try Network.key(number, drawn.kind))
        }
        var links: [Clusters.Link] = []
        for index in 0..<linksMost {
            // Few records, so that many links meet in one.
            let (one, other) = (
                Int.random(in: 0..<linksMost, using: &generator),
                Int.random(in: 0..<linksMost, using: &generator)
            )
            let author =
                index % 3 == 0 ? 0 : records[index % 3 == 1 ? one : other].network
            let isSame = index % 9 != 0
            let link = Clusters.Link(
                author: networks[author].node, index: Int64(index), a: try name(one),
                b: try name(other), isSame: isSame)
            let relation = isSame ? "same-as" : "not-same-as"
            try networks[author].put(
                200_000 + index, kind: "link",
                #"{"kind":"link","a":"\#(link.a)","b":"\#(link.b)","relation":"\#(relation)"}"#)
            links.append(link)
        }
        self.links = links
        place = try await Place(own: networks[0])
        let own = networks[0]
        try await place.append(
            own.log.compactMap { item in
                guard case .put(let key, _, _) = item.entry.operation, let payload = item.payload
                else { return nil }
                return OwnChange(key: key, operation: .put(payload))
            }, as: own)
        for network in networks[1...] { try await place.receive(try network.section()) }
        try await place.store.setBlocked(networks[3].node, true, now: today)
        self.networks = networks
        self.records = records
        self.members = members
        table = records.map { record in
            Dictionary(uniqueKeysWithValues: FacetKind.allCases.map { ($0, values(record, $0)) })
        }
    }

    // MARK: - By hand

    private static func band(_ confirmed: Int64?) -> FreshnessBand {
        switch confirmed.map({ (today - $0) / day }) {
        case nil, -3: .unknown
        case 10: .month
        case 200: .year
        default: .older
        }
    }

    private func values(_ record: DrawnRecord, _ kind: FacetKind) -> Set<String> {
        let list: [String?] =
            switch kind {
            case .kind: [record.kind]
            case .network: [networks[record.network].node.text]
            case .country: [record.country]
            case .region: [record.region?.lowercased().replacing("-", with: " ")]
            case .locality:
                [record.town?.lowercased().replacing("ō", with: "o").replacing("ã", with: "a")]
            case .goods: record.goods.map { Self.goodOf[$0] }
            case .category: [record.category.map { "own:" + $0 }]
            case .language: [record.language == "pt-BR" ? "pt" : record.language]
            case .direction: [record.direction]
            case .item: [record.item]
            case .member:
                members.filter { $0.value.contains(record.number) }.map {
                    networks[$0.key].node.text
                }
            case .freshness: [Self.band(record.confirmed).rawValue]
            case .weekday: record.weekdays
            }
        return Set(list.compactMap(\.self))
    }

    static func text(_ kind: FacetKind, _ value: FacetValue) -> String {
        switch value {
        case .code(let code): code.description
        case .network(let node): node.text
        case .freshness(let band): band.rawValue
        case .word(let text):
            [.region, .locality, .goods].contains(kind) ? SearchText.fold(text) : text
        }
    }

    private func below(_ number: Int) -> Set<Int> {
        var found: Set<Int> = []
        var level: Set<Int> = [number]
        for _ in 0..<8 {
            // A reference without a node is one of the same network, and to an organisation.
            level = Set(
                records.filter { record in
                    record.parent.map { parent in
                        level.contains(parent) && records[parent].kind == "organisation"
                            && records[parent].network == record.network
                    } ?? false
                }.map(\.number)
            ).subtracting(found)
            found.formUnion(level)
        }
        return found
    }

    /// A query with everything that is asked of each record worked out once.
    func matching(_ query: SearchQuery) throws -> [Int] {
        let words = Set(query.words.split(separator: " ").map(String.init)).subtracting(["common"])
        let asked = FacetKind.allCases.filter { $0 != .locality && $0 != .region }.map {
            kind in (kind, Set(query.values(of: kind).map { Self.text(kind, $0) }))
        }.filter { !$0.1.isEmpty }
        let places = Set(query.places.map { SearchText.fold($0) })
        var below: Set<Int>?
        if let id = query.below {
            let top = records.first {
                networks[$0.network].node == id.node
                    && (try? Network.key($0.number, $0.kind)) == id.key
            }
            below = self.below(try #require(top).number)
        }
        return records.filter { record in
            let own = table[record.number]
            return record.network != 3 && !record.isExpired
                && (!query.kinds.isEmpty || record.kind != "vouch")
                && (!query.kinds.isEmpty || !query.countsThings || record.kind != "image")
                && words.isSubset(of: [record.word])
                && asked.allSatisfy { !(own[$0.0] ?? []).isDisjoint(with: $0.1) }
                && (places.isEmpty
                    || !(own[.region] ?? []).union(own[.locality] ?? []).isDisjoint(with: places))
                && below?.contains(record.number) ?? true && isIn(query.box, record)
                && (query.days == nil || isInWindow(record))
        }.map(\.number)
    }

    private func isIn(_ box: MapBounds?, _ record: DrawnRecord) -> Bool {
        guard let box else { return true }
        guard let point = record.point, point.0 >= box.south, point.0 <= box.north else {
            return false
        }
        return box.west <= box.east
            ? point.1 >= box.west && point.1 <= box.east
            : point.1 >= box.west || point.1 <= box.east
    }

    /// The window of the tests: 24 to 30 November 2026.
    private func isInWindow(_ record: DrawnRecord) -> Bool {
        guard let start = record.start else { return false }
        return start.hasPrefix("2026-11-25") || (record.repeats && start < "2026-11-25")
    }
}
