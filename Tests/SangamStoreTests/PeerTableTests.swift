import SangamDirectory
import SangamLog
import Testing

@testable import SangamStore

/// What is remembered of peers between two starts.
struct PeerTableTests {
    private let place: Place
    private let peer: NodeID
    private let other: NodeID
    private let origin: Origin

    init() throws {
        place = try Place()
        peer = try Network("peer").node
        other = try Network("other").node
        origin = try Network("north").origin
    }

    @Test func `a peer that was never met has no memory`() async throws {
        let record = try await place.store.peer(peer)
        #expect(
            record
                == PeerRecord(
                    node: peer, cursor: nil, lastPull: nil, lastPush: nil, heldOwn: false))
        #expect(try await place.store.peerLogs(peer: peer) == [])
    }

    @Test func `what is set is read after reopening`() async throws {
        var record = PeerRecord(
            node: peer, cursor: "0f1e:17", lastPull: today, lastPush: nil, heldOwn: true)
        try await place.store.setPeer(record)
        record.lastPush = today + 1
        record.cursor = nil
        try await place.store.setPeer(record)
        let again = try place.reopened()
        #expect(try await again.peer(peer) == record)
        #expect(try await again.peer(other).heldOwn == false)
    }

    @Test func `a roster row replaces the one before; a cosignature stays until a newer one`()
        async throws
    {
        var row = PeerLog(
            peer: peer, origin: origin, size: 4, distance: 1, cleared: 2, isFrozen: false,
            cosigned: 4, seen: today)
        let line = try Network("peer").cosigner().cosign(text: [0x0A], time: 1)
        try await place.store.setPeerLog(row, cosignature: line)
        row.size = Limits.treeSizeMax
        row.cleared = Limits.treeSizeMax
        row.isFrozen = true
        row.cosigned = nil
        row.seen = today + 1
        try await place.store.setPeerLog(row, cosignature: nil)
        row.cosigned = 4
        #expect(try await place.store.peerLogs(peer: peer) == [row])
        var second = row
        second.peer = other
        second.distance = Limits.distanceMax
        try await place.store.setPeerLog(second, cosignature: nil)
        let holders = try await place.store.holders(of: origin)
        #expect(Set(holders.map(\.peer)) == [peer, other])
        #expect(try await place.store.holders(of: try Network("south").origin) == [])
    }

    @Test func `a peer that is forgotten takes its rows along, and no other's`() async throws {
        for node in [peer, other] {
            try await place.store.setPeer(
                PeerRecord(node: node, cursor: "c", lastPull: 1, lastPush: 1, heldOwn: true))
            try await place.store.setPeerLog(
                PeerLog(
                    peer: node, origin: origin, size: 1, distance: 1, cleared: 0, isFrozen: false,
                    seen: today), cosignature: nil)
        }
        try await place.store.forgetPeer(peer)
        #expect(try await place.store.peer(peer).cursor == nil)
        #expect(try await place.store.holders(of: origin).map(\.peer) == [other])
    }

    @Test func `payloads of a log are asked of one holder once a day`() async throws {
        try await place.store.setPeerLog(
            PeerLog(
                peer: peer, origin: origin, size: 1, distance: 1, cleared: 0, isFrozen: false,
                seen: today), cosignature: nil)
        func asks(_ now: Int64, force: Bool = false) async throws -> Bool {
            try await place.store.shouldAskPayloads(
                peer: peer, origin: origin, now: now, force: force)
        }
        #expect(try await asks(today))
        #expect(try await asks(today + day - 1) == false)
        #expect(try await asks(today + 60, force: true))
        #expect(try await asks(today + day) == false)
        #expect(try await asks(today + day + 60))
        #expect(try await asks(today), "the clock was set back")
    }

    @Test func `E5 one peer tells of 1,000 logs at most; what it told of before stays known`()
        async throws
    {
        let label = origin.label
        let rows = (0..<1_100).map { number in
            PeerLog(
                peer: peer,
                origin: Origin(
                    label: label, node: NodeID(statementZeroText: Array("\(number)".utf8)),
                    epoch: 0),
                size: 1, distance: 1, cleared: 0, isFrozen: false, seen: today)
        }
        var pushed = rows[1_099]
        pushed.distance = Limits.distanceMax
        try await place.store.setPeerLog(pushed, cosignature: nil)
        let taken = try await place.store.setPeerLogs(Array(rows[..<600]), of: peer)
        #expect(taken.count == 600)
        let more = try await place.store.setPeerLogs(Array(rows[500...]), of: peer)
        #expect(more == Set(rows[500..<1_000].map(\.origin)))
        #expect(try await place.store.peerLogs(peer: peer).count == 1_001)
        #expect(try await place.store.setPeerLogs(rows, of: other).count == 1_000)
    }

    @Test func `payloads that are missing are named by index, those that are wanted`()
        async throws
    {
        var network = try Network("north")
        try network.put(1)
        try network.put(2, kind: "offer")
        try network.put(3, kind: "network")
        try network.put(4)
        try network.remove(4)
        try await place.receive(try network.section(payloads: { _ in false }))
        func missing(_ policy: PeerPolicy, limit: Int = 10) async throws -> [UInt64] {
            try await place.reader.missingPayloads(
                of: network.origin, policy: policy, limit: limit
            ).map(\.index)
        }
        #expect(try await missing(PeerPolicy()) == [0, 1, 2])
        #expect(try await missing(PeerPolicy(), limit: 2) == [0, 1])
        #expect(try await missing(PeerPolicy(kinds: ["offer"])) == [1, 2])
        #expect(try await missing(PeerPolicy(kinds: ["offer"]), limit: 2) == [1, 2])
        #expect(
            try await place.reader.missingPayloads(
                of: try Network("south").origin, policy: PeerPolicy(), limit: 9) == [])
    }
}
