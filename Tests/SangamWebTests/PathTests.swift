import HTTPTypes
import SangamLog
import SangamNode
import SangamWeb
import Testing

/// Spellings that are not the one of a path (E7); none may reach anything but 404.
private let otherSpellings: [String] = {
    let log = "LOG"
    let tile = "/log/\(log)/tile/0/000.p/1"
    return [
        "/log/\(log)/tile/0/000%2ep/1", "/log/\(log)/tile/0/000.p/01", "/log/\(log)/tile/0/000.p/0",
        "/log/\(log)/tile/0/000.p/256", "/log/\(log)/tile/0/000.p/1/", "/log/\(log)/tile//000.p/1",
        "/log/\(log)/tile/0/x000/000.p/1", "/log/\(log)/tile/00/000.p/1",
        "/log/\(log)/tile/64/000.p/1", "/log/\(log)/tile/-1/000.p/1", "/log/\(log)/tile/0/0.p/1",
        "/log/\(log)/tile/0/../0/000.p/1", "/log/\(log)/tile/../tile/0/000.p/1",
        "/log/\(log)/tile/%2e%2e/%2e%2e/checkpoint", "/log/\(log)/tile/..%2f..%2fetc%2fpasswd",
        "/log/\(log)/tile/%252e%252e/etc/passwd", "/log/\(log)/tile/..\\..\\etc",
        "/log/\(log)/tile/0/000.p/1%00", "/log/\(log)/tile/0/000.p/1;x", "/log/\(log)/tile",
        "/log/\(log)/tile/", "/log/\(log)/tile/0", "/log/\(log)/tile/entries/000.p/1.",
        "/log/\(log)/tile/entries/%30%30%30.p/1", "/log/\(log)/tile/data/000.p/1",
        "/log/\(log)/../\(log)/checkpoint", "/log/./\(log)/checkpoint", "/log//\(log)/checkpoint",
        "//log/\(log)/checkpoint", "/log/\(log)/checkpoint/", "/log/\(log)//checkpoint",
        "/log/\(log)/Checkpoint", "/LOG/\(log)/checkpoint", "/log/\(log)/check%70oint",
        "/log/\(log)/checkpoint%00", "/log/\(log)/checkpoint;a=b", "/log/\(log)%2fcheckpoint",
        "/log/%2e/\(log)/checkpoint", "/log/\(log)/.", "/log/\(log)/..", "/log/\(log)/...",
        "/log/\(log)0/checkpoint", "/log/0\(log)/checkpoint", "/log/upper/checkpoint",
        "/sangam/v1/log/\(log)/payload/00", "/sangam/v1/log/\(log)/payload/+0",
        "/sangam/v1/log/\(log)/payload/0x0", "/sangam/v1/log/\(log)/payload/",
        "/sangam/v1/log/\(log)/payload/-1", "/sangam/v1/log/\(log)/payload/0/",
        "/sangam/v1/log/\(log)/payload/99999999999999999999999",
        "/sangam/v1/log/\(log)/../../roster", "/sangam/v1/./roster", "/sangam/v1/roster/",
        "/sangam//v1/roster", "/./sangam/v1/roster", "/../sangam/v1/roster",
        "/sangam/v1/%72oster", "/.well-known/%73angam", "/.well-known/sangam/",
        "/static/../networks", "/networks/", "/networks%20", "/networks\u{301}", "/style.css/",
        "/style.css%2f", "/\u{301}", "/é", "sangam/v1/roster", "", "*", "\\networks",
        "http://localhost/networks", "/api/v1/status/", "/api/v1//status", "/api/v1/Status",
        tile.uppercased(), "/l/a/b/c", "/l//organisation/3n372anpsvzcdjeytnslg5ykqm",
        "/etc/passwd", "/%", "/%zz", "/networks#a", "/search/%2e%2e",
    ]
}()

@Suite struct PathTests {
    @Test func `E7 nothing but the one spelling of a path is found`() async throws {
        try await TestNode.with { node in
            let log = await node.logID
            for spelling in otherSpellings {
                let path = spelling.replacing("LOG", with: log)
                let reply = try await node.web.get(path)
                #expect(reply.status == 404, "\(path)")
                #expect(!reply.text.contains("root:"), "\(path)")
            }
            // The same places in their one spelling are there.
            for path in [
                "/log/\(log)/tile/0/000.p/1", "/log/\(log)/checkpoint", "/networks",
                "/sangam/v1/roster", "/sangam/v1/log/\(log)/payload/0", "/style.css",
            ] {
                #expect(try await node.web.get(path).status == 200, "\(path)")
            }
        }
    }

    @Test func `a log id in capitals is not found`() async throws {
        try await TestNode.with { node in
            let log = await node.logID
            for path in [
                "/log/\(log.uppercased())/checkpoint",
                "/sangam/v1/log/\(log.uppercased())/range?from=0",
            ] {
                let reply = try await node.web.get(path)
                #expect(reply.status == 404)
            }
        }
    }

    @Test func `E8 other methods are told what is allowed`() async throws {
        try await TestNode.with { node in
            for (method, path, allowed) in [
                ("POST", "/networks", "GET, HEAD"), ("DELETE", "/", "GET, HEAD"),
                ("PUT", "/sangam/v1/section", "POST"), ("GET", "/sangam/v1/section", "POST"),
                ("PATCH", "/api/v1/listings", "GET, HEAD"), ("TRACE", "/search", "GET, HEAD"),
            ] {
                let name = try #require(HTTPRequest.Method(method))
                let reply = try await node.web.send(name, path)
                #expect(reply.status == 405, "\(method) \(path)")
                #expect(reply.headers[.allow] == allowed)
            }
            let options = try await node.web.send(.options, "/api/v1/listings")
            #expect(options.status == 204)
            #expect(options.headers[.accessControlAllowOrigin] == "*")
            #expect(options.headers[.allow] == "GET, HEAD, OPTIONS")
        }
    }

    @Test func `HEAD has the headers of GET and no body`() async throws {
        try await TestNode.with { node in
            let log = await node.logID
            for path in ["/", "/networks", "/log/\(log)/checkpoint", "/api/v1/status"] {
                let get = try await node.web.get(path)
                let head = try await node.web.send(.head, path)
                #expect(head.status == 200)
                #expect(head.body.isEmpty)
                #expect(head.headers[.contentLength] == String(get.body.count))
                #expect(head.headers[.contentType] == get.headers[.contentType])
            }
        }
    }

    @Test func `E8 a path of 9 kB is too long`() async throws {
        try await TestNode.with { node in
            let words = String(repeating: "a", count: 9_000)
            let long = try await node.web.get("/search?q=\(words)")
            #expect(long.status == 414)
            let broken = try await node.web.get("/search?q=%ff")
            #expect(broken.status == 400)
        }
    }
}
