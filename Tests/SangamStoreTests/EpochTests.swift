import GRDB
import SangamDirectory
import SangamLog
import Testing

@testable import SangamStore

/// What a new statement of a node does to the logs before it.
struct EpochTests {
    private let place: Place
    private var north: Network

    init() throws {
        place = try Place()
        north = try Network("north")
    }

    private var zero: Origin { north.chain.origin(epoch: 0) }

    private func names() async throws -> [String] {
        try await place.found(SearchQuery(limit: 200)).sorted()
    }

    private func adopt() async throws {
        try await place.store.adopt(chain: north.chain, distance: 1, accepted: true)
    }

    /// Three listings, and a tail of three entries that will be void.
    private mutating func receiveWithTail() async throws {
        try north.put(1, Network.payload("One"))
        try north.put(2, Network.payload("Two"))
        try north.put(3, Network.payload("Three"))
        try await place.receive(try north.section())
        try north.remove(1)
        try north.put(2, Network.payload("Stolen"))
        try north.put(4, Network.payload("Void"))
        try await place.receive(try north.section(from: 3))
        #expect(try await names() == ["Stolen", "Three", "Void"])
    }

    @Test mutating func `a statement shows nothing again and cuts nothing before its first head`()
        async throws
    {
        try await receiveWithTail()
        try north.succeed(closingAt: 3)
        try await adopt()
        #expect(try await names() == ["Stolen", "Three", "Void"])
        #expect(try await place.count("SELECT COUNT(*) FROM entry") == 6)
        // The closed log is served to its end, as closed, without what is void.
        let bytes = try await place.served(zero)
        #expect(String(decoding: bytes, as: UTF8.self).contains("\nclosed 0\nrange 0 3\n"))
        #expect(try await place.reader.log(zero)?.size == 3)
        #expect(try await place.reader.checkpoint(logID: zero.logID) == nil)
        #expect(try await place.reader.roster(after: 0) == [], "closed epochs have no row")
        let beyond = try await place.reader.range(
            logID: zero.logID, from: 4, filter: PayloadFilter())
        #expect(beyond == .ahead(size: 3))
    }

