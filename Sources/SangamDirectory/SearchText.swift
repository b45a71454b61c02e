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
        var splitter = WordSplitter()
        splitter.take(text)
        return String(decoding: splitter.output, as: UTF8.self)
    }

    /// Folds a text as a search row holds it: its words, then each word with a hyphen or apostrophe
    /// once more as one word. For labels that many rows share: fold them once.
    public static func foldLabel(_ text: String) -> String {
        var splitter = WordSplitter()
        splitter.take(text)
        splitter.takeJoined()
        return String(decoding: splitter.output, as: UTF8.self)
    }

    /// What the search index holds of a record. `labels` are the labels of its codes in all
    /// languages, which the caller looks up in the vocabularies.
    public static func row(for record: Record, labels: [String] = []) -> SearchRow {
        var collector = SearchCollector(record)
        for label in labels { collector.takeTag(label) }
        return collector.row
    }

    /// The same with labels that `foldLabel` has folded before.
    public static func row(for record: Record, foldedLabels: [String]) -> SearchRow {
        var collector = SearchCollector(record)
        for label in foldedLabels { collector.takeFoldedTag(label) }
        return collector.row
    }

    /// Pieces of a text between white space.
    static func pieces(_ text: String) -> [String] {
        text.unicodeScalars.split { $0.properties.isWhitespace }.map { String($0) }
    }

    /// Normal form NFKD: letters and their marks apart, and forms for looks undone.
    static func decomposed(_ text: String) -> String {
        text.decomposedStringWithCompatibilityMapping
    }

    /// Normal form NFC: letters and the marks that are kept in one where Unicode has one.
    static func composed(_ text: String) -> String {
        // Apart first: Swift 6.3's NFC leaves a Hangul syllable and a final letter after it as two.
        text.decomposedStringWithCanonicalMapping.precomposedStringWithCanonicalMapping
    }
}
