import Foundation
import SangamDirectory
import SangamLog
import Testing

@testable import SangamStore

/// What a survey counts, against counting the payloads one by one.
struct SurveyTests {
    /// What one record of the test has, as it was drawn.
    private struct Drawn {
        var number = 0
        var network = 0
        var kind = ""
        var country: String?
        var region: String?
        var town: String?
        var language = ""
        var goods: [String] = []
        var category: String?
        var direction: String?
        var item: String?
        var point: (Double, Double)?
        var confirmed: Int64?
        var isExpired = false
        var start: String?
        var repeats = false
        var word = ""
        var parent: Int?

        var payload: String {
            var rest = ""
            var address = ""
            if let town { address += #","locality":"\#(town)""# }
            if let region { address += #","region":"\#(region)""# }
            if let country { address += #","country":"\#(country)""# }
            var place = #""address":{\#(address.dropFirst())}"#
            if let point { place += #","point":[\#(point.0),\#(point.1)]"# }
            rest += #","place":{\#(place)}"#
            if !goods.isEmpty {
                let list = goods.map { text -> String in
                    guard let code = Code(text) else { return #""\#(text)""# }
                    return #"{"scheme":"\#(code.scheme)","code":"\#(code.code)"}"#
                }
                rest += #","goods":[\#(list.joined(separator: ","))]"#
            }
            if let category { rest += #","categories":[{"scheme":"own","code":"\#(category)"}]"# }
            if let direction { rest += #","direction":"\#(direction)""# }
            if let item { rest += #","item":"\#(item)""# }
            if let confirmed { rest += #","confirmed":{"at":\#(confirmed)}"# }
            if isExpired { rest += #","validUntil":"2020-01-01""# }
            if let start {
                let rule = repeats ? #","repeats":"FREQ=WEEKLY""# : ""
                rest +=
                    kind == "market"
                    ? #","schedule":{"starts":"\#(start)","minutes":120\#(rule)}"#
                    : #","starts":"\#(start)"\#(rule)"#
            }
            if let parent, let key = try? Network.key(parent) { rest += #","partOf":["\#(key)"]"# }
            let name = #"{"\#(language)":"Common \#(word) \#(number)"}"#
            return #"{"kind":"\#(kind)","lang":"\#(language)","name":\#(name)\#(rest)}"#
        }
    }

    private static let kinds = [
        "organisation", "organisation", "organisation", "offer", "offer", "event", "market",
        "resource", "vouch", "unheard-of",
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

    private let place: Place
    private let networks: [Network]
    private let records: [Drawn]
    /// Numbers of members by the network that confirms them.
    private let members: [Int: Set<Int>]
    /// What each record has of each facet, worked out once.
    private var table: [[FacetKind: Set<String>]] = []

    /// - Parameter count: how many records are drawn.
    private static func draw(_ count: Int, _ generator: inout SeededGenerator) -> [Drawn] {
        (0..<count).map { number in
            func chance(_ of: Int) -> Bool { Int.random(in: 0..<of, using: &generator) == 0 }
            func one<T>(_ list: [T]) -> T {
                list[Int.random(in: 0..<list.count, using: &generator)]
            }
            var drawn = Drawn()
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

    init() async throws {
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

    private func values(_ record: Drawn, _ kind: FacetKind) -> Set<String> {
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
            }
        return Set(list.compactMap(\.self))
    }

    private static func text(_ kind: FacetKind, _ value: FacetValue) -> String {
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
    private func matching(_ query: SearchQuery) throws -> [Int] {
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
                && words.isSubset(of: [record.word])
                && asked.allSatisfy { !(own[$0.0] ?? []).isDisjoint(with: $0.1) }
                && (places.isEmpty
                    || !(own[.region] ?? []).union(own[.locality] ?? []).isDisjoint(with: places))
                && below?.contains(record.number) ?? true && isIn(query.box, record)
                && (query.days == nil || isInWindow(record))
        }.map(\.number)
    }

    private func isIn(_ box: SearchQuery.Box?, _ record: Drawn) -> Bool {
        guard let box else { return true }
        guard let point = record.point, point.0 >= box.south, point.0 <= box.north else {
            return false
        }
        return box.west <= box.east
            ? point.1 >= box.west && point.1 <= box.east
            : point.1 >= box.west || point.1 <= box.east
    }

    /// The window of the tests: 24 to 30 November 2026.
    private func isInWindow(_ record: Drawn) -> Bool {
        guard let start = record.start else { return false }
        return start.hasPrefix("2026-11-25") || (record.repeats && start < "2026-11-25")
    }

    private func compare(_ query: SearchQuery) async throws -> Int {
        let survey = try await place.reader.survey(query, now: today)
        let numbers = try matching(query)
        let expected = numbers.map { records[$0] }
        #expect(survey.total == expected.count && !survey.totalAtLeast, "\(query)")
        for kind in FacetKind.allCases {
            var counts: [String: Int] = [:]
            let open = query.values(of: kind).isEmpty ? numbers : try matching(query.without(kind))
            for number in open {
                for value in table[number][kind] ?? [] { counts[value, default: 0] += 1 }
            }
            let found = try #require(survey.facets[kind])
            let given = Dictionary(
                found.values.map { (Self.text(kind, $0.value), $0.count) },
                uniquingKeysWith: { $0 + $1 })
            #expect(given == counts, "\(kind) of \(query)")
            #expect(found.distinct == counts.count && found.values.count == counts.count)
            #expect(found.values.map(\.count) == found.values.map(\.count).sorted(by: >))
        }
        let points = expected.compactMap(\.point).map { "\($0)" }.sorted()
        #expect(survey.points.map { "\(($0.latitude, $0.longitude))" }.sorted() == points)
        #expect(survey.dates.count == expected.count { $0.start != nil })
        #expect(survey.dates.count(where: \.repeats) == expected.count { $0.repeats })
        let found = try await place.reader.search(query, after: nil, now: today)
        #expect(found.total == expected.count && !found.totalAtLeast, "search: \(query)")
        return expected.count
    }

    private func with(
        _ words: String = "", _ change: (inout SearchQuery) -> Void = { _ in }
    ) -> SearchQuery {
        var query = SearchQuery(words: words)
        change(&query)
        return query
    }

    @Test func `every facet, point and date of 5,000 records is what counting by hand gives`()
        async throws
    {
        let bread = Code(scheme: "goods", code: "bread")
        for words in ["", "common millet"] {
            var found: [Int] = []
            found.append(try await compare(with(words)))
            found.append(try await compare(with(words) { $0.kinds = ["offer", "vouch"] }))
            found.append(
                try await compare(
                    with(words) { $0.networks = [networks[0].node, networks[3].node] }))
            found.append(try await compare(with(words) { $0.countries = ["ZA", "JP"] }))
            found.append(try await compare(with(words) { $0.places = ["osaka", "KWAZULU natal"] }))
            found.append(try await compare(with(words) { $0.goods = [.code(bread)] }))
            found.append(try await compare(with(words) { $0.goods = [.text("hand-made HATS")] }))
            found.append(try await compare(with(words) { $0.directions = ["want"] }))
            found.append(try await compare(with(words) { $0.items = ["work"] }))
            found.append(try await compare(with(words) { $0.languages = ["pt", "zu"] }))
            found.append(
                try await compare(with(words) { $0.categories = [Code(scheme: "own", code: "a")] }))
            found.append(
                try await compare(
                    with(words) { $0.members = [networks[1].node, networks[3].node] }))
            for band in FreshnessBand.allCases {
                found.append(try await compare(with(words) { $0.freshness = [band] }))
            }
            found.append(
                try await compare(
                    with(words) { $0.days = .init(from: "2026-11-24", until: "2026-11-30") }))
            for box in ["-30,10,40,60.5", "-10,170,10,-170", "60,-180,90,180"] {
                found.append(try await compare(with(words) { $0.box = .init(box) }))
            }
            #expect(found.allSatisfy { $0 > 0 }, "the test looks at more than nothing: \(found)")
        }
    }

    @Test func `filters together agree with counting by hand too`() async throws {
        let bread = Code(scheme: "goods", code: "bread")
        for words in ["", "common rice"] {
            _ = try await compare(
                with(words) {
                    $0.kinds = ["organisation", "offer"]
                    $0.places = ["Durban"]
                    $0.freshness = [.month, .unknown]
                })
            _ = try await compare(
                with(words) {
                    $0.goods = [.code(bread), .text("hand made hats")]
                    $0.members = [networks[0].node, networks[1].node, networks[2].node]
                })
            _ = try await compare(
                with(words) {
                    $0.countries = ["ZA"]
                    $0.box = .init("-60,-100,60,100")
                    $0.languages = ["en"]
                    $0.networks = [networks[1].node]
                })
        }
        let parents = Set(records.compactMap(\.parent)).sorted()
        let tops = parents.map { records[$0] }
            .filter { $0.kind == "organisation" && $0.network != 3 }.prefix(12)
        var found = 0
        for top in tops {
            let id = RecordID(
                node: networks[top.network].node, key: try Network.key(top.number, top.kind))
            for words in ["", "common"] {
                found += try await compare(with(words) { $0.below = id })
            }
        }
        #expect(found > 10, "something is below")
    }
}
