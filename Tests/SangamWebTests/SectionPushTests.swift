import HTTPTypes
import SangamLog
import SangamNode
import SangamWeb
import Testing

@Suite struct SectionPushTests {
    /// A node that accepts another, and that other's whole log as one section.
    private func pair(
        _ body: (TestNode, _ section: [UInt8], _ sender: TestNode) async throws -> Void
    ) async throws {
        try await TestNode.with { sender in
            try await sender.publish(TestNode.bakery)
            let log = await sender.logID
            let section = try await sender.web.get("/sangam/v1/log/\(log)/range?from=0").body
            try await TestNode.with { receiver in
                try await body(receiver, section, sender)
            }
        }
    }

    private func accept(_ sender: TestNode, at receiver: TestNode) async throws {
        _ = try await receiver.node.addPeer(
            url: nil, node: sender.node.nodeID, name: "sender", isPrivate: false, hops: nil,
            now: TestNode.now)
    }

    private func push(
        _ body: [UInt8], to node: TestNode, headers: HTTPFields = [:], from address: String? = nil
    ) async throws -> InProcessCaller.Reply {
        try await node.web.send(
            .post, "/sangam/v1/section", headers: headers, body: body, remoteAddress: address)
    }

    @Test func `a section of an accepted log is taken and shown`() async throws {
        try await pair { receiver, section, sender in
            try await accept(sender, at: receiver)
            let reply = try await push(section, to: receiver)
            #expect(reply.status == 200)
            #expect(reply.text == "size 2\n")
            let page = try await receiver.web.get("/search?q=umbumbano")
            #expect(page.text.contains("Umbumbano Bakery"))
            let id = try #require(page.text.split(separator: "href=\"/l/").dropFirst().first)
            let listing = try await receiver.web.get("/l/\(id.prefix { $0 != "\"" })")
            #expect(listing.text.contains("It came to us directly from SEM South Africa"))
            let networks = try await receiver.web.get("/networks")
            #expect(networks.text.contains("directly"))
        }
    }

    @Test(arguments: [true, false])
    func `gzip is known by the first two bytes, whatever the header says`(
        saysSo: Bool
    ) async throws {
        try await pair { receiver, section, sender in
            try await accept(sender, at: receiver)
            let zipped = try await push(
                Gzip.compress(section), to: receiver,
                headers: saysSo ? [.contentEncoding: "gzip"] : [:])
            #expect(zipped.text == "size 2\n")
            let plain = try await push(
                section, to: receiver, headers: saysSo ? [.contentEncoding: "gzip"] : [:])
            #expect(plain.text == "size 2\n")
        }
    }

    @Test func `a log that is not accepted is refused with one word`() async throws {
        try await pair { receiver, section, _ in
            let reply = try await push(section, to: receiver)
            #expect(reply.status == 403)
            #expect(reply.text == "not-accepted\n")
        }
    }

    @Test func `a fault is answered with its line and reason`() async throws {
        try await pair { receiver, section, sender in
            try await accept(sender, at: receiver)
            let lines = section.split(separator: 0x0A, omittingEmptySubsequences: false)
            let cases: [([UInt8], String)] = [
                ([], "line 1 cut\n"),
                (Array("sangam section v2\n".utf8), "line 1 newerFormat\n"),
                (Array(section.dropLast(4)), "line \(lines.count - 1) cut\n"),
                (section + Array("x\n".utf8), "line \(lines.count) trailing\n"),
                ([0x1F, 0x8B, 0, 0], "line 0 gzip\n"),
                (Array(Gzip.compress(section).dropLast(3)), "line 0 gzip\n"),
            ]
            for (body, answer) in cases {
                let reply = try await push(body, to: receiver)
                #expect(reply.status == 422, "\(answer)")
                #expect(reply.text == answer)
            }
        }
    }

    @Test func `D11 a body that inflates without end is refused at the bound`() async throws {
        try await TestNode.with { node in
            let bomb = Gzip.compress([UInt8](repeating: 0x61, count: 64 << 20))
            let reply = try await push(bomb, to: node)
            #expect(reply.status == 413)
            #expect(reply.headers[.connection] == "close")
            let plain = try await push([UInt8](repeating: 0x61, count: 9 << 20), to: node)
            #expect(plain.status == 413)
        }
    }

    @Test func `a log not yet held must begin at 0, and a larger start is told our size`()
        async throws
    {
        try await pair { receiver, _, sender in
            try await accept(sender, at: receiver)
            let log = await sender.logID
            let tail = try await sender.web.get("/sangam/v1/log/\(log)/range?from=1").body
            let reply = try await push(tail, to: receiver)
            #expect(reply.status == 409)
            #expect(reply.text == "size 0\n")
        }
    }

    @Test func `C16 pushes of one address are limited, and told when to come back`() async throws {
        try await TestNode.with { node in
            var reply = try await push([], to: node, from: "8.8.8.8")
            for _ in 0..<Limits.pushesPerMinutePerAddress {
                reply = try await push([], to: node, from: "8.8.8.8")
            }
            #expect(reply.status == 429)
            let seconds = try #require(reply.headers[.retryAfter].flatMap { Int($0) })
            #expect((1...60).contains(seconds))
            #expect(try await push([], to: node, from: "9.9.9.9").status == 422)
        }
    }
}
