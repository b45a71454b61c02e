import Foundation
import GRDB
import SangamDirectory
import SangamLog
import Testing

@testable import SangamStore

/// The words for *Did you mean …*: where they come from, and that they leave.
struct SearchTermsTests {
    private let place: Place
    private let own: Network

    init() async throws {
        own = try Network("own")
        place = try await Place(own: own)
    }

    private func publish(_ names: [String], from: Int = 0, rest: String = "") async throws {
        try await place.append(
            try names.enumerated().map {
                try .put(from + $0.offset, Network.payload($0.element, rest: rest))
            }, as: own)
    }

    private func gather() async throws {
        while try await place.store.gatherTerms() {}
    }

    private func suggestions(_ words: String) async throws -> [String] {
        try await place.reader.search(SearchQuery(words: words), after: nil, now: today)
            .suggestions
    }

    private func terms() async throws -> Set<String> {
        try await place.store.pool.read { database in
            Set(try String.fetchAll(database, sql: "SELECT word FROM term"))
        }
    }

    // MARK: - Finding

    @Test(arguments: [
        ("Bäckerei", "baeckerei"), ("Öko-Mühle", "oeko muehle"), ("خبز الشعير", "الخبز"),
        ("مكتبة الإسكندرية", "اسكندرية"), ("ラーメン", "らーめん"),
    ])
    func `a word is found that was typed in another spelling`(
        name: String, typed: String
    ) async throws {
        try await place.append([try .put(900, Network.payload(name))], as: own)
        #expect(try await place.found(typed) == [name])
    }

    @Test func `a word that finds something is not taken for another`() async throws {
        try await place.append(
            [try .put(900, Network.payload("Muhle")), try .put(901, Network.payload("Muehle"))],
            as: own)
        #expect(try await place.found("muehle") == ["Muehle"])
        #expect(try await place.found("muhle") == ["Muhle"])
    }

    @Test(arguments: [
        ("bakrey", "bakery"), ("bakey", "bakery"), ("bbakery", "bakery"), ("backery", "bakery"),
        ("Bäkerry", "bakery"), ("durbin", "durban"), ("قهوا", "قهوة"), ("umbumbno", "umbumbano"),
        ("دکن", "دکان"), ("عومي", "عوامی"), ("cafè sao pualo", "cafè sao paulo"),
        ("jardn", "jardín"),
    ])
    func `a word with a slip leads to the word that is there`(
        typed: String, meant: String
    ) async throws {
        let town = #","place":{"address":{"locality":"Durban"}}"#
        try await publish(
            ["Umbumbano Bakery", "قهوة", "عوامی دکان", "Café São Paulo", "El Jardín"], rest: town)
        try await gather()
        let found = try await suggestions(typed)
        #expect(found == [meant])
        #expect(try await !place.found(meant).isEmpty, "it finds something")
        #expect(try await place.found(typed) == [], "and is not put in its place")
    }

    @Test func `only the wrong word of a query is changed, and no right one`() async throws {
        try await publish(["Rising Sun Bakery", "Weavers"])
        try await gather()
        #expect(try await suggestions("rising bakrey") == ["rising bakery"])
        #expect(try await suggestions("risng bakery") == ["rising bakery"])
        #expect(try await suggestions("risng bakrey") == ["rising bakery"], "both are wrong")
        #expect(try await suggestions("weavers bakrey") == [], "nothing is both")
        #expect(try await suggestions("rising bakery") == [])
        #expect(try await suggestions("quandong") == [], "nothing is near")
        #expect(try await suggestions("su") == [], "too short to be a slip")
    }

    @Test func `words are known a little after their rows, and many results need none`()
        async throws
    {
        try await publish(["Bakery"])
        #expect(try await suggestions("bakrey") == [], "not gathered yet")
        try await gather()
        #expect(try await suggestions("bakrey") == ["bakery"])
        try await publish((0..<5).map { "Bakrey \($0)" }, from: 10)
        try await gather()
        #expect(try await suggestions("bakrey") == [], "it is a word now")
    }

