import GRDB
import SangamDirectory
import SangamLog
import Testing

@testable import SangamStore

/// The order of what is found, its pages, and how much of it is counted.
struct RankedSearchTests {
    private let place: Place
    private let own: Network

    init() async throws {
        own = try Network("own")
        place = try await Place(own: own)
    }

    /// Publishes organisations given as (name, further members), the first one oldest.
    private func publish(_ listings: [(name: String, rest: String)], from: Int = 0) async throws {
        for start in stride(from: 0, to: listings.count, by: 500) {
            let part = listings[start..<min(start + 500, listings.count)]
            try await place.append(
                try part.enumerated().map { offset, listing in
                    try .put(
                        from + start + offset, Network.payload(listing.name, rest: listing.rest))
                }, as: own)
        }
    }

    private static func town(_ name: String) -> String {
        #","place":{"address":{"locality":"\#(name)"}}"#
    }
    private static func tag(_ word: String) -> String { #","tags":["\#(word)"]"# }
    private static func text(_ words: String) -> String { #","summary":{"en":"\#(words)"}"# }

    /// One row of each level, the best first.
    private static let levels: [(name: String, rest: String)] = [
        ("Millet", ""), ("Millet Growers", ""), ("Place whole", town("Millet")),
        ("Tag whole", tag("millet")), ("Milletworks", ""), ("A Milletworks Shop", ""),
        ("Text whole", text("we sow millet here")), ("Place prefix", town("Milletville")),
        ("Tag prefix", tag("milletflour")), ("Text prefix", text("we bake milletcake")),
    ]

    // MARK: - Order

    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
    func `a whole word goes before a prefix, and the name before place, tags and text`(
        seed: UInt64
    ) async throws {
        var generator = SeededGenerator(seed: seed)
        try await publish(Self.levels.shuffled(using: &generator))
        #expect(try await place.found("millet") == Self.levels.map(\.name))
    }

    @Test func `of one rank the shorter name goes first, then the newer row`() async throws {
        try await publish([
            ("Oat Mill and Store", ""), ("Oat Mill", ""), ("Oat Loom", ""), ("X", Self.tag("oat")),
            ("Longer name", Self.tag("oat")), ("Y", Self.tag("oat")),
        ])
        #expect(
            try await place.found("oat") == [
                "Oat Loom", "Oat Mill", "Oat Mill and Store", "Y", "Longer name", "X",
            ])
    }

    @Test func `words of one query may stand in several places, the worst of them ranks`()
        async throws
    {
        try await publish([
            ("Text", Self.text("millet from durban")), ("Millet", Self.text("of durban")),
            ("Millet", Self.tag("durban")), ("Millet of old", Self.town("Durban")),
            ("Durban Millet Co", ""), ("Durban", Self.town("Millet")), ("Millet only", ""),
        ])
        let found = try await place.found("durban millet")
        try #require(found.count == 6)
        #expect(found.first == "Durban Millet Co")
        #expect(Set(found[1...2]) == ["Millet of old", "Durban"])
        #expect(found[3] == "Millet" && Set(found[4...5]) == ["Millet", "Text"])
    }

    @Test func `one typed letter is a whole word and no prefix of half of the directory`()
        async throws
    {
        try await publish([("A to Z", ""), ("Apple", ""), ("Zulu", "")])
        #expect(try await place.found("a") == ["A to Z"])
        #expect(try await place.found("ap") == ["Apple"])
    }

    // MARK: - Common words

    /// Old rows of every level under fifteen hundred newer ones with the word in their text.
    private func publishMany(_ count: Int = 1_500) async throws {
        try await publish(Self.levels)
        try await publish(
            (0..<count).map { ("Shop \($0)", Self.text("millet and more")) }, from: 100)
    }

    @Test func `the best of a word that very many newer rows hold still come first`() async throws {
        try await publishMany()
        let page = try await place.reader.search(
            SearchQuery(words: "millet"), after: nil, now: today)
        let names = page.hits.map { $0.record.names[0].text }
        #expect(
            names.prefix(6) == [
                "Millet", "Millet Growers", "Place whole", "Tag whole", "Milletworks",
                "A Milletworks Shop",
            ])
        #expect(names.count == 20)
        #expect(page.total == 1_510 && !page.totalAtLeast, "counted, though not all was ranked")
    }

    @Test func `near a place a common word is counted too`()
        async throws
    {
        let point = #","place":{"point":[-29.86,31.03]}"#
        try await publish((0..<1_200).map { ("Shop \($0)", Self.text("millet") + point) })
        let near = try #require(SearchQuery.Near(latitude: -29.9, longitude: 31, km: 20))
        let page = try await place.reader.search(
            SearchQuery(words: "millet", near: near), after: nil, now: today)
        #expect(page.total == 1_200 && !page.totalAtLeast)
        #expect(page.hits.count == 20)
        let far = try #require(SearchQuery.Near(latitude: 29.9, longitude: 31, km: 20))
        let none = try await place.reader.search(
            SearchQuery(words: "millet", near: far), after: nil, now: today)
        #expect(none.total == 0 && none.hits.isEmpty && !none.totalAtLeast)
    }

