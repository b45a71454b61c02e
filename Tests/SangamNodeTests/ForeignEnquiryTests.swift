import SangamDirectory
import SangamLog
import SangamStore
import Testing

@testable import SangamNode

/// A listing of another network has its form on that network's pages.
@Suite struct ForeignEnquiryTests {
    /// Publishes on one node, carries its log to another, and gives both to a test.
    static func withForeign(
        url: String?, _ body: (MessageNode, RecordID) async throws -> Void
    ) async throws {
        try await MessageNode.with { origin in
            let id = try await origin.publish(
                ",\"contact\":{\"email\":\"bakery@example.org\"},\"partOf\":[]")
            let logID = await origin.node.identity().currentOrigin.logID
            let section = try await origin.node.bundleSection(log: logID, from: 0)
            try await MessageNode.with { reader in
                _ = try await reader.node.addPeer(
                    url: url, node: id.node, name: "origin", isPrivate: false, hops: nil,
                    now: MessageNode.now)
                let run = try await reader.node.beginBundle(now: MessageNode.now)
                try await run.feed(section.bytes)
                _ = try await run.finish()
                try await body(reader, id)
            }
        }
    }

    @Test func `a question to another network's listing is asked on its own page`() async throws {
        try await Self.withForeign(url: nil) { node, id in
            // The profile of the test network says https://sem.example.org.
            let outcome = try await node.take(MessageNode.enquiry(id))
            #expect(outcome == .elsewhere(url: "https://sem.example.org/ask/\(id)"))
            let place = try await node.node.askPlace(id, .correct, now: MessageNode.now)
            #expect(place == .elsewhere(url: "https://sem.example.org/correct/\(id)"))
            let messages = try await node.node.messages()
            #expect(messages.isEmpty)
        }
    }

    @Test func `if that network cannot be reached, we keep the message to pass it on`()
        async throws
    {
        try await Self.withForeign(url: "https://sem.example.org") { node, id in
            _ = try await node.node.sync([], now: MessageNode.now)
            #expect(
                try await node.node.askPlace(id, .ask, now: MessageNode.now)
                    == .byUs(url: "https://sem.example.org/ask/\(id)"))
            #expect(try await node.take(MessageNode.enquiry(id)) == .taken(isMailed: false))
            let message = try #require(try await node.node.messages().first)
            #expect(message.kind == .forward)
            #expect(message.record == id)
            // Another network's words do not lead our visitors' mail anywhere.
            #expect(try await node.node.addressee(of: message) == nil)
        }
    }
}
