/// Counts the small words of several languages in texts, because a file that does not say its
/// language is taken for the one that the node speaks.
struct TextWords: Sendable {
    /// The most rows looked at: those after them seldom say anything new.
    private static let most = 2_000
    /// The fewest small words of another language that are worth a notice.
    private static let least = 20
    /// How many times more of them there must be than of the language that the texts are marked
    /// with.
    private static let factor = 4

    private let language: String
    private var rows = 0
    private var counts = [Int](repeating: 0, count: languages.count)

    /// `language` is what texts get that do not say theirs.
    init(language: String) {
        self.language = language
    }

    /// Looks at the texts of a row that is taken.
    mutating func look(at row: ImportRow) {
        guard rows < Self.most, !row.isPayload, let json = row.records.first?.json else { return }
        rows += 1
        for member in ["name", "summary", "description"] {
            guard let text = json[member]?.object?[language]?.string else { continue }
            for word in text.utf8.prefix(1_000).split(whereSeparator: { $0 < 0x41 }) {
                guard word.count <= 5, let found = Self.table[String(Substring(word)).lowercased()]
                else { continue }
                for index in found { counts[index] += 1 }
            }
        }
    }

    /// What a person should know; nil if nothing is amiss.
    var notice: String? {
        guard let most = counts.indices.max(by: { counts[$0] < counts[$1] }) else { return nil }
        let own = Self.languages.firstIndex { sameBytes($0.tag, LanguageTag.primary(language)) }
        guard most != own, counts[most] >= Self.least,
            counts[most] >= Self.factor * (own.map { counts[$0] } ?? 0)
        else { return nil }
        let (tag, name, _) = Self.languages[most]
        return "the texts read like \(name) but are marked as \(language): if that is not meant, "
            + "--lang \(tag) marks them, and a column \"lang\" says it row by row"
    }

    // MARK: - The words

    /// Small words that few names of people and places are made of, without those of one letter.
    private static let languages: [(tag: String, name: String, words: String)] = [
        ("en", "English", "the and of for with from our are who that their"),
        ("fr", "French", "le les des du et pour avec aux nos est une dans qui sur"),
        ("es", "Spanish", "el los las del para con una por que su nos sus al"),
        ("pt", "Portuguese", "do da dos das em para com uma por que os ao pela"),
        ("id", "Indonesian", "dan yang untuk dengan dari kami pada ini para oleh"),
        ("de", "German", "der und mit von den ein eine im zum zur wir ist das"),
        ("it", "Italian", "il di della per con una gli dei delle che nel"),
        ("nl", "Dutch", "het van een voor met en bij onze zijn naar"),
        ("zu", "Zulu", "futhi noma kanye kodwa kuze ngoba thina"),
    ]

    private static let table: [String: [Int]] = {
        var table: [String: [Int]] = [:]
        for (index, language) in languages.enumerated() {
            for word in language.words.split(separator: " ") {
                table[String(word), default: []].append(index)
            }
        }
        return table
    }()
}
