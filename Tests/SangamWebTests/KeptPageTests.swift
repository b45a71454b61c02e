import HTTPTypes
import SangamDirectory
import SangamLog
import Testing

@testable import SangamWeb

/// What a browser may keep, and when it is told that it is still the same.
@Suite struct KeptPageTests {
    private static func again(_ tag: String?, _ language: String? = nil) -> HTTPFields {
        var headers: HTTPFields = [:]
        headers[.ifNoneMatch] = tag
        headers[.acceptLanguage] = language
        return headers
    }

    @Test func `a page is not sent again until the directory has changed`() async throws {
        try await RichNode.with { rich in
            let paths =
                ["/", "/search?q=bread", "/map", "/calendar", "/goods", "/figures", "/networks"]
                + ["/figures.csv", "/search.csv", "/map.json?bbox=-30,30,-29,32&zoom=5"]
                + ["/ar/help", rich.path("/l", "bakery"), rich.path("/tree", "federation")]
            var tags: [String: String] = [:]
            for path in paths {
                let page = try await rich.node.web.get(path)
                #expect(page.status == 200, "\(path)")
                #expect(page.headers[.cacheControl] == "no-cache", "\(path)")
                let tag = try #require(page.headers[.eTag], "\(path)")
                tags[path] = tag
                let same = try await rich.node.web.get(path, headers: Self.again(tag))
                #expect(same.status == 304 && same.body.isEmpty, "\(path)")
                #expect(same.headers[.eTag] == tag, "\(path)")
                let other = try await rich.node.web.get(path, headers: Self.again("\"other\""))
                #expect(other.status == 200 && other.body == page.body, "\(path)")
            }
            #expect(Set(tags.values).count == tags.count)
            try await rich.node.publish(TestNode.bakery)
            for (path, tag) in tags where path != "/networks" {
                let changed = try await rich.node.web.get(path, headers: Self.again(tag))
                #expect(changed.status == 200, "\(path)")
                #expect(changed.headers[.eTag] != tag, "\(path)")
            }
        }
    }

    @Test func `another language, another text mode and another method are another page`()
        async throws
    {
        try await RichNode.with { rich in
            let tag = try await rich.node.web.get("/help").headers[.eTag]
            let arabic = try await rich.node.web.get("/help", headers: Self.again(tag, "ar"))
            #expect(arabic.status == 200 && arabic.headers[.eTag] != tag)
            var saving = Self.again(tag)
            saving[try #require(HTTPField.Name("Save-Data"))] = "on"
            #expect(try await rich.node.web.get("/help", headers: saving).status == 200)
            let head = try await rich.node.web.send(.head, "/help", headers: Self.again(tag))
            #expect(head.status == 304)
        }
    }

    @Test func `forms, faults and what is gone are kept by nobody`() async throws {
        try await RichNode.with { rich in
            let paths = [
                rich.path("/ask", "bakery"), rich.path("/correct", "bakery"), "/verify",
                "/verify?about=x", "/nowhere", "/search?near=1,2,3,4",
                "/l/\(rich.ids["bakery"]?.node.text ?? "")/offer/3n372anpsvzcdjeytnslg5ykqm",
            ]
            for path in paths {
                let reply = try await rich.node.web.get(path)
                #expect(reply.headers[.cacheControl] == "no-store", "\(path)")
                #expect(reply.headers[.eTag] == nil, "\(path)")
            }
        }
    }

    @Test func `figures and clusters may be read by other sites`() async throws {
        try await RichNode.with { rich in
            for path in ["/figures.csv", "/map.json?bbox=-30,30,-29,32&zoom=5", "/search.geojson"] {
                let reply = try await rich.node.web.get(path)
                #expect(reply.headers[.accessControlAllowOrigin] == "*", "\(path)")
            }
        }
    }

    @Test func `a first page with a slash at its end is the first page`() async throws {
        try await RichNode.with { rich in
            for (path, same) in [("/ar/", "/ar"), ("/ur/?text=1", "/ur?text=1")] {
                let reply = try await rich.node.web.get(path)
                let first = try await rich.node.web.get(same)
                #expect(reply.status == 200 && reply.text == first.text)
            }
            for path in ["/search/", "/ar/search/", "//", "/xx/", "/ar//"] {
                #expect(try await rich.node.web.get(path).status == 404, "\(path)")
            }
        }
    }

    @Test func `a method that nobody has heard of is not allowed where a page is`() async throws {
        try await RichNode.with { rich in
            let unheard = try #require(HTTPRequest.Method("BREW"))
            for (path, allowed) in [
                ("/search", "GET, HEAD"), ("/sangam/v1/section", "POST"),
                (rich.path("/ask", "bakery"), "GET, HEAD, POST"), ("/ar/map", "GET, HEAD"),
                ("/log/\(await rich.node.logID)/tile/0/000", "GET, HEAD"),
            ] {
                let reply = try await rich.node.web.send(unheard, path)
                #expect(reply.status == 405, "\(path)")
                #expect(reply.headers[.allow] == allowed, "\(path)")
            }
            #expect(try await rich.node.web.send(unheard, "/nowhere").status == 404)
        }
    }

    @Test func `HEAD of a file that is written while it is read tells no length`() async throws {
        try await RichNode.with { rich in
            let head = try await rich.node.web.send(.head, "/search.csv")
            #expect(head.status == 200 && head.body.isEmpty)
            #expect(head.headers[.contentLength] == nil && head.headers[.eTag] != nil)
            #expect(head.headers[.connection] == "close")
        }
    }

    private static func page(_ bytes: Int) -> Answer {
        .html([UInt8](repeating: 0x20, count: bytes))
    }

    @Test func `pages are kept for one state of the directory, the last asked for the longest`() {
        let kept = KeptPages(bytesMost: 64 << 10)
        for tag in ["a", "b", "c"] { kept.keep(Self.page(3_000), tag, stamp: "1") }
        #expect(kept.page("a", stamp: "1")?.body.count == 3_000)
        kept.keep(Self.page(60_000), "large", stamp: "1")
        #expect(kept.page("large", stamp: "1") == nil)
        for number in 0..<14 { kept.keep(Self.page(3_000), "\(number)", stamp: "1") }
        #expect(kept.page("a", stamp: "1") != nil)
        #expect(kept.page("b", stamp: "1") == nil)
        #expect(kept.page("13", stamp: "1") != nil)
        #expect(kept.page("13", stamp: "2") == nil)
        #expect(kept.page("13", stamp: "1") == nil, "nothing of another state is left")
    }

    @Test func `a page that is kept is sent compressed and as it is`() async throws {
        try await RichNode.with { rich in
            var headers: HTTPFields = [:]
            headers[.acceptEncoding] = "gzip"
            let plain = try await rich.node.web.get("/help")
            let packed = try await rich.node.web.get("/help", headers: headers)
            #expect(packed.headers[.contentEncoding] == "gzip")
            #expect(packed.body.count < plain.body.count)
            let again = try await rich.node.web.get("/help", headers: headers)
            #expect(again.body == packed.body)
            let last = try await rich.node.web.get("/help")
            #expect(last.body == plain.body && last.headers[.contentEncoding] == nil)
        }
    }
}
