import SangamDirectory
import SangamLog
import Testing

@testable import SangamStore

/// Words and filters over what is shown.
struct SearchTests {
    private let place: Place
    private let own: Network

    init() async throws {
        own = try Network("own")
        place = try await Place(own: own)
    }

    /// Publishes listings given as (name, further members).
    private func publish(
        _ listings: [(name: String, rest: String)], kind: String = "organisation", from: Int = 0
    ) async throws {
        try await place.append(
            try listings.enumerated().map { offset, listing in
                try .put(
                    from + offset, kind: kind,
                    Network.payload(listing.name, kind, rest: listing.rest))
            }, as: own)
    }

    private func summary(_ text: String) -> String { #","summary":{"en":"\#(text)"}"# }

    private func point(_ latitude: Double, _ longitude: Double) -> String {
        #","place":{"point":[\#(latitude),\#(longitude)]}"#
    }

    // MARK: - Words

    @Test func `words are and-ed and the last one is a prefix`() async throws {
        try await publish([
            ("Rising Sun Bakery", ""), ("Rising Star Weavers", ""), ("Bakers of the Sun", ""),
        ])
        #expect(
            try await place.found("rising").sorted() == [
                "Rising Star Weavers", "Rising Sun Bakery",
            ])
        #expect(try await place.found("rising bak") == ["Rising Sun Bakery"])
        #expect(
            try await place.found("sun bak").sorted() == [
                "Bakers of the Sun", "Rising Sun Bakery",
            ])
        #expect(try await place.found("ri bakery") == [], "only the last is a prefix")
        #expect(try await place.found("ising ake") == ["Rising Sun Bakery"], "inside, if few")
        #expect(try await place.found("rising loom") == [])
    }

    @Test func `a whole word in the name comes before every other match`() async throws {
        try await publish([
            ("Millers", summary("bread bread bread bread bread")),
            ("Breadwinners", summary("bread")),
            ("Good Bread", summary(String(repeating: "many other words ", count: 40))),
            ("Bread", ""),
        ])
        let found = try await place.found("bread")
        #expect(Set(found.prefix(2)) == ["Good Bread", "Bread"])
        #expect(Set(found.suffix(2)) == ["Millers", "Breadwinners"])
    }

    @Test(arguments: [
        "\"", "*", "bread\"", "a AND", "NOT x", "name:bread", "^bread", "(", "NEAR(a b)", "{a}",
        "%", "_", "';--", "\u{0}", "-", "a OR b", "+", ",",
    ])
    func `D14 signs that mean something to the index mean nothing here`(words: String) async throws
    {
        try await publish([("Bread", "")])
        let page = try await place.reader.search(
            SearchQuery(words: words), after: nil, now: today)
        #expect(page.total <= 1)
    }

    @Test func `what is typed without a word in it finds nothing; nothing typed finds all`()
        async throws
    {
        try await publish([("Bread", ""), ("Cloth", "")])
        #expect(try await place.found("***") == [])
        #expect(try await place.found("  ").count == 2)
        #expect(try await place.found("") == ["Cloth", "Bread"], "the newest first")
    }

    // MARK: - Filters

    @Test func `kinds, networks, countries and categories are or inside and and between`()
        async throws
    {
        let bread = #","categories":[{"scheme":"goods","code":"bread"}]"#
        let cloth = #","categories":[{"scheme":"goods","code":"cloth"}]"#
        let kenya = #","place":{"address":{"country":"KE"}}"#
        let spain = #","place":{"address":{"country":"ES"}}"#
        try await publish([("A", bread + kenya), ("B", cloth + spain), ("C", kenya), ("D", "")])
        try await publish([("E", bread + spain)], kind: "offer", from: 10)
        var south = try Network("south")
        try south.put(1, Network.payload("F", rest: bread + kenya))
        try await place.receive(try south.section())
        func names(_ query: SearchQuery) async throws -> String {
            try await place.found(query).sorted().joined()
        }
        let breads = Code(scheme: "goods", code: "bread")
        let cloths = Code(scheme: "goods", code: "cloth")
        #expect(try await names(SearchQuery(kinds: ["offer"])) == "E")
        #expect(try await names(SearchQuery(kinds: ["offer", "organisation"])) == "ABCDEF")
        #expect(try await names(SearchQuery(networks: [south.node])) == "F")
        #expect(try await names(SearchQuery(networks: [south.node, own.node])) == "ABCDEF")
        #expect(try await names(SearchQuery(countries: ["KE"])) == "ACF")
        #expect(try await names(SearchQuery(countries: ["ke", "ES"])) == "ABCEF")
        #expect(try await names(SearchQuery(categories: [breads])) == "AEF")
        #expect(try await names(SearchQuery(categories: [breads, cloths])) == "ABEF")
        #expect(try await names(SearchQuery(categories: [Code(scheme: "x", code: "bread")])) == "")
        let both = SearchQuery(
            words: "a", networks: [own.node], countries: ["KE"], categories: [breads])
        #expect(try await names(both) == "A")
    }

    @Test func `languages are those that a listing was written in or translated to`() async throws {
        try await publish([("English", "")])
        let texts = [
            #"{"kind":"organisation","lang":"pt-BR","name":{"pt-BR":"Padaria"}}"#,
            #"{"kind":"organisation","lang":"zu","name":{"zu":"Isinkwa","en":"Bread"}}"#,
            #"{"kind":"organisation","lang":"ar","name":{"ar":"خبز"},"summary":{"fr":"Pain"}}"#,
            #"{"kind":"organisation","name":{"und":"Unknown"}}"#,
            #"{"kind":"organisation","name":"Bare","lang":"DE"}"#,
        ]
        try await place.append(try texts.enumerated().map { try .put(50 + $0, $1) }, as: own)
        func count(_ tags: String...) async throws -> Int {
            try await place.found(SearchQuery(languages: tags)).count
        }
        #expect(try await count("en") == 2)
        #expect(try await count("pt") == 1)
        #expect(try await count("PT-br") == 1)
        #expect(try await count("pt-PT") == 0)
        #expect(try await count("fr") == 1)
        #expect(try await count("de") == 1)
        #expect(try await count("und") == 0)
        #expect(try await count("zu", "ar") == 2)
        #expect(try await count() == 6)
        try await place.append([try .put(51, Network.payload("Now English"))], as: own)
        #expect(try await count("zu") == 0, "a revision takes its languages along")
    }

    @Test func `near finds what is within the circle, the nearest first`() async throws {
        try await publish([
            ("Leeds", point(53.80, -1.55)), ("York", point(53.96, -1.08)),
            ("London", point(51.51, -0.13)), ("Nowhere", ""),
            ("Harrogate", point(53.99, -1.54)),
        ])
        let near = try #require(SearchQuery.Near(latitude: 53.80, longitude: -1.55, km: 50))
        let page = try await place.reader.search(SearchQuery(near: near), after: nil, now: today)
        #expect(page.hits.map { $0.record.names[0].text } == ["Leeds", "Harrogate", "York"])
        #expect(page.total == 3 && page.hits[0].distanceKm == 0)
        let distance = try #require(page.hits[2].distanceKm)
        #expect(distance > 34 && distance < 37)
        let least = try #require(SearchQuery.Near(latitude: 53.80, longitude: -1.55, km: 1))
        #expect(try await place.found(SearchQuery(near: least)) == ["Leeds"])
    }

    @Test func `near crosses the 180th meridian and the poles`() async throws {
        try await publish([
            ("Taveuni", point(-16.85, 179.97)), ("Vanua", point(-16.60, -179.90)),
            ("Suva", point(-18.14, 178.44)), ("Pole", point(89.9, 0)), ("Pole2", point(89.9, 180)),
        ])
        for longitude in [179.95, -179.95, 180, -180] {
            let near = try #require(
                SearchQuery.Near(latitude: -16.8, longitude: longitude, km: 60))
            #expect(
                try await place.found(SearchQuery(near: near)).sorted() == ["Taveuni", "Vanua"],
                "at \(longitude)")
        }
        let pole = try #require(SearchQuery.Near(latitude: 90, longitude: 77, km: 30))
        #expect(try await place.found(SearchQuery(near: pole)).sorted() == ["Pole", "Pole2"])
        let world = try #require(SearchQuery.Near(latitude: 0, longitude: 0, km: 20_038))
        #expect(try await place.found(SearchQuery(near: world)).count == 5)
    }

    @Test func `near narrows by longitude before it counts distances`() throws {
        let near = try #require(SearchQuery.Near(latitude: 10, longitude: 179.9, km: 100))
        let filter = SearchFilter(SearchQuery(near: near), now: today)
        #expect(
            filter.conditions.contains {
                $0.contains("listing.longitude BETWEEN ? AND ? OR listing.longitude")
            })
    }

    @Test func `what has run out is not found, what stands is`() async throws {
        let ended = #","validUntil":"2020-01-01""#
        try await publish([
            ("Over", ended), ("Standing", ended + #","standing":true"#),
            ("Until", #","validUntil":"2027-01-01""#), ("Always", ""),
        ])
        #expect(try await place.found("").sorted() == ["Always", "Standing", "Until"])
        #expect(try await place.found("over") == [])
        let later = today + 400 * day
        let found = try await place.found(SearchQuery(), now: later)
        #expect(found.sorted() == ["Always", "Standing"])
    }

    @Test(arguments: RecordKind.statements + RecordKind.reserved)
    func `statements are no listings, but are found by their kind`(kind: String) async throws {
        try await publish([("A statement", "")], kind: kind)
        try await publish([("A listing", "")], from: 9)
        #expect(try await place.found("") == ["A listing"])
        #expect(try await place.found("statement") == [])
        #expect(try await place.found(SearchQuery(kinds: [kind])) == ["A statement"])
        #expect(try await place.reader.log(own.origin)?.records == 1)
    }

    // MARK: - Pages

    @Test(arguments: ["", "number"])
    func `pages follow each other without a gap or a repetition`(words: String) async throws {
        try await publish((0..<45).map { ("Number \($0)", "") })
        let all = try await place.found(SearchQuery(words: words, limit: 200))
        #expect(all.count == 45)
        var (cursor, found): (String?, [String]) = (nil, [])
        for _ in 0..<4 {
            let page = try await place.reader.search(
                SearchQuery(words: words, limit: 20), after: cursor, now: today)
            #expect(page.total == 45 && !page.totalAtLeast)
            found += page.hits.map { $0.record.names[0].text }
            cursor = page.next
            if let cursor { #expect(StoreReader.isCursor(cursor)) } else { break }
        }
        #expect(found == all && cursor == nil)
    }

    @Test(arguments: [
        "", "o", "0", "o-1", "o01", "o99999999999999999999999", "x5", "o5 ", "o10001",
    ])
    func `a cursor that we did not give is none`(cursor: String) async throws {
        #expect(!StoreReader.isCursor(cursor))
        try await publish([("One", "")])
        let page = try await place.reader.search(SearchQuery(), after: cursor, now: today)
        #expect(page.hits.count == 1)
    }
}