    @Test mutating func `the first head of the new epoch cuts, and what it removes never shows`()
        async throws
    {
        try await receiveWithTail()
        try north.succeed(closingAt: 3)
        try north.remove(1)
        try north.put(5, Network.payload("Five"))
        try await place.receive(try north.section())
        // One is removed again by the new epoch; Two is current again; the void is gone.
        #expect(try await names() == ["Five", "Three", "Two"])
        #expect(try await place.count("SELECT COUNT(*) FROM entry WHERE log = 1") == 3)
        #expect(try await place.count("SELECT COUNT(*) FROM payload WHERE log = 1") == 3)
        guard case .removed = try await place.lookup(north, 1),
            case .unknown = try await place.lookup(north, 4)
        else { return _ = Issue.record("One is removed, Void never was") }
        #expect(try await place.reader.verify(zero).ok)
        #expect(try await place.reader.verify(north.origin).ok)
        #expect(
            try await place.reader.roster(after: 0).map(\.row.checkpoint.origin) == [north.origin])
        // The removal by the new epoch is what destroys, in its time.
        #expect(try await place.reader.roster(after: 0).map(\.row.cleared) == [0])
        #expect(try await place.store.destroyDue(now: today + 3 * day) == 1)
        #expect(try await place.reader.roster(after: 0).map(\.row.cleared) == [2])
        #expect(try place.folder.files(containing: #""One""#) == [])
        #expect(try await names() == ["Five", "Three", "Two"])
    }

    @Test mutating func `G5 payloads of void entries are gone after the cut`() async throws {
        try await receiveWithTail()
        try north.succeed(closingAt: 3)
        try north.put(5)
        try await place.receive(try north.section())
        _ = try await place.store.destroyDue(now: today)
        for word in ["Stolen", "Void", "stolen", "void"] {
            #expect(try place.folder.files(containing: word) == [], "\(word) is left")
        }
        #expect(try await names() == ["One", "Three", "Two", "north 5"])
    }

    @Test mutating func `the new epoch's head counts only when it is complete`() async throws {
        try await receiveWithTail()
        try north.succeed(closingAt: 3)
        try north.remove(1)
        try north.remove(3)
        try north.remove(2)
        try await place.receive(try north.section(to: 1))
        #expect(try await names() == ["Stolen", "Three", "Void"])
        try await place.receive(try north.section(from: 1))
        #expect(try await names() == [])
        #expect(try await place.reader.verify(zero).ok)
    }

    @Test mutating func `a log that is shorter than its end is completed by a closed section`()
        async throws
    {
        for number in 0..<6 { try north.put(number) }
        try await place.receive(try north.section(to: 2))
        try north.succeed(closingAt: 5)
        try await adopt()
        #expect(try await place.reader.completeHead(zero) == nil)
        try await place.receive(try north.section(epoch: 0, from: 2))
        #expect(try await place.reader.completeHead(zero)?.size == 5)
        let section = try NaiveSection(try await place.served(zero))
        #expect(section.entries == north.logs[0].prefix(5).map(\.entry.bytes))
        #expect(try await place.reader.verify(zero).ok)
    }

    @Test mutating func `an end at another root replaces the log from its beginning`() async throws
    {
        try north.put(1, Network.payload("One"))
        try north.put(2, Network.payload("Two"))
        try north.put(3, Network.payload("Three"))
        var rival = try Network("north")
        try rival.put(1, Network.payload("One"))
        try rival.put(7, Network.payload("Rival"))
        try rival.put(3, Network.payload("Three"))
        try await place.receive(try rival.section())
        #expect(try await names() == ["One", "Rival", "Three"])
        try north.succeed(closingAt: 3)
        try await adopt()
        #expect(try await place.reader.log(zero)?.held == 0)
        #expect(try await names() == [])
        try await place.receive(try north.section(epoch: 0))
        #expect(try await names() == ["One", "Three", "Two"])
        try north.put(4, Network.payload("Four"))
        try await place.receive(try north.section())
        #expect(try await names() == ["Four", "One", "Three", "Two"])
        guard case .found(let detail) = try await place.lookup(north, 2) else {
            return _ = Issue.record("Two is here")
        }
        #expect(detail.payload == ascii(Network.payload("Two")))
        guard case .unknown = try await place.lookup(north, 7) else {
            return _ = Issue.record("the rival's record is still known")
        }
        _ = try await place.store.destroyDue(now: today)
        #expect(try place.folder.files(containing: "Rival") == [])
        for epoch in 0...1 {
            #expect(try await place.reader.verify(north.chain.origin(epoch: epoch)).ok)
        }
    }

    @Test mutating func `state goes across epochs: removed stays removed, revisions follow`()
        async throws
    {
        try north.put(1, Network.payload("One"))
        try north.put(2, Network.payload("Two"))
        try north.remove(3)
        try await place.receive(try north.section())
        try north.succeed(closingAt: 3)
        try north.put(1, Network.payload("One again"))
        try north.remove(2)
        try north.put(3, Network.payload("Burned"))
        try await place.receive(try north.section())
        #expect(try await names() == ["One again"])
        #expect(try await place.reader.payload(logID: zero.logID, index: 0) == .gone)
        #expect(try await place.reader.payload(logID: zero.logID, index: 1) == .gone)
        #expect(try await place.reader.payload(logID: north.origin.logID, index: 2) == .gone)
        let old = try NaiveSection(try await place.served(zero))
        #expect(old.payloads.isEmpty && old.entries.count == 3)
        try await place.receive(try north.section(epoch: 0))
        #expect(try await names() == ["One again"])
        for epoch in 0...1 {
            #expect(try await place.reader.verify(north.chain.origin(epoch: epoch)).ok)
        }
    }

    @Test mutating func `a cut inside a second tile leaves tiles that fit`() async throws {
        for number in 0..<600 { try north.put(number, kind: "offer", "none") }
        try await place.receive(try north.section())
        try north.succeed(closingAt: 257)
        try north.put(1_000)
        try await place.receive(try north.section())
        let lines = north.logs[0].prefix(257).map(\.entry.bytes)
        for (index, width) in [(0, 256), (1, 1)] {
            let path = TilePath(level: 0, index: UInt64(index), width: width)
            let tile = try await place.reader.tile(logID: zero.logID, path: path)
            let wanted = NaiveTree.tile(Array(lines), level: 0, index: index, width: width)
            #expect(tile == wanted)
        }
        let beyond = TilePath(level: 0, index: 1, width: 2)
        #expect(try await place.reader.tile(logID: zero.logID, path: beyond) == nil)
        #expect(try await place.reader.verify(zero).ok)
        #expect(try await place.count("SELECT COUNT(*) FROM tile WHERE log = 1") == 3)
    }

    @Test mutating func `an epoch that closes at size 0 is complete with nothing`() async throws {
        try north.succeed(closingAt: 0)
        try north.put(1)
        try await place.receive(try north.section())
        try await adopt()
        #expect(try await place.reader.completeHead(zero)?.size == 0)
        #expect(try await names() == ["north 1"])
        try await place.receive(try north.section(epoch: 0))
        #expect(try await place.reader.verify(zero).ok)
    }

    @Test mutating func `a chain of three epochs is followed in order`() async throws {
        try north.put(1, Network.payload("One"))
        try await place.receive(try north.section())
        try north.succeed(closingAt: 1)
        try north.put(2, Network.payload("Two"))
        try north.put(3, Network.payload("Three"))
        try await place.receive(try north.section())
        try north.succeed(closingAt: 1)
        try north.put(4, Network.payload("Four"))
        try await place.receive(try north.section())
        #expect(try await names() == ["Four", "One", "Two"])
        #expect(try await place.reader.logs().map(\.size) == [1, 1, 1])
        #expect(try await place.reader.roster(after: 0).map(\.row.checkpoint.origin.epoch) == [2])
        let again = try place.reopened()
        for epoch in 0...2 {
            #expect(try await again.reader.verify(north.chain.origin(epoch: epoch)).ok)
        }
    }
}
