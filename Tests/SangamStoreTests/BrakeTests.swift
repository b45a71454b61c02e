import SangamDirectory
import SangamLog
import Testing

@testable import SangamStore

/// A stolen key must not be able to wipe all replicas: what is destroyed in bulk waits.
struct BrakeTests {
    private let place: Place
    private var network: Network

    init() throws {
        place = try Place()
        network = try Network("north")
    }

    /// Receives puts long ago, so that they were live when a window of today began.
    private mutating func receivePuts(_ count: Int) async throws {
        for number in 0..<count { try network.put(number) }
        try await place.receive(try network.section(), now: today - 30 * day)
    }

    private mutating func remove(
        _ numbers: some Sequence<Int>, now: Int64 = today, hold: Int64 = 0
    ) async throws {
        let from = network.log.count
        for number in numbers { try network.remove(number) }
        try await place.receive(try network.section(from: from), now: now, hold: hold)
    }

    private func destroy(_ now: Int64 = today) async throws -> Int {
        try await place.store.destroyDue(now: now)
    }

    private var heldCount: Int {
        get async throws { try await place.reader.heldDestructions().map(\.count).reduce(0, +) }
    }

    @Test(arguments: [(20, 0), (21, 21)])
    mutating func `20 records in a day may go, 21 wait`(count: Int, held: Int) async throws {
        try await receivePuts(100)
        try await remove(0..<count)
        #expect(try await heldCount == held)
        #expect(try await destroy() == count - held)
        #expect(try await place.found("").count == 100 - count, "hiding does not wait")
    }

    @Test(arguments: [(25, 0), (26, 26)])
    mutating func `5 percent of the live records may go, one more waits`(
        count: Int, held: Int
    ) async throws {
        try await receivePuts(500)
        try await remove(0..<count)
        #expect(try await heldCount == held)
        #expect(try await destroy() == count - held)
    }

    @Test mutating func `superseded records count as removed ones do`() async throws {
        try await receivePuts(100)
        for number in 0..<21 { try network.put(number, Network.payload("Rubbish \(number)")) }
        try await place.receive(try network.section(from: 100), hold: 0)
        #expect(try await heldCount == 21)
        #expect(try await destroy() == 0)
    }

    @Test mutating func `sections that come one after another count together`() async throws {
        try await receivePuts(100)
        for number in 0..<21 { try await remove([number], now: today + Int64(number), hold: 60) }
        #expect(try await heldCount == 21)
        try await remove([30], now: today + 100, hold: 60)
        #expect(try await heldCount == 22)
        #expect(try await destroy(today + 1_000) == 0)
    }

    @Test mutating func `what was destroyed already counts too`() async throws {
        try await receivePuts(100)
        try await remove(0..<20)
        #expect(try await destroy() == 20)
        try await remove([20], now: today + 60)
        #expect(try await heldCount == 1)
        #expect(try await destroy(today + 60) == 0)
    }

    @Test mutating func `the 24 hours slide`() async throws {
        try await receivePuts(100)
        try await remove(0..<15, now: today)
        try await remove(15..<30, now: today + day)
        #expect(try await heldCount == 0, "15 and 15 a whole day apart")
        #expect(try await destroy(today + day) == 30)
        try await remove(30..<36, now: today + day + day / 2)
        #expect(try await heldCount == 6, "15 and 6 within a day")
    }

    @Test mutating func `after 30 days it happens anyway`() async throws {
        try await receivePuts(100)
        try await remove(0..<40)
        #expect(try await destroy(today + 30 * day - 1) == 0)
        #expect(try await destroy(today + 30 * day) == 40)
        #expect(try await heldCount == 0)
    }

    @Test mutating func `the operator's word ends it, for one node, and once for all`()
        async throws
    {
        try await receivePuts(100)
        try await remove(0..<40)
        let other = try Network("south").node
        try await place.store.releaseHeld(node: other, now: today)
        #expect(try await heldCount == 40)
        try await place.store.releaseHeld(node: network.node, now: today)
        #expect(try await heldCount == 0)
        try await remove([50], now: today + 1)
        #expect(try await heldCount == 1, "what came after the word waits")
        #expect(try await destroy(today + 1) == 40)
    }

    @Test mutating func `payloads that were never here do not count`() async throws {
        for number in 0..<100 { try network.put(number) }
        try await place.receive(
            try network.section(payloads: { $0 >= 50 }), now: today - 30 * day)
        try await remove(0..<50)
        #expect(try await heldCount == 0)
        // A first copy of an old log, full of removals, brakes nothing.
        let late = try Place()
        try await late.receive(try network.section(), hold: 0)
        #expect(try await late.reader.heldDestructions().isEmpty)
        try await remove(50..<60)
        #expect(try await heldCount == 0)
        #expect(try await destroy() == 10)
    }

    @Test mutating func `one log's removals brake no other log`() async throws {
        try await receivePuts(100)
        var south = try Network("south")
        for number in 0..<100 { try south.put(number) }
        try await place.receive(try south.section(), now: today - 30 * day)
        try await remove(0..<40)
        for number in 0..<5 { try south.remove(number) }
        try await place.receive(try south.section(from: 100), hold: 0)
        #expect(try await place.reader.heldDestructions().map(\.node) == [network.node])
        #expect(try await destroy() == 5)
    }

    @Test func `our own log has no brake`() async throws {
        let own = try Network("own")
        let place = try await Place(own: own)
        try await place.append(
            try (0..<60).map { try .put($0, Network.payload("Number \($0)")) }, as: own,
            now: today - 30 * day)
        try await place.append(try (0..<50).map { try .remove($0) }, as: own, hold: 0)
        #expect(try await place.reader.heldDestructions().isEmpty)
        #expect(try await place.store.destroyDue(now: today) == 50)
    }

    @Test mutating func `a new statement of the node ends it for entries that still stand`()
        async throws
    {
        try await receivePuts(100)
        try await remove(0..<30)
        #expect(try await heldCount == 30)
        try network.succeed(closingAt: 130)
        try await place.store.adopt(chain: network.chain, distance: 1, accepted: true)
        #expect(try await heldCount == 0)
        #expect(try await destroy(today + 1) == 30)
    }

    @Test mutating func `a statement that voids the removals gives everything back`() async throws {
        try await receivePuts(100)
        try await remove(0..<40, hold: 3 * day)
        try network.succeed(closingAt: 100)
        try await place.store.adopt(chain: network.chain, distance: 1, accepted: true)
        // Nothing is shown again yet, and nothing that a void entry hid is destroyed.
        #expect(try await place.found("").count == 60)
        #expect(try await destroy(today + 4 * day) == 0)
        try network.put(200, Network.payload("First of the new epoch"))
        try await place.receive(try network.section(), now: today + 4 * day)
        #expect(try await place.found(SearchQuery(limit: 200)).count == 101)
        #expect(try await destroy(today + 60 * day) == 0)
        #expect(try await heldCount == 0)
        #expect(try await place.found(SearchQuery(limit: 200)).count == 101)
    }
}
