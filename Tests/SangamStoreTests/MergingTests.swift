import GRDB
import SangamDirectory
import SangamLog
import Synchronization
import Testing

@testable import SangamStore

/// The pieces of the indexes, payloads prepared ahead, and what is remembered of verified bytes.
struct MergingTests {
    @Test func `many pieces become few, and everything is found as before`() async throws {
        let own = try Network("own")
        let place = try await Place(own: own)
        for number in 0..<12 {
            try await place.append(
                [try .put(number, Network.payload("Bakery number \(number)"))], as: own)
        }
        let pieces = "SELECT COUNT(DISTINCT segid) FROM search_idx"
        let before = try await place.count(pieces)
        #expect(before >= 12, "the index merges nothing by itself any more")
        while try await place.store.mergeIndexes(pages: 8) {}
        #expect(try await place.count(pieces) < before / 2)
        #expect(try await place.found("bakery").count == 12)
        #expect(try await place.found("akery num").count == 12, "inside of names")
        try await place.store.write { database in
            for index in ["search", "name_tri"] {
                try database.execute(
                    sql: "INSERT INTO \(index) (\(index), rank) VALUES ('integrity-check', 1)")
            }
        }
        #expect(try await !place.store.mergeIndexes(), "nothing is left to be done")
    }

    @Test func `an index of an earlier version hands its merging over`() async throws {
        let own = try Network("own")
        let place = try await Place(own: own)
        try await place.sql("INSERT INTO search (search, rank) VALUES ('automerge', 4)")
        let store = try place.reopened()
        defer { store.close() }
        let set = try await store.pool.read { database in
            try Int.fetchOne(database, sql: "SELECT v FROM search_config WHERE k = 'automerge'")
        }
        #expect(set == 0)
    }

    @Test(arguments: [0, 1, 127, 128, 129, 4_000])
    func `payloads prepared ahead come in the order of their entries`(count: Int) async throws {
        var network = try Network("north")
        for number in 0..<count { try network.put(number, Network.payload("Shop \(number)")) }
        let items = network.log.enumerated().map { offset, item in
            SectionEntry(entry: item.entry, payload: offset % 7 == 3 ? nil : item.payload)
        }
        let preparation = PayloadPreparation(items, home: network.node)
        for (offset, item) in items.enumerated() {
            let taken = preparation.take(offset)
            #expect(taken?.payload == item.payload)
            #expect((taken?.row == nil) == (item.payload == nil))
        }
    }

    @Test func `payloads that nobody takes end with whoever let them be prepared`() async throws {
        var network = try Network("north")
        for number in 0..<2_000 { try network.put(number) }
        for taken in [0, 1, 300] {
            let preparation = PayloadPreparation(network.log, home: network.node)
            for offset in 0..<taken { #expect(preparation.take(offset) != nil) }
        }
    }

    @Test func `bytes are read once, a failure and other bytes again`() throws {
        struct Damaged: Error {}
        let proven = ProvenBytes<Int>()
        let readings = Mutex(0)
        func read(_ bytes: [UInt8]) throws -> Int {
            try proven.value(of: bytes) {
                readings.withLock { $0 += 1 }
                guard bytes[0] != 9 else { throw Damaged() }
                return Int(bytes[0])
            }
        }
        for _ in 0..<3 { #expect(try read([1, 2]) == 1) }
        #expect(readings.withLock { $0 } == 1)
        #expect(try read([1, 3]) == 1)
        #expect(readings.withLock { $0 } == 2)
        for _ in 0..<2 { #expect(throws: Damaged.self) { try read([9]) } }
        #expect(readings.withLock { $0 } == 4)
        // More than is kept: read again, and right.
        for part in 0..<20 {
            _ = try read([UInt8(part % 8)] + [UInt8](repeating: 0, count: 90_000))
        }
        #expect(try read([1, 2]) == 1)
        #expect(readings.withLock { $0 } > 5)
    }
}
