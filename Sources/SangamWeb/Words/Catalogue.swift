/// The words of the pages in one language.
struct Catalogue: Sendable {
    enum Direction: String, Sendable {
        case leftToRight = "ltr"
        case rightToLeft = "rtl"
    }

    /// What stands under a key, with the rules of the language that it is in: what a catalogue does
    /// not have is said in English.
    enum Message: Sendable {
        case text(CatalogueText)
        case plural([PluralCategory: CatalogueText], PluralRules)
    }

    /// BCP 47.
    let tag: String
    /// In its own script.
    let ownName: String
    let englishName: String
    let direction: Direction
    let checkedBy: String
    /// The texts that take no value and no count, for templates: `{{frame.words.searchHint}}`.
    let words: [String: String]
    let messages: [String: Message]
    let numbers: NumberText
    /// What stands between the members of a list.
    let listSeparator: String

    init(
        tag: String, ownName: String, englishName: String, direction: Direction,
        checkedBy: String, messages: [String: Message]
    ) {
        self.tag = tag
        self.ownName = ownName
        self.englishName = englishName
        self.direction = direction
        self.checkedBy = checkedBy
        self.messages = messages
        numbers = NumberText(tag)
        words = messages.compactMapValues { message in
            if case .text(let text) = message { text.plain } else { nil }
        }
        if case .text(let pair)? = messages["listPair"] {
            listSeparator = pair.filled(["first": "", "second": ""]) { $0 }
        } else {
            listSeparator = ", "
        }
    }

    private init(_ other: Catalogue, numbers: NumberText) {
        tag = other.tag
        ownName = other.ownName
        englishName = other.englishName
        direction = other.direction
        checkedBy = other.checkedBy
        words = other.words
        messages = other.messages
        listSeparator = other.listSeparator
        self.numbers = numbers
    }

    /// The same words for a reader who asks for `range`: digits differ between countries.
    func read(as range: String) -> Catalogue { Catalogue(self, numbers: NumberText(range)) }

    /// Whether no person has checked it, which the foot of each page says.
    var isUnchecked: Bool { checkedBy.lowercased().contains("unchecked") }

    // MARK: - Texts

    /// A sentence with its values. A key that no catalogue has is shown as it is, so that it is
    /// seen; a test looks for such.
    func text(_ key: String, _ values: [String: String] = [:]) -> String {
        if let plain = words[key] { return plain }
        switch messages[key] {
        case .text(let text)?: return text.filled(values, shown: isolated)
        case .plural(let forms, _)?:
            return forms[.other]?.filled(values, shown: isolated) ?? key
        case nil: return key
        }
    }

    /// A sentence in the form that goes with a count, which stands in it as `{count}`.
    func text(
        _ key: String, count: some BinaryInteger, _ values: [String: String] = [:]
    ) -> String {
        var values = values
        values["count"] = numbers.grouped(count)
        guard case .plural(let forms, let rules)? = messages[key],
            let form = forms[rules.category(of: count)] ?? forms[.other]
        else { return text(key, values) }
        return form.filled(values, shown: isolated)
    }

    /// The forms of a text with a count, with their values still as names in braces: for a script
    /// that fills them in. A text without forms has one.
    func forms(_ key: String) -> [(category: String, text: String)] {
        switch messages[key] {
        case .plural(let forms, _)?:
            forms.map { ($0.key.rawValue, $0.value.filled([:]) { $0 }) }
                .sorted { $0.0 < $1.0 }
        case .text(let text)?: [("other", text.filled([:]) { $0 })]
        case nil: []
        }
    }

    /// Our word for a value of an open list, such as `working-group` in `form`; nil for a value
    /// that we have no word for, which is shown as written.
    func word(_ group: String, _ value: String) -> String? {
        guard let key = Self.key(group, value) else { return nil }
        return words[key]
    }

    /// `form` and `working-group` as `formWorkingGroup`; nil for what no key can be made of.
    static func key(_ group: String, _ value: String) -> String? {
        guard !value.isEmpty, value.utf8.count <= 48 else { return nil }
        var key = Array(group.utf8)
        var isStart = true
        for byte in value.utf8 {
            switch byte {
            case 0x61...0x7A: key.append(isStart ? byte - 0x20 : byte)
            case 0x41...0x5A: key.append(isStart ? byte : byte + 0x20)
            case 0x30...0x39: key.append(byte)
            case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: " "):
                isStart = true
                continue
            default: return nil
            }
            isStart = false
        }
        return String(decoding: key, as: UTF8.self)
    }

    /// `why` and `notMatching` as `whyNotMatching`: the key of a code of ours.
    static func key(_ group: String, code: String) -> String {
        group + code.prefix(1).uppercased() + code.dropFirst()
    }

    /// `bread, eggs, honey`.
    func list(_ texts: [String]) -> String { texts.joined(separator: listSeparator) }

    /// A count on its own.
    func grouped(_ value: some BinaryInteger) -> String { numbers.grouped(value) }

    // MARK: - Values inside a sentence

    /// A value between signs that keep its reading direction to itself, where it could turn the
    /// sentence around it; most values need none.
    private func isolated(_ value: String) -> String {
        let needsThem =
            switch direction {
            case .leftToRight: value.unicodeScalars.contains(where: Self.isRightToLeft)
            case .rightToLeft: value.unicodeScalars.contains(where: Self.isLeftToRight)
            }
        return needsThem ? "\u{2068}\(value)\u{2069}" : value
    }

    private static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF,
            0x1E800...0x1EFFF:
            true
        default: false
        }
    }

    /// Letters of other scripts, and signs such as + and # that move in a line of Arabic.
    private static func isLeftToRight(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x30...0x39, 0x20, 0x2C, 0x2E, 0x660...0x66C, 0x6F0...0x6F9: false
        default: !isRightToLeft(scalar)
        }
    }
}
