import SangamDirectory
import SangamLog
import Testing

@testable import SangamStore

/// C1: two histories of one log, or of one identity.
struct ForkTests {
    private let place: Place
    private var north: Network
    private var rival: Network

    init() async throws {
        north = try Network("north")
        rival = try Network("north")
        for number in 0..<4 {
            try north.put(number)
            try rival.put(number == 2 ? 70 : number)
        }
        place = try Place()
        try await place.receive(try north.section())
    }

    /// Offers a section that is to be refused, and keeps the evidence as a node does.
    private func refusal(_ bytes: [UInt8]) async throws -> ExtensionRefusal? {
        do {
            try await place.receive(bytes)
            return nil
        } catch let refusal as ExtensionRefusal {
            switch refusal {
            case .fork(let evidence?, _), .identityConflict(let evidence):
                try await place.store.keep(evidence: evidence)
            default: break
            }
            return refusal
        }
    }

    @Test func `C1 another history of the same size freezes the log where it stands`()
        async throws
    {
        let before = try await place.reader.rosterSequence()
        guard case .fork(let evidence?, _) = try await refusal(try rival.section()) else {
            return _ = Issue.record("the fork was not seen")
        }
        #expect(try ForkEvidence.parse(evidence.bytes) == evidence)
        let status = try #require(try await place.reader.log(north.origin))
        #expect(status.isFrozen && !status.isConflict && status.size == 4)
        let rows = try await place.reader.roster(after: before)
        #expect(rows.map(\.row.isFrozen) == [true])
        // It stays visible and marked, is served, and is not extended any more.
        #expect(try await place.found("").count == 4)
        guard case .found(let detail) = try await place.lookup(north, 1) else {
            return _ = Issue.record("a frozen log stays visible")
        }
        #expect(detail.isFrozen)
        #expect(try NaiveSection(try await place.served(north.origin)).entries.count == 4)
        var longer = north
        try longer.put(9)
        let next = try await refusal(try longer.section(from: 4))
        #expect(next == .policy(.frozen))
        #expect(try await place.reader.log(north.origin)?.held == 4)
        #expect(try await place.reopened().reader.log(north.origin)?.isFrozen == true)
    }

    @Test func `C1 the first evidence is kept, and a new statement ends it`() async throws {
        guard case .fork(let first?, _) = try await refusal(try rival.section()) else {
            return _ = Issue.record("the fork was not seen")
        }
        var third = try Network("north")
        for number in 50..<54 { try third.put(number) }
        let other = try ForkEvidence.heads(
            chain: north.chain, smaller: north.head(), larger: third.head(), root: nil, proof: [])
        try await place.store.keep(evidence: other)
        #expect(try await place.reader.log(north.origin)?.isFrozen == true)
        #expect(try await place.evidence(of: north.origin) == first.bytes)
        var recovered = north
        try recovered.succeed(closingAt: 4)
        try recovered.put(9)
        try await place.receive(try recovered.section())
        #expect(try await place.reader.logs().map(\.isFrozen) == [false, false])
        #expect(try await place.found("").count == 5)
    }

    @Test func `C1 evidence about a log that is not held changes nothing`() async throws {
        var south = try Network("south")
        try south.put(1)
        var other = try Network("south")
        try other.put(2)
        let evidence = try ForkEvidence.heads(
            chain: south.chain, smaller: south.head(), larger: other.head(), root: nil, proof: [])
        let before = try await place.snapshot()
        try await place.store.keep(evidence: evidence)
        let isSame = try await place.snapshot() == before
        #expect(isSame)
    }

    @Test func `C2 a smaller head replaces nothing`() async throws {
        try await place.receive(try north.section(from: 0, size: 2))
        #expect(try await place.reader.log(north.origin)?.size == 4)
        try await place.store.noteAnnounced(try north.head(size: 3), now: today)
        #expect(try await place.reader.log(north.origin)?.pendingSize == nil)
    }

