import SangamDirectory
import SangamLog
import Testing

@testable import SangamStore

/// What the store offers, and in which order it changed.
struct RosterTests {
    private let place: Place

    init() throws { place = try Place() }

    private func origins(after sequence: Int64) async throws -> [Origin] {
        try await place.reader.roster(after: sequence).map(\.row.checkpoint.origin)
    }

    @Test func `a row stands at its latest change`() async throws {
        var (a, b, c) = (try Network("aa"), try Network("bb"), try Network("cc"))
        try a.put(1)
        try b.put(1)
        try c.put(1)
        for network in [a, b, c] { try await place.receive(try network.section()) }
        #expect(try await origins(after: 0) == [a.origin, b.origin, c.origin])
        let sequence = try await place.reader.rosterSequence()
        #expect(try await origins(after: sequence) == [])
        try a.put(2)
        try await place.receive(try a.section(from: 1))
        #expect(try await origins(after: sequence) == [a.origin])
        #expect(try await origins(after: 0) == [b.origin, c.origin, a.origin])
        #expect(try await origins(after: sequence + 1_000) == [])
        let rows = try await place.reader.roster(after: 0)
        #expect(rows.map(\.sequence) == rows.map(\.sequence).sorted())
        #expect(rows.last?.sequence == (try await place.reader.rosterSequence()))
    }

    @Test func `sequences go on after reopening`() async throws {
        var network = try Network("north")
        try network.put(1)
        try await place.receive(try network.section())
        let sequence = try await place.reader.rosterSequence()
        let again = try place.reopened()
        #expect(try await again.reader.rosterSequence() == sequence)
        #expect(try await again.reader.roster(after: sequence - 1).count == 1)
    }

    @Test func `a cosignature stands in the row of its head, and of no other`() async throws {
        var network = try Network("north")
        let cosigner = try Network("us").cosigner()
        let key = cosigner.verifier
        try network.put(1)
        try await place.receive(try network.section())
        let head = try network.head()
        let line = try cosigner.cosign(text: head.note.text, time: UInt64(today))
        let before = try await place.reader.rosterSequence()
        try await place.store.setCosignature(line, origin: network.origin)
        let row = try #require(try await place.reader.roster(after: before).first?.row)
        #expect(row.note.signatures.count == 2)
        let time = try Cosignature.verifiedTime(
            of: row.note.signatures[1], noteText: row.note.text, by: key)
        #expect(time == UInt64(today))
        // The document that it stands in can be read.
        let roster = Roster(next: "0:1", rows: [row])
        #expect(try Roster(roster.bytes).rows == [row])
        // Without the cosigner's line in sections and the C2SP view.
        #expect(try await place.reader.checkpoint(logID: network.origin.logID) == head.note.bytes)
        try network.put(2)
        try await place.receive(try network.section(from: 1))
        let next = try #require(try await place.reader.roster(after: 0).first?.row)
        #expect(next.checkpoint.size == 2 && next.note.signatures.count == 1)
    }

    @Test func `a repeated section does not take a cosignature away`() async throws {
        var network = try Network("north")
        try network.put(1)
        try await place.receive(try network.section())
        let line = try Network("us").cosigner()
            .cosign(text: network.head().note.text, time: UInt64(today))
        try await place.store.setCosignature(line, origin: network.origin)
        try await place.receive(try network.section())
        let row = try #require(try await place.reader.roster(after: 0).first?.row)
        #expect(row.note.signatures.count == 2)
    }

    @Test func `a page has at most what was asked for, and the next goes on after it`()
        async throws
    {
        var all: [Origin] = []
        for number in 0..<25 {
            var network = try Network("n\(number)")
            try network.put(1)
            try await place.receive(try network.section())
            all.append(network.origin)
        }
        var (sequence, pages): (Int64, [[Origin]]) = (0, [])
        repeat {
            let page = try await place.reader.roster(after: sequence, limit: 10)
            pages.append(page.map(\.row.checkpoint.origin))
            sequence = page.last?.sequence ?? sequence
        } while pages.last?.isEmpty == false
        #expect(pages.map(\.count) == [10, 10, 5, 0])
        #expect(pages.flatMap { $0 } == all)
    }

    @Test func `more than 1,000 logs come in two pages`() async throws {
        // What a power cut leaves is not the question here.
        try await place.sql("PRAGMA synchronous = OFF")
        for number in 0..<1_010 {
            var network = try Network("n\(number)")
            try network.put(1)
            try await place.receive(try network.section())
        }
        let first = try await place.reader.roster(after: 0)
        #expect(first.count == 1_000)
        let second = try await place.reader.roster(after: first.last?.sequence ?? 0)
        #expect(second.count == 10)
        #expect(Set((first + second).map(\.row.checkpoint.origin)).count == 1_010)
    }

    @Test func `networks are told with their name, our own first`() async throws {
        let own = try Network("zz")
        let place = try await Place(own: own)
        try await place.append(
            [try .put(0, kind: "network", Network.payload("Ours", "network"))], as: own)
        var north = try Network("north")
        try north.put(0, kind: "network", Network.payload("Old name", "network"))
        try north.put(0, kind: "network", Network.payload("North", "network"))
        try north.put(1)
        try await place.receive(try north.section())
        let networks = try await place.reader.networks()
        #expect(networks.map { $0.name.map(\.text) } == [["Ours"], ["North"]])
        #expect(networks.map(\.isOwn) == [true, false])
        #expect(networks.map(\.log.records) == [0, 1])
        #expect(networks.map(\.label) == ["zz.example.org", "north.example.org"])
    }
}
