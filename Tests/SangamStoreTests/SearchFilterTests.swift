import GRDB
import SangamDirectory
import SangamLog
import Testing

@testable import SangamStore

/// Filters of a search by words, which are words of the index, against counting by hand.
struct SearchFilterTests {
    /// What one record of the test has, as it was drawn.
    private struct Drawn {
        let number: Int
        let network: Int
        let kind: String
        let country: String?
        let language: String
        let translation: String?
        let categories: [Code]
        let isExpired: Bool
        let word: String

        var payload: String {
            var texts = #""\#(language)":"Common \#(word) \#(number)""#
            if let translation { texts += #","\#(translation)":"other""# }
            var rest = ""
            if let country { rest += #","place":{"address":{"country":"\#(country)"}}"# }
            if !categories.isEmpty {
                let list = categories.map { #"{"scheme":"\#($0.scheme)","code":"\#($0.code)"}"# }
                rest += #","categories":[\#(list.joined(separator: ","))]"#
            }
            if isExpired { rest += #","validUntil":"2020-01-01""# }
            return #"{"kind":"\#(kind)","lang":"\#(language)","name":{\#(texts)}\#(rest)}"#
        }

        var languages: Set<String> {
            let tags = [language, translation].compactMap { $0?.lowercased() }
            return Set(tags + tags.map { String($0.prefix { $0 != "-" }) })
        }
    }

    private static let kinds = [
        "organisation", "organisation", "offer", "event", "market", "resource", "campaign", "vouch",
        "unheard-of",
    ]
    private static let countries = ["ZA", "KE", "ES", "IN", nil]
    private static let languages = ["en", "pt-BR", "pt", "zu", "ar"]
    private static let codes = [
        Code(scheme: "goods", code: "bread"), Code(scheme: "goods", code: "Bread"),
        Code(scheme: "essglobal", code: "ICA130"), Code(scheme: "x y", code: "a-b"),
        Code(scheme: "x", code: "y a-b"), Code(scheme: "ж", code: "хлеб"),
    ]
    private static let words = ["millet", "maize", "rice"]

    private let place: Place
    private let networks: [Network]
    private let records: [Drawn]

    init() async throws {
        var generator = SeededGenerator(seed: 2_026)
        var networks = [
            try Network("own"), try Network("north"), try Network("south"), try Network("blocked"),
        ]
        place = try await Place(own: networks[0])
        let records = (0..<500).map { number in
            let isTranslated = Int.random(in: 0..<3, using: &generator) == 0
            return Drawn(
                number: number, network: Int.random(in: 0..<4, using: &generator),
                kind: Self.kinds.randomElement(using: &generator) ?? "",
                country: Self.countries.randomElement(using: &generator) ?? nil,
                language: Self.languages.randomElement(using: &generator) ?? "",
                translation: isTranslated ? "fr" : nil,
                categories: Array(
                    Self.codes.shuffled(using: &generator)
                        .prefix(Int.random(in: 0...2, using: &generator))),
                isExpired: Int.random(in: 0..<10, using: &generator) == 0,
                word: Self.words.randomElement(using: &generator) ?? "")
        }
        for record in records where record.network > 0 {
            try networks[record.network].put(record.number, kind: record.kind, record.payload)
        }
        for network in networks[1...] { try await place.receive(try network.section()) }
        try await place.append(
            try records.filter { $0.network == 0 }.map {
                try .put($0.number, kind: $0.kind, $0.payload)
            }, as: networks[0])
        try await place.store.setBlocked(networks[3].node, true, now: today)
        self.networks = networks
        self.records = records
    }

    /// What the filters should let through, counted by hand.
    private func expected(_ query: SearchQuery) -> Set<Int> {
        let words = query.words.split(separator: " ").map(String.init)
        let nodes = networks.map(\.node)
        return Set(
            records.filter { record in
                record.network != 3 && !record.isExpired
                    && (words.isEmpty || words.allSatisfy { ["common", record.word].contains($0) })
                    && (query.kinds.isEmpty
                        ? record.kind != "vouch" : query.kinds.contains(record.kind))
                    && (query.networks.isEmpty || query.networks.contains(nodes[record.network]))
                    && (query.countries.isEmpty
                        || record.country.map { query.countries.contains($0) } ?? false)
                    && (query.categories.isEmpty
                        || query.categories.contains { record.categories.contains($0) })
                    && (query.languages.isEmpty
                        || query.languages.contains {
                            record.languages.contains($0.lowercased())
                        })
            }.map(\.number))
    }

    /// What the store lets through, all its pages.
    private func found(_ query: SearchQuery) async throws -> (numbers: [Int], total: Int) {
        var (cursor, numbers, total): (String?, [Int], Int) = (nil, [], 0)
        repeat {
            let page = try await place.reader.search(query, after: cursor, now: today)
            numbers += page.hits.compactMap { hit in
                hit.record.names.compactMap { Int($0.text.split(separator: " ").last ?? "") }.first
            }
            (cursor, total) = (page.next, page.total)
            #expect(!page.totalAtLeast)
        } while cursor != nil
        return (numbers, total)
    }

    private func compare(_ query: SearchQuery) async throws {
        let expected = expected(query)
        let found = try await found(query)
        #expect(Set(found.numbers) == expected, "\(query)")
        #expect(found.numbers.count == expected.count && found.total == expected.count, "\(query)")
    }

    @Test func `each filter alone agrees with counting by hand, with words and without`()
        async throws
    {
        let nodes = networks.map(\.node)
        let stranger = try Network("stranger").node
        for words in ["", "common", "common millet", "rice"] {
            try await compare(SearchQuery(words: words, limit: 200))
            for kind in Set(Self.kinds).union(["nothing"]).sorted() {
                try await compare(SearchQuery(words: words, kinds: [kind], limit: 200))
            }
            for node in nodes + [stranger] {
                try await compare(SearchQuery(words: words, networks: [node], limit: 200))
            }
            for country in ["ZA", "KE", "ES", "IN", "GB"] {
                try await compare(SearchQuery(words: words, countries: [country], limit: 200))
            }
            for language in ["en", "pt-BR", "PT", "pt-PT", "zu", "ar", "fr", "p"] {
                try await compare(SearchQuery(words: words, languages: [language], limit: 200))
            }
            for code in Self.codes + [Code(scheme: "goods", code: "brea")] {
                try await compare(SearchQuery(words: words, categories: [code], limit: 200))
            }
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `combinations of filters agree with counting by hand`(seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let nodes = networks.map(\.node)
        func some<T>(_ all: [T]) -> [T] {
            guard Bool.random(using: &generator) else { return [] }
            return Array(
                all.shuffled(using: &generator).prefix(Int.random(in: 1...3, using: &generator)))
        }
        var filled = 0
        for _ in 0..<60 {
            let query = SearchQuery(
                words: ["", "common", "common maize"].randomElement(using: &generator) ?? "",
                kinds: some(Array(Set(Self.kinds)).sorted()), networks: some(nodes),
                countries: some(["ZA", "KE", "ES", "IN"]), categories: some(Self.codes),
                languages: some(Self.languages + ["fr"]), limit: 200)
            try await compare(query)
            if !expected(query).isEmpty { filled += 1 }
        }
        #expect(filled > 15, "the test looks at more than empty answers: \(filled)")
    }

    @Test func `two codes are two, however they are cut into scheme and code`() async throws {
        let own = networks[0]
        func listed(_ scheme: String, _ code: String) -> String {
            #","categories":[{"scheme":"\#(scheme)","code":"\#(code)"}]"#
        }
        let long = String(repeating: "a", count: 300)
        try await place.append(
            [
                try .put(900, Network.payload("Cut one", rest: listed("s:x", "y"))),
                try .put(901, Network.payload("Cut two", rest: listed("s", "x:y"))),
                try .put(902, Network.payload("Cut three", rest: listed("s", long + "1"))),
                try .put(903, Network.payload("Cut four", rest: listed("s", long + "2"))),
            ], as: own)
        for words in ["", "cut"] {
            func names(_ scheme: String, _ code: String) async throws -> [String] {
                try await place.found(
                    SearchQuery(
                        words: words, categories: [Code(scheme: scheme, code: code)]))
            }
            #expect(try await names("s:x", "y") == ["Cut one"], "words: \(words)")
            #expect(try await names("s", "x:y") == ["Cut two"], "words: \(words)")
            #expect(try await names("s", long + "1") == ["Cut three"], "words: \(words)")
        }
    }

    @Test func `D14 nobody finds the words of filters by typing them`() async throws {
        for words in ["\u{640}listed", "\u{640}korganisation", "\u{640}cza", "listed", "cza"] {
            #expect(try await place.found(words) == [], "\(words)")
        }
    }
}
