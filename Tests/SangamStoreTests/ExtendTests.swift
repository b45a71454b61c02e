import Foundation
import GRDB
import SangamDirectory
import SangamLog
import Testing

@testable import SangamStore

/// What an extension keeps, drops and refuses.
struct ExtendTests {
    private let place: Place
    private var network: Network

    init() throws {
        place = try Place()
        network = try Network("north")
    }

    private var held: UInt64? {
        get async throws { try await place.reader.log(network.origin)?.held }
    }

    private func indexesOfPayloads() async throws -> [Int] {
        try await place.store.pool.read {
            try Int.fetchAll($0, sql: "SELECT idx FROM payload ORDER BY idx")
        }
    }

    @Test mutating func `several sections make one log, complete only at its head`() async throws {
        for number in 0..<10 { try network.put(number) }
        let first = try await place.receive(try network.section(to: 4))
        #expect(first.size == 4 && first.appended == 4 && first.completeHead == nil)
        #expect(try await place.reader.completeHead(network.origin) == nil)
        #expect(try await place.reader.roster(after: 0) == [])
        let range = try await place.reader.range(
            logID: network.origin.logID, from: 0, filter: PayloadFilter())
        #expect(range == .notFound)
        let second = try await place.receive(try network.section(from: 4, to: 9))
        #expect(second.completeHead == nil && second.payloadsStored == 5)
        let last = try await place.receive(try network.section(from: 9))
        #expect(last.size == 10 && last.completeHead?.size == 10)
        #expect(try await place.reader.verify(network.origin).ok)
        #expect(try await place.reader.roster(after: 0).map(\.row.checkpoint.size) == [10])
    }

    @Test mutating func `a head that is complete without new entries gives the row a new sequence`()
        async throws
    {
        for number in 0..<10 { try network.put(number) }
        try await place.receive(try network.section(to: 6))
        #expect(try await place.reader.roster(after: 0) == [])
        let before = try await place.reader.rosterSequence()
        // An older head of the owner, of exactly what we hold.
        try await place.receive(try network.section(from: 6, to: 6, size: 6))
        let rows = try await place.reader.roster(after: before)
        #expect(rows.map(\.row.checkpoint.size) == [6])
        try await place.receive(try network.section(from: 6))
        #expect(try await place.reader.log(network.origin)?.size == 10)
    }

