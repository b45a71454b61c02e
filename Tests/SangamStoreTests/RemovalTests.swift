import Foundation
import GRDB
import SangamDirectory
import SangamLog
import Testing

@testable import SangamStore

/// What is removed or superseded is hidden at once, destroyed when due, and does not come back.
struct RemovalTests {
    private let place: Place
    private let own: Network

    init() async throws {
        own = try Network("own")
        place = try await Place(own: own)
    }

    /// Checks that a record is nowhere to be had, by any way.
    private func expectHidden(
        _ network: Network, _ number: Int, index: UInt64, words: String
    ) async throws {
        #expect(try await place.found(words) == [])
        let answer = try await place.reader.payload(logID: network.origin.logID, index: index)
        #expect(answer == .gone)
        let section = try NaiveSection(try await place.served(network.origin))
        #expect(section.payloads[Int(index)] == nil)
        let roster = try await place.reader.roster(after: 0).map(\.row.checkpoint)
        #expect(roster.contains { $0.origin == network.origin && Int($0.size) == section.size })
    }

    @Test func `a removal hides at once, long before it destroys`() async throws {
        try await place.append(
            [
                try .put(1, Network.payload("Canaryword")), try .put(2, Network.payload("Stays")),
            ], as: own)
        #expect(try await place.found("canaryword") == ["Canaryword"])
        try await place.append([try .remove(1)], as: own)
        try await expectHidden(own, 1, index: 0, words: "canaryword")
        guard case .removed = try await place.lookup(own, 1) else {
            return _ = Issue.record("a removed record is not found any more")
        }
        #expect(try await place.found("") == ["Stays"])
        #expect(try await place.reader.log(own.origin)?.records == 1)
        // Until it is due, the bytes are here and nobody sees them.
        #expect(try await place.store.destroyDue(now: today + 3 * day - 1) == 0)
        #expect(try await place.count("SELECT COUNT(*) FROM payload") == 2)
        #expect(try await place.store.destroyDue(now: today + 3 * day) == 1)
        #expect(try await place.count("SELECT COUNT(*) FROM payload") == 1)
    }

    @Test func `B5 what was removed under a clock that ran ahead waits no longer than it should`()
        async throws
    {
        try await place.append([try .put(1, Network.payload("Canaryword"))], as: own)
        let ahead = today + 400 * day
        try await place.append([try .remove(1)], as: own, now: ahead)
        #expect(try await place.store.destroyDue(now: today) == 0)
        #expect(try await place.store.destroyDue(now: today + 3 * day - 1) == 0)
        #expect(try await place.store.destroyDue(now: today + 3 * day) == 1)
    }

    @Test func `a hold that was shortened holds for what waits already`() async throws {
        try await place.append([try .put(1, Network.payload("Canaryword"))], as: own)
        try await place.append([try .remove(1)], as: own, hold: 30 * day)
        #expect(try await place.store.destroyDue(now: today + day, hold: 2 * day) == 0)
        #expect(try await place.store.destroyDue(now: today + 2 * day, hold: 2 * day) == 1)
    }

    @Test func `a newer revision hides the older one at once`() async throws {
        try await place.append([try .put(1, Network.payload("Canaryold"))], as: own)
        try await place.append([try .put(1, Network.payload("Newer"))], as: own)
        try await expectHidden(own, 1, index: 0, words: "canaryold")
        guard case .found(let detail) = try await place.lookup(own, 1) else {
            return _ = Issue.record("the newer revision is shown")
        }
        #expect(detail.index == 1 && detail.payload == ascii(Network.payload("Newer")))
    }

    @Test func `another's removal and revision hide at once too`() async throws {
        var north = try Network("north")
        try north.put(1, Network.payload("Canaryword"))
        try north.put(2, Network.payload("Canaryold"))
        try await place.receive(try north.section())
        try north.remove(1)
        try north.put(2, Network.payload("Newer"))
        // Not even the payload of the new revision comes along.
        try await place.receive(try north.section(from: 2, payloads: { _ in false }))
        try await expectHidden(north, 1, index: 0, words: "canaryword")
        try await expectHidden(north, 2, index: 1, words: "canaryold")
        guard case .withoutPayload(_, _, let index) = try await place.lookup(north, 2) else {
            return _ = Issue.record("an older revision is never shown in its place")
        }
        #expect(index == 3)
    }

