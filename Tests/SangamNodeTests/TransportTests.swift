import Foundation
import Glibc
import SangamNode
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(15)))
struct TransportTests {
    private func request(
        _ url: String, deadlineSeconds: Int = 600, maximumBytes: Int = 1 << 20,
        allowPrivate: Bool = true
    ) -> PeerRequest {
        PeerRequest(
            url: url, deadlineSeconds: deadlineSeconds, maximumBytes: maximumBytes,
            allowPrivate: allowPrivate)
    }

    private func error(
        _ transport: CurlTransport, _ request: PeerRequest
    ) async -> TransportError? {
        do {
            _ = try await transport.send(request).collect(limit: .max)
            return nil
        } catch {
            return error
        }
    }

    private func answering(_ answer: String) throws -> TinyServer {
        try TinyServer { connection in
            while connection.readRequest() != nil { guard connection.send(answer) else { break } }
            return true
        }
    }

    @Test func `an answer has its status, its headers in lower case and its body`() async throws {
        let server = try answering(
            "HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\nX-One:  a \r\nx-one: b\r\n\r\nhello")
        let transport = CurlTransport(version: "1.0")
        let response = try await transport.send(request(server.url + "/x"))
        #expect(response.status == 404)
        #expect(response.headers["x-one"] == "a, b")
        #expect(try await response.collect(limit: 100) == Array("hello".utf8))
    }

    @Test func `an interim answer is not the answer`() async throws {
        let server = try answering(
            "HTTP/1.1 103 Early\r\nx-early: 1\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
        )
        let response = try await CurlTransport(version: "1").send(request(server.url))
        #expect(response.status == 200)
        #expect(response.headers["x-early"] == nil)
    }

    @Test func `a request is sent as it was given, without Expect`() async throws {
        let seen = Mutex("")
        let server = try TinyServer { connection in
            guard let text = connection.readRequest() else { return false }
            seen.withLock { $0 = text }
            return connection.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        }
        var push = request(server.url + "/a/../b")
        push.method = .post
        push.headers = [("Content-Encoding", "gzip"), ("X-Empty", "")]
        push.body = Array(repeating: UInt8(ascii: "z"), count: 2_000_000)
        #expect(await error(CurlTransport(version: "9.9"), push) == nil)
        let text = seen.withLock { $0 }
        let head = text.components(separatedBy: "\r\n\r\n")[0]
        #expect(head.hasPrefix("POST /a/../b HTTP/1.1"))
        #expect(head.contains("User-Agent: sangam/9.9"))
        #expect(head.contains("Content-Encoding: gzip"))
        #expect(head.contains("X-Empty:"))
        #expect(!head.lowercased().contains("expect"))
        #expect(!head.lowercased().contains("accept-encoding"))
        #expect(text.utf8.count == head.utf8.count + 4 + 2_000_000)
    }

    @Test func `E2 a redirect is an answer and is not followed`() async throws {
        let target = try answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        let server = try answering(
            "HTTP/1.1 302 Found\r\nLocation: \(target.url)/\r\nContent-Length: 0\r\n\r\n")
        let response = try await CurlTransport(version: "1").send(request(server.url))
        #expect(response.status == 302)
        #expect(response.headers["location"] == target.url + "/")
        #expect(target.connections == 0)
    }

    @Test(arguments: [
        "ftp://example.org/", "file:///etc/passwd", "HTTP://example.org", "http://", "http:///x",
        "http://①27.0.0.1/", "http://user@example.org/", "http://a:b@example.org/",
        "http://example.org:0/", "http://example.org:65536/", "http://example.org:/",
        "http://exa mple.org/", "http://example.org/\r\nX: y", "http://example.org\\@127.0.0.1/",
        "http://exam%70le.org/", "http://[::1/", "http://[::1]x/", "http://[fe80::1%25eth0]/",
        "http://example.org/#a", "//example.org", "gopher://127.0.0.1/", "",
    ])
    func `E1 an address that is not plainly one of a peer is refused`(url: String) async {
        let transport = CurlTransport(version: "1")
        #expect(await error(transport, request(url))?.code == .invalidURL)
    }

