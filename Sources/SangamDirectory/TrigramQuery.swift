/// What was typed as an FTS5 expression over a table of trigrams: to find it inside of names.
///
/// Source: sqlite.org, FTS5, section 4.3.4 (trigram tokenizer).
public struct TrigramQuery: Hashable, Sendable {
    /// Names that hold all the trigrams of the words; nil if a word is shorter than three, because
    /// no trigram can say that it is there.
    public let inside: String?
    /// The folded words of three scalars or more, each of which must stand in the name.
    public let needles: [String]

    /// The most trigrams of an expression; those of longer queries are left out.
    static let trigramsMost = 48

    /// Reads what a person typed.
    public init(_ typed: String) {
        let terms = MatchExpression(typed).terms
        needles = terms.map { $0.joined ?? $0.phrase }.filter { $0.unicodeScalars.count >= 3 }
        var seen: Set<String> = []
        let trigrams = needles.flatMap(Self.trigrams).filter { seen.insert($0).inserted }
        let quoted = trigrams.prefix(Self.trigramsMost).map { "\"\($0)\"" }
        let isWhole = needles.count == terms.count
        inside = quoted.isEmpty || !isWhole ? nil : quoted.joined(separator: " AND ")
    }

    /// Whether a folded name holds every word, anywhere.
    public func isIn(_ name: String) -> Bool {
        let name = Array(name.utf8)
        return needles.allSatisfy { needle in
            let needle = Array(needle.utf8)
            guard name.count >= needle.count else { return false }
            return (0...name.count - needle.count).contains { start in
                name[start..<start + needle.count].elementsEqual(needle)
            }
        }
    }

    /// Three scalars each, from every place.
    private static func trigrams(_ text: String) -> [String] {
        let scalars = Array(text.unicodeScalars)
        guard scalars.count >= 3 else { return [] }
        return (0...scalars.count - 3).map { start in
            String(String.UnicodeScalarView(scalars[start..<start + 3]))
        }
    }
}