    @Test func `counting stops at ten thousand, and the page says at least`() async throws {
        try await publish([("Millet", "")])
        // Rows of the index alone, because ten thousand records take long to make.
        func copy(_ range: ClosedRange<Int>) async throws {
            try await place.store.pool.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA foreign_keys = OFF")
                try database.execute(
                    sql: """
                        WITH RECURSIVE n (i) AS (
                            SELECT ? UNION ALL SELECT i + 1 FROM n WHERE i < ?)
                        INSERT INTO listing (record, node, kind, listed, received, name, place,
                            tags, body, facets)
                        SELECT 1000000 + i, node, kind, listed, received, name, place, tags, body,
                            facets FROM n CROSS JOIN listing WHERE listing.record < 1000000
                        """, arguments: [range.lowerBound, range.upperBound])
                try database.execute(sql: "INSERT INTO search (search) VALUES ('rebuild')")
            }
        }
        try await copy(1...9_999)
        let most = try await place.reader.search(
            SearchQuery(words: "millet"), after: nil, now: today)
        #expect(most.total == 10_000 && !most.totalAtLeast)
        try await copy(10_000...10_000)
        let more = try await place.reader.search(
            SearchQuery(words: "millet"), after: nil, now: today)
        #expect(more.total == 10_000 && more.totalAtLeast)
        let all = try await place.reader.search(SearchQuery(), after: nil, now: today)
        #expect(all.total == 10_000 && all.totalAtLeast)
    }

    // MARK: - Pages

    /// All pages of a query, one after the other.
    private func pages(_ query: SearchQuery) async throws -> [String] {
        var (cursor, found): (String?, [String]) = (nil, [])
        repeat {
            let page = try await place.reader.search(query, after: cursor, now: today)
            found += page.hits.map { $0.id.description }
            cursor = page.next
            #expect(!page.hits.isEmpty, "a cursor leads to something")
        } while cursor != nil && found.count < 10_000
        return found
    }

    @Test(arguments: [7, 70, 200])
    func `pages of a common word repeat nothing, whatever their size`(limit: Int) async throws {
        var generator = SeededGenerator(seed: 9)
        // Lengths of names and places of the word that are not in the order of arrival.
        try await publish(
            (0..<1_300).map { number in
                let filler = String(
                    repeating: "x", count: Int.random(in: 1...60, using: &generator))
                return Bool.random(using: &generator)
                    ? ("Millet \(filler) \(number)", "") : ("\(filler)", Self.text("millet"))
            })
        let found = try await pages(SearchQuery(words: "millet", limit: limit))
        #expect(Set(found).count == found.count, "no row stands on two pages")
        #expect(found.count >= 1_000)
    }

    @Test func `pages of a word that fewer rows hold are all of them, each once`() async throws {
        var generator = SeededGenerator(seed: 10)
        try await publish(
            (0..<300).map { number in
                let filler = String(
                    repeating: "x", count: Int.random(in: 1...60, using: &generator))
                return ("Millet \(filler) \(number)", "")
            })
        let whole = try await pages(SearchQuery(words: "millet", limit: 200))
        #expect(whole.count == 300 && Set(whole).count == 300)
        #expect(try await pages(SearchQuery(words: "millet", limit: 13)) == whole)
    }

    // MARK: - Inside of words, other languages

    @Test func `a part of a name is found, behind what begins with it, and only if few are`()
        async throws
    {
        try await publish([("Sunbakery", ""), ("Bakehouse", ""), ("Wheel", Self.text("sunbake"))])
        #expect(try await place.found("bake") == ["Bakehouse", "Sunbakery"])
        #expect(try await place.found("akeho") == ["Bakehouse"])
        #expect(try await place.found("nbak") == ["Sunbakery"], "names only, not texts")
        #expect(try await place.found("zz bake") == [])
        try await publish((0..<5).map { ("Bake \($0)", "") }, from: 50)
        #expect(!(try await place.found("bake")).contains("Sunbakery"))
    }

    @Test func `a good is found by its labels in languages that the record does not speak`()
        async throws
    {
        try await publish([
            ("Nameless", #","goods":[{"scheme":"goods","code":"bread"}]"#),
            ("Other", #","goods":[{"scheme":"goods","code":"no such thing"}]"#),
        ])
        for word in ["bread", "roti", "pain", "pan", "pão", "pao", "خبز", "isinkwa", "روٹی"] {
            #expect(try await place.found(word) == ["Nameless"], "\(word)")
        }
        #expect(try await place.found("such") == ["Other"], "an unknown word by itself")
        // A new revision without the good takes its labels along.
        try await publish([("Nameless", "")])
        #expect(try await place.found("isinkwa") == [])
    }
}
