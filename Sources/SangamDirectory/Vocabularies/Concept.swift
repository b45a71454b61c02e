/// One word of a built-in vocabulary, with what it is called in every language.
public struct Concept: Sendable, Hashable {
    /// The vocabulary and the word's code in it.
    public let code: Code
    /// The preferred label of each language, one each.
    public let labels: [LanguageText]
    /// What people call it too, by language.
    public let synonyms: [LanguageText]
    /// What it means, where the label does not say; by language.
    public let notes: [LanguageText]
    /// Codes of wider words in the same vocabulary.
    public let broader: [String]
    /// The same word elsewhere: URIs.
    public let exactMatch: [String]
    /// Nearly the same word elsewhere: URIs.
    public let closeMatch: [String]
    /// The word's own URI, if it has one.
    public let uri: String?
    /// Whether it is only a heading in lists. Its label (such as *service*) is everybody's word,
    /// so it is not added to the search rows of what lies under it.
    public let isHeading: Bool

    /// What it is called for somebody who reads `languages`, best first; then in English.
    public func label(languages: [String]) -> String {
        labels.best(for: languages, original: "en")?.text ?? code.code
    }
}

/// A built-in vocabulary: where it comes from, and its words.
public struct ConceptScheme: Sendable, Hashable {
    /// The name that records use, for instance `goods`.
    public let name: String
    /// What it is called, by language.
    public let titles: [LanguageText]
    /// The version, as written.
    public let version: String?
    /// The licence, as written.
    public let licence: String?
    /// Where it was taken from, as written.
    public let source: String?
    /// Whom to name when it is used.
    public let attribution: String?
    /// The vocabulary's own URI, if it has one.
    public let uri: String?
    /// For each language, whether a speaker has checked the labels, and who; as written.
    public let checks: [LanguageText]
    /// Its words, in the order of the file.
    public let concepts: [Concept]
}
