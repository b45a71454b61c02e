import Testing

@testable import SangamDirectory

/// The text form of vocabularies.
@Suite struct VocabulariesFileTests {
    private static let good = """
        # a comment
        scheme: test
        title en: A test
        version: 1
        prefix x: http://x.example/
        checked en: by nobody

        concept: food
        en: Food
        heading: yes

        concept: bread
        broader: food
        en: Bread; loaf
        ur: روٹی
        note en: Baked: every day
        exact: x:bread; https://y.example/b
        """

    private func problem(_ text: String) -> VocabularyProblem? {
        do {
            _ = try VocabularyFile.read(Array(text.utf8))
            return nil
        } catch {
            return error
        }
    }

    @Test func `a file is read as its head says`() throws {
        let schemes = try VocabularyFile.read(Array(Self.good.utf8))
        let scheme = try #require(schemes.first)
        #expect(schemes.count == 1 && scheme.name == "test" && scheme.version == "1")
        #expect(scheme.titles == [LanguageText(language: "en", text: "A test")])
        let bread = try #require(scheme.concepts.last)
        #expect(bread.code == Code(scheme: "test", code: "bread"))
        #expect(bread.labels.map(\.text) == ["Bread", "روٹی"])
        #expect(bread.synonyms == [LanguageText(language: "en", text: "loaf")])
        #expect(bread.broader == ["food"] && !bread.isHeading)
        #expect(bread.exactMatch == ["http://x.example/bread", "https://y.example/b"])
        #expect(bread.notes.map(\.text) == ["Baked: every day"])
        #expect(scheme.concepts[0].isHeading)
    }

    @Test func `a byte order mark and line ends of Windows change nothing`() throws {
        let windows = Self.good.utf8.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
        let plain = try VocabularyFile.read(Array(Self.good.utf8))
        #expect(try VocabularyFile.read([0xEF, 0xBB, 0xBF] + windows) == plain)
    }

    /// Each text is put behind the good file, whose last line is 17; lines count from there.
    @Test(arguments: [
        ("no colon here", 1, VocabularyProblem.Reason.noColon),
        ("\nen:", 2, .empty),
        ("fr: Pain;; miche", 1, .empty),
        ("fr: Pain;", 1, .empty),
        ("en: Bread", 1, .repeated("en")),
        ("EN: Bread", 1, .repeated("EN")),
        ("colour of bread: brown", 1, .unknownKey("colour of bread")),
        ("colour en: brown", 1, .unknownKey("colour")),
        ("note english!: x", 1, .unknownKey("note english!")),
        ("heading: no", 1, .unknownKey("heading: no")),
        ("version: 2", 1, .misplaced("version")),
        ("concept: bread\nen: Bread", 1, .repeated("bread")),
        ("concept: white bread\nen: Bread", 1, .badCode("white bread")),
        ("concept: rice", 1, .noLabel("rice")),
        ("concept: rice\nbroader: grain\nen: Rice", 2, .unknownBroader("grain")),
        ("concept: a\nen: A\nbroader: b\nconcept: b\nen: B\nbroader: a", 3, .circle("a")),
        ("concept: a\nen: A\nbroader: a", 3, .circle("a")),
        ("exact: dfc:bread", 1, .unknownPrefix("dfc")),
        ("exact: bread", 1, .unknownPrefix("")),
        ("prefix x: http://other.example/", 1, .repeated("prefix x")),
        ("scheme: test", 1, .repeated("test")),
        ("fr: Pain\u{7}", 1, .unprintable),
        ("fr: Pain\u{0}", 1, .unprintable),
    ])
    func `a broken line is refused with its number`(
        text: String, line: Int, reason: VocabularyProblem.Reason
    ) {
        #expect(problem(Self.good) == nil)
        let expected = VocabularyProblem(line: 17 + line, reason: reason)
        #expect(problem(Self.good + "\n" + text) == expected)
    }

    @Test func `what stands before its scheme or concept is refused`() {
        #expect(problem("concept: a") == .init(line: 1, reason: .misplaced("concept")))
        #expect(problem("scheme: a\nen: A") == .init(line: 2, reason: .misplaced("en")))
        #expect(problem("title en: A") == .init(line: 1, reason: .misplaced("title")))
        #expect(problem("") == nil)
    }

    @Test func `bytes that are not UTF-8 and endless lines are refused`() {
        func refusal(_ bytes: [UInt8]) -> VocabularyProblem? {
            do {
                _ = try VocabularyFile.read(bytes)
                return nil
            } catch {
                return error
            }
        }
        #expect(refusal([0x23, 0x0A, 0x61, 0x3A, 0xFF]) == .init(line: 2, reason: .notUTF8))
        let long = Array(repeating: UInt8(ascii: "a"), count: 16_385)
        #expect(refusal(long) == .init(line: 1, reason: .unprintable))
    }

    @Test func `the message says the line and what to do`() {
        let text = VocabularyProblem(line: 7, reason: .noColon).description
        #expect(text.contains("line 7") && text.contains("KEY: VALUE"))
    }

    @Test func `a deep chain of wider words is read without deep recursion`() throws {
        let lines = (0..<20_000).map { number in
            "concept: c\(number)\nen: C\n" + (number == 0 ? "" : "broader: c\(number - 1)\n")
        }
        let text = "scheme: deep\n" + lines.joined()
        #expect(try VocabularyFile.read(Array(text.utf8))[0].concepts.count == 20_000)
    }
}
