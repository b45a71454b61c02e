import Foundation
import SangamLog
import SangamNode
import SangamStore
import Testing

/// Sections that another implementation made, written from Protocol.md alone.
@Suite struct SecondTeamTests {
    private static func section(_ name: String) throws -> Section {
        let folder = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
        let bytes = try Data(contentsOf: folder.appendingPathComponent(name + ".section"))
        var reader = SectionReader()
        try reader.feed(Array(bytes))
        return try reader.finish()
    }

    /// A node that takes what the sender of a section pushes.
    private static func receiver(of name: String) async throws -> (SimulatedNetwork, Node) {
        let network = try SimulatedNetwork(seed: 61)
        let node = try await network.addNode("reader")
        _ = try await node.addPeer(
            url: nil, node: try section(name).origin.node, name: nil, isPrivate: false, hops: nil,
            now: network.now)
        return (network, node)
    }

    @Test
    func `a closed epoch replaces what is held of another history, from the first difference`()
        async throws
    {
        let (network, node) = try await Self.receiver(of: "closed-1")
        let first = try Self.section("closed-1")
        let closed = try Self.section("closed-2")
        #expect(try await node.receivePush(first, now: network.now) == .accepted(size: 5))
        #expect(try await node.receivePush(closed, now: network.now) == .accepted(size: 6))
        #expect(try await node.receivePush(closed, now: network.now) == .accepted(size: 6))
        let verified = try await node.verify(log: nil, all: true)
        #expect(!verified.contains { !$0.ok })
    }

    @Test func `a broken log is not extended past its bad line by another head`() async throws {
        let (network, node) = try await Self.receiver(of: "broken-1")
        let (first, bad) = (try Self.section("broken-1"), try Self.section("broken-2"))
        let other = try Self.section("broken-3")
        #expect(try await node.receivePush(first, now: network.now) == .accepted(size: 4))
        let fault = PushAnswer.invalid(line: 20, reason: .entryByte)
        #expect(try await node.receivePush(bad, now: network.now) == fault)
        #expect(try await node.receivePush(other, now: network.now) == .refused(word: "frozen"))
        #expect(try await node.receivePush(bad, now: network.now) == fault)
        let row = try #require(
            try await node.status(now: network.now).logs.first {
                $0.status.origin == first.origin
            })
        #expect(row.state == "broken" && row.status.size == 4)
    }
}
