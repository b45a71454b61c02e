import SangamDirectory
import SangamLog
import Testing

@testable import SangamStore

/// G6: what is left of a removed record says nothing about it.
struct SecrecyTests {
    private func random(_ count: Int, _ generator: inout some RandomNumberGenerator) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    @Test func `G6 of 10,000 ids and nonces none repeats and no bit is favoured`() throws {
        var generator = SystemRandomNumberGenerator()
        var (ids, nonces): (Set<String>, Set<[UInt8]>) = ([], [])
        var ones = Array(repeating: 0, count: 128)
        for _ in 0..<10_000 {
            let bytes = random(16, &generator)
            ids.insert(try #require(RecordKey(kind: "offer", randomBytes: bytes)).id)
            let nonce = random(Commitment.nonceBytes, &generator)
            nonces.insert(nonce)
            for bit in 0..<128 where nonce[bit / 8] >> UInt8(bit % 8) & 1 == 1 { ones[bit] += 1 }
        }
        #expect(ids.count == 10_000 && nonces.count == 10_000)
        // Half of 10,000, give or take 8 standard deviations of 50.
        #expect(ones.allSatisfy { abs($0 - 5_000) < 400 })
    }

    @Test func `G6 one payload under two nonces gives two entries that share nothing`() throws {
        var generator = SystemRandomNumberGenerator()
        let payload = ascii(Network.payload("A name and a telephone number"))
        let commitments = (0..<1_000).map { _ in
            SealedPayload(nonce: random(16, &generator), bytes: payload).commitment
        }
        #expect(Set(commitments).count == 1_000)
    }

    @Test func `G6 after destruction only kind, id and times are left of a record`() async throws {
        let own = try Network("own")
        let place = try await Place(own: own)
        let change = try OwnChange.put(1, Network.payload("Canaryword"))
        guard case .put(let payload) = change.operation else { return }
        try await place.append([change], as: own)
        try await place.append([try .remove(1)], as: own, hold: 0)
        _ = try await place.store.destroyDue(now: today)
        #expect(try place.folder.files(containing: payload.nonce) == [])
        #expect(try place.folder.files(containing: "anaryword") == [])
        let entries = try NaiveSection(try await place.served(own.origin)).entries
        let key = try Network.key(1)
        #expect(
            entries == [
                ascii("put \(key) \(today) \(payload.commitment.base64)"),
                ascii("remove \(key) \(today)"),
            ])
    }
}
