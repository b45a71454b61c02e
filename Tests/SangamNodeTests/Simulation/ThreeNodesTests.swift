import Foundation
import SangamDirectory
import SangamLog
import SangamNode
import SangamStore
import Testing

/// Three nodes in a row with real stores and routers, in one task.
@Suite struct ThreeNodesTests {
    private struct Row {
        let network: SimulatedNetwork
        let nodes: [(name: String, node: Node)]

        func rounds(_ count: Int) async throws {
            for _ in 0..<count {
                for (_, node) in nodes {
                    let now = network.now
                    _ = try await node.sync([], now: now)
                    network.advance(1)
                }
            }
        }

        /// What every node says of every log: equal texts mean equal heads and records.
        func states() async throws -> [[String]] {
            var all: [[String]] = []
            for (_, node) in nodes {
                all.append(
                    try await node.status(now: network.now).logs.map { row in
                        "\(row.status.origin) \(row.status.size) \(row.status.root) "
                            + "\(row.status.records) \(row.status.withoutPayload) \(row.state)"
                    }.sorted())
            }
            return all
        }

        func stop() async {
            for (name, node) in nodes { await network.stop(name, node) }
        }
    }

    private func makeRow(seed: UInt64) async throws -> Row {
        let network = try SimulatedNetwork(seed: seed)
        var nodes: [(name: String, node: Node)] = []
        for name in ["a", "b", "c"] { nodes.append((name, try await network.addNode(name))) }
        try await network.link(nodes[0], nodes[1])
        try await network.link(nodes[1], nodes[2])
        return Row(network: network, nodes: nodes)
    }

    private func payload(_ text: String) -> [UInt8] {
        Array(
            #"{"kind":"organisation","lang":"en","name":{"en":"\#(text)"},"summary":{"en":"x"}}"#
                .utf8)
    }

    /// A random change at a random node: put, revise or remove.
    private func change(_ row: Row, known: inout [(Int, RecordKey)], step: Int) async throws {
        let who = row.network.random(3)
        let node = row.nodes[who].node
        let mine = known.enumerated().filter { $0.element.0 == who }
        let choice = mine.isEmpty ? 0 : row.network.random(4)
        let now = row.network.now
        switch choice {
        case 0, 1:
            let made = try await node.publish(payload: payload("Item \(step)"), id: nil, now: now)
            known.append((who, made.id.key))
        case 2:
            let one = mine[row.network.random(mine.count)]
            _ = try await node.publish(
                payload: payload("Item \(step) again"), id: one.element.1, now: now)
        default:
            let one = mine[row.network.random(mine.count)]
            _ = try await node.remove(one.element.1, now: now)
            known.remove(at: one.offset)
        }
    }

    private func run(seed: UInt64, steps: Int, faults: Int) async throws -> (
        trace: [String], states: [[String]]
    ) {
        let row = try await makeRow(seed: seed)
        var known: [(Int, RecordKey)] = []
        row.network.setFaults(percent: faults)
        for step in 0..<steps {
            try await change(row, known: &known, step: step)
            if row.network.random(3) == 0 { try await row.rounds(1) }
            row.network.advance(Int64(row.network.random(600)))
        }
        row.network.setFaults(percent: 0)
        // Missing payloads are asked for again a day later.
        row.network.advance(100_000)
        try await row.rounds(4)
        let result = (row.network.trace, try await row.states())
        await row.stop()
        return result
    }

    @Test func `two runs from one seed have equal traces, and all three nodes agree`()
        async throws
    {
        let first = try await run(seed: 42, steps: 25, faults: 0)
        let second = try await run(seed: 42, steps: 25, faults: 0)
        #expect(first.trace == second.trace)
        #expect(first.trace.count > 50)
        #expect(first.states == second.states)
        #expect(Set(first.states).count == 1, "\(first.states)")
        #expect(first.states[0].count == 3)
        #expect(first.states[0].allSatisfy { $0.hasSuffix(" 0 ok") }, "\(first.states[0])")
    }

    @Test(arguments: [7, 1_001, 90_210] as [UInt64])
    func `C11 lost, cut, doubled and flipped messages change nothing in the end`(
        seed: UInt64
    ) async throws {
        let result = try await run(seed: seed, steps: 20, faults: 25)
        #expect(Set(result.states).count == 1, "seed \(seed): \(result.states)")
        #expect(
            result.states[0].allSatisfy { $0.hasSuffix(" 0 ok") },
            "seed \(seed): \(result.states[0])")
    }

    @Test func `C gets A's log through B, and a removal travels the same way`() async throws {
        let row = try await makeRow(seed: 3)
        let now = row.network.now
        let made = try await row.nodes[0].node.publish(
            payload: payload("Umbumbano Bakery"), id: nil, now: now)
        try await row.rounds(2)
        let query = SearchQuery(words: "umbumbano bak")
        let far = row.nodes[2].node.reader
        let found = try await far.search(query, after: nil, now: now)
        #expect(found.hits.map(\.id) == [made.id])
        _ = try await row.nodes[0].node.remove(made.id.key, now: row.network.now)
        try await row.rounds(2)
        #expect(try await far.search(query, after: nil, now: now).total == 0)
        guard case .removed = try await far.lookup(made.id) else {
            Issue.record("the removal did not arrive")
            return
        }
        await row.stop()
    }
}
