import SangamDirectory
import SangamLog
import Testing

@testable import SangamStore

/// What an import asks before it publishes: is this row here already, and as which record.
struct SourceStateTests {
    private let place: Place
    private let own: Network

    init() async throws {
        own = try Network("own")
        place = try await Place(own: own)
    }

    private func state(_ record: RecordKey?, row: String = "new row") async throws -> SourceState? {
        try await place.store.sourceStates([
            SourceQuestion(system: "another name", foreignID: row, record: record)
        ]).first
    }

    @Test func `a row that says which record of ours it is needs no source to be known`()
        async throws
    {
        let payload = Network.payload("Typed by hand")
        try await place.append([try .put(1, payload), try .put(2, Network.payload("B"))], as: own)
        let key = try Network.key(1)
        let json = try RecordCoding.parse(ascii(payload), kind: "organisation").json
        let digest = Hash.sha256(CanonicalJSON.encode(json))
        #expect(try await state(key) == .known(key, digest: digest))
        let revised = Network.payload("Revised")
        try await place.append([try .put(1, revised)], as: own)
        guard case .known(key, let newer)? = try await state(key) else {
            return _ = Issue.record("a revision is the same record")
        }
        #expect(newer != digest)
        try await place.append([try .remove(1)], as: own, hold: 0)
        #expect(try await state(key) == .removedHere, "a removal is final")
    }

    @Test func `a record that no entry of ours names is asked for by its source`() async throws {
        var north = try Network("north")
        try north.put(7)
        try await place.receive(try north.section())
        // Another's record of the same key is none of ours.
        #expect(try await state(try Network.key(7)) == .new)
        #expect(try await state(nil) == .new)
        let digest = Hash.sha256([1])
        let source = SourceKey(system: "another name", foreignID: "row 3", digest: digest)
        try await place.append([try .put(3, Network.payload("C"), source: source)], as: own)
        let key = try Network.key(3)
        #expect(try await state(try Network.key(9), row: "row 3") == .known(key, digest: digest))
    }
}