    @Test func `gathering in parts takes all words of all rows, each once`() async throws {
        try await publish((0..<50).map { "Weaver common\($0 % 7)x word\($0)x" })
        var parts = 0
        while try await place.store.gatherTerms(rows: 8) { parts += 1 }
        #expect(parts == 6)
        var expected: Set<String> = ["weaver"]
        for number in 0..<50 { expected.formUnion(["common\(number % 7)x", "word\(number)x"]) }
        #expect(try await terms() == expected)
        #expect(try await place.count("SELECT COUNT(*) FROM term_pending") == 0)
        let near = try await place.count("SELECT COUNT(*) FROM term_near")
        #expect(near == expected.reduce(0) { $0 + Suggestion.keys(of: $1).count })
    }

    @Test func `nothing is suggested that a search then does not show`() async throws {
        var north = try Network("north")
        try north.put(1, Network.payload("Bakery"))
        try await place.receive(try north.section())
        try await place.append(
            [try .put(2, kind: "vouch", Network.payload("Weavers", "vouch"))], as: own)
        try await place.append(
            [
                try .put(
                    3, Network.payload("Spinners", rest: #","validUntil":"2020-01-01""#))
            ], as: own)
        try await gather()
        #expect(try await suggestions("bakrey") == ["bakery"])
        try await place.store.setBlocked(north.node, true, now: today)
        for (typed, meant) in [
            ("bakrey", "bakery"), ("weavrs", "weavers"), ("spiners", "spinners"),
        ] {
            #expect(try await place.found(meant) == [])
            #expect(try await suggestions(typed) == [], "\(meant) leads to nothing")
        }
    }

    // MARK: - Leaving

    @Test(arguments: [true, false])
    func `G5 a destroyed payload takes its words out of every table and every byte`(
        isGathered: Bool
    ) async throws {
        let town = #","place":{"address":{"locality":"Canarytown Shared"}}"#
        try await publish(["Qzcanary Shared"], rest: town)
        try await publish(["Shared Weavers"], from: 1)
        if isGathered { try await gather() }
        #expect(try await terms().contains("qzcanary") == isGathered)
        #expect(try place.folder.files(containing: "zcanary") != [], "the canary sings")
        try await place.append([try .remove(0)], as: own, hold: 0)
        #expect(try await place.store.destroyDue(now: today) == 1)
        try await gather()
        #expect(try await terms() == ["shared", "weavers"])
        #expect(try await place.count("SELECT COUNT(*) FROM term_check") == 0)
        #expect(try await place.count("SELECT COUNT(*) FROM term_pending") == 0)
        let near = try await place.count(
            "SELECT COUNT(*) FROM term_near WHERE term NOT IN (SELECT id FROM term)")
        #expect(near == 0)
        #expect(try place.folder.files(containing: "zcanary") == [])
        #expect(try place.folder.files(containing: "anarytown") == [])
        #expect(try await suggestions("qzcanry") == [])
        #expect(try await suggestions("weavrs") == ["weavers"], "the rest is still here")
    }

    @Test func `G5 a new revision's old words leave, and those that stay are kept`() async throws {
        try await publish(["Qzcanary Bakery"])
        try await gather()
        try await place.append(
            [try .put(0, Network.payload("Night Bakery"))], as: own, hold: 0)
        _ = try await place.store.destroyDue(now: today)
        try await gather()
        #expect(try await terms() == ["night", "bakery"])
        #expect(try place.folder.files(containing: "zcanary") == [])
        #expect(try await suggestions("bakrey") == ["bakery"])
    }

    @Test func `G5 many rows come and go, and the words left are those of the rows left`()
        async throws
    {
        var generator = SeededGenerator(seed: 77)
        var names: [Int: String] = [:]
        for round in 0..<12 {
            var changes: [OwnChange] = []
            for number in Set((0..<20).map { _ in Int.random(in: 0..<60, using: &generator) }) {
                if let name = names[number], name.isEmpty { continue }
                if names[number] != nil, Bool.random(using: &generator) {
                    names[number] = ""
                    changes.append(try .remove(number))
                } else {
                    let word = Int.random(in: 0..<40, using: &generator)
                    let name = "canary\(word)x round\(round)x"
                    names[number] = name
                    changes.append(try .put(number, Network.payload(name)))
                }
            }
            try await place.append(changes, as: own, hold: 0)
            if round % 3 != 0 { try await gather() }
            _ = try await place.store.destroyDue(now: today)
        }
        try await gather()
        let left = Set(names.values.flatMap { $0.split(separator: " ").map(String.init) })
        #expect(left.count > 10)
        #expect(try await terms() == left)
    }
}
