/// Makes hostile bytes out of good ones, the same from the same seed.
struct Mutation {
    var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    /// Texts that parsers stumble over.
    private static let strangers: [[UInt8]] =
        [
            "18446744073709551615", "18446744073709551616", "99999999999999999999999999", "-1",
            "00",
            "9223372036854775808", "1099511627777", " ", "\n", "\n\n", "— ", "—", "+", "=", "/",
            "\r\n",
            "\u{85}", "\u{2028}", "end\n", "identity\n", "checkpoint\n", "closed 0\n",
            "range 0 0\n",
            "proof ", "p ", "e ", "e\u{301}", "\u{0}",
        ].map { Array($0.utf8) } + [[0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0x1F, 0x8B]]

    /// One of: random bytes, or a good document with one to four changes.
    mutating func next(from good: [UInt8]) -> [UInt8] {
        if Int.random(in: 0..<20, using: &generator) == 0 {
            return generator.bytes(Int.random(in: 0..<300, using: &generator))
        }
        var bytes = good
        for _ in 0..<Int.random(in: 1...4, using: &generator) { change(&bytes) }
        return bytes
    }

    private mutating func change(_ bytes: inout [UInt8]) {
        let place = Int.random(in: 0...bytes.count, using: &generator)
        let other = Int.random(in: 0...bytes.count, using: &generator)
        let range = min(place, other)..<max(place, other)
        switch Int.random(in: 0..<8, using: &generator) {
        case 0 where place < bytes.count:
            bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 1 where place < bytes.count:
            bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 2: bytes.removeSubrange(range)
        case 3: bytes.removeLast(bytes.count - place)
        case 4: bytes.insert(contentsOf: bytes[range].prefix(2_000), at: place)
        case 5: exchangeLines(&bytes)
        default:
            let index = Int.random(in: 0..<Mutation.strangers.count, using: &generator)
            let isReplacing = Bool.random(using: &generator)
            let end = isReplacing ? min(bytes.count, place + 3) : place
            bytes.replaceSubrange(place..<end, with: Mutation.strangers[index])
        }
    }

    private mutating func exchangeLines(_ bytes: inout [UInt8]) {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let a = Int.random(in: 0..<lines.count, using: &generator)
        let b = Int.random(in: 0..<lines.count, using: &generator)
        lines.swapAt(a, b)
        bytes = Array(lines.joined(separator: [0x0A]))
    }
}
