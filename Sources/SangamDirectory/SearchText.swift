import Foundation

/// Makes text comparable: the same fold for what is indexed and for what is asked.
///
/// Shape: the result is words joined by one space each, lower case, without marks that people leave
/// out when they type; runs of scripts that write no spaces (Thai, Lao, Khmer, Burmese, Han, Kana)
/// become overlapping pairs of clusters and the last cluster alone: `ABC` is `AB BC C`. Every other
/// character separates words, so nothing in the result means anything to FTS5.
///
/// Foundation is imported here alone in this room, for Unicode's normal forms.
///
/// Source: Protocol.md, Search; UAX 15 (normal forms).
public enum SearchText {
    /// Folds a text of any language.
    public static func fold(_ text: String) -> String {
        words(text).joined(separator: " ")
    }

    /// What the search index holds of a record. `labels` are the labels of its codes in all
    /// languages, which the caller looks up in the vocabularies.
    public static func row(for record: Record, labels: [String] = []) -> SearchRow {
        var collector = SearchCollector(record)
        collector.tags += labels
        return SearchRow(
            name: column(collector.names), place: column(collector.places),
            tags: column(collector.tags), body: column(collector.body))
    }

    /// The words of a text, folded.
    static func words(_ text: String) -> [String] {
        text.utf8.allSatisfy { $0 < 0x80 } ? asciiWords(text) : runs(text).flatMap { $0 }
    }

    /// The words of a text, folded; the pairs of a run of an unspaced script stay together.
    static func runs(_ text: String) -> [[String]] {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return asciiWords(text).map { [$0] } }
        var splitter = WordSplitter()
        // NFKD takes letters and their marks apart; marks are then dropped or kept one by one.
        for scalar in text.decomposedStringWithCompatibilityMapping.unicodeScalars {
            splitter.take(scalar)
        }
        return splitter.finish().map { run in
            run.map {
                $0.utf8.allSatisfy { $0 < 0x80 } ? $0 : $0.precomposedStringWithCanonicalMapping
            }
        }
    }

    /// Pieces of a text between white space.
    static func pieces(_ text: String) -> [String] {
        text.unicodeScalars.split { $0.properties.isWhitespace }.map { String($0) }
    }

    /// A piece with a hyphen or apostrophe inside as one word: `co-op` gives `coop`, so that both
    /// spellings find each other. Nil if other punctuation parts it too.
    static func joined(_ piece: String) -> String? {
        guard piece.unicodeScalars.contains(where: isJoiner) else { return nil }
        let folded = words(
            String(String.UnicodeScalarView(piece.unicodeScalars.filter { !isJoiner($0) })))
        guard folded.count == 1, words(piece).count > 1 else { return nil }
        return folded.first
    }

    private static func joinedWords(_ text: String) -> [String] {
        // Every joiner begins with one of these bytes; most texts have none of them.
        guard text.utf8.contains(where: { $0 == 0x27 || $0 == 0x2D || $0 == 0xE2 }) else {
            return []
        }
        return pieces(text).compactMap(joined)
    }

    private static func isJoiner(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x27, 0x2D, 0x2010, 0x2011, 0x2019: true
        default: false
        }
    }

    /// A column: all words, then each word with a hyphen or apostrophe once more as one word.
    private static func column(_ texts: [String]) -> String {
        texts.flatMap { words($0) + joinedWords($0) }.joined(separator: " ")
    }

    private static func asciiWords(_ text: String) -> [String] {
        text.utf8.split { !isASCIIWordByte($0) }.map { word in
            let lower = word.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
            return String(decoding: lower, as: UTF8.self)
        }
    }

    private static func isASCIIWordByte(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
    }
}
