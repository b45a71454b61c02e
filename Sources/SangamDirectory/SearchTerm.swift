/// One thing to look for: a word, or the pairs of a run of an unspaced script.
struct SearchTerm: Hashable, Sendable {
    /// Folded words that must follow each other, one space between them.
    let phrase: String
    /// Whether the phrase is a single cluster of a script without spaces.
    let isOneCluster: Bool
    /// The same as one word, if a hyphen or apostrophe was all that parted it.
    let joined: String?
    /// The same word in another spelling: see `OtherSpellings`.
    let alike: [String]

    init(phrase: String, isOneCluster: Bool, joined: String?) {
        self.phrase = phrase
        self.isOneCluster = isOneCluster
        self.joined = joined
        alike = isOneCluster || joined != nil ? [] : OtherSpellings.alike(phrase)
    }

    /// The terms in a piece between two spaces.
    static func read(_ piece: String) -> [SearchTerm] {
        var splitter = WordSplitter(keepsRuns: true)
        splitter.take(piece)
        let text = splitter.output
        if !splitter.joined.isEmpty {
            return [
                SearchTerm(
                    phrase: string(text), isOneCluster: false, joined: string(splitter.joined))
            ]
        }
        return splitter.runs.map { run in
            let bytes = text[run.bytes]
            guard run.isUnspaced else {
                return SearchTerm(phrase: string(bytes), isOneCluster: false, joined: nil)
            }
            // The index has the last cluster alone only where a run ends; the pairs say it all.
            let pairs = bytes.lastIndex(of: 0x20).map { bytes[..<$0] }
            return SearchTerm(
                phrase: string(pairs ?? bytes), isOneCluster: pairs == nil, joined: nil)
        }
    }

    /// The other forms that are looked for beside the phrase.
    private var others: [String] { joined.map { [$0] } ?? alike }

    /// One letter or digit: as a prefix it would find nearly everything, and say nothing.
    private var isOneLetter: Bool { phrase.utf8.count == 1 }

    /// The term in FTS5's syntax. A single cluster is the beginning of a pair wherever it does not
    /// end a run, so it is always a prefix.
    func expression(isPrefix: Bool) -> String {
        let star = isOneCluster || (isPrefix && !isOneLetter) ? " *" : ""
        let quoted = "\"" + phrase + "\"" + star
        guard !others.isEmpty else { return quoted }
        return "(" + ([quoted] + others.map { "\"\($0)\"\(star)" }).joined(separator: " OR ") + ")"
    }

    /// What may have been meant if the term finds nothing; nil if nobody can say.
    func guesses(isPrefix: Bool) -> String? {
        guard joined == nil, !isOneCluster else { return nil }
        let guesses = OtherSpellings.guesses(phrase)
        return guesses.isEmpty
            ? nil
            : guesses.map { "\"\($0)\"" + (isPrefix ? " *" : "") }.joined(separator: " OR ")
    }

    /// The pairs of a run, without two neighbours wherever these stand: what is left of it if one
    /// cluster was typed wrong. Nil if too few would be left to mean anything.
    var nearly: String? {
        let pairs = phrase.split(separator: " ").prefix(Self.pairsMost).map { "\"\($0)\"" }
        guard pairs.count >= Self.pairsLeast, !isOneCluster, joined == nil else { return nil }
        let choices = (0..<pairs.count - 1).map { left in
            let rest = pairs[..<left] + pairs[(left + 2)...]
            return "(" + rest.joined(separator: " AND ") + ")"
        }
        return "(" + choices.joined(separator: " OR ") + ")"
    }

    private static let pairsLeast = 4
    private static let pairsMost = 12

    /// Whether a folded column holds the term.
    func isIn(_ column: UnsafeBufferPointer<UInt8>, isPrefix: Bool) -> Bool {
        let isOpen = isOneCluster || isPrefix
        if Self.contains(column, phrase, isOpen: isOpen) { return true }
        return others.contains { Self.contains(column, $0, isOpen: isOpen) }
    }

    /// Whether a phrase stands in a column, between spaces; `isOpen`: its last word may go on.
    private static func contains(
        _ column: UnsafeBufferPointer<UInt8>, _ phrase: String, isOpen: Bool
    ) -> Bool {
        var phrase = phrase
        return phrase.withUTF8 { phrase in
            guard let first = phrase.first, column.count >= phrase.count else { return false }
            for start in 0...column.count - phrase.count where column[start] == first {
                guard start == 0 || column[start - 1] == 0x20 else { continue }
                let end = start + phrase.count
                guard isOpen || end == column.count || column[end] == 0x20 else { continue }
                if column[start..<end].elementsEqual(phrase) { return true }
            }
            return false
        }
    }

    private static func string(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: Array(bytes), as: UTF8.self)
    }
}
