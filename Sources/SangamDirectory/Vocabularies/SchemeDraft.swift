// What has been read of a vocabulary whose end has not come yet.

/// The lines of a concept so far.
struct ConceptDraft {
    let code: String
    /// Where it begins.
    let line: Int
    var labels: [LanguageText] = []
    var synonyms: [LanguageText] = []
    var notes: [LanguageText] = []
    /// Codes, and the lines that name them.
    var broader: [(code: String, line: Int)] = []
    var exactMatch: [String] = []
    var closeMatch: [String] = []
    var uris: [String] = []
    var isHeading = false

    func concept(of scheme: String) -> Concept {
        Concept(
            code: Code(scheme: scheme, code: code), labels: labels, synonyms: synonyms,
            notes: notes, broader: broader.map(\.code), exactMatch: exactMatch,
            closeMatch: closeMatch, uri: uris.first, isHeading: isHeading)
    }
}

/// The lines of a scheme so far.
struct SchemeDraft {
    let name: String
    var titles: [LanguageText] = []
    var version: String?
    var licence: String?
    var source: String?
    var attribution: String?
    var uri: String?
    var checks: [LanguageText] = []
    private var concepts: [ConceptDraft] = []
    private var places: [Code: Int] = [:]

    init(name: String) {
        self.name = name
    }

    /// Throws: a concept without a label, a second one with its code.
    mutating func add(_ concept: ConceptDraft) throws(VocabularyProblem) {
        guard !concept.labels.isEmpty else {
            throw VocabularyProblem(line: concept.line, reason: .noLabel(concept.code))
        }
        let code = Code(scheme: name, code: concept.code)
        guard places.updateValue(concepts.count, forKey: code) == nil else {
            throw VocabularyProblem(line: concept.line, reason: .repeated(concept.code))
        }
        concepts.append(concept)
    }

    /// The scheme, once every wider word is known to exist and none to be under itself.
    ///
    /// Throws: a wider word that is missing, or a circle, at the line that names it.
    func finish() throws(VocabularyProblem) -> ConceptScheme {
        // How many words above each one are still open; those that never close are in a circle.
        var waiting = [Int](repeating: 0, count: concepts.count)
        var narrower = [[Int]](repeating: [], count: concepts.count)
        for (index, concept) in concepts.enumerated() {
            for wider in concept.broader {
                guard let place = places[Code(scheme: name, code: wider.code)] else {
                    throw VocabularyProblem(line: wider.line, reason: .unknownBroader(wider.code))
                }
                waiting[index] += 1
                narrower[place].append(index)
            }
        }
        var ready = concepts.indices.filter { waiting[$0] == 0 }
        while let index = ready.popLast() {
            for lower in narrower[index] {
                waiting[lower] -= 1
                if waiting[lower] == 0 { ready.append(lower) }
            }
        }
        if let index = waiting.firstIndex(where: { $0 > 0 }) {
            throw VocabularyProblem(
                line: concepts[index].broader.first?.line ?? concepts[index].line,
                reason: .circle(concepts[index].code))
        }
        return ConceptScheme(
            name: name, titles: titles, version: version, licence: licence, source: source,
            attribution: attribution, uri: uri, checks: checks,
            concepts: concepts.map { $0.concept(of: name) })
    }
}
