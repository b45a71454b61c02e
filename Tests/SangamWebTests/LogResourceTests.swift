import HTTPTypes
import SangamDirectory
import SangamLog
import SangamNode
import SangamWeb
import Testing

@Suite struct LogResourceTests {
    @Test func `the node document, a range, a payload and a checkpoint come as protocol text`()
        async throws
    {
        try await TestNode.with { node in
            try await node.publish(TestNode.bakery)
            let log = await node.logID
            let document = try await node.web.get("/.well-known/sangam")
            #expect(document.status == 200)
            #expect(document.text.hasPrefix("sangam node v1\n"))
            let range = try await node.web.get("/sangam/v1/log/\(log)/range?from=0")
            #expect(range.headers[.contentType] == "text/plain; charset=utf-8")
            #expect(range.headers[.cacheControl] == "no-store")
            let section = try SectionReader.read(range.body)
            #expect(section.to == 2)
            let line = try await node.web.get("/sangam/v1/log/\(log)/payload/1")
            #expect(line.text.hasPrefix("p organisation/"))
            #expect(line.headers[.cacheControl] == "no-store")
            let checkpoint = try await node.web.get("/log/\(log)/checkpoint")
            #expect(checkpoint.text.split(separator: "\n")[1] == "2")
            #expect(checkpoint.headers[.cacheControl] == "no-cache")
            let tile = try await node.web.get("/log/\(log)/tile/0/000.p/2")
            #expect(tile.body.count == 64)
            #expect(tile.headers[.contentType] == "application/octet-stream")
            #expect(tile.headers[.cacheControl]?.contains("immutable") == true)
        }
    }

    @Test func `a payload that was superseded or removed is gone`() async throws {
        try await TestNode.with { node in
            let id = try await node.publish(TestNode.bakery)
            _ = try await node.node.remove(id.key, now: TestNode.now)
            let log = await node.logID
            #expect(try await node.web.get("/sangam/v1/log/\(log)/payload/1").status == 410)
            #expect(try await node.web.get("/sangam/v1/log/\(log)/payload/99").status == 404)
            #expect(try await node.web.get("/l/\(id)").status == 410)
            #expect(try await node.web.get("/api/v1/listings/\(id)").status == 410)
        }
    }

    @Test(arguments: [
        ("range", "from"), ("range?from=", "from"), ("range?from=01", "from"),
        ("range?from=-1", "from"), ("range?from=1&from=1", "from"), ("range?from=1x", "from"),
        ("range?from=0&payloads=some", "payloads"), ("range?from=0&kinds=", "kinds"),
        ("range?from=0&kinds=Offer", "kinds"), ("range?from=0&kinds=a,,b", "kinds"),
        ("range?from=0&countries=za", "countries"), ("range?from=0&countries=ZA,", "countries"),
    ])
    func `a parameter that cannot be understood is refused by its name`(
        target: String, word: String
    ) async throws {
        try await TestNode.with { node in
            let log = await node.logID
            let reply = try await node.web.get("/sangam/v1/log/\(log)/\(target)")
            #expect(reply.status == 400)
            #expect(reply.text == word + "\n")
        }
    }

    @Test(arguments: [
        ("?wait=2x", "wait"), ("?wait=x", "wait"), ("?wait=", "wait"), ("?wait=+1", "wait"),
        ("?after=", "after"), ("?after=a%20b", "after"), ("?after=1&after=2", "after"),
        ("?after=\(String(repeating: "a", count: 129))", "after"),
    ])
    func `a roster parameter that cannot be understood is refused by its name`(
        query: String, word: String
    ) async throws {
        try await TestNode.with { node in
            let reply = try await node.web.get("/sangam/v1/roster\(query)")
            #expect(reply.status == 400)
            #expect(reply.text == word + "\n")
        }
    }

    @Test func `a range beyond our size is answered with our size`() async throws {
        try await TestNode.with { node in
            let log = await node.logID
            let reply = try await node.web.get("/sangam/v1/log/\(log)/range?from=7")
            #expect(reply.status == 409)
            #expect(reply.text == "size 1\n")
            let other = String(repeating: "0", count: 64)
            #expect(try await node.web.get("/sangam/v1/log/\(other)/range?from=0").status == 404)
        }
    }

    @Test func `filters choose payloads and never entries`() async throws {
        try await TestNode.with { node in
            try await node.publish(TestNode.bakery)
            let log = await node.logID
            for (query, lines) in [
                ("payloads=none", 0), ("payloads=statements", 1), ("kinds=offer", 1),
                ("kinds=organisation,offer", 2), ("countries=ZA", 2), ("countries=GB", 1),
            ] {
                let reply = try await node.web.get("/sangam/v1/log/\(log)/range?from=0&\(query)")
                let section = try SectionReader.read(reply.body)
                #expect(section.entries.count == 2)
                #expect(section.entries.count { $0.payload != nil } == lines, "\(query)")
            }
        }
    }

