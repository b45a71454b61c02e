import Foundation
import GRDB
import SangamDirectory
import SangamLog
import Testing

@testable import SangamStore

/// A revision is put in the place of what is shown: afterwards everything is as if it had always
/// been there, whichever of its texts are new.
struct RevisionTests {
    private static let first = Network.payload(
        "Sunflower Bakery", rest: rest("bread and cakes", "ZA", "Durban", "en", "-29.8,31.0"))

    private static func rest(
        _ summary: String, _ country: String, _ town: String, _ language: String, _ point: String
    ) -> String {
        #","summary":{"en":"\#(summary)"},"languages":["\#(language)"],"#
            + #""place":{"country":"\#(country)","locality":"\#(town)","point":[\#(point)]},"#
            + #""categories":[{"scheme":"goods","code":"\#(town.lowercased())"}]"#
    }

    static let revisions = [
        first,
        Network.payload("Moonlight Mill"),
        Network.payload(
            "Moonlight Mill", rest: rest("bread and cakes", "ZA", "Durban", "en", "-29.8,31.0")),
        Network.payload(
            "Sunflower Bakery", rest: rest("flour", "ZA", "Durban", "en", "-29.8,31.0")),
        Network.payload(
            "Sunflower Bakery", rest: rest("bread and cakes", "KE", "Nakuru", "sw", "-0.3,36.0")),
        Network.payload(
            "Sunflower Bakery", rest: rest("bread and cakes", "ZA", "Durban", "en", "-29.9,31.1")),
        // The same to Swift, and other bytes.
        Network.payload("Cafe\u{301}"), Network.payload("Caf\u{e9}"),
    ]

    /// What the tables hold of what is shown, and whether the indexes fit it.
    private func shown(_ place: Place) async throws -> [String] {
        while try await place.store.gatherTerms() {}
        return try await place.store.write { database in
            for index in ["search", "name_tri"] {
                try database.execute(
                    sql: "INSERT INTO \(index) (\(index), rank) VALUES ('integrity-check', 1)")
            }
            let tables = ["listing", "survey", "edge"]
            return try tables.flatMap { table in
                try Row.fetchAll(database, sql: "SELECT * FROM \(table)").map { "\(table) \($0)" }
                    .sorted()
            }
        }
    }

    private func fresh(_ payload: String) async throws -> [String] {
        let place = try Place()
        var network = try Network("north")
        try network.put(0, payload)
        try await place.receive(try network.section())
        return try await shown(place)
    }

    @Test(arguments: revisions)
    func `a revision in a section of its own leaves what a first publication leaves`(
        revision: String
    ) async throws {
        let place = try Place()
        var network = try Network("north")
        try network.put(0, Self.first)
        try await place.receive(try network.section())
        try network.put(0, revision)
        try await place.receive(try network.section(from: 1))
        #expect(try await shown(place) == fresh(revision))
    }

    @Test(arguments: revisions)
    func `a revision in the section of the first one leaves the same`(
        revision: String
    ) async throws {
        let place = try Place()
        var network = try Network("north")
        try network.put(0, Self.first)
        try network.put(0, Network.payload("In between"))
        try network.put(0, revision)
        try await place.receive(try network.section())
        #expect(try await shown(place) == fresh(revision))
    }

    @Test(arguments: revisions)
    func `a revision of our own leaves the same`(revision: String) async throws {
        let own = try Network("own")
        let place = try await Place(own: own)
        try await place.append([try .put(0, Self.first)], as: own)
        try await place.append([try .put(0, revision)], as: own)
        let other = try await Place(own: own)
        try await other.append([try .put(0, revision)], as: own)
        #expect(try await shown(place) == shown(other))
    }

    @Test func `a revision whose text is no record, or not wanted, takes the old one away`()
        async throws
    {
        for isWanted in [true, false] {
            let place = try Place()
            var network = try Network("north")
            try network.put(0, Self.first)
            try network.put(1, Network.payload("Weavers"))
            try await place.receive(try network.section())
            try network.put(0, isWanted ? "no JSON" : Network.payload("Sunflower Bakery"))
            var policy = PeerPolicy()
            if !isWanted { policy.kinds = ["event"] }
            try await place.receive(try network.section(from: 2), policy: policy)
            #expect(try await place.found("sunflower") == [])
            #expect(try await place.found("weavers") == ["Weavers"])
            #expect(try await shown(place).allSatisfy { !$0.contains("sunflower") })
        }
    }

    @Test func `a revision and then a removal in one section leave nothing`() async throws {
        let place = try Place()
        var network = try Network("north")
        try network.put(0, Self.first)
        try await place.receive(try network.section())
        try network.put(0, Network.payload("Moonlight Mill"))
        try network.remove(0)
        try await place.receive(try network.section(from: 1))
        #expect(try await shown(place) == [])
    }
}
