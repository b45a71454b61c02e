import Foundation
import SangamDirectory
import SangamLog
import SangamNode
import SangamStore
import Synchronization
import Testing

/// Peers whose rosters never end, and clocks that are wrong.
@Suite struct RosterFloodTests {
    private let network: SimulatedNetwork
    private let honest: Node
    private let peer: Node
    private let reader: Node

    init() async throws {
        network = try SimulatedNetwork(seed: 25)
        honest = try await network.addNode("honest")
        peer = try await network.addNode("peer")
        reader = try await network.addNode("reader")
        for node in [honest, peer, reader] { await node.startCheck(seconds: 1, now: network.now) }
        try await network.link(("peer", peer), ("reader", reader))
        try await network.link(("honest", honest), ("reader", reader))
        for _ in 0..<2 { for node in [peer, honest, reader] { try await sync(node) } }
    }

    private func sync(_ node: Node) async throws {
        _ = try await node.sync([], now: network.now)
        network.advance(1)
    }

    private func found(_ words: String) async throws -> Int {
        try await reader.reader.search(SearchQuery(words: words), after: nil, now: network.now)
            .total
    }

    /// Rows of logs that nobody has, under signatures that are none.
    private static func rows(_ numbers: Range<Int>) throws -> [RosterRow] {
        let label = try #require(Label("stranger.example"))
        let seed = Array(repeating: UInt8(7), count: 32)
        let key = try #require(SignerKey(name: "stranger.example/x", seed: seed)).verifier
        let line = NoteSignature(key: key, signature: Array(repeating: 0, count: 64))
        return numbers.map { number in
            let node = NodeID(statementZeroText: Array("stranger \(number)".utf8))
            let head = Checkpoint(
                origin: Origin(label: label, node: node, epoch: 0), size: 3, root: .emptyRoot)
            return RosterRow(
                distance: 1, cleared: 0, isFrozen: false, checkpoint: head,
                note: SignedNote(text: head.text, signatures: [line]))
        }
    }

    @Test func `E5 a roster that never ends is left after 32 pages, and admits 1,000 logs`()
        async throws
    {
        let pages = Mutex(0)
        network.setChange { target, body in
            guard target.contains("/roster") else { return body }
            let page = pages.withLock { pages in
                pages += 1
                return pages
            }
            let rows = try? Self.rows((page * 1_000)..<(page * 1_000 + 1_000))
            return Roster(next: "endless:\(page)", rows: rows ?? []).bytes
        }
        let before = network.trace.count
        await #expect(throws: Never.self) { try await sync(reader) }
        network.setChange(nil)
        let sent = network.trace[before...].filter { $0.contains("reader>") }
        // Two peers, of which each may admit 1,000; some are asked for again.
        #expect(sent.count { $0.contains("/roster") } == 64)
        #expect(sent.count { $0.contains("/range") } <= 2_100)
        try await network.publish("Still in step", at: honest)
        try await sync(reader)
        #expect(try await found("step") == 1)
    }

    @Test func `B5 a clock that ran ahead and was set back holds up neither pulls nor removals`()
        async throws
    {
        let year: Int64 = 365 * 86_400
        try await network.publish("Withheld", at: honest)
        network.setChange { target, body in target.contains("/range") ? [] : body }
        network.advance(year)
        try await sync(reader)
        network.advance(-year)
        network.setChange(nil)
        try await sync(reader)
        #expect(try await found("withheld") == 1)
    }

    @Test func `B5 a cosignature of a clock with 13 digits is written with 12`() async throws {
        network.advance(5_000_000_000_000)
        try await network.publish("Far ahead", at: honest)
        try await sync(reader)
        #expect(try await found("ahead") == 1)
        let row = try #require(
            try await Roster(reader.roster(after: nil).document).rows.first {
                $0.checkpoint.origin.node == honest.nodeID
            })
        let key = try #require(await reader.identity().cosignerKey)
        let times = row.note.signatures.compactMap {
            try? Cosignature.verifiedTime(of: $0, noteText: row.note.text, by: key)
        }
        #expect(times == [999_999_999_999])
    }
}
