import HTTPTypes
import SangamDirectory
import SangamLog
import SangamNode
import Testing

@testable import SangamWeb

@Suite struct APITests {
    private func names(_ json: JSON?) -> [String] {
        json?.object?.members.map(\.name) ?? []
    }

    @Test func `status has the members that interfaces name, in every way of asking`()
        async throws
    {
        try await TestNode.with { node in
            for reply in [
                try await node.web.get("/api/v1/status"),
                try await node.control.get("/control/v1/status"),
            ] {
                let json = try reply.json()
                #expect(
                    names(json) == [
                        "node", "origin", "epoch", "size", "records", "version", "logs",
                    ])
                let log = json.object?["logs"]?.array?.first
                #expect(
                    names(log) == [
                        "origin", "node", "size", "root", "records", "withoutPayload", "state",
                    ])
                #expect(log?.object?["state"] == "ok")
                #expect(try StatusAnswer(bytes: reply.body).json == json)
            }
        }
    }

    @Test func `a search finds by words and says what interfaces name`() async throws {
        try await TestNode.with { node in
            let id = try await node.publish(TestNode.bakery)
            let json = try await node.web.get("/api/v1/listings?q=bread").json()
            #expect(names(json) == ["total", "totalAtLeast", "items", "next"])
            #expect(json.object?["next"] == .null)
            let item = try #require(json.object?["items"]?.array?.first)
            #expect(
                names(item) == [
                    "id", "kind", "name", "lang", "summary", "network", "index", "confirmed",
                    "place", "distanceKm",
                ])
            #expect(item.object?["id"] == .string(id.description))
            #expect(item.object?["name"]?.object?["zu"] == "Ibhikawozi Lobumbano")
            #expect(item.object?["distanceKm"] == .null)
            #expect(item.object?["place"] == "Durban, KwaZulu-Natal, ZA")
            let control = try await node.control.get("/control/v1/search?q=bread").json()
            #expect(names(control) == ["total", "totalAtLeast", "items"])
            let near = try await node.web.get("/api/v1/listings?near=-29.9,31&within=50").json()
            let distance = near.object?["items"]?.array?.first?.object?["distanceKm"]?.double
            #expect(distance.map { (1...10).contains($0) } == true)
        }
    }

    @Test func `pages of a search are joined by their cursor`() async throws {
        try await TestNode.with { node in
            for number in 0..<5 {
                try await node.publish(
                    "{\"kind\":\"offer\",\"lang\":\"en\",\"name\":{\"en\":\"Bread \(number)\"}}")
            }
            var seen: [String] = []
            var target = "/api/v1/listings?limit=2"
            while true {
                let answer = try SearchAnswer(bytes: await node.web.get(target).body)
                #expect(answer.total == 5)
                seen += answer.items.map(\.id)
                guard let next = answer.next else { break }
                target = "/api/v1/listings?limit=2&cursor=\(next)"
            }
            #expect(seen.count == 5)
            #expect(Set(seen).count == 5)
        }
    }

    @Test(arguments: [
        "limit=0", "limit=201", "limit=x", "limit=1&limit=2", "kind=Offer", "network=abc",
        "country=ZAF", "category=bread", "near=1", "near=91,0", "near=a,b", "within=-1&near=0,0",
        "lang=%3Cb%3E", "cursor=%20", "cursor=zz", "q=a&q=b",
    ])
    func `a filter that cannot be understood is refused by its name`(query: String) async throws {
        try await TestNode.with { node in
            let reply = try await node.web.get("/api/v1/listings?\(query)")
            #expect(reply.status == 400)
            #expect(reply.headers[.contentType] == "application/problem+json")
            let word = query.prefix { $0 != "=" }
            #expect(try reply.json().object?["code"] == .string(String(word)))
            let page = try await node.web.get(
                "/search?\(query.replacing("cursor", with: "page"))")
            // On a page letters are the name of a place, which no listing has.
            #expect(page.status == (query == "near=a,b" ? 200 : 400))
            #expect(page.headers[.contentType] == "text/html; charset=utf-8")
        }
    }

    @Test func `a listing is given with its payload as written and where it comes from`()
        async throws
    {
        try await TestNode.with { node in
            let text = "{\"kind\":\"offer\",\"lang\":\"en\",\"name\":{\"en\":\"A\"},\"x\":1.50}"
            let id = try await node.publish(text)
            let reply = try await node.web.get("/api/v1/listings/\(id)")
            #expect(reply.text.contains("\"x\":1.50"))
            #expect(reply.headers[.cacheControl] == "no-store")
            let json = try reply.json()
            let provenance = json.object?["provenance"]?.object
            for name in ["node", "origin", "index", "size", "via", "confirmed"] {
                #expect(provenance?[name] != nil, "\(name)")
            }
            #expect(provenance?["index"]?.int == 1)
            #expect(provenance?["size"]?.int == 2)
            let show = try await node.control.get("/control/v1/listings/\(id)").json()
            #expect(
                names(show) == [
                    "id", "index", "size", "network", "payload", "received", "state",
                ])
        }
    }

    @Test func `errors of the API are problem documents that tell nothing of the inside`()
        async throws
    {
        try await TestNode.with { node in
            let unknown = "/api/v1/listings/\(node.node.nodeID)/offer/3n372anpsvzcdjeytnslg5ykqm"
            for path in [unknown, "/api/v1/nothing", "/api/v1/listings/x/y/z"] {
                let reply = try await node.web.get(path)
                #expect(reply.status == 404)
                #expect(reply.headers[.contentType] == "application/problem+json")
                let json = try reply.json()
                #expect(json.object?["status"]?.int == 404)
                #expect(json.object?["title"] == "Not Found")
                #expect(!reply.text.contains(node.folder.path))
            }
        }
    }

    @Test func `reads may come from any page, and only reads`() async throws {
        try await TestNode.with { node in
            for path in ["/api/v1/status", "/api/v1/listings", "/api/v1/networks"] {
                let reply = try await node.web.get(path)
                #expect(reply.headers[.accessControlAllowOrigin] == "*")
            }
            #expect(
                try await node.web.get("/networks").headers[.accessControlAllowOrigin] == nil)
            #expect(
                try await node.control.get("/control/v1/status")
                    .headers[.accessControlAllowOrigin] == nil)
        }
    }

    @Test func `no control route is on the public router`() async throws {
        try await TestNode.with { node in
            for (method, path) in [
                ("GET", "/control/v1/status"), ("POST", "/control/v1/listings"),
                ("POST", "/control/v1/peers"), ("POST", "/control/v1/sync"),
            ] {
                let name = try #require(HTTPRequest.Method(method))
                #expect(try await node.web.send(name, path).status == 404)
            }
        }
    }

    @Test func `health and readiness answer`() async throws {
        try await TestNode.with { node in
            let health = try await node.web.get("/healthz")
            #expect(health.text == "ok\n")
            let ready = try await node.web.get("/readyz")
            #expect(ready.text == "ready\n")
        }
    }
}