    @Test(arguments: [0, 3 * day])
    func `G5 after destruction nothing of a payload is left in any byte of the files`(
        hold: Int64
    ) async throws {
        let rest =
            #","summary":{"en":"Canarysummary"},"tags":["canarytag"],"#
            + #""categories":[{"scheme":"s","code":"canarycode"}],"#
            + #""place":{"address":{"locality":"Canarytown"}},"contact":{"phone":"canaryphone"}"#
        let source = SourceKey(
            system: "canarysystem", foreignID: "canaryrow", digest: Hash.sha256([1]))
        let doomed = try OwnChange.put(
            1, Network.payload("Canaryname Qzxword", rest: rest), source: source)
        let older = try OwnChange.put(2, Network.payload("Canaryrevision"))
        try await place.append([doomed, older, try .put(3, Network.payload("Stays"))], as: own)
        #expect(try place.folder.files(containing: "anary") != [], "the canary sings")
        // The index stores what a word does not share with the one before it: this shares nothing.
        #expect(try place.folder.files(containing: "qzxword") != [])
        try await place.append(
            [try .remove(1), try .put(2, Network.payload("Newer"))], as: own, hold: hold)
        #expect(try await place.store.destroyDue(now: today + hold) == 2)
        #expect(try place.folder.files(containing: "anary") == [])
        #expect(try place.folder.files(containing: "zxword") == [])
        for change in [doomed, older] {
            guard case .put(let payload) = change.operation else { continue }
            #expect(try place.folder.files(containing: payload.nonce) == [], "a nonce is left")
            #expect(try place.folder.files(containing: payload.bytes) == [])
        }
        let kept = try OwnChange.put(3, Network.payload("Stays"))
        guard case .put(let payload) = kept.operation else { return }
        #expect(try place.folder.files(containing: payload.nonce) != [], "the rest is still here")
        #expect(try await place.found("").sorted() == ["Newer", "Stays"])
        #expect(try await place.reader.verify(own.origin).ok)
    }

    @Test func `G5 with a reader at work nothing is left either`() async throws {
        try await place.append([try .put(1, Network.payload("Canaryword"))], as: own)
        let pool = place.store.pool
        let reading = Task {
            try await pool.read { database in
                _ = try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM payload")
                // A snapshot that is held for a while, as a slow page would.
                Thread.sleep(forTimeInterval: 0.3)
            }
        }
        try await Task.sleep(for: .milliseconds(100))
        try await place.append([try .remove(1)], as: own, hold: 0)
        #expect(try await place.store.destroyDue(now: today) == 1)
        #expect(try place.folder.files(containing: "anaryword") == [])
        try await reading.value
    }

    @Test func `G5 what a kill left between the deed and the cleaning is cleaned the next time`()
        async throws
    {
        try await place.append([try .put(1, Network.payload("Canaryword"))], as: own)
        try await place.append([try .remove(1)], as: own, hold: 0)
        // The transaction of the deed without what follows it.
        let count = try await place.store.pool.write { database in
            let count = try Destruction.destroyDue(database, now: today)
            try Destruction.noteResidue(database)
            return count
        }
        #expect(count == 1)
        #expect(try place.folder.files(containing: "anaryword") != [])
        #expect(try await place.store.destroyDue(now: today) == 0)
        #expect(try place.folder.files(containing: "anaryword") == [])
        #expect(try await place.store.meta("residue") == nil)
    }

    @Test func `G5 of many records only those that were removed are gone, from every page`()
        async throws
    {
        var generator = SeededGenerator(seed: 5)
        func text(_ number: Int) -> String {
            let filler = String(repeating: "lorem ", count: number * 37 % 900)
            let rest = #","description":{"en":"\#(filler)canary\#(number)x"}"#
            return Network.payload("canary\(number)x", rest: rest)
        }
        for start in stride(from: 0, to: 300, by: 50) {
            try await place.append(
                try (start..<(start + 50)).map { try .put($0, text($0)) }, as: own)
        }
        // Revisions of other lengths move rows about between pages.
        try await place.append(
            try (0..<300).filter { $0 % 7 == 0 }.map { number in
                try .put(number, text((number + 131) % 300 + 1_000))
            }, as: own, hold: 0)
        _ = try await place.store.destroyDue(now: today)
        var gone: Set<Int> = []
        for _ in 0..<6 {
            let doomed = Set((0..<25).map { _ in Int.random(in: 0..<300, using: &generator) })
                .subtracting(gone)
            gone.formUnion(doomed)
            try await place.append(try doomed.sorted().map { try .remove($0) }, as: own, hold: 0)
            _ = try await place.store.destroyDue(now: today)
        }
        let names =
            gone.filter { $0 % 7 != 0 }.map { "canary\($0)x" }
            + gone.filter { $0 % 7 == 0 }.map { "canary\(($0 + 131) % 300 + 1_000)x" }
        let left = try names.filter { try place.folder.files(containing: $0) != [] }
        #expect(left == [])
        let old = (0..<300).filter { $0 % 7 == 0 }.map { "canary\($0)x" }
        #expect(try old.filter { try place.folder.files(containing: $0) != [] } == [])
        let stays = (0..<300).first { !gone.contains($0) && $0 % 7 != 0 }.map { "canary\($0)x" }
        #expect(try place.folder.files(containing: stays ?? "") != [])
        #expect(try await place.reader.verify(own.origin).ok)
    }