    // MARK: - gzip

    @Test(arguments: [
        ("gzip", true), ("GZIP", true), ("deflate, gzip;q=0.5", true), ("gzip;q=1.0", true),
        ("gzip; q=0", false), ("gzip;q=0.0", false), ("*", false), ("", false), ("br", false),
        ("identity", false), ("gzip;q=x", false), ("xgzip", false),
    ])
    func `an answer is gzipped only if the caller names gzip`(
        field: String, isGzip: Bool
    ) async throws {
        try await TestNode.with { node in
            let log = await node.logID
            for target in ["/sangam/v1/log/\(log)/range?from=0", "/networks"] {
                let plain = try await node.web.get(target)
                #expect(plain.headers[.contentEncoding] == nil)
                #expect(plain.headers[.vary]?.contains("Accept-Encoding") == true)
                let reply = try await node.web.get(target, headers: [.acceptEncoding: field])
                #expect((reply.headers[.contentEncoding] == "gzip") == isGzip)
                #expect(reply.headers[.contentLength] == String(reply.body.count))
                #expect(try Inflater.read(reply.body, maximumBytes: 1 << 20) == plain.body)
            }
        }
    }

    // MARK: - Held requests

    private func cursor(_ node: TestNode) async throws -> String {
        let roster = try await node.web.get("/sangam/v1/roster")
        let line = try #require(roster.text.split(separator: "\n").dropFirst().first)
        return String(line.dropFirst("next ".count))
    }

    // Beside one that is held for its whole time: other tests share the processors.
    @Test func `a request without a cursor never waits`() async throws {
        try await TestNode.with { node in
            let after = try await cursor(node)
            let isFirst = try await withThrowingTaskGroup(of: Bool.self) { group in
                group.addTask {
                    _ = try await node.web.get("/sangam/v1/roster?after=\(after)&wait=25")
                    return false
                }
                group.addTask {
                    let reply = try await node.web.get("/sangam/v1/roster?wait=25")
                    #expect(reply.status == 200)
                    return true
                }
                let first = try await group.next()
                // Ends the one that is held.
                try await node.publish(TestNode.bakery)
                return first
            }
            #expect(isFirst == true)
        }
    }

    // How fast is measured by hand, never asserted: other tests share the processors.
    @Test func `a held request is answered by a change, long before its time is over`()
        async throws
    {
        try await TestNode.with { node in
            let clock = ContinuousClock()
            let after = try await cursor(node)
            let start = clock.now
            async let held = node.web.get("/sangam/v1/roster?after=\(after)&wait=25")
            try await Task.sleep(for: .milliseconds(300))
            try await node.publish(TestNode.bakery)
            let reply = try await held
            #expect(reply.text.contains("\nlog 0 "))
            #expect(clock.now - start < .seconds(24))
        }
    }

    @Test func `numbers beyond every bound are numbers, and a wait over 25 s counts as 25`()
        async throws
    {
        try await TestNode.with { node in
            let huge = String(repeating: "9", count: 300)
            let log = await node.logID
            for number in ["18446744073709551616", huge] {
                let reply = try await node.web.get("/sangam/v1/log/\(log)/range?from=\(number)")
                #expect(reply.status == 409 && reply.text == "size 1\n")
            }
            let reply = try await node.web.get("/sangam/v1/roster?wait=\(huge)")
            #expect(reply.status == 200)
        }
    }

    @Test func `a quiet request is held until its time is over`() async throws {
        try await TestNode.with { node in
            let after = try await cursor(node)
            let clock = ContinuousClock()
            let time = try await clock.measure {
                let reply = try await node.web.get("/sangam/v1/roster?after=\(after)&wait=1")
                #expect(reply.text == "sangam roster v1\nnext \(after)\nend\n")
            }
            #expect(time >= .milliseconds(900))
        }
    }

    /// How many held requests have ended.
    private actor Ended {
        var count = 0
        func add() { count += 1 }
    }

    @Test func `the fifth held request of one public address is answered at once`() async throws {
        try await TestNode.with { node in
            let after = try await cursor(node)
            let target = "/sangam/v1/roster?after=\(after)&wait=25"
            let ended = Ended()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        _ = try await node.web.get(target, from: "8.8.8.8")
                        await ended.add()
                    }
                }
                for _ in 0..<6 {
                    group.addTask { _ = try await node.web.get(target, from: "127.0.0.1") }
                }
                try await Task.sleep(for: .milliseconds(300))
                let reply = try await node.web.get(target, from: "8.8.8.8")
                #expect(reply.status == 200)
                #expect(await ended.count < 4, "not all four held ones came before the fifth")
                // Another address still has places of its own; the end answers everybody.
                group.addTask { _ = try await node.web.get(target, from: "9.9.9.9") }
                try await Task.sleep(for: .milliseconds(100))
                await node.node.shutdown()
                try await group.waitForAll()
            }
        }
    }
}
