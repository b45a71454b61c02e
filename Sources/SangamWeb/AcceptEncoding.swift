/// Whether an answer may be gzipped: only if the caller names gzip, and not with `q=0`.
///
/// Source: RFC 9110 §12.5.3; Protocol.md, Sections (a `*` does not name it).
enum AcceptEncoding {
    static func namesGzip(_ fields: [String]) -> Bool {
        for item in fields.flatMap({ $0.utf8.split(separator: UInt8(ascii: ",")) }) {
            let parts = item.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
            guard word(parts[0]) == "gzip" else { continue }
            let weights = parts.dropFirst().map(word).filter { $0.hasPrefix("q=") }
            guard let weight = weights.first else { return true }
            return Double(weight.dropFirst(2)).map { $0 > 0 } ?? false
        }
        return false
    }

    private static func word(_ bytes: Substring.UTF8View) -> String {
        let kept = bytes.filter { $0 != 0x20 && $0 != 0x09 }
        return String(
            decoding: kept.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
}
