import SangamDirectory
import SangamLog
import Testing

@testable import SangamStore

/// What may be listed twice, as the page of a listing asks for it.
struct NamesakesTests {
    private let place: Place
    private let own: Network

    init() async throws {
        own = try Network("own")
        place = try await Place(own: own)
    }

    private func publish(_ names: [String], kind: String = "organisation", from: Int = 0)
        async throws
    {
        try await place.append(
            try names.enumerated().map { offset, name in
                try .put(from + offset, kind: kind, Network.payload(name, kind))
            }, as: own)
    }

    private func found(_ name: String, limit: Int = 20) async throws -> [String] {
        try await place.reader.read { database in
            var reader = try SummaryReader(database)
            return try Namesakes.summaries(
                &reader, of: name, kind: "organisation", limit: limit, now: today
            ).compactMap { $0.record.names.first?.text }
        }
    }

    @Test func `records of the kind with all words of the name, the shortest names first`()
        async throws
    {
        try await publish([
            "Rising Sun Bakery and Mill of Durban", "Rising Sun Bakery", "Rising Star Bakery",
            "Rising Sun Bakeries", "Bakery Rising Sun Ltd",
        ])
        try await publish(["Rising Sun Bakery"], kind: "offer", from: 10)
        #expect(
            try await found("Rising Sun Bakery") == [
                "Rising Sun Bakery", "Bakery Rising Sun Ltd",
                "Rising Sun Bakery and Mill of Durban",
            ])
        #expect(try await found("Rising Sun Bakery", limit: 1) == ["Rising Sun Bakery"])
        #expect(try await found("").isEmpty)
        #expect(try await found("\"()*:^").isEmpty)
    }

    @Test func `names of scripts without spaces are found whole`() async throws {
        try await publish(["สหกรณ์ร้านอาหารกรุงเทพ", "สหกรณ์ร้านอาหารเชียงใหม่", "東京協同組合", "京都協同組合"])
        #expect(try await found("สหกรณ์ร้านอาหารกรุงเทพ") == ["สหกรณ์ร้านอาหารกรุงเทพ"])
        #expect(try await found("東京協同組合") == ["東京協同組合"])
    }

    @Test func `of what is one thing one record is found`() async throws {
        try await publish(["Sun Bakery", "Sun Bakery", "Sun Bakery of Durban"])
        let ids = try (0..<2).map { RecordID(node: own.node, key: try Network.key($0)) }
        let link = """
            {"kind":"link","relation":"same-as","a":"\(ids[0])","b":"\(ids[1])",\
            "method":"manual","confidence":1}
            """
        #expect(try await found("Sun Bakery").count == 3)
        try await place.append([.put(20, kind: "link", link)], as: own)
        #expect(try await found("Sun Bakery") == ["Sun Bakery", "Sun Bakery of Durban"])
    }
}
