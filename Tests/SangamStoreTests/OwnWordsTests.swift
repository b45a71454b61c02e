import SangamDirectory
import SangamLog
import Testing

@testable import SangamStore

/// Words of networks' own vocabularies find the listings that carry their codes.
struct OwnWordsTests {
    private let place: Place
    private let own: Network

    init() async throws {
        own = try Network("own")
        place = try await Place(own: own)
    }

    private static func concept(_ code: String, _ rest: String) -> String {
        #"{"kind":"concept","scheme":"ours","code":"\#(code)"\#(rest)}"#
    }

    private func fill() async throws {
        let codes = #","goods":[{"scheme":"ours","code":"iqhaza"}]"#
        let category = #","categories":[{"scheme":"ours","code":"K-7"}]"#
        try await place.append(
            [
                .put(1, Network.payload("Zodwa's Beads", rest: codes)),
                .put(2, Network.payload("Thandi's Stall", rest: category)),
                .put(3, Network.payload("Another", rest: "")),
                .put(
                    4, kind: "concept",
                    Self.concept(
                        "iqhaza",
                        #","labels":{"zu":"ubuhlalu","en":"bead rings"},"synonyms":["ear plugs"]"#
                    )),
                .put(
                    5, kind: "concept",
                    Self.concept(
                        "K-7", #","labels":{"zu":"isinkwa sasekhaya"},"exactMatch":["goods:bread"]"#
                    )),
            ], as: own)
    }

    @Test func `labels and synonyms of a network's own word find what carries its code`()
        async throws
    {
        try await fill()
        for words in ["ubuhlalu", "bead ring", "ear plugs", "UBUHL", "zodwa ubuhlalu", "iqhaza"] {
            #expect(try await place.found(words) == ["Zodwa's Beads"], "\(words)")
        }
        #expect(try await place.found("sasekhaya") == ["Thandi's Stall"])
        #expect(try await place.found("zodwa sasekhaya").isEmpty)
        // What it is the same as gives it names of all languages.
        for words in ["bread", "roti", "خبز"] {
            #expect(try await place.found(words) == ["Thandi's Stall"], "\(words)")
        }
        let survey = try await place.reader.survey(
            SearchQuery(words: "ubuhlalu"), now: today, facets: [.kind])
        #expect(survey.total == 1)
        let export = try await place.reader.export(
            SearchQuery(words: "ubuhlalu"), after: 0, limit: 10, now: today)
        #expect(export.records.contains { $0.payload["goods"] != nil })
        let known = try await place.reader.concepts(
            of: own.node,
            codes: [
                Code(scheme: "ours", code: "K-7"), Code(scheme: "theirs", code: "K-7"),
                Code(scheme: "ours", code: "none"),
            ])
        #expect(known.map { $0.labels.map(\.text) } == [["isinkwa sasekhaya"]])
    }

    @Test func `a word that is changed or withdrawn finds no more than it says now`() async throws {
        try await fill()
        try await place.append(
            [
                .put(4, kind: "concept", Self.concept("iqhaza", #","labels":{"zu":"amacici"}"#)),
                .remove(5, kind: "concept"),
            ], as: own)
        #expect(try await place.found("ubuhlalu").isEmpty)
        #expect(try await place.found("amacici") == ["Zodwa's Beads"])
        #expect(try await place.found("sasekhaya").isEmpty)
    }

    @Test func `a network's words say nothing of another network's listings`() async throws {
        try await fill()
        var other = try Network("other")
        try other.put(
            1,
            Network.payload("Their Beads", rest: #","goods":[{"scheme":"ours","code":"iqhaza"}]"#))
        try other.put(
            2, kind: "concept", Self.concept("K-7", #","labels":{"en":"spare parts"}"#))
        try await place.receive(try other.section(from: 0))
        #expect(try await place.found("ubuhlalu") == ["Zodwa's Beads"])
        #expect(try await place.found("spare parts").isEmpty)
    }
}
