import Foundation
import HTTPTypes
import SangamDirectory
import SangamNode
import Testing

@testable import SangamWeb

/// `openapi.json` says what the routes do, and nothing else.
@Suite struct OpenAPITests {
    private let document: APIDocument

    init() throws { document = try APIDocument() }

    @Test func `the document has every route and no other`() throws {
        let routes = try RouteSource.routes()
        #expect(routes.count > 60)
        let described = Set(document.operations.map { "\($0.method) \($0.path)" })
        // These pages answer their files too: an id has no dot.
        let files = ["/l/{node}/{kind}/{id}", "/n/{node}", "/tree/{node}/{kind}/{id}"]
        #expect(described == routes.union(files.map { "GET \($0).{format}" }))
    }

    @Test func `routes are read from the source as they are written`() throws {
        let source = """
            routes.get("/a/:node/b", .api, x)
            routes.get(
                "/c", .pages, y)
            routes.form("/d", z)
            routes.page("/search.\\(format.rawValue)", f)
            """
        let routes = try RouteSource.routes(in: source)
        #expect(routes.isSuperset(of: ["GET /a/{node}/b", "GET /c", "POST /d", "GET /search.ics"]))
        #expect(routes.count == 3 + ViewFormat.allCases.count)
        #expect(throws: (any Error).self) {
            try RouteSource.routes(in: "routes.get(\"/\\(unknown)\", .api, x)")
        }
        #expect(throws: (any Error).self) {
            try RouteSource.routes(in: "routes.get(Other.path, .api, x)")
        }
    }

    @Test func `a path names its parameters, and each operation its answers`() throws {
        var ids: Set<String> = []
        for operation in document.operations {
            let inPath = operation.path.split(separator: "{").dropFirst().map {
                String($0.prefix { $0 != "}" })
            }
            #expect(operation.names("path") == inPath, "\(operation.path)")
            #expect(ids.insert(operation.id).inserted, "\(operation.id)")
            #expect(operation.codes.contains("200"))
        }
    }

    @Test func `the filters are those that a search reads`() {
        let filters = SearchParameters.filters
        #expect(
            document.operation("GET", "/api/v1/listings")?.names("query")
                == filters + ["limit", "cursor"])
        #expect(
            document.operation("GET", "/search")?.names("query")
                == filters + ["limit", "page", "text"])
        for format in ViewFormat.allCases {
            for (view, more) in [("search", []), ("map", []), ("calendar", ["month"])] {
                let operation = document.operation("GET", "/\(view).\(format.rawValue)")
                #expect(operation?.names("query") == filters + more)
            }
        }
        for path in ["/map", "/calendar", "/figures", "/figures.csv", "/print", "/embed/map"] {
            let names = document.operation("GET", path)?.names("query") ?? []
            #expect(Array(names.prefix(filters.count)) == filters, "\(path)")
        }
    }

    @Test func `each JSON answer has the members that its schema names`() async throws {
        try await TestNode.with { node in
            let id = try await node.publish(TestNode.bakery)
            try await node.publish(
                #"{"kind":"organisation","lang":"en","name":{"en":"Bakery two"}"#
                    + #","place":{"point":[-29.9,31.0],"precision":"exact"}}"#)
            for (path, target) in [
                ("/api/v1/listings", "/api/v1/listings?near=-29.86,31.03&within=50&limit=1"),
                ("/api/v1/listings", "/api/v1/listings?q=baekry"),
                ("/api/v1/listings/{node}/{kind}/{id}", "/api/v1/listings/\(id)"),
                ("/api/v1/networks", "/api/v1/networks"), ("/api/v1/status", "/api/v1/status"),
                ("/map.json", "/map.json?bbox=-90,-180,90,180"),
                ("/map.json", "/map.json?bbox=-29.95,30.9,-29.8,31.1"),
                ("/map/outline.json", "/map/outline.json"),
                ("/search.geojson", "/search.geojson"), ("/search.jsonld", "/search.jsonld"),
            ] {
                let reply = try await node.web.get(target)
                #expect(reply.status == 200, "\(target)")
                let (type, schema) = try #require(
                    document.operation("GET", path)?.content("200").first, "\(path)")
                #expect(reply.headers[.contentType] == type, "\(target)")
                let problems = document.problems(try reply.json(), schema, at: target)
                #expect(problems == [])
            }
        }
    }

    @Test func `a problem of the API has the members that its schema names`() async throws {
        try await TestNode.with { node in
            for target in ["/api/v1/listings?limit=0", "/api/v1/nothing"] {
                let reply = try await node.web.get(target)
                let schema = document.schema("Problem")
                #expect(document.problems(try reply.json(), schema, at: target) == [])
            }
        }
    }

    @Test func `the check of a schema sees what is missing, too much, or of another type`() throws {
        let schema = document.schema("SearchPage")
        func problems(_ text: String) throws -> Int {
            document.problems(
                try RecordCoding.parseJSON(Array(text.utf8)), schema, at: ""
            ).count
        }
        let good = #""total":0,"totalAtLeast":false,"items":[],"next":null"#
        #expect(try problems("{\(good)}") == 0)
        #expect(try problems("{\(good),\"more\":1}") == 1)
        #expect(try problems(#"{"totalAtLeast":false,"items":[],"next":null}"#) == 1)
        #expect(try problems(#"{"total":"0","totalAtLeast":0,"items":[],"next":1}"#) == 3)
        #expect(try problems(#"{"total":0,"totalAtLeast":false,"items":[{}],"next":null}"#) > 5)
    }

    @Test func `every described file of a view and a listing is answered with its type`()
        async throws
    {
        try await TestNode.with { node in
            let bakery = try await node.publish(TestNode.bakery)
            let market = try await node.publish(
                #"{"kind":"market","lang":"en","name":{"en":"Market"},"starts":"2026-12-05T08:00","#
                    + #""zone":"Africa/Johannesburg"}"#)
            let one = document.operation("GET", "/l/{node}/{kind}/{id}.{format}")
            for format in ViewFormat.allCases {
                let view = try await node.web.get("/search.\(format.rawValue)")
                let operation = document.operation("GET", "/search.\(format.rawValue)")
                #expect(view.status == 200)
                #expect(operation?.content("200").first?.type == view.headers[.contentType])
                #expect(view.headers[.accessControlAllowOrigin] == "*")
                let id = format == .ics ? market : bakery
                let listing = try await node.web.get("/l/\(id).\(format.rawValue)")
                #expect(listing.status == 200, "\(format)")
                #expect(
                    one?.content("200").contains { $0.type == listing.headers[.contentType] }
                        == true)
            }
        }
    }

    @Test func `the document is served to programs of any site, with this network's contact`()
        async throws
    {
        try await TestNode.with { node in
            let reply = try await node.web.get("/openapi.json")
            #expect(reply.status == 200)
            #expect(reply.headers[.contentType] == "application/json; charset=utf-8")
            #expect(reply.headers[.accessControlAllowOrigin] == "*")
            let served = try reply.json().object
            #expect(served?["openapi"] == "3.1.0")
            #expect(served?["servers"]?.array?.first?.object?["url"] == "/")
            #expect(served?["paths"] == document.object["paths"])
            let contact = served?["info"]?.object?["contact"]?.object
            #expect(contact?["name"] == "SEM South Africa")
            #expect(contact?["url"] == "https://sem.example.org")
            #expect(contact?["email"] == nil)
            #expect(
                served?["info"]?.object?["license"]?.object?["identifier"] == "Apache-2.0")
        }
    }
}
