import Foundation
import SangamLog
import SangamNode
import SangamStore
import Testing

/// B3 where the other history is longer than ours, and a section shows only the end of it.
@Suite struct LongForkTests {
    private let network: SimulatedNetwork
    private let honest: Node
    private let twin: Node
    private let reader: Node

    /// A reader holds `ours` listings of the honest node, whose first entry describes itself; its
    /// twin has signed `theirs`, the first `shared` of them the same.
    private init(shared: Int, ours: Int, theirs: Int) async throws {
        network = try SimulatedNetwork(seed: 33)
        let first = try await network.addNode("honest")
        reader = try await network.addNode("reader")
        await first.startCheck(seconds: 5, now: network.now)
        try await LongForkTests.write(0..<shared, to: first, now: network.now)
        await network.stop("honest", first)
        try FileManager.default.copyItem(
            atPath: network.folder + "/honest", toPath: network.folder + "/twin")
        honest = try await network.start("honest")
        twin = try await network.start("twin")
        for node in [honest, twin, reader] { await node.startCheck(seconds: 5, now: network.now) }
        try await LongForkTests.write(shared..<ours, to: honest, now: network.now)
        try await LongForkTests.write(1_000..<(1_000 + theirs - shared), to: twin, now: network.now)
        try await network.link(("honest", honest), ("reader", reader))
        for node in [honest, reader] { _ = try await node.sync([], now: network.now) }
    }

    private static func write(_ numbers: Range<Int>, to node: Node, now: Int64) async throws {
        for number in numbers {
            let text = #"{"kind":"organisation","lang":"en","name":{"en":"Weavers \#(number)"}}"#
            _ = try await node.publish(payload: Array(text.utf8), id: nil, now: now)
        }
    }

    /// Points the reader at the twin in place of the honest node, and lets it ask.
    private func turnToTwin() async throws -> LogStatusRow {
        try await reader.removePeer(honest.nodeID.text, now: network.now)
        _ = try await reader.addPeer(
            url: "http://twin.example", node: honest.nodeID, name: "twin", isPrivate: false,
            hops: nil, now: network.now)
        for _ in 0..<2 {
            _ = try await reader.sync([], now: network.now)
            network.advance(1_000)
        }
        let rows = try await reader.status(now: network.now).logs
        return try #require(rows.first { $0.status.origin.node == honest.nodeID })
    }

    @Test(arguments: [(0, 3, 7), (2, 3, 7), (2, 5, 300), (260, 270, 600), (256, 257, 512)])
    static func `B3 a longer history is proved by its tiles, and the log is frozen`(
        shared: Int, ours: Int, theirs: Int
    ) async throws {
        let world = try await LongForkTests(shared: shared, ours: ours, theirs: theirs)
        let before = try await world.reader.status(now: world.network.now).logs
        let row = try await world.turnToTwin()
        #expect(row.state == "frozen")
        #expect(row.status.size == UInt64(ours) + 1, "it stands where it stood")
        let same = before.first { $0.status.origin == row.status.origin }
        #expect(row.status.root == same?.status.root)
    }

    @Test static func `B3 tiles that do not prove themselves freeze nothing`() async throws {
        let world = try await LongForkTests(shared: 2, ours: 5, theirs: 300)
        world.network.setChange { target, body in
            guard target.contains("/tile/"), !body.isEmpty else { return body }
            var changed = body
            changed[0] ^= 1
            return changed
        }
        #expect(try await world.turnToTwin().state != "frozen")
        world.network.setChange(nil)
        #expect(try await world.turnToTwin().state == "frozen")
    }

    @Test static func `C1 a damaged section of the true history freezes nothing`() async throws {
        let world = try await LongForkTests(shared: 4, ours: 8, theirs: 4)
        try await write(100..<110, to: world.honest, now: world.network.now)
        world.network.setChange { target, body in
            guard target.contains("/range?from=9") else { return body }
            // One entry line is left out: the range no longer leads to the head.
            var lines = body.split(separator: 0x0A, omittingEmptySubsequences: false)
            if let entry = lines.lastIndex(where: { $0.starts(with: Array("p ".utf8)) }) {
                lines[entry] = lines[entry - 1]
            }
            return Array(lines.joined(separator: [0x0A]))
        }
        _ = try? await world.reader.sync([], now: world.network.now)
        world.network.advance(1_000)
        _ = try? await world.reader.sync([], now: world.network.now)
        let rows = try await world.reader.status(now: world.network.now).logs
        let row = try #require(rows.first { $0.status.origin.node == world.honest.nodeID })
        #expect(row.state != "frozen")
        #expect(row.status.size == 9)
        #expect(world.network.trace.contains { $0.contains("/tile/0/000") }, "its tiles were asked")
    }
}