    @Test(arguments: [
        "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "localhost", "[::1]",
        "[::ffff:127.0.0.1]", "0", "0.0.0.0", "[::]",
    ])
    func `E1 without private no spelling of loopback is reached`(host: String) async throws {
        let server = try answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        let transport = CurlTransport(version: "1")
        let url = "http://\(host):\(server.port)/"
        #expect(
            await error(transport, request(url, allowPrivate: false))?.code == .forbiddenAddress)
        #expect(server.connections == 0)
    }

    @Test func `E1 the metadata address is not reached, private or not`() async {
        let transport = CurlTransport(version: "1")
        for host in ["169.254.169.254", "[::ffff:169.254.169.254]", "2852039166"] {
            #expect(await error(transport, request("http://\(host)/"))?.code == .forbiddenAddress)
        }
    }

    @Test func `E1 a connection opened for a private peer serves no other request`() async throws {
        let server = try answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        let transport = CurlTransport(version: "1")
        for _ in 0..<2 { #expect(await error(transport, request(server.url)) == nil) }
        #expect(server.connections == 1, "the connection is reused")
        #expect(
            await error(transport, request(server.url, allowPrivate: false))?.code
                == .forbiddenAddress)
        #expect(server.connections == 1)
    }

    @Test func `E5 a peer that trickles is given up by its rate`() async throws {
        let server = try trickling(after: "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        var bounds = CurlTransport.Bounds()
        bounds.slowSeconds = 2
        let transport = CurlTransport(version: "1", bounds: bounds)
        #expect(await error(transport, request(server.url))?.code == .tooSlow)
    }

    @Test func `E5 a peer that trickles is given up by the deadline`() async throws {
        let server = try trickling(after: "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        let transport = CurlTransport(version: "1")
        #expect(await error(transport, request(server.url, deadlineSeconds: 1))?.code == .timedOut)
    }

    @Test func `E5 a peer that trickles its headers is given up by the deadline`() async throws {
        let server = try trickling(after: "HTTP/1.1 200 OK\r\nX: ")
        let transport = CurlTransport(version: "1")
        #expect(await error(transport, request(server.url, deadlineSeconds: 1))?.code == .timedOut)
    }

    @Test func `E5 a slow peer holds up no other`() async throws {
        let slow = try trickling(after: "HTTP/1.1 200 OK\r\nX: ")
        let quick = try answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        let transport = CurlTransport(version: "1")
        let isOver = Mutex(false)
        let slowEnd = Task {
            let end = await error(transport, request(slow.url))
            isOver.withLock { $0 = true }
            return end
        }
        #expect(await comesTrue { slow.connections == 1 })
        for _ in 0..<20 { #expect(await error(transport, request(quick.url)) == nil) }
        #expect(!isOver.withLock { $0 })
        slowEnd.cancel()
        #expect(await slowEnd.value?.code == .cancelled)
    }

    private func trickling(after start: String) throws -> TinyServer {
        try TinyServer { connection in
            guard connection.readRequest() != nil, connection.send(start) else { return false }
            while connection.send("a") { usleep(100_000) }
            return false
        }
    }

    @Test(arguments: [true, false])
    func `a body over the bound is refused, announced or not`(isAnnounced: Bool) async throws {
        let length = isAnnounced ? "Content-Length: 300000\r\n" : ""
        let server = try TinyServer { connection in
            guard connection.readRequest() != nil else { return false }
            return connection.send("HTTP/1.1 200 OK\r\n\(length)\r\n")
                && connection.send([UInt8](repeating: 97, count: 300_000))
        }
        let transport = CurlTransport(version: "1")
        let under = request(server.url, maximumBytes: 299_999)
        #expect(await error(transport, under)?.code == .tooLarge)
        #expect(await error(transport, request(server.url, maximumBytes: 300_000)) == nil)
    }

    @Test func `headers over the bound are refused`() async throws {
        let line = "X-Long: " + String(repeating: "a", count: 1000) + "\r\n"
        let server = try answering(
            "HTTP/1.1 200 OK\r\n" + String(repeating: line, count: 70) + "\r\n")
        #expect(await error(CurlTransport(version: "1"), request(server.url))?.code == .tooLarge)
    }

    @Test func `a body that breaks off is an error, not a short body`() async throws {
        let server = try TinyServer { connection in
            guard connection.readRequest() != nil else { return false }
            return connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
        }
        #expect(await error(CurlTransport(version: "1"), request(server.url))?.code == .failed)
    }

    @Test func `status and headers arrive while the body is still coming`() async throws {
        let server = try trickling(after: "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        let transport = CurlTransport(version: "1")
        let response = try await transport.send(request(server.url))
        #expect(response.status == 200)
        for try await chunk in response.body {
            #expect(chunk.first == UInt8(ascii: "a"))
            break
        }
    }

    @Test func `letting go of the body ends the transfer`() async throws {
        let server = try trickling(after: "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        let transport = CurlTransport(version: "1")
        do {
            let response = try await transport.send(request(server.url))
            #expect(response.status == 200)
        }
        #expect(await comesTrue { server.lost == 1 })
    }

    @Test func `cancelling the task ends the request before the headers`() async throws {
        let server = try trickling(after: "HTTP/1.1 200 OK\r\nX: ")
        let transport = CurlTransport(version: "1")
        let task = Task { await error(transport, request(server.url)) }
        #expect(await comesTrue { server.connections == 1 })
        task.cancel()
        #expect(await task.value?.code == .cancelled)
        #expect(await comesTrue { server.lost == 1 })
    }

    @Test func `cancelling the task ends the request within the body`() async throws {
        let server = try trickling(after: "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        let transport = CurlTransport(version: "1")
        let isReading = Mutex(false)
        let task = Task { () -> TransportError? in
            do throws(TransportError) {
                let response = try await transport.send(request(server.url))
                isReading.withLock { $0 = true }
                _ = try await response.collect(limit: .max)
                return nil
            } catch {
                return error
            }
        }
        #expect(await comesTrue { isReading.withLock { $0 } })
        task.cancel()
        #expect(await task.value?.code == .cancelled)
        #expect(await comesTrue { server.lost == 1 })
    }

    @Test func `a reader that waits holds up the peer, and nothing is lost`() async throws {
        let sent = Mutex(0)
        // Far more than the kernel's buffers and ours hold together.
        let total = 24_000_000
        let server = try TinyServer { connection in
            guard connection.readRequest() != nil else { return false }
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: \(total)\r\n\r\n")
            let piece = [UInt8](repeating: 7, count: 100_000)
            for _ in 0..<(total / piece.count) {
                guard connection.send(piece) else { return false }
                sent.withLock { $0 += piece.count }
            }
            return true
        }
        let transport = CurlTransport(version: "1")
        let response = try await transport.send(
            request(server.url, maximumBytes: total))
        try await Task.sleep(for: .milliseconds(500))
        #expect(sent.withLock { $0 } < total * 3 / 4, "the peer is not read ahead without bound")
        #expect(try await response.collect(limit: total).count == total)
    }

    @Test func `a name without address and a closed port are told apart`() async throws {
        let transport = CurlTransport(version: "1")
        let nowhere = await error(transport, request("http://no-such-name.invalid/"))
        #expect(nowhere?.code == .unresolvable)
        let port = try answering("").port
        let closed = await error(transport, request("http://127.0.0.1:\(port)/"))
        #expect(closed?.code == .unreachable)
    }

    @Test func `a peer without TLS behind https is an error of TLS`() async throws {
        let server = try TinyServer { connection in
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        }
        let url = "https://127.0.0.1:\(server.port)/"
        #expect(await error(CurlTransport(version: "1"), request(url))?.code == .tls)
    }

    @Test func `a Unix socket is reached by its path`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/control.sock"
        let server = try TinyServer(path: path) { connection in
            guard connection.readRequest() != nil else { return false }
            return connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")
        }
        var control = request("http://localhost/control", allowPrivate: false)
        control.unixSocket = path
        let response = try await CurlTransport(version: "1").send(control)
        #expect(try await response.collect(limit: 10) == Array("hi".utf8))
        #expect(server.connections == 1)
    }

    @Test func `many requests at once are all answered`() async throws {
        let server = try answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        let transport = CurlTransport(version: "1")
        let answered = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<150 {
                group.addTask { await error(transport, request(server.url)) == nil }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(answered == 150)
        #expect(server.connections <= 64)
    }

    @Test func `stopping ends what is under way and refuses what comes`() async throws {
        let server = try trickling(after: "HTTP/1.1 200 OK\r\nX: ")
        let transport = CurlTransport(version: "1")
        let task = Task { await error(transport, request(server.url)) }
        #expect(await comesTrue { server.connections == 1 })
        await Task.detached { transport.stop() }.value
        #expect(await task.value?.code == .cancelled)
        #expect(await error(transport, request(server.url))?.code == .cancelled)
        await Task.detached { transport.stop() }.value
    }

    @Test func `a header with a line break is refused`() async {
        var bad = request("http://127.0.0.1:1/")
        bad.headers = [("X", "a\r\nY: b")]
        #expect(await error(CurlTransport(version: "1"), bad)?.code == .invalidRequest)
    }

    @Test func `a transport can be a function call, under the same bounds`() async throws {
        let transport = PeerTransport { (request) throws(TransportError) in
            guard request.url == "sim://a" else {
                throw TransportError(.unreachable, "no such node")
            }
            return PeerResponse(status: 200, headers: ["x": "y"], bytes: [1, 2, 3])
        }
        let response = try await transport.send(request("sim://a"))
        #expect(response.status == 200 && response.headers == ["x": "y"])
        #expect(try await response.collect(limit: 3) == [1, 2, 3])
        let long = try await transport.send(request("sim://a"))
        await #expect(throws: TransportError(.tooLarge, "the answer has more than 2 bytes")) {
            try await long.collect(limit: 2)
        }
        await #expect(throws: TransportError.self) { try await transport.send(request("sim://b")) }
    }

    /// Waits for something that another thread does, at most 20 s.
    private func comesTrue(_ condition: () -> Bool) async -> Bool {
        for _ in 0..<60_000 {
            if condition() { return true }
            try? await Task.sleep(for: .milliseconds(10))
        }
        return false
    }
}
