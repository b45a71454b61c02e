import HTTPTypes
import SangamDirectory
import SangamLog
import SangamNode
import Testing

@testable import SangamWeb

/// The forms of a listing that another network keeps: what the page says is what is done.
@Suite struct ForeignFormTests {
    /// Gives a test a node that holds a listing of another network.
    ///
    /// - Parameters:
    ///   - hasPages: whether that network has told where its pages are.
    ///   - url: where it is exchanged with, which nobody answers.
    private func withForeign(
        hasPages: Bool, url: String? = nil, _ body: (TestNode, RecordID) async throws -> Void
    ) async throws {
        try await TestNode.with { origin in
            if !hasPages {
                try await origin.publish(
                    #"{"kind":"network","lang":"en","name":{"en":"Without pages"}}"#)
            }
            let id = try await origin.publish(TestNode.bakery)
            let section = try await origin.node.bundleSection(log: await origin.logID, from: 0)
            try await TestNode.with { node in
                _ = try await node.node.addPeer(
                    url: url, node: id.node, name: "origin", isPrivate: false, hops: nil,
                    now: TestNode.now)
                let run = try await node.node.beginBundle(now: TestNode.now)
                try await run.feed(section.bytes)
                _ = try await run.finish()
                try await body(node, id)
            }
        }
    }

    private func post(_ node: TestNode, _ path: String) async throws -> InProcessCaller.Reply {
        try await node.web.send(
            .post, path, headers: [.contentType: "application/x-www-form-urlencoded"],
            body: Array("text=Bread%3F&note=Wrong&reply=me@example.org".utf8))
    }

    @Test func `a network with pages gets its questions there, and nothing is kept here`()
        async throws
    {
        try await withForeign(hasPages: true) { node, id in
            for form in ["ask", "correct"] {
                let there = "href=\"https://sem.example.org/\(form)/\(id)\""
                let page = try await node.web.get("/\(form)/\(id)")
                #expect(page.status == 200 && page.text.contains(there))
                #expect(!page.text.contains("<form action=\"/\(form)/"))
                let reply = try await post(node, "/\(form)/\(id)")
                #expect(reply.status == 409 && reply.text.contains(there))
                #expect(reply.text.contains("neither sent nor kept"))
            }
            #expect(try await node.node.messages().isEmpty)
            let listing = try await node.web.get("/l/\(id)").text
            #expect(listing.contains("Your question is for"))
        }
    }

    @Test func `the way to the form keeps the language and names the listing`() async throws {
        try await withForeign(hasPages: true) { node, id in
            let page = try await node.web.get("/fr/ask/\(id)").text
            #expect(page.contains("href=\"https://sem.example.org/fr/ask/\(id)\""))
            #expect(page.contains("Umbumbano Bakery"))
        }
    }

    @Test func `a network that is not shown is said to be so on each of its pages`() async throws {
        try await withForeign(hasPages: true) { node, id in
            _ = try await node.control.send(
                .post, "/control/v1/peers/block?node=\(id.node)")
            for path in [
                "/l/\(id)", "/n/\(id.node)", "/tree/\(id)", "/ask/\(id)", "/correct/\(id)",
            ] {
                let page = try await node.web.get(path)
                #expect(page.status == 404 && page.text.contains("is not shown here"), "\(path)")
            }
            let search = try await node.web.get("/search?network=\(id.node)").text
            #expect(search.contains("is not shown here"))
            #expect(try await node.web.get("/n/\(id.node)x").status == 404)
        }
    }

    @Test func `for a network without pages we take the message, and say who gets it`()
        async throws
    {
        try await withForeign(hasPages: false) { node, id in
            for form in ["ask", "correct"] {
                let page = try await node.web.get("/\(form)/\(id)").text
                #expect(page.contains("<form action=\"/\(form)/"))
                #expect(page.contains("has told us of no pages of its own"))
                #expect(page.contains("Only the people who keep this directory and"))
                #expect(!page.contains("no other network gets it"))
                let reply = try await post(node, "/\(form)/\(id)")
                #expect(reply.status == 200)
                #expect(reply.text.contains("The people who keep this directory will pass it on"))
                #expect(!reply.text.contains("no other network gets it"))
            }
            let kinds = try await node.node.messages().map(\.kind)
            #expect(kinds == [.forward, .forward])
        }
    }

    @Test func `for pages that do not answer we take the message, and say where they are`()
        async throws
    {
        try await withForeign(hasPages: true, url: "https://sem.example.org") { node, id in
            _ = try await node.node.sync([], now: TestNode.now)
            let page = try await node.web.get("/ask/\(id)").text
            #expect(page.contains("cannot be reached just now"))
            #expect(page.contains("<a href=\"https://sem.example.org/ask/\(id)\">"))
            #expect(try await post(node, "/ask/\(id)").status == 200)
            #expect(try await node.node.messages().count == 1)
        }
    }

    @Test func `a message to a listing of ours goes to nobody else`() async throws {
        try await TestNode.with { node in
            let id = try await node.publish(TestNode.bakery)
            let page = try await node.web.get("/ask/\(id)").text
            #expect(page.contains("no other network gets it"))
        }
    }
}
