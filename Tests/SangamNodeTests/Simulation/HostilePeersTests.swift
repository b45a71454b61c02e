import Foundation
import SangamDirectory
import SangamLog
import SangamNode
import SangamStore
import Synchronization
import Testing

/// Peers that lie, withhold or exist twice, against nodes with real stores.
@Suite struct HostilePeersTests {
    private func payload(_ text: String) -> [UInt8] {
        Array(#"{"kind":"organisation","lang":"en","name":{"en":"\#(text)"}}"#.utf8)
    }

    private func log(_ owner: Node, at node: Node, _ network: SimulatedNetwork) async throws
        -> LogStatusRow?
    {
        let origin = await owner.identity().currentOrigin
        return try await node.status(now: network.now).logs.first { $0.status.origin == origin }
    }

    private func sync(_ nodes: [Node], _ network: SimulatedNetwork, rounds: Int = 2) async throws {
        for _ in 0..<rounds {
            for node in nodes { _ = try await node.sync([], now: network.now) }
            network.advance(1)
        }
    }

    @Test func `B3 of two nodes with one key the second to write is stopped for good`()
        async throws
    {
        let network = try SimulatedNetwork(seed: 31)
        var a = try await network.addNode("a")
        let b = try await network.addNode("b")
        try await network.link(("a", a), ("b", b))
        try await sync([a, b], network)
        await network.stop("a", a)
        try FileManager.default.copyItem(
            atPath: network.folder + "/a", toPath: network.folder + "/twin")
        a = try await network.start("a")
        let twin = try await network.start("twin")
        // Both have asked, and both were told that nobody knows more.
        await a.startCheck(seconds: 5, now: network.now)
        await twin.startCheck(seconds: 5, now: network.now)
        _ = try await a.publish(payload: payload("first"), id: nil, now: network.now)
        _ = try await twin.publish(payload: payload("second"), id: nil, now: network.now)
        try await sync([a, b], network)
        _ = try await twin.sync([], now: network.now)
        let error = await thrown {
            _ = try await twin.publish(payload: payload("third"), id: nil, now: network.now)
        }
        #expect(error?.code == "read-only")
        let held = try await log(a, at: b, network)
        let own = try await log(a, at: a, network)
        #expect(held?.status.root == own?.status.root && held?.state == "ok")
        await network.stop("twin", twin)
        let again = try await network.start("twin", isAlone: true)
        await again.startCheck(seconds: 5, now: network.now)
        let stillStopped = await thrown {
            _ = try await again.publish(payload: payload("fourth"), id: nil, now: network.now)
        }
        #expect(stillStopped?.code == "read-only")
    }

    @Test func `C4 a withheld tail leaves the old view, and comes when it is given`() async throws {
        let network = try SimulatedNetwork(seed: 4)
        let a = try await network.addNode("a")
        let b = try await network.addNode("b")
        try await network.link(("a", a), ("b", b))
        try await sync([a, b], network)
        network.setChange { target, body in target.contains("/range") ? [] : body }
        // Only b asks: a would push what b lacks.
        _ = try await a.publish(payload: payload("Withheld"), id: nil, now: network.now)
        _ = try await b.sync([], now: network.now)
        let during = try await log(a, at: b, network)
        #expect(during?.status.size == 1 && during?.state == "behind")
        let query = SearchQuery(words: "withheld")
        #expect(try await b.reader.search(query, after: nil, now: network.now).total == 0)
        network.setChange(nil)
        network.advance(301)
        _ = try await b.sync([], now: network.now)
        #expect(try await b.reader.search(query, after: nil, now: network.now).total == 1)
        #expect(try await log(a, at: b, network)?.state == "ok")
    }

    @Test func `C9 a relay that changes one byte of a section brings nothing`() async throws {
        let network = try SimulatedNetwork(seed: 9)
        let a = try await network.addNode("a")
        let b = try await network.addNode("b")
        try await network.link(("a", a), ("b", b))
        try await sync([a, b], network)
        _ = try await a.publish(payload: payload("Untouched"), id: nil, now: network.now)
        let place = Mutex(0)
        network.setChange { target, body in
            guard target.contains("/range"), !body.isEmpty else { return body }
            var body = body
            body[place.withLock { $0 } % body.count] ^= 1
            return body
        }
        for offset in stride(from: 0, to: 1_200, by: 41) {
            place.withLock { $0 = offset }
            _ = try await b.sync([], now: network.now)
            network.advance(301)
            let names = try await b.reader.search(SearchQuery(), after: nil, now: network.now)
                .hits.flatMap { $0.record.names.map(\.text) }
            #expect(names.allSatisfy { $0 == "Untouched" }, "byte \(offset): \(names)")
        }
        network.setChange(nil)
        _ = try await b.sync([], now: network.now)
        #expect(try await log(a, at: b, network)?.status.size == 2)
    }

    @Test func `C2 an old roster takes nothing back`() async throws {
        let network = try SimulatedNetwork(seed: 2)
        let a = try await network.addNode("a")
        let b = try await network.addNode("b")
        try await network.link(("a", a), ("b", b))
        let old = try await a.roster(after: nil).document
        _ = try await a.publish(payload: payload("New"), id: nil, now: network.now)
        try await sync([a, b], network)
        network.setChange { target, body in target.contains("/roster") ? old : body }
        _ = try await b.sync([], now: network.now)
        let row = try await log(a, at: b, network)
        #expect(row?.status.size == 2 && row?.state == "ok")
    }

    @Test func `C10 in a ring an entry is fetched once by each node, and then it is quiet`()
        async throws
    {
        let network = try SimulatedNetwork(seed: 10)
        var nodes: [(String, Node)] = []
        for name in ["a", "b", "c", "d"] { nodes.append((name, try await network.addNode(name))) }
        for index in 0..<4 { try await network.link(nodes[index], nodes[(index + 1) % 4]) }
        let all = nodes.map(\.1)
        try await sync(all, network, rounds: 4)
        let before = network.trace.count
        _ = try await nodes[0].1.publish(payload: payload("Once"), id: nil, now: network.now)
        try await sync(all, network, rounds: 4)
        let messages = network.trace[before...].filter { $0.contains(">") }
        let carried = messages.filter { $0.contains("/range") || $0.contains("/section") }
        // Three nodes lack it; a push may cross a pull on each of the four edges.
        #expect(carried.count >= 3 && carried.count <= 8, "\(carried)")
        let quiet = network.trace.count
        try await sync(all, network, rounds: 1)
        let idle = network.trace[quiet...].filter { $0.contains(">") }
        #expect(idle.allSatisfy { $0.contains("/roster") } && idle.count == 8, "\(idle)")
        for node in all {
            let query = SearchQuery(words: "once")
            #expect(try await node.reader.search(query, after: nil, now: network.now).total == 1)
        }
    }

    @Test func `C18 a blocked node is taken and shown through no relay`() async throws {
        let network = try SimulatedNetwork(seed: 18)
        let a = try await network.addNode("a")
        let b = try await network.addNode("b")
        let c = try await network.addNode("c")
        try await network.link(("a", a), ("b", b))
        try await network.link(("b", b), ("c", c))
        _ = try await a.publish(payload: payload("Blocked"), id: nil, now: network.now)
        try await sync([a, b, c], network)
        let query = SearchQuery(words: "blocked")
        #expect(try await c.reader.search(query, after: nil, now: network.now).total == 1)
        try await c.setBlocked(a.nodeID, true, now: network.now)
        #expect(try await c.reader.search(query, after: nil, now: network.now).total == 0)
        _ = try await a.publish(payload: payload("Blocked too"), id: nil, now: network.now)
        try await sync([a, b, c], network)
        let row = try await log(a, at: c, network)
        #expect(row?.state == "blocked" && row?.status.size == 2)
        try await c.setBlocked(a.nodeID, false, now: network.now)
        try await sync([a, b, c], network)
        #expect(try await c.reader.search(query, after: nil, now: network.now).total == 2)
    }
}
