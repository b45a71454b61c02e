/// A query's words as FTS5 expressions over the columns of `SearchRow`.
///
/// How to use them: rows that `whole` finds, the newest first and at most `candidatesMost`; if
/// there are fewer, those that `anywhere` finds, which are all; `rank` puts them in order. If there
/// are more, so many that counting them would take long, rows of the expressions in `levels` one
/// after the other until the page is full: the best of a word that a fifth of a million rows hold
/// stand in its first levels, and `bm25`, which looks at every hit, is not needed.
///
/// Source: sqlite.org, FTS5, section 3 (full-text query syntax).
public struct MatchExpression: Hashable, Sendable {
    /// Every word somewhere in the row, the last one a prefix; nil if nothing is left to look for.
    public let anywhere: String?
    /// Every word, whole, somewhere in the row; nil if nothing is left to look for.
    public let whole: String?
    /// Every word, whole, in the name; nil if nothing is left to look for.
    public let inName: String?
    /// Whether some of the words were cut because there were too many.
    public let isCut: Bool
    /// What is looked for, in the order typed.
    let terms: [SearchTerm]

    /// The most rows that are put in order; if more are found, *at least* so many are.
    public static let candidatesMost = 1_000
    /// The most words of one cluster: each of them is a prefix, and looks through many words.
    static let clustersMost = 4

    /// Reads what a person typed. Never fails: FTS5's own signs separate words like any others.
    public init(_ typed: String) {
        let text = SearchQuery.bounded(typed)
        let isTextCut = text.utf8.count < typed.utf8.count
        var terms: [SearchTerm] = []
        var clusters = 0
        var isCut = isTextCut
        for term in SearchText.pieces(text).flatMap(SearchTerm.read)
        where !terms.contains(term) {
            if term.isOneCluster { clusters += 1 }
            let isTooMany =
                terms.count == SearchQuery.maximumWords
                || (term.isOneCluster && clusters > Self.clustersMost)
            if isTooMany { isCut = true } else { terms.append(term) }
        }
        self.isCut = isCut
        self.terms = terms
        anywhere = Self.all(terms, isPrefix: true)
        whole = Self.all(terms, isPrefix: false)
        inName = whole.map { "name : (\($0))" }
    }

    /// Each term as an expression of its own, the last one a prefix.
    public var parts: [String] {
        terms.indices.map { terms[$0].expression(isPrefix: $0 == terms.count - 1) }
    }

    /// What may have been meant by each term if that finds nothing; they belong to `parts`.
    public var guesses: [String?] {
        terms.indices.map { terms[$0].guesses(isPrefix: $0 == terms.count - 1) }
    }

    /// The same question where other expressions find a term as well; `others` belong to `parts`.
    public func widened(_ others: [String?]) -> MatchExpression {
        guard others.contains(where: { $0 != nil }) else { return self }
        return MatchExpression(
            anywhere: Self.all(terms, others, isPrefix: true),
            whole: Self.all(terms, others, isPrefix: false), inName: inName, isCut: isCut,
            terms: terms)
    }

    private init(
        anywhere: String?, whole: String?, inName: String?, isCut: Bool, terms: [SearchTerm]
    ) {
        self.anywhere = anywhere
        self.whole = whole
        self.inName = inName
        self.isCut = isCut
        self.terms = terms
    }

    /// The best rows first: whole words before a prefix, name before place before tags. Rows that
    /// only `whole` and `anywhere` find come after these.
    public var levels: [String] {
        guard let anywhere, let whole else { return [] }
        return [
            "name : (\(whole))", "name : (\(anywhere))", "{name place} : (\(whole))",
            "{name place tags} : (\(whole))",
        ]
    }

    /// Names in which one cluster of each longer run may be another, for scripts without spaces,
    /// whose words no list of words can correct; nil if there is no such run.
    public var nearly: String? {
        let runs = terms.compactMap(\.nearly)
        guard !runs.isEmpty else { return nil }
        return "name : (" + runs.joined(separator: " AND ") + ")"
    }

    private static func all(
        _ terms: [SearchTerm], _ others: [String?] = [], isPrefix: Bool
    ) -> String? {
        guard !terms.isEmpty else { return nil }
        return terms.indices.map { place in
            let own = terms[place].expression(isPrefix: isPrefix && place == terms.count - 1)
            let other = others.indices.contains(place) ? others[place] : nil
            return other.map { "(\(own) OR \($0))" } ?? own
        }.joined(separator: " AND ")
    }
}

extension SearchQuery {
    /// The first `maximumBytes` bytes of a text, cut between characters.
    public static func bounded(_ typed: String) -> String {
        guard typed.utf8.count > maximumBytes else { return typed }
        var kept = String.UnicodeScalarView()
        var bytes = 0
        for scalar in typed.unicodeScalars {
            bytes += UTF8.width(scalar)
            if bytes > maximumBytes { break }
            kept.append(scalar)
        }
        return String(kept)
    }

    /// The words as an FTS5 expression; nil if there are none.
    public var matchExpression: String? { MatchExpression(words).anywhere }

    /// The words, whole and in the name, as an FTS5 expression; nil if there are none.
    public var nameMatchExpression: String? { MatchExpression(words).inName }

    /// Whether some of the words were not looked for because there were too many.
    public var isCut: Bool { MatchExpression(words).isCut }
}
