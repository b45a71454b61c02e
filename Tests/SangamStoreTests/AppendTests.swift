import GRDB
import SangamDirectory
import SangamLog
import Testing

@testable import SangamStore

extension OwnChange {
    /// A put of a record with the nonce that a test can foresee.
    static func put(
        _ number: Int, kind: String = "organisation", _ payload: String, source: SourceKey? = nil
    ) throws -> OwnChange {
        let nonce = Array(Hash.sha256(ascii("own nonce \(number) \(payload)")).bytes.prefix(16))
        return OwnChange(
            key: try Network.key(number, kind),
            operation: .put(SealedPayload(nonce: nonce, bytes: ascii(payload))), source: source)
    }

    static func remove(_ number: Int, kind: String = "organisation") throws -> OwnChange {
        OwnChange(key: try Network.key(number, kind), operation: .remove)
    }
}

struct AppendTests {
    private struct SigningFailed: Error {}

    @Test func `an append makes entries, tiles, head, record, search row and roster row at once`()
        async throws
    {
        let own = try Network("own")
        let place = try await Place(own: own)
        let done = try await place.append(
            [try .put(1, Network.payload("Bakery")), try .put(2, Network.payload("Weavers"))],
            as: own)
        #expect(done.indexes == [0, 1])
        #expect(done.head.size == 2)
        let served = try NaiveSection(try await place.served(own.origin))
        #expect(try NaiveTree.root(served.entries) == done.head.root)
        #expect(try await place.count("SELECT COUNT(*) FROM entry") == 2)
        #expect(try await place.count("SELECT length(hashes) FROM tile") == 64)
        #expect(try await place.count("SELECT COUNT(*) FROM record") == 2)
        #expect(try await place.found("bakery") == ["Bakery"])
        let roster = try await place.reader.roster(after: 0)
        #expect(roster.map(\.row.checkpoint) == [done.head.checkpoint])
        guard case .found(let detail) = try await place.lookup(own, 1) else {
            return _ = Issue.record("the record is not there")
        }
        #expect(detail.index == 0 && detail.size == 2 && detail.state == .live)
        #expect(detail.payload == ascii(Network.payload("Bakery")))
    }

    @Test func `if signing fails nothing of the change is there`() async throws {
        let own = try Network("own")
        let place = try await Place(own: own)
        try await place.append([try .put(1, Network.payload("Before"))], as: own)
        let before = try await place.snapshot()
        let source = SourceKey(system: "s", foreignID: "1", digest: .emptyRoot)
        await #expect(throws: StoreError.self) {
            try await place.store.append(
                [
                    try .put(2, Network.payload("Never"), source: source), try .remove(1),
                ], origin: own.origin, now: today, hold: 0, sign: { _ in throw SigningFailed() })
        }
        #expect(try await place.snapshot() == before)
        #expect(try await place.found("never") == [])
        #expect(try await place.found("before") == ["Before"])
        #expect(try await place.reader.verify(own.origin).ok)
    }

    @Test func `an empty append signs a head of size 0, and then the log goes on`() async throws {
        let own = try Network("own")
        let place = try await Place(own: own)
        let empty = try await place.append([], as: own)
        #expect(empty.head.size == 0 && empty.head.root == .emptyRoot && empty.indexes == [])
        let one = try await place.append([try .put(1, Network.payload("One"))], as: own)
        #expect(one.head.size == 1)
    }

    @Test func `the times of a log never go back`() async throws {
        let own = try Network("own")
        let place = try await Place(own: own)
        for now in [today, today - 5 * day, -7, today + 1, 5_000_000_000_333] {
            let number = Int(now % 1_000) + 5_000
            try await place.append([try .put(number, Network.payload("x"))], as: own, now: now)
        }
        let entries = try NaiveSection(try await place.served(own.origin)).entries
        let times = entries.map { String(decoding: $0, as: UTF8.self).split(separator: " ")[2] }
        // The last: a clock beyond the 12 digits that a time may have.
        #expect(times == ["\(today)", "\(today)", "\(today)", "\(today + 1)", "999999999999"])
        #expect(try await place.reader.verify(own.origin).ok)
    }

    @Test func `a put after a removal is an entry without effect`() async throws {
        let own = try Network("own")
        let place = try await Place(own: own)
        try await place.append([try .put(1, Network.payload("Once"))], as: own)
        try await place.append([try .remove(1)], as: own)
        let source = SourceKey(system: "s", foreignID: "1", digest: .emptyRoot)
        try await place.append([try .put(1, Network.payload("Twice"), source: source)], as: own)
        guard case .removed = try await place.lookup(own, 1) else {
            return _ = Issue.record("a removal is final")
        }
        #expect(try await place.found("twice") == [])
        #expect(try await place.count("SELECT COUNT(*) FROM payload WHERE idx = 2") == 0)
        #expect(try await place.count("SELECT COUNT(*) FROM source_key") == 0)
        #expect(try await place.reader.verify(own.origin).ok)
    }

    @Test func `changes of one append see each other`() async throws {
        let own = try Network("own")
        let place = try await Place(own: own)
        try await place.append(
            [
                try .put(1, Network.payload("First")), try .put(1, Network.payload("Second")),
                try .put(2, Network.payload("Third")), try .remove(2),
            ], as: own)
        #expect(try await place.found("") == ["Second"])
        #expect(try await place.reader.payload(logID: own.origin.logID, index: 0) == .gone)
        #expect(try await place.reader.payload(logID: own.origin.logID, index: 2) == .gone)
        #expect(try await place.reader.verify(own.origin).ok)
    }

    @Test func `an append to a log that is not here is refused`() async throws {
        let place = try Place()
        let error = await #expect(throws: StoreError.self) {
            try await place.append([], as: try Network("own"))
        }
        #expect(error?.code == .notFound)
    }

    // MARK: - A3: what was signed last

    @Test(arguments: [
        "DELETE FROM tile WHERE level = 0", "UPDATE log SET size = 2",
        "UPDATE log SET complete = NULL", "UPDATE log SET size = 0",
        "UPDATE tile SET hashes = zeroblob(96)", "UPDATE tile SET hashes = substr(hashes, 1, 64)",
    ])
    func `A3 a stored tree that is not the one signed last signs nothing`(damage: String)
        async throws
    {
        let own = try Network("own")
        let place = try await Place(own: own)
        try await place.append(
            [
                try .put(1, Network.payload("One")), try .put(2, Network.payload("Two")),
                try .put(3, Network.payload("Three")),
            ], as: own)
        try await place.sql(damage)
        let before = try await place.snapshot()
        let calls = Counter()
        let signer = try own.signer()
        await #expect(throws: StoreError.self) {
            try await place.store.append(
                [try .put(4, Network.payload("Four"))], origin: own.origin, now: today, hold: 0,
                sign: { text in
                    calls.add()
                    return try signer.sign(text: text)
                })
        }
        #expect(calls.value == 0, "the key was asked to sign")
        #expect(try await place.snapshot() == before)
    }

    @Test func `A3 an older database under a newer signed head is a head mismatch`() async throws {
        let own = try Network("own")
        let place = try await Place(own: own)
        let first = try await place.append([try .put(1, Network.payload("One"))], as: own)
        try await place.append([try .put(2, Network.payload("Two"))], as: own)
        // The head of yesterday with the tree of today.
        try await place.sql("UPDATE log SET complete = ?", [first.head.note.bytes.data])
        let error = await #expect(throws: StoreError.self) {
            try await place.append([try .put(3, Network.payload("Three"))], as: own)
        }
        #expect(error?.code == .headMismatch)
    }
}
