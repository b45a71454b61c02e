/// The words of one or more vocabularies, with their labels in every language.
///
/// Source: Protocol.md, Vocabularies.
public struct Vocabulary: Sendable {
    /// One word: kind `concept`.
    public struct Concept: Sendable {
        /// The vocabulary and the word's code in it.
        public let code: Code
        /// The version of the vocabulary.
        public let version: String?
        /// What the word is called, by language.
        public let labels: [LanguageText]
        /// Other words for it, in any language.
        public let synonyms: [String]
        /// Wider words, as written.
        public let broader: [String]
        /// The same word elsewhere: URIs or `scheme:code`, as written.
        public let exactMatch: [String]
        /// Nearly the same word elsewhere, as written.
        public let closeMatch: [String]

        /// The view of a concept; nil for another kind, or without scheme and code.
        public init?(_ record: Record) {
            guard sameBytes(record.kind, "concept"), let scheme = record.text("scheme"),
                let word = record.text("code")
            else { return nil }
            code = Code(scheme: scheme, code: word)
            version = record.text("version")
            labels = record.languageTexts("labels")
            synonyms = Self.strings(record.json["synonyms"])
            broader = record.texts("broader")
            exactMatch = record.texts("exactMatch")
            closeMatch = record.texts("closeMatch")
        }

        /// Synonyms come as a list, or as lists by language.
        private static func strings(_ value: JSON?) -> [String] {
            let values = value?.object?.members.map(\.value) ?? [value].compactMap { $0 }
            return values.flatMap { $0.array ?? [$0] }.compactMap { $0.string }
        }
    }

    private var concepts: [Code: Concept] = [:]

    /// The words that these records define; of two records with one code the later one counts.
    public init(_ records: [Record] = []) {
        for record in records {
            guard let concept = Concept(record) else { continue }
            concepts[concept.code] = concept
        }
    }

    /// The word with this code.
    public subscript(_ code: Code) -> Concept? { concepts[code] }

    /// All labels and synonyms of the codes of a record, for its search row: so *roti* finds bread.
    public func labels(for record: Record) -> [String] {
        (record.categories + record.goods.compactMap(\.code)).flatMap { code -> [String] in
            guard let concept = concepts[code] else { return [] }
            return concept.labels.map(\.text) + concept.synonyms
        }
    }
}
