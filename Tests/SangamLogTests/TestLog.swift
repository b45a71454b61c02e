import SangamLog
import Testing

/// Logs of the tests.
enum TestLog {
    /// A put of a record with a payload; the number makes record, nonce and text.
    static func put(
        _ number: Int, kind: String = "organisation", revision: Int = 0
    ) throws -> SectionEntry {
        let key = try key(number, kind: kind)
        let nonce = Array(Hash.sha256(ascii("nonce \(number) \(revision)")).bytes.prefix(16))
        let payload = SealedPayload(
            nonce: nonce,
            bytes: ascii(#"{"kind":"\#(kind)","name":{"en":"Number \#(number).\#(revision)"}}"#))
        let time = UInt64(1_795_000_000 + number)
        return SectionEntry(
            entry: .put(key, time: time, commitment: payload.commitment), payload: payload)
    }

    static func remove(_ number: Int, kind: String = "organisation") throws -> SectionEntry {
        let key = try key(number, kind: kind)
        return SectionEntry(
            entry: .remove(key, time: UInt64(1_795_000_000 + number)), payload: nil)
    }

    /// An operation of a later version.
    static func unknown(_ number: Int) throws -> SectionEntry {
        SectionEntry(entry: try Entry(bytes: ascii("advise \(number) bread")), payload: nil)
    }

    static func key(_ number: Int, kind: String = "organisation") throws -> RecordKey {
        let random = Array(Hash.sha256(ascii("record \(number)")).bytes.prefix(16))
        return try #require(RecordKey(kind: kind, randomBytes: random))
    }

    /// Puts only.
    static func puts(_ count: Int) throws -> [SectionEntry] {
        try (0..<count).map { try put($0) }
    }

    /// Puts, revisions, removals and unknown operations, drawn from a generator.
    static func mixed(
        _ count: Int, using generator: inout some RandomNumberGenerator
    ) throws -> [SectionEntry] {
        try (0..<count).map { index in
            let earlier = Int.random(in: 0...max(index - 1, 0), using: &generator)
            switch Int.random(in: 0..<10, using: &generator) {
            case 0...5: return try put(index)
            case 6, 7: return try put(earlier, revision: index)
            case 8: return try remove(earlier)
            default: return try unknown(index)
            }
        }
    }

    /// Cheap leaves where the entries do not matter.
    static func leaves(_ count: Int) -> [Hash] {
        (0..<count).map { Hash.leaf(ascii("leaf \($0)")) }
    }
}
