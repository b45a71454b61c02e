import SangamLog
import SangamNode
import Testing

/// What `peers list` says of a peer before and after the first round with it.
@Suite struct PeerListTests {
    @Test func `a peer is behind until something was exchanged with it, and ok from then on`()
        async throws
    {
        let network = try SimulatedNetwork(seed: 14)
        let (a, b) = (try await network.addNode("a"), try await network.addNode("b"))
        try await network.link(("a", a), ("b", b))
        let before = try #require(try await a.peers().first)
        #expect(before.state == "behind" && before.lastPull == nil && before.error == nil)
        #expect(
            try await a.doctor(now: network.now).contains {
                $0.level == .warn && $0.what.hasPrefix("peer b")
            })
        network.setDown("b", true)
        _ = try await a.sync([], now: network.now)
        #expect(try await a.peers().first?.state == "unreachable")
        network.setDown("b", false)
        _ = try await a.sync([], now: network.now)
        #expect(try await a.peers().first?.state == "ok")
        // What the process knew is forgotten; what was exchanged is not.
        await network.stop("a", a)
        let again = try await network.start("a")
        #expect(try await again.peers().first?.state == "ok")
    }

    @Test func `a peer that only calls us is behind until it has called`() async throws {
        let network = try SimulatedNetwork(seed: 15)
        let (a, b) = (try await network.addNode("a"), try await network.addNode("b"))
        let id = b.nodeID
        let added = try await a.addPeer(
            url: nil, node: id, name: nil, isPrivate: false, hops: nil, now: network.now)
        #expect(added.state == "behind")
    }

    @Test(arguments: ["", " ", "\n"])
    func `a peer without a name is called by its address, and an empty name is refused`(
        name: String
    ) async throws {
        let network = try SimulatedNetwork(seed: 16)
        let (a, _) = (try await network.addNode("a"), try await network.addNode("b"))
        let refused = await thrown {
            _ = try await a.addPeer(
                url: "http://b.example", node: nil, name: name, isPrivate: false, hops: nil,
                now: network.now)
        }
        #expect(refused?.code == "peer-name")
        #expect(try await a.peers().isEmpty)
    }
}
