import Foundation
import SangamDirectory
import SangamLog
import SangamNode
import SangamStore
import Testing

/// What is said about records, and to whom a name belongs.
@Suite struct SubjectTests {
    private let network: SimulatedNetwork
    private let node: Node

    init() async throws {
        network = try SimulatedNetwork(seed: 13)
        node = try await network.addNode("own")
        await node.startCheck(seconds: 1, now: network.now)
    }

    private func link(_ a: String, _ b: String) async -> String? {
        await thrown { _ = try await node.link(a, b, not: false, now: network.now) }?.code
    }

    @Test func `a link is between two records that are there, as far as can be known`()
        async throws
    {
        let one = try await network.publish("One", at: node)
        let two = try await network.publish("Two", at: node)
        let gone = try await network.publish("Gone", at: node)
        _ = try await node.remove(gone.key, now: network.now)
        #expect(await link(one.description, one.description) == "same-record")
        #expect(await link(one.description, one.key.description) == "same-record")
        let unknown = try #require(
            RecordKey(kind: "organisation", randomBytes: Array(repeating: 9, count: 16)))
        #expect(await link(one.description, unknown.description) == "unknown")
        #expect(await link(gone.description, one.description) == "removed")
        #expect(await link(one.description, two.description) == nil)
        // Of a network that was never heard of nobody can say what it has.
        let stranger = NodeID(statementZeroText: Array("stranger".utf8))
        #expect(
            await link(one.description, RecordID(node: stranger, key: unknown).description) == nil)
    }

    @Test func `a link that is said again writes nothing, and the opposite is another statement`()
        async throws
    {
        let one = try await network.publish("One", at: node)
        let two = try await network.publish("Two", at: node)
        func say(_ a: String, _ b: String, not: Bool) async throws -> (RecordID, UInt64) {
            let said = try await node.link(a, b, not: not, now: network.now)
            return (said.id, said.index)
        }
        let first = try await say(one.description, two.description, not: false)
        #expect(try await say(one.key.description, two.description, not: false) == first)
        #expect(try await say(two.description, one.key.description, not: false) == first)
        let other = try await say(two.description, one.description, not: true)
        #expect(other.1 == first.1 + 1)
        #expect(try await say(one.description, two.description, not: true) == other)
        let again = try await say(one.description, two.description, not: false)
        #expect(again.1 == other.1 + 1, "the newest statement is what holds")
        _ = try await node.remove(again.0.key, now: network.now)
        let anew = try await say(one.description, two.description, not: false)
        #expect(anew.1 == again.1 + 2)
    }

    @Test func `a name that two peers have is refused, and their ids are not`() async throws {
        let ids = ["x", "y"].map { NodeID(statementZeroText: Array($0.utf8)) }
        for id in ids {
            _ = try await node.addPeer(
                url: nil, node: id, name: "127.0.0.1", isPrivate: false, hops: nil,
                now: network.now)
        }
        let paused = await thrown {
            try await node.setPaused("127.0.0.1", true, now: network.now)
        }
        #expect(paused?.code == "ambiguous-peer")
        let blocked = await thrown {
            _ = try await node.setBlocked("127.0.0.1", true, now: network.now)
        }
        #expect(blocked?.code == "ambiguous-peer", "else it would be the wrong network's")
        try await node.setPaused(ids[1].text, true, now: network.now)
        #expect(try await node.peers().map(\.paused) == [false, true])
    }
}
