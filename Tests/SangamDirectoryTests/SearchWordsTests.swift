import SangamDirectory
import Testing

/// What people type finds what is written, in twelve languages, in a real FTS5 table.
@Suite struct SearchWordsTests {
    private static let texts = SearchWords.all

    /// All rows in one table, so that a word is found among the others.
    private static func index() throws -> WordIndex {
        let index = try WordIndex()
        for (number, words) in texts.enumerated() {
            let listing = Record(
                json: ["kind": "organisation", "name": .string(words.written)])
            try index.add(number, SearchText.row(for: listing))
        }
        return index
    }

    @Test func `each language has at least twenty words, with what must not find them`() {
        let languages = ["en", "fr", "es", "pt", "ar", "ur", "id", "hi", "th", "km", "zh", "zu"]
        for language in languages {
            let lines = Self.texts.filter { $0.language == language }
            #expect(lines.count >= 20, "\(language)")
            #expect(lines.allSatisfy { $0.finding.count >= 3 }, "\(language)")
            #expect(lines.filter { !$0.missing.isEmpty }.count >= 20, "\(language)")
        }
        #expect(Set(Self.texts.map(\.language)).isSuperset(of: languages))
    }

    @Test func `every typed variant finds its row`() throws {
        let index = try Self.index()
        for (number, words) in Self.texts.enumerated() {
            for typed in words.finding {
                let expression = MatchExpression(typed).anywhere
                #expect(
                    try index.found(expression).contains(number),
                    "\(words.language): \(typed) does not find \(words.written)")
            }
        }
    }

    @Test func `another word does not find it`() throws {
        let index = try Self.index()
        for (number, words) in Self.texts.enumerated() {
            for typed in words.missing {
                let expression = MatchExpression(typed).anywhere
                #expect(
                    try !index.found(expression).contains(number),
                    "\(words.language): \(typed) finds \(words.written)")
            }
        }
    }

    @Test func `the words fold as the reference says, and those of spaced scripts only once`() {
        for words in Self.texts {
            for text in [words.written] + words.finding + words.missing {
                let folded = SearchText.fold(text)
                #expect(folded.utf8.elementsEqual(ReferenceFold.fold(text).utf8), "\(text)")
                guard !["th", "km", "zh"].contains(words.language) else { continue }
                #expect(SearchText.fold(folded).utf8.elementsEqual(folded.utf8), "\(text)")
            }
        }
    }
}
