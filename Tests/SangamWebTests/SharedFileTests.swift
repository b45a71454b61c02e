import HTTPTypes
import SangamDirectory
import SangamNode
import Testing

@testable import SangamWeb

/// What other sites' pages may read: the API, and every view and listing as a file.
@Suite struct SharedFileTests {
    private static func paths(_ rich: RichNode) -> [String] {
        let node = rich.node.node.nodeID
        return [
            "/api/v1/listings?q=bread", "/api/v1/status", "/openapi.json", "/search.csv?q=bread",
            "/ar/search.atom", "/map.geojson", "/calendar.ics", "/networks.ndjson",
            "/n/\(node).csv",
            rich.path("/tree", "federation") + ".csv", rich.path("/l", "bakery") + ".vcf",
            "/figures.csv", "/map.json?bbox=-30,30,-29,32&zoom=5",
        ]
    }

    @Test func `browsers of other sites are told what they may ask, and pages stay ours`()
        async throws
    {
        try await RichNode.with { rich in
            for path in Self.paths(rich) {
                let reply = try await rich.node.web.send(.options, path)
                #expect(reply.status == 204 && reply.body.isEmpty, "\(path)")
                #expect(reply.headers[.accessControlAllowOrigin] == "*", "\(path)")
                #expect(reply.headers[.accessControlAllowMethods] == "GET, HEAD, OPTIONS")
                #expect(
                    reply.headers[.accessControlAllowHeaders]?.contains("If-None-Match") == true)
                #expect(reply.headers[.accessControlMaxAge] == "86400")
                #expect(reply.headers[.allow] == "GET, HEAD, OPTIONS")
                let get = try await rich.node.web.get(path)
                #expect(get.status == 200, "\(path)")
                #expect(get.headers[.accessControlAllowOrigin] == "*", "\(path)")
                let post = try await rich.node.web.send(.post, path)
                #expect(post.status == 405 && post.headers[.allow] == "GET, HEAD", "\(path)")
                #expect(post.headers[.contentType] == "application/problem+json", "\(path)")
            }
            for path in ["/search", "/map", rich.path("/l", "bakery"), rich.path("/ask", "bakery")]
            {
                let reply = try await rich.node.web.send(.options, path)
                #expect(reply.status == 405, "\(path)")
                #expect(reply.headers[.accessControlAllowOrigin] == nil, "\(path)")
            }
        }
    }

    @Test func `what has not changed says as much to other sites as what has`() async throws {
        try await RichNode.with { rich in
            let tagged = Self.paths(rich).filter { !$0.contains("/api/") && $0 != "/openapi.json" }
            for path in tagged + ["/search", "/map", rich.path("/l", "bakery")] {
                let gzip: HTTPFields = [.acceptEncoding: "gzip"]
                let get = try await rich.node.web.get(path, headers: gzip)
                let tag = try #require(get.headers[.eTag], "\(path)")
                let same = try await rich.node.web.get(path, headers: [.ifNoneMatch: tag])
                #expect(same.status == 304, "\(path)")
                let names: [HTTPField.Name] = [
                    .accessControlAllowOrigin, .vary, .eTag, .cacheControl,
                ]
                for name in names {
                    #expect(same.headers[name] == get.headers[name], "\(path) \(name)")
                }
                #expect(get.headers[.vary]?.contains("Accept-Encoding") == true, "\(path)")
                #expect(get.headers[.vary]?.contains("Accept-Language") == true, "\(path)")
            }
        }
    }

    @Test func `a file that is not there, or not understood, is a problem and no page`()
        async throws
    {
        try await RichNode.with { rich in
            let stranger = "k4gidesfoerp245rpxqf2vacrwd7bj7w"
            for (path, status) in [
                ("/search.csv?near=1", 400), ("/search.pdf.csv", 404), ("/goods.csv", 404),
                ("/n/\(stranger).csv", 404), ("/n/nobody.csv", 404),
                ("/tree/\(stranger)/organisation/3n372anpsvzcdjeytnslg5ykqm.csv", 404),
                ("/l/\(stranger)/organisation/3n372anpsvzcdjeytnslg5ykqm.csv", 404),
                (rich.path("/l", "bakery") + ".ics", 404), ("/map.json?bbox=1", 400),
            ] {
                let reply = try await rich.node.web.get(path)
                #expect(reply.status == status, "\(path)")
                #expect(reply.headers[.contentType] == "application/problem+json", "\(path)")
                #expect(reply.headers[.accessControlAllowOrigin] == "*", "\(path)")
            }
            let page = try await rich.node.web.get("/nothing")
            #expect(page.headers[.contentType] == "text/html; charset=utf-8")
        }
    }

    // MARK: - Views

    @Test func `a view's file has what the view has`() async throws {
        try await RichNode.with { rich in
            func names(_ path: String) async throws -> Set<String> {
                let text = try await rich.node.web.get(path).text
                return try Set(
                    text.split(separator: "\n").compactMap { line in
                        try RecordCoding.parseJSON(Array(line.utf8), maximumDepth: 24)
                            .object?["name"]?.object?["en"]?.string
                    })
            }
            let all = try await names("/search.ndjson")
            #expect(all.count == 9)
            let node = rich.node.node.nodeID
            #expect(try await names("/n/\(node).ndjson") == all)
            #expect(try await names("/map.ndjson?q=bread") == names("/search.ndjson?q=bread"))
            #expect(
                try await names(rich.path("/tree", "federation") + ".ndjson")
                    == names("/search.ndjson?below=\(rich.path("", "federation").dropFirst())"))
            #expect(try await names("/networks.ndjson") == ["SEM South Africa"])
            #expect(
                try await names("/calendar.ndjson") == ["Baking course", "Tuesday market"])
            #expect(
                try await names("/calendar.ndjson?month=2026-03") == ["Tuesday market"])
            let head = try await rich.node.web.get("/n/\(node).atom").text
            #expect(head.contains("/n/\(node).atom\""))
        }
    }

    @Test func `the cards of a search are those that the search finds`() async throws {
        try await RichNode.with { rich in
            let cards = try await rich.node.web.get("/search.vcf").text
            #expect(cards.contains("FN:Umbumbano Bakery"))
            #expect(!cards.contains("FN:SEM South Africa"))
            let asked = try await rich.node.web.get("/search.vcf?kind=network").text
            #expect(asked.contains("FN:SEM South Africa"))
            #expect(try await rich.node.web.get("/search.vcf?kind=offer").text.isEmpty)
        }
    }

    // MARK: - Parameters

    @Test(arguments: [
        ("within=abc", "within", "kilometres"), ("near=1", "near", "-29.86,31.03"),
        ("limit=999", "limit", "1 to 200"), ("kind=Foo", "kind", "organisation"),
        ("country=ZAF", "country", "two letters"), ("category=bread", "category", "goods:bread"),
        ("network=me", "network", "32 letters"), ("lang=%3C", "lang", "pt-BR"),
        ("fresh=new", "fresh", "month, year, older, unknown"), ("below=x", "below", "<node id>"),
        ("bbox=1", "bbox", "south,west,north,east"), ("q=a&q=b", "q", "once"),
        ("from=soon", "from", "2026-11-30"),
    ])
    func `a parameter that is not understood is told what it may be`(
        query: String, name: String, words: String
    ) async throws {
        try await TestNode.with { node in
            for path in ["/api/v1/listings", "/search.csv"] {
                let reply = try await node.web.get("\(path)?\(query)")
                #expect(reply.status == 400, "\(path)?\(query)")
                let problem = try reply.json().object
                #expect(problem?["code"]?.string == name)
                #expect(problem?["detail"]?.string?.contains(words) == true, "\(reply.text)")
            }
        }
    }
}
