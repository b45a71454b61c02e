import Testing

/// What a listing says, with what people type that must find it and what must not.
struct SearchWords: Sendable, CustomTestStringConvertible {
    let language: String
    let written: String
    let finding: [String]
    let missing: [String]

    static let all: [SearchWords] = [
        english, french, spanish, portuguese, arabic, urdu, indonesian, zulu, hindi, thai, khmer,
        chinese, chineseLong, others,
    ].flatMap { $0.split(separator: "\n").compactMap { SearchWords(String($0)) } }

    var testDescription: String { "\(language) \(written)" }

    private init?(_ line: String) {
        let parts = Self.cut(line, at: "|")
        guard parts.count == 4 else { return nil }
        language = parts[0]
        written = parts[1]
        finding = Self.cut(parts[2], at: ";")
        missing = Self.cut(parts[3], at: ";")
    }

    /// Parts without the spaces around them; by scalars, because marks may stand behind a space.
    private static func cut(_ text: String, at mark: Unicode.Scalar) -> [String] {
        text.unicodeScalars.split(separator: mark).map { part in
            let start = part.drop { $0 == " " }
            let end = start.lastIndex { $0 != " " }
            return String(end.map { start[...$0] } ?? start[start.startIndex..<start.startIndex])
        }
    }
}
