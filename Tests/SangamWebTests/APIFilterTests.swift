import SangamDirectory
import SangamLog
import SangamNode
import Testing

@testable import SangamWeb

/// The filters of `/api/v1/listings` beyond words, kind and country.
@Suite struct APIFilterTests {
    /// Names of the listings that a query finds, in the order of the alphabet.
    private func found(_ query: String, _ node: TestNode) async throws -> [String] {
        let reply = try await node.web.get("/api/v1/listings?\(query)")
        #expect(reply.status == 200, "\(query)")
        let items = try reply.json().object?["items"]?.array ?? []
        return items.compactMap { $0.object?["name"]?.object?["en"]?.string }.sorted()
    }

    private func listing(_ kind: String, _ name: String, _ more: String) -> String {
        #"{"kind":"\#(kind)","lang":"en","name":{"en":"\#(name)"}\#(more)}"#
    }

    private func place(_ town: String, _ region: String, _ point: String) -> String {
        #","place":{"address":{"locality":"\#(town)","region":"\#(region)","country":"ZA"},"#
            + #""point":[\#(point)],"precision":"exact"}"#
    }

    @Test func `goods and direction tell what is offered and what is wanted`() async throws {
        try await TestNode.with { node in
            let bread = #","goods":[{"scheme":"goods","code":"bread"}]"#
            try await node.publish(
                listing("offer", "Rolls", #","direction":"offer","item":"product""# + bread))
            try await node.publish(
                listing("offer", "Bread wanted", #","direction":"want""# + bread))
            try await node.publish(
                listing("offer", "Baskets", #","direction":"offer","goods":["Reed Baskets"]"#))
            try await node.publish(listing("organisation", "Bakery", bread))
            #expect(
                try await found("goods=goods:bread", node) == ["Bakery", "Bread wanted", "Rolls"])
            #expect(try await found("goods=reed%20baskets", node) == ["Baskets"])
            #expect(
                try await found("goods=goods:bread&goods=reed+baskets&direction=offer", node)
                    == ["Baskets", "Rolls"])
            #expect(try await found("direction=want", node) == ["Bread wanted"])
            #expect(try await found("item=product", node) == ["Rolls"])
            #expect(try await found("goods=goods:rice", node) == [])
        }
    }

    @Test func `place is a town or a region, whatever its capitals and accents`() async throws {
        try await TestNode.with { node in
            try await node.publish(
                listing("organisation", "A", place("Durban", "KwaZulu-Natal", "-29.86,31.03")))
            try await node.publish(
                listing(
                    "organisation", "B", place("Pietermaritzburg", "KwaZulu-Natal", "-29.6,30.38")))
            try await node.publish(
                listing("organisation", "C", place("Thabazimbi", "Limpopo", "-24.6,27.4")))
            #expect(try await found("place=Durban", node) == ["A"])
            #expect(try await found("place=durban&place=THABAZIMBI", node) == ["A", "C"])
            #expect(try await found("place=KwaZulu-Natal", node) == ["A", "B"])
            #expect(try await found("place=Durb", node) == [])
        }
    }

    @Test func `bbox has edges, and may cross the 180th meridian`() async throws {
        try await TestNode.with { node in
            for (name, point) in [
                ("Durban", "-29.86,31.03"), ("Suva", "-18.14,178.44"), ("Apia", "-13.83,-171.77"),
            ] {
                try await node.publish(listing("organisation", name, place(name, "R", point)))
            }
            try await node.publish(listing("organisation", "Nowhere", ""))
            #expect(try await found("bbox=-31,30,-29,32", node) == ["Durban"])
            #expect(try await found("bbox=-31,31.04,-29,32", node) == [])
            #expect(try await found("bbox=-20,170,-10,-170", node) == ["Apia", "Suva"])
            #expect(try await found("bbox=-90,-180,90,180", node) == ["Apia", "Durban", "Suva"])
        }
    }

    @Test func `below is everything that is part of a record, through all levels`() async throws {
        try await TestNode.with { node in
            func part(_ name: String, of record: RecordID?) async throws -> RecordID {
                let more = record.map { #","partOf":["\#($0.key)"]"# } ?? ""
                return try await node.publish(listing("organisation", name, more))
            }
            let union = try await part("Union", of: nil)
            let province = try await part("Province", of: union)
            _ = try await part("Chapter", of: province)
            _ = try await part("Elsewhere", of: nil)
            #expect(
                try await Set(found("below=\(union)", node)).subtracting(["Union"])
                    == ["Chapter", "Province"])
            #expect(
                try await Set(found("below=\(province)", node)).subtracting(["Province"])
                    == ["Chapter"])
            #expect(try await found("below=\(union)&q=chapter", node) == ["Chapter"])
        }
    }

    @Test func `member is what a network confirms, not what somebody says`() async throws {
        try await TestNode.with { node in
            let id = try await node.publish(listing("organisation", "Confirmed", ""))
            try await node.publish(
                listing("organisation", "Says so", #","memberOf":[{"name":"SEM South Africa"}]"#))
            try await node.publish(#"{"kind":"membership","member":"\#(id)","until":"2027-12-31"}"#)
            #expect(try await found("member=\(node.node.nodeID)", node) == ["Confirmed"])
            #expect(try await found("member=k4gidesfoerp245rpxqf2vacrwd7bj7w", node) == [])
        }
    }

    @Test func `fresh is how long ago somebody confirmed it`() async throws {
        try await TestNode.with { node in
            for (name, day) in [
                ("Now", "2026-11-01"), ("Spring", "2026-03-01"), ("Old", "2024-01-01"),
            ] {
                try await node.publish(
                    listing("organisation", name, #","confirmed":{"at":"\#(day)","by":"self"}"#))
            }
            try await node.publish(listing("organisation", "Never", ""))
            #expect(try await found("fresh=month", node) == ["Now"])
            #expect(try await found("fresh=year", node) == ["Spring"])
            #expect(try await found("fresh=older&fresh=unknown", node) == ["Never", "Old"])
        }
    }

    @Test func `from and until are days, and both are in`() async throws {
        try await TestNode.with { node in
            for day in ["2026-12-05", "2026-12-06", "2026-12-07"] {
                try await node.publish(
                    listing(
                        "event", day,
                        #","starts":"\#(day)T10:00","ends":"\#(day)T12:00","#
                            + #""zone":"Africa/Johannesburg""#))
            }
            try await node.publish(listing("organisation", "No day", ""))
            #expect(
                try await found("from=2026-12-06&until=2026-12-07", node)
                    == ["2026-12-06", "2026-12-07"])
            #expect(try await found("until=2026-12-05", node) == ["2026-12-05"])
            #expect(try await found("from=2026-12-08", node) == [])
        }
    }

    @Test(arguments: [
        "fresh=week", "below=organisation", "bbox=1,2,3", "bbox=2,0,1,0", "bbox=-91,0,0,0",
        "from=tomorrow", "from=2026-13-01", "until=2026-02-30", "member=workers", "below=a&below=b",
    ])
    func `a filter that cannot be understood is named`(query: String) async throws {
        try await TestNode.with { node in
            let reply = try await node.web.get("/api/v1/listings?\(query)")
            #expect(reply.status == 400)
            let name = String(query.prefix { $0 != "=" })
            #expect(try reply.json().object?["code"] == .string(name))
        }
    }
}