    @Test func `the largest announced head waits, and another history on the way is a fork`()
        async throws
    {
        var longer = north
        for number in 4..<8 { try longer.put(number) }
        var other = rival
        other.log = Array(north.log)
        for number in 60..<64 { try other.put(number) }
        try await place.store.noteAnnounced(try longer.head(size: 6), now: today + 9)
        try await place.store.noteAnnounced(try longer.head(size: 5), now: today + 10)
        let status = try #require(try await place.reader.log(north.origin))
        #expect(status.pendingSize == 6 && status.refreshed == today + 10 && status.size == 4)
        guard case .fork(let evidence?, _) = try await refusal(try other.section(from: 4)) else {
            return _ = Issue.record("the announced head was forgotten")
        }
        #expect(evidence.node == north.node)
        #expect(try await place.reader.log(north.origin)?.held == 4)
    }

    @Test func `an announced head is done with when the entries reach it`() async throws {
        var longer = north
        for number in 4..<8 { try longer.put(number) }
        try await place.store.noteAnnounced(try longer.head(size: 6), now: today)
        try await place.receive(try longer.section(from: 4, to: 5))
        #expect(try await place.reader.log(north.origin)?.pendingSize == 6)
        try await place.receive(try longer.section(from: 5))
        let status = try #require(try await place.reader.log(north.origin))
        #expect(status.pendingSize == nil && status.size == 8)
    }

    // MARK: - Identity

    @Test(arguments: ["section", "chain"])
    func `an identity conflict is kept as evidence and freezes the node's logs`(way: String)
        async throws
    {
        var one = north
        try one.succeed(closingAt: 4)
        try one.put(9)
        try await place.receive(try one.section())
        let sequence = try await place.reader.rosterSequence()
        var two = north
        try two.succeed(closingAt: 3, keys: "thief")
        if way == "section" {
            guard case .identityConflict = try await refusal(try two.section(epoch: 0)) else {
                return _ = Issue.record("the conflict was not seen")
            }
        } else {
            try await place.store.adopt(chain: two.chain, distance: 1, accepted: true)
        }
        let logs = try await place.reader.logs()
        // Nobody disputes the statement that opened epoch 0.
        #expect(logs.map(\.isConflict) == [false, true])
        #expect(try await place.reader.chain(of: north.node) == one.chain, "ours stays")
        let rows = try await place.reader.roster(after: sequence)
        #expect(rows.map(\.row.isFrozen) == [true], "the row says so")
        try one.put(10)
        #expect(try await refusal(try one.section(from: 1)) == .policy(.frozen))
        #expect(try await place.found("").count == 5, "it stays visible")
    }

    @Test func `a longer chain that conflicts opens no epoch`() async throws {
        var one = north
        try one.succeed(closingAt: 4)
        try await place.store.adopt(chain: one.chain, distance: 1, accepted: true)
        var two = north
        try two.succeed(closingAt: 3, keys: "thief")
        // The thief goes on: his chain is longer than ours.
        var longer = two
        longer.logs = [[], []]
        try await place.store.adopt(chain: longer.chain, distance: 1, accepted: true)
        #expect(try await place.reader.chain(of: north.node) == one.chain)
        #expect(try await place.reader.logs().map(\.epoch) == [0, 1])
        #expect(try await place.reader.logs().map(\.isConflict) == [false, true])
    }

    @Test func `a chain that is shorter than ours changes nothing`() async throws {
        var one = north
        try one.succeed(closingAt: 4)
        try await place.store.adopt(chain: one.chain, distance: 1, accepted: true)
        let before = try await place.snapshot()
        try await place.store.adopt(chain: north.chain, distance: 1, accepted: true)
        let isSame = try await place.snapshot() == before
        #expect(isSame)
        guard case .chainShorter(let number) = try await refusal(try north.section()) else {
            return _ = Issue.record("the shorter chain was taken")
        }
        #expect(number == 1)
    }
}
