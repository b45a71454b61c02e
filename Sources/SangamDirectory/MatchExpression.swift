/// A query's words as an FTS5 expression over the columns of `SearchRow`.
///
/// How to rank: rows that `inName` finds first, then by `bm25` with the weights `columnWeights`,
/// then by row id, so that the order is the same each time:
/// `ORDER BY (rowid IN (SELECT rowid FROM search WHERE search MATCH :inName)) DESC,
/// bm25(search, 10, 3, 4, 1), rowid`.
///
/// Source: sqlite.org, FTS5, section 3 (full-text query syntax).
public struct MatchExpression: Hashable, Sendable {
    /// Every word somewhere in the row, the last one a prefix; nil if nothing is left to look for.
    public let anywhere: String?
    /// Every word, whole, in the name; nil if nothing is left to look for.
    public let inName: String?
    /// Whether some of the words were cut because there were too many.
    public let isCut: Bool

    /// The weights of the columns name, place, tags, body for `bm25`.
    public static let columnWeights: [Double] = [10, 3, 4, 1]

    /// Reads what a person typed. Never fails: FTS5's own signs separate words like any others.
    public init(_ typed: String) {
        let (text, isTextCut) = Self.bounded(typed)
        let terms = SearchText.pieces(text).flatMap(Self.terms)
        isCut = isTextCut || terms.count > SearchQuery.maximumWords
        let whole = terms.prefix(SearchQuery.maximumWords)
        guard let last = whole.last else {
            anywhere = nil
            inName = nil
            return
        }
        let before = whole.dropLast().map { $0.expression(isPrefix: false) }
        anywhere = (before + [last.expression(isPrefix: true)]).joined(separator: " AND ")
        inName =
            "name : (" + (before + [last.expression(isPrefix: false)]).joined(separator: " AND ")
            + ")"
    }

    /// The terms in a piece between two spaces.
    private static func terms(_ piece: String) -> [Term] {
        if let joined = SearchText.joined(piece) {
            return [Term(phrase: SearchText.words(piece), isOneCluster: false, joined: joined)]
        }
        return SearchText.runs(piece).map { run in
            let isRun =
                run.first?.unicodeScalars.contains { FoldTable.isUnspaced($0.value) } == true
            // The index has the last cluster alone only where a run ends; the pairs say it all.
            let phrase = isRun && run.count > 1 ? Array(run.dropLast()) : run
            return Term(phrase: phrase, isOneCluster: isRun && run.count == 1, joined: nil)
        }
    }

    /// The first `SearchQuery.maximumBytes` bytes, cut between characters.
    private static func bounded(_ typed: String) -> (text: String, isCut: Bool) {
        guard typed.utf8.count > SearchQuery.maximumBytes else { return (typed, false) }
        var kept = String.UnicodeScalarView()
        var bytes = 0
        for scalar in typed.unicodeScalars {
            bytes += UTF8.width(scalar)
            if bytes > SearchQuery.maximumBytes { break }
            kept.append(scalar)
        }
        return (String(kept), true)
    }

    /// One thing to look for.
    private struct Term {
        /// Folded words that must follow each other.
        let phrase: [String]
        /// Whether the phrase is a single cluster of a script without spaces.
        let isOneCluster: Bool
        /// The same as one word, if a hyphen or apostrophe was all that parted it.
        let joined: String?

        func expression(isPrefix: Bool) -> String {
            // A single cluster is the beginning of a pair wherever it does not end a run.
            let star = isPrefix || isOneCluster ? " *" : ""
            let quoted = "\"" + phrase.joined(separator: " ") + "\"" + star
            guard let joined else { return quoted }
            return "(\(quoted) OR \"\(joined)\"\(star))"
        }
    }
}

extension SearchQuery {
    /// The words as an FTS5 expression; nil if there are none.
    public var matchExpression: String? { MatchExpression(words).anywhere }

    /// The words, whole and in the name, as an FTS5 expression; nil if there are none.
    public var nameMatchExpression: String? { MatchExpression(words).inName }

    /// Whether some of the words were not looked for because there were too many.
    public var isCut: Bool { MatchExpression(words).isCut }
}
