/// The shape of language tags; whether a language exists is not asked.
///
/// Source: RFC 5646 section 2.1 (BCP 47), without the irregular tags of old.
public enum LanguageTag {
    /// The longest tag that we publish.
    ///
    /// Units: characters. RFC 5646 section 4.4.1 asks for at least 35.
    public static let maximumLength = 35

    /// Whether `tag` has the shape of a language tag, such as `zu`, `ar-ZA`, `zh-Hant-TW`.
    public static func isWellFormed(_ tag: String) -> Bool {
        let parts = tag.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
            .map(Array.init)
        guard tag.utf8.count <= maximumLength, let first = parts.first else { return false }
        guard parts.allSatisfy({ (1...8).contains($0.count) && $0.allSatisfy(isAlphanumeric) })
        else { return false }
        if isLetter("x", first) { return parts.count > 1 }
        guard (2...8).contains(first.count), first.allSatisfy(isAlphabetic) else { return false }
        return rest(parts.dropFirst(), afterLanguageOf: first.count)
    }

    /// The part before the first hyphen.
    static func primary(_ tag: String) -> String {
        String(tag.prefix { $0 != "-" })
    }

    /// Checks script, region, variants, extensions and private use, in this order.
    private static func rest(_ parts: ArraySlice<[UInt8]>, afterLanguageOf count: Int) -> Bool {
        var parts = parts
        func take(_ isWanted: ([UInt8]) -> Bool) -> Bool {
            guard let part = parts.first, isWanted(part) else { return false }
            parts.removeFirst()
            return true
        }
        if count <= 3 {
            for _ in 0..<3 where !take({ $0.count == 3 && $0.allSatisfy(isAlphabetic) }) { break }
        }
        _ = take { $0.count == 4 && $0.allSatisfy(isAlphabetic) }
        _ = take {
            ($0.count == 2 && $0.allSatisfy(isAlphabetic))
                || ($0.count == 3 && $0.allSatisfy(isDigit))
        }
        while take({ $0.count >= 5 || ($0.count == 4 && isDigit($0[0])) }) {}
        while let single = parts.first, single.count == 1, !isLetter("x", single) {
            parts.removeFirst()
            guard take({ $0.count >= 2 }) else { return false }
            while take({ $0.count >= 2 }) {}
        }
        if let single = parts.first, isLetter("x", single) { return parts.count > 1 }
        return parts.isEmpty
    }

    private static func isLetter(_ letter: Unicode.Scalar, _ part: [UInt8]) -> Bool {
        part.count == 1 && UInt32(part[0] | 0x20) == letter.value
    }

    private static func isAlphabetic(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        isAlphabetic(byte) || isDigit(byte)
    }
}