    @Test func `G5 a replica destroys what its owner removed`() async throws {
        var north = try Network("north")
        let nonce = try north.put(1, Network.payload("Canaryword")).nonce
        try north.put(2)
        try await place.receive(try north.section())
        try north.remove(1)
        try await place.receive(try north.section(from: 2), hold: 0)
        #expect(try await place.store.destroyDue(now: today) == 1)
        #expect(try place.folder.files(containing: "anaryword") == [])
        #expect(try place.folder.files(containing: nonce) == [])
        #expect(try await place.reader.verify(north.origin).ok)
    }

    @Test func `P6 G2 an old section replayed after the removal brings nothing back`() async throws
    {
        var north = try Network("north")
        try north.put(1, Network.payload("Canaryword"))
        try north.put(2, Network.payload("Canaryold"))
        let old = try north.section()
        try await place.receive(old)
        try north.remove(1)
        try north.put(2, Network.payload("Newer"))
        try await place.receive(try north.section(from: 2), hold: 0)
        for destroyed in [false, true] {
            if destroyed { _ = try await place.store.destroyDue(now: today) }
            let done = try await place.receive(old)
            #expect(done.payloadsStored == 0 && done.appended == 0)
            let whole = try await place.receive(try north.section())
            #expect(whole.payloadsStored == 0)
            #expect(try await place.found("") == ["Newer"])
            try await expectHidden(north, 1, index: 0, words: "canaryword")
            try await expectHidden(north, 2, index: 1, words: "canaryold")
        }
        #expect(try place.folder.files(containing: "anary") == [])
        // Nor does the payload alone.
        for index in 0..<2 {
            let isTaken = try await place.store.storePayload(
                origin: north.origin, index: UInt64(index), item: north.log[index], now: today)
            #expect(!isTaken)
        }
    }

    @Test func `cleared follows destruction, and the roster says so`() async throws {
        var north = try Network("north")
        for number in 0..<4 { try north.put(number) }
        try await place.receive(try north.section())
        func cleared() async throws -> [UInt64] {
            try await place.reader.roster(after: 0).map(\.row.cleared)
        }
        #expect(try await cleared() == [4])
        try north.remove(0)
        try await place.receive(try north.section(from: 4), now: today, hold: 100)
        try north.put(9)
        try north.remove(1)
        try await place.receive(try north.section(from: 5), now: today + 50, hold: 100)
        #expect(try await cleared() == [4])
        let sequence = try await place.reader.rosterSequence()
        #expect(try await place.store.destroyDue(now: today + 100) == 1)
        #expect(try await cleared() == [6])
        #expect(try await place.reader.rosterSequence() > sequence)
        #expect(try await place.store.destroyDue(now: today + 150) == 1)
        #expect(try await cleared() == [7])
        // What was never held counts as destroyed.
        let late = try Place()
        try await late.receive(try north.section())
        #expect(try await late.reader.roster(after: 0).map(\.row.cleared) == [7])
    }

    @Test func `P6 the row of a source whose record was removed is not imported again`()
        async throws
    {
        let digest = Hash.sha256([7])
        let source = SourceKey(system: "csv", foreignID: "row 1", digest: digest)
        #expect(try await place.store.state(of: "csv", row: "row 1") == .new)
        try await place.append([try .put(1, Network.payload("One"), source: source)], as: own)
        let known = try await place.store.state(of: "csv", row: "row 1")
        #expect(known == .known(try Network.key(1), digest: digest))
        let rows = try await place.store.sourceRows(system: "csv")
        #expect(rows.map(\.foreignID) == ["row 1"])
        try await place.append([try .remove(1)], as: own, hold: 0)
        #expect(
            try await place.store.state(of: "csv", row: "row 1") == .removedHere)
        #expect(try await place.store.state(of: "csv", row: "row 2") == .new)
        #expect(try await place.store.state(of: "csw", row: "row 1") == .new)
        #expect(try await place.store.sourceRows(system: "csv").isEmpty)
        _ = try await place.store.destroyDue(now: today)
        #expect(try place.folder.files(containing: "row 1") == [])
        let again = try place.reopened()
        #expect(try await again.state(of: "csv", row: "row 1") == .removedHere)
    }
}

extension Store {
    /// What is known of one row of a source.
    fileprivate func state(of system: String, row: String) async throws -> SourceState? {
        try await sourceStates([SourceQuestion(system: system, foreignID: row)]).first
    }
}
