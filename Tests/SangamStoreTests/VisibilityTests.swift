import SangamDirectory
import SangamLog
import Testing

@testable import SangamStore

/// C18: a node that is blocked, or that nobody admits any more, is invisible everywhere.
struct VisibilityTests {
    private let place: Place
    private let north: Network

    init() async throws {
        var north = try Network("north")
        try north.put(0, kind: "network", Network.payload("North", "network"))
        try north.put(1, Network.payload("Bakery"))
        place = try Place()
        self.north = north
        try await place.receive(try north.section(), now: today)
    }

    private func hide(_ way: String, now: Int64 = today) async throws {
        switch way {
        case "blocked": try await place.store.setBlocked(north.node, true, now: now)
        default: try await place.store.setAccepted([:], now: now)
        }
    }

    private func show(_ way: String, now: Int64 = today) async throws {
        switch way {
        case "blocked": try await place.store.setBlocked(north.node, false, now: now)
        default: try await place.store.setAccepted([north.node: 1], now: now)
        }
    }

    private func expectInvisible() async throws {
        let (reader, logID) = (place.reader, north.origin.logID)
        #expect(try await place.found("") == [])
        #expect(try await place.found("bakery") == [])
        #expect(try await place.found(SearchQuery(networks: [north.node])) == [])
        #expect(try await reader.networks().isEmpty)
        guard case .unknown = try await place.lookup(north, 1) else {
            return _ = Issue.record("it is shown by its address")
        }
        #expect(try await reader.roster(after: 0) == [])
        #expect(
            try await reader.range(logID: logID, from: 0, filter: PayloadFilter()) == .notFound)
        #expect(try await reader.payload(logID: logID, index: 1) == .notFound)
        #expect(try await reader.checkpoint(logID: logID) == nil)
        for level: Int? in [0, nil] {
            let path = TilePath(level: level, index: 0, width: 2)
            #expect(try await reader.tile(logID: logID, path: path) == nil)
        }
        let status = try #require(try await reader.log(north.origin))
        #expect(status.records == 0 && (status.isBlocked || !status.isAccepted))
    }

    private func expectVisible() async throws {
        #expect(try await place.found("bakery") == ["Bakery"])
        #expect(try await place.reader.networks().map(\.name[0].text) == ["North"])
        #expect(try await place.reader.roster(after: 0).count == 1)
        #expect(try await NaiveSection(place.served(north.origin)).payloads.count == 2)
        #expect(try await place.reader.log(north.origin)?.records == 1)
    }

    @Test(arguments: ["blocked", "not accepted"])
    func `C18 what is hidden is nowhere to be had, and comes back whole`(way: String) async throws {
        try await expectVisible()
        try await hide(way)
        try await expectInvisible()
        let cursor = try await place.reader.rosterSequence()
        try await show(way)
        try await expectVisible()
        // Whoever asked in between learns that the row is back.
        #expect(try await place.reader.roster(after: cursor).count == 1)
    }

    @Test(arguments: ["blocked", "not accepted"])
    func `C18 after 30 days its payloads are destroyed, its log stays`(way: String) async throws {
        try await hide(way, now: today)
        let end = today + 30 * day
        #expect(try await place.store.destroyDue(now: end - 1) == 0)
        #expect(try place.folder.files(containing: "Bakery") != [])
        #expect(try await place.store.destroyDue(now: end) == 2)
        #expect(try place.folder.files(containing: "Bakery") == [])
        #expect(try place.folder.files(containing: "bakery") == [])
        #expect(try await place.store.destroyDue(now: end) == 0)
        try await show(way)
        guard case .withoutPayload = try await place.lookup(north, 1) else {
            return _ = Issue.record("the log is still here")
        }
        let stored = try await place.store.storePayload(
            origin: north.origin, index: 1, item: north.log[1], now: end)
        #expect(stored)
        #expect(try await place.found("bakery") == ["Bakery"])
        #expect(try await place.reader.verify(north.origin).ok)
    }

    @Test(arguments: ["blocked", "not accepted"])
    func `C18 hidden twice, the 30 days run from the first time`(way: String) async throws {
        try await hide(way, now: today)
        if way == "not accepted" { try await hide(way, now: today + 20 * day) }
        #expect(try await place.store.destroyDue(now: today + 30 * day) == 2)
    }

    @Test func `a log that comes back in time keeps everything`() async throws {
        try await hide("not accepted", now: today)
        try await show("not accepted", now: today + 29 * day)
        try await hide("not accepted", now: today + 40 * day)
        try await show("not accepted", now: today + 41 * day)
        #expect(try await place.store.destroyDue(now: today + 60 * day) == 0)
        try await expectVisible()
    }

    @Test func `C18 a block comes before the first entry and outlives reopening`() async throws {
        let place = try Place()
        try await place.store.setBlocked(north.node, true, now: today)
        try await place.receive(try north.section())
        #expect(try await place.found("") == [])
        #expect(try await place.reader.roster(after: 0) == [])
        #expect(try await place.store.blockedNodes() == [north.node])
        let again = try place.reopened()
        #expect(try await again.blockedNodes() == [north.node])
        #expect(try await again.reader.networks().isEmpty)
        try await again.setBlocked(north.node, false, now: today)
        #expect(try await again.reader.networks().count == 1)
        #expect(try await again.blockedNodes() == [])
    }

    @Test func `our own log is never hidden by the list of peers`() async throws {
        let own = try Network("own")
        let place = try await Place(own: own)
        try await place.append([try .put(1, Network.payload("Ours"))], as: own)
        try await place.store.setAccepted([:], now: today)
        #expect(try await place.found("") == ["Ours"])
        #expect(try await place.reader.log(own.origin)?.distance == 0)
        #expect(try await place.reader.log(own.origin)?.isOwn == true)
    }

    @Test func `a new distance gives the row a new sequence`() async throws {
        let before = try await place.reader.rosterSequence()
        try await place.store.setAccepted([north.node: 1], now: today)
        #expect(try await place.reader.rosterSequence() == before)
        try await place.store.setAccepted([north.node: 3], now: today)
        let rows = try await place.reader.roster(after: before)
        #expect(rows.map(\.row.distance) == [3])
    }
}