    @Test mutating func `a check that is older than the log is refused as moved, nothing applied`()
        async throws
    {
        for number in 0..<6 { try network.put(number) }
        let section = try SectionReader.read(try network.section(to: 3))
        let verified = try await place.store.withReplica(of: network.origin) {
            try LogExtension.check(section, asked: nil, replica: $0)
        }
        let arrival = Arrival(via: nil, distance: 1, policy: PeerPolicy(), hold: 0, now: today)
        _ = try await place.store.extend(verified, arrival: arrival)
        let before = try await place.snapshot()
        do throws(StoreError) {
            _ = try await place.store.extend(verified, arrival: arrival)
            Issue.record("the same extension was applied twice")
        } catch { #expect(error.code == .moved) }
        let isSame = try await place.snapshot() == before
        #expect(isSame)
    }

    @Test mutating func `C11 repeated and overlapping sections change nothing that is there`()
        async throws
    {
        for number in 0..<20 { try network.put(number % 15) }
        try network.remove(3)
        let whole = try Place()
        try await whole.receive(try network.section())
        let pieces = [(0, 5), (0, 5), (3, 9), (2, 4), (0, 9), (9, 9), (5, 21), (0, 21), (21, 21)]
        for (from, to) in pieces where from < to || to == 21 {
            try await place.receive(try network.section(from: from, to: to))
        }
        #expect(try await place.served(network.origin) == whole.served(network.origin))
        #expect(try await place.reader.verify(network.origin).ok)
        let before = try await place.snapshot()
        let sequence = try await place.reader.rosterSequence()
        let again = try await place.receive(try network.section(from: 2, to: 17))
        #expect(again.appended == 0 && again.payloadsStored == 0)
        let isSame = try await place.snapshot() == before
        #expect(isSame)
        #expect(try await place.reader.rosterSequence() == sequence)
    }

    @Test mutating func `a payload that came too late for its section comes with a repeated one`()
        async throws
    {
        for number in 0..<5 { try network.put(number) }
        try await place.receive(try network.section(payloads: { $0 != 2 }))
        guard case .withoutPayload(_, _, let index) = try await place.lookup(network, 2) else {
            return _ = Issue.record("there is no payload yet")
        }
        #expect(index == 2)
        let missing = try await place.reader.missingPayloads(
            of: network.origin, policy: PeerPolicy(), limit: 10)
        #expect(missing.map(\.index) == [2])
        let done = try await place.receive(try network.section(from: 1, to: 4))
        #expect(done.payloadsStored == 1)
        #expect(try await place.found("\"north 2\"").contains("north 2"))
    }

    @Test mutating func `a payload that is not current after the whole section is not stored`()
        async throws
    {
        try network.put(1, Network.payload("Canaryold"))
        try network.put(1, Network.payload("Newer"))
        try network.put(2, Network.payload("Canarygone"))
        try network.remove(2)
        try await place.receive(try network.section())
        #expect(try await indexesOfPayloads() == [1])
        #expect(try place.folder.files(containing: "Canary") == [])
        #expect(try await place.found("") == ["Newer"])
        #expect(try await place.count("SELECT COUNT(*) FROM destruction") == 0)
    }

    @Test mutating func `a payload over 65,536 bytes is dropped and its entry goes on`()
        async throws
    {
        let room = Limits.payloadBytesMax - Network.payload("").utf8.count
        try network.put(1, Network.payload(String(repeating: "a", count: room)))
        try network.put(2, Network.payload(String(repeating: "b", count: room + 1)))
        try network.put(3)
        try await place.receive(try network.section())
        #expect(try await indexesOfPayloads() == [0, 2])
        let section = try NaiveSection(try await place.served(network.origin))
        #expect(section.entries == network.log.map(\.entry.bytes))
        #expect(section.payloads.keys.sorted() == [0, 2])
    }

    @Test(arguments: [
        "not JSON", #"{"kind":"offer","name":{"en":"Poison"}}"#, #"{"name":{"en":"Poison"}}"#,
        #"{"kind":"organisation","kind":"organisation"}"#, #"[1]"#, "", #"{"kind":1}"#,
        #"{"kind":"organisation","a":"\ud800"}"#, #"{"kind":"organisation","a":1e400}"#,
    ])
    func `C7 a payload that is none is kept and relayed, not shown, and stops nothing`(
        poison: String
    ) async throws {
        var network = self.network
        try network.put(1)
        try network.put(2, poison)
        try network.put(3)
        try await place.receive(try network.section())
        #expect(try await place.found("").sorted() == ["north 1", "north 3"])
        guard case .found(let detail) = try await place.lookup(network, 2),
            case .quarantined(let reason) = detail.state
        else { return _ = Issue.record("it is kept, with a reason") }
        #expect(!reason.isEmpty && detail.payload == ascii(poison))
        let served = try await place.served(network.origin)
        #expect(try NaiveSection(served).payloads[1] == ascii(poison))
        let next = try Place()
        try await next.receive(served)
        #expect(try await next.served(network.origin) == served)
        // A good revision of the record is shown again.
        try network.put(2, Network.payload("Healed"))
        try await place.receive(try network.section(from: 3))
        #expect(try await place.found("healed") == ["Healed"])
    }

    @Test mutating func `C8 what another network says of the same kind and id is another record`()
        async throws
    {
        var south = try Network("south")
        try network.put(1, Network.payload("Ours"))
        try south.put(1, Network.payload("Theirs"))
        try await place.receive(try network.section())
        try await place.receive(try south.section())
        #expect(try await place.found("").sorted() == ["Ours", "Theirs"])
        try south.remove(1)
        try await place.receive(try south.section(from: 1))
        #expect(try await place.found("") == ["Ours"])
        guard case .found(let detail) = try await place.lookup(network, 1) else {
            return _ = Issue.record("another node removed our record")
        }
        #expect(detail.id.node == network.node)
        #expect(try await place.reader.verify(network.origin).ok)
        #expect(try await place.reader.verify(south.origin).ok)
    }

    @Test mutating func `C8 kind and id name a record together`() async throws {
        try network.put(1, kind: "offer", Network.payload("An offer", "offer"))
        try network.put(1, kind: "event", Network.payload("An event", "event"))
        try network.remove(1, kind: "event")
        try await place.receive(try network.section())
        #expect(try await place.found("") == ["An offer"])
    }

    @Test mutating func `an unknown operation is kept and relayed without effect`() async throws {
        try network.put(1)
        try network.advise("organisation/x 12")
        try network.put(2)
        try await place.receive(try network.section())
        #expect(try NaiveSection(try await place.served(network.origin)).entries.count == 3)
        #expect(try await place.count("SELECT COUNT(*) FROM record") == 2)
        #expect(try await place.reader.verify(network.origin).ok)
    }

    @Test mutating func `an id that is removed before it is put is burned`() async throws {
        try network.remove(1)
        try network.put(1)
        try await place.receive(try network.section())
        guard case .removed = try await place.lookup(network, 1) else {
            return _ = Issue.record("the id is burned")
        }
        #expect(try await place.found("") == [])
        #expect(try await indexesOfPayloads() == [])
        #expect(try await place.reader.verify(network.origin).ok)
    }

    @Test mutating func `a filter of payloads keeps statements and drops the rest`() async throws {
        let kenya = #","place":{"address":{"country":"KE"}}"#
        let spain = #","place":{"address":{"country":"ES"}}"#
        try network.put(0, kind: "network", Network.payload("N", "network"))
        try network.put(1, Network.payload("K", rest: kenya))
        try network.put(2, Network.payload("S", rest: spain))
        try network.put(3, kind: "offer", Network.payload("O", "offer", rest: kenya))
        let policy = PeerPolicy(kinds: ["organisation"], countries: ["KE"])
        try await place.receive(try network.section(), policy: policy)
        #expect(try await indexesOfPayloads() == [0, 1])
        #expect(try await place.reader.log(network.origin)?.withoutPayload == 2)
        #expect(try await place.reader.verify(network.origin).ok)
    }

    @Test mutating func `a payload that is fetched alone must be that of its entry and current`()
        async throws
    {
        for number in 0..<3 { try network.put(number) }
        try network.put(0, Network.payload("Newer"))
        try await place.receive(try network.section(payloads: { _ in false }))
        let store = place.store
        func take(_ index: UInt64, _ item: SectionEntry) async throws -> Bool {
            try await store.storePayload(
                origin: network.origin, index: index, item: item, now: today)
        }
        #expect(try await take(1, network.log[1]))
        #expect(try await take(1, network.log[1]) == false, "it is here already")
        #expect(try await take(2, network.log[1]) == false, "of another entry")
        #expect(try await take(0, network.log[0]) == false, "superseded")
        #expect(try await take(4, network.log[1]) == false, "beyond the log")
        let bare = SectionEntry(entry: network.log[2].entry, payload: nil)
        #expect(try await take(2, bare) == false, "without a payload")
        #expect(try await place.found("").sorted() == ["north 1"])
        #expect(try await place.reader.verify(network.origin).ok)
    }

    @Test mutating func `via and the time of the last head are kept`() async throws {
        let carrier = try Network("carrier").node
        try network.put(1)
        try await place.receive(try network.section(), now: today, via: carrier)
        try await place.receive(try network.section(from: 1, to: 1), now: today + 5)
        let status = try #require(try await place.reader.log(network.origin))
        #expect(status.via == carrier && status.refreshed == today + 5)
        #expect(status.isOwn == false && status.distance == 1 && status.records == 1)
    }
}
