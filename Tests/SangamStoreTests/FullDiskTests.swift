import SangamDirectory
import SangamLog
import Testing

@testable import SangamStore

/// A4: when the disk is full nothing is half-written, reading goes on, and so does writing once
/// there is room. The disk is made full by SQLite's own bound on the pages of the file, which gives
/// the error that a full disk gives.
struct FullDiskTests {
    private let place: Place
    private let own: Network

    init() async throws {
        own = try Network("own")
        place = try await Place(own: own)
        try await place.append([try .put(1, Network.payload("Before"))], as: own)
    }

    /// Leaves no room for another page, or gives it back.
    private func fill(_ isFull: Bool) async throws {
        try await place.sql("PRAGMA wal_checkpoint(TRUNCATE)")
        let pages = try await place.onWriter("PRAGMA page_count") ?? 0
        let bound = isFull ? pages : 1_000_000
        let taken = try await place.onWriter("PRAGMA max_page_count = \(bound)")
        try #require(taken == bound)
    }

    private func large(_ name: String) -> String {
        let text = String(repeating: "many words of no weight ", count: 2_000)
        return Network.payload(name, rest: #","summary":{"en":"\#(text)"}"#)
    }

    private func code(_ body: () async throws -> Void) async throws -> StoreError.Code? {
        do {
            try await body()
            return nil
        } catch let error as StoreError { return error.code }
    }

    @Test func `A4 an append to a full disk writes nothing, and works again with room`()
        async throws
    {
        try await fill(true)
        let before = try await place.snapshot()
        for _ in 0..<3 {
            let failed = try await code {
                try await place.append([try .put(2, large("Never"))], as: own)
            }
            #expect(failed == .diskFull)
        }
        let isSame = try await place.snapshot() == before
        #expect(isSame)
        #expect(try await place.found("before") == ["Before"])
        #expect(try await place.found("never") == [])
        #expect(try await NaiveSection(place.served(own.origin)).entries.count == 1)
        #expect(try await place.reader.verify(own.origin).ok)
        try await fill(false)
        let done = try await place.append([try .put(2, large("Later"))], as: own)
        #expect(done.indexes == [1] && done.head.size == 2)
        #expect(try await place.found("later") == ["Later"])
        #expect(try await place.reader.verify(own.origin).ok)
        #expect(try await place.reopened().reader.verify(own.origin).ok)
    }

    @Test func `A4 a section on a full disk is not half-applied`() async throws {
        var north = try Network("north")
        for number in 0..<40 { try north.put(number, large("Listing \(number)")) }
        try await place.receive(try north.section(to: 1))
        try await fill(true)
        let before = try await place.snapshot()
        let failed = try await code { try await place.receive(try north.section(from: 1)) }
        #expect(failed == .diskFull)
        let isSame = try await place.snapshot() == before
        #expect(isSame)
        #expect(try await place.reader.log(north.origin)?.held == 1)
        try await fill(false)
        let done = try await place.receive(try north.section(from: 1))
        #expect(done.size == 40 && done.payloadsStored == 39)
        #expect(try await place.reader.verify(north.origin).ok)
    }

    @Test func `A4 after a failed append the connection is still at FULL`() async throws {
        try await fill(true)
        let failed = try await code {
            try await place.append([try .put(2, large("Never"))], as: own)
        }
        #expect(failed == .diskFull)
        #expect(try await place.onWriter("PRAGMA synchronous") == 2)
    }
}
