/// The vocabularies that come with the program, and what search and facets ask of them.
///
/// A record's search row gets, for each word that it is classified with: the word's labels and
/// synonyms in all languages, those of the same word in another vocabulary (so that ESSglobal's
/// English lists are found in twelve languages), and the preferred labels of wider words, so that
/// *vegetables* finds okra. Synonyms of wider words are left out, and so are headings such as
/// *service*: they would find half of the directory and make every row longer.
///
/// Source: Protocol.md, Vocabularies.
public struct BuiltinVocabularies: Sendable {
    /// What is compiled in. Read once, when it is first asked for.
    public static let standard = BuiltinVocabularies((try? ResourceText.vocabularies()) ?? [])

    /// The vocabularies, in the order of their files.
    public let schemes: [ConceptScheme]
    let index: ConceptIndex

    /// An index of these vocabularies; of two words with one code the first counts.
    public init(_ schemes: [ConceptScheme]) {
        self.schemes = schemes
        index = ConceptIndex(schemes.flatMap(\.concepts))
    }

    // MARK: - Lists

    /// The vocabulary with this name.
    public func scheme(_ name: String) -> ConceptScheme? {
        schemes.first { sameBytes($0.name, name) }
    }

    /// The word with this code.
    public func concept(scheme: String, code: String) -> Concept? {
        concept(Code(scheme: scheme, code: code))
    }

    /// The word with this code.
    public func concept(_ code: Code) -> Concept? {
        index.place(of: code).map { index.concepts[$0] }
    }

    /// The word that an address names: ESSglobal's under any of its hosts, by the last two parts
    /// of the path (`…/organisational-structure/OS130`), or one that a word is said to be exactly.
    public func concept(uri: String) -> Concept? {
        index.place(ofURI: uri).map { index.concepts[$0] }
    }

    /// What to show for a code to somebody who reads `languages`, best first; the code itself if no
    /// built-in vocabulary has it.
    public func label(scheme: String, code: String, languages: [String]) -> String {
        concept(scheme: scheme, code: code)?.label(languages: languages) ?? code
    }

    // MARK: - Search

    /// The words that a record is classified with: codes, addresses, and texts of `goods` and
    /// `categories` that are exactly a label or synonym. At most 100.
    public func concepts(for record: Record) -> [Concept] {
        index.places(for: record).map { index.concepts[$0] }
    }

    /// Whether `concepts(for:)` may find a word. A record that names none needs no vocabulary:
    /// making their tables takes longer than a short command.
    public static func mayClassify(_ record: Record) -> Bool { ConceptIndex.mayName(record) }

    /// What a record's search row holds beside its own text, as the vocabularies write it.
    public func labels(for record: Record) -> [String] {
        let found = index.reach(of: index.places(for: record))
        return found.words.flatMap { place in
            let concept = index.concepts[place]
            return concept.labels.map(\.text) + concept.synonyms.map(\.text)
        } + found.wider.flatMap { index.concepts[$0].labels.map(\.text) }
    }

    /// The same, folded as `SearchText.row` folds tags: one text for each word, in which labels
    /// that are part of another label are not repeated.
    public func foldedLabels(for record: Record) -> [String] {
        let places = index.places(for: record)
        guard !places.isEmpty else { return [] }
        let found = index.reach(of: places)
        return found.words.map { index.foldedWords[$0] }
            + found.wider.map { index.foldedLabels[$0] }
    }
}
