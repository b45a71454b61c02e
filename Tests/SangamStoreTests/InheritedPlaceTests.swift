import SangamDirectory
import SangamLog
import Testing

@testable import SangamStore

/// What names no place is where whoever makes it is.
struct InheritedPlaceTests {
    private let place: Place
    private let own: Network

    init() async throws {
        own = try Network("own")
        place = try await Place(own: own)
    }

    private static func at(_ town: String, _ latitude: Double, _ longitude: Double) -> String {
        #","place":{"address":{"locality":"\#(town)","country":"ZA"},"#
            + #""point":[\#(latitude),\#(longitude)]}"#
    }

    private static func by(_ number: Int) throws -> String {
        #","provider":"\#(try Network.key(number))""#
    }

    private func near(_ words: String, _ latitude: Double, _ longitude: Double) async throws
        -> [String]
    {
        var query = SearchQuery(words: words)
        query.near = SearchQuery.Near(latitude: latitude, longitude: longitude, km: 50)
        let survey = try await place.reader.survey(query, now: today, facets: [])
        let found = try await place.found(query).sorted()
        #expect(survey.total == found.count && survey.points.count == found.count)
        return found
    }

    private func fill() async throws {
        try await place.append(
            [
                .put(1, Network.payload("Farm", rest: Self.at("Durban", -29.85, 31.02))),
                .put(
                    2, kind: "offer",
                    Network.payload("Eggs of the farm", "offer", rest: try Self.by(1))),
                .put(
                    3, kind: "offer",
                    Network.payload(
                        "Eggs elsewhere", "offer",
                        rest: try Self.by(1) + Self.at("Leeds", 53.8, -1.55))),
                .put(4, kind: "offer", Network.payload("Eggs of nobody", "offer")),
            ], as: own)
    }

    @Test func `an offer is found near its provider, in its country and by its town`() async throws
    {
        try await fill()
        #expect(try await near("eggs", -29.9, 31.0) == ["Eggs of the farm"])
        #expect(try await near("eggs", 53.8, -1.5) == ["Eggs elsewhere"])
        #expect(try await near("", -29.9, 31.0) == ["Eggs of the farm", "Farm"])
        var query = SearchQuery(words: "eggs")
        query.countries = ["ZA"]
        #expect(try await place.found(query).count == 2)
        #expect(try await place.found("eggs durban") == ["Eggs of the farm"])
    }

    @Test func `it follows when the provider moves, and stays nowhere when it is removed`()
        async throws
    {
        try await fill()
        try await place.append(
            [.put(1, Network.payload("Farm", rest: Self.at("Cape Town", -33.92, 18.42)))], as: own)
        #expect(try await near("eggs", -29.9, 31.0).isEmpty)
        #expect(try await near("eggs", -33.9, 18.4) == ["Eggs of the farm"])
        #expect(try await place.found("eggs durban").isEmpty)
        try await place.append([.remove(1)], as: own, hold: 0)
        #expect(try await near("eggs", -33.9, 18.4).isEmpty)
        #expect(try await place.found("eggs cape").isEmpty)
        #expect(try await place.found("eggs farm") == ["Eggs of the farm"])
        #expect(try await near("eggs", 53.8, -1.5) == ["Eggs elsewhere"])
    }

    @Test func `another network's record gives no place`() async throws {
        try await fill()
        var other = try Network("other")
        let farm = RecordID(node: own.node, key: try Network.key(1))
        try other.put(
            1, kind: "offer",
            Network.payload("Their eggs", "offer", rest: #","provider":"\#(farm)""#))
        try await place.receive(try other.section(from: 0))
        #expect(try await near("eggs", -29.9, 31.0) == ["Eggs of the farm"])
        #expect(try await place.found("eggs").count == 4)
    }

    @Test func `whoever has more offers than can follow gives its place to none`() async throws {
        let many = InheritedPlace.dependentsMost
        try await place.append(
            [.put(1, Network.payload("Farm", rest: Self.at("Durban", -29.85, 31.02)))], as: own)
        for start in stride(from: 0, to: many + 1, by: 500) {
            try await place.append(
                try (start..<min(start + 500, many + 1)).map { number in
                    try .put(
                        10 + number, kind: "offer",
                        Network.payload("Eggs \(number)", "offer", rest: try Self.by(1)))
                }, as: own)
        }
        var query = SearchQuery(words: "eggs")
        query.countries = ["ZA"]
        #expect(try await place.reader.search(query, after: nil, now: today).total == many)
        try await place.append(
            [.put(1, Network.payload("Farm", rest: Self.at("Leeds", 53.8, -1.55)))], as: own)
        #expect(try await place.reader.search(query, after: nil, now: today).total == 0)
    }
}
