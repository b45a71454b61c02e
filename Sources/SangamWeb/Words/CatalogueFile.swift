/// A catalogue as written: `key = text`, one line each, below a head that says whose words they
/// are.
///
/// Read strictly, with the line of the first fault: a file comes from a translator's editor, and
/// what is taken wrongly would stand on every page.
struct CatalogueFile: Sendable {
    /// Units: bytes.
    static let bytesMax = 524_288
    /// Units: bytes.
    static let lineBytesMax = 4_096
    /// Units: texts.
    static let textsMax = 8_000

    struct Fault: Error, Equatable, CustomStringConvertible {
        /// From 1; 0 is the file as a whole.
        let line: Int
        let reason: String

        var description: String { line == 0 ? reason : "line \(line): \(reason)" }
    }

    /// All that a file says under one key.
    struct Entry: Sendable, Equatable {
        /// The line of its first text.
        let line: Int
        /// The text that is for every count.
        var text: CatalogueText?
        var plural: [PluralCategory: CatalogueText] = [:]
    }

    /// The language's name in its own script.
    private(set) var ownName = ""
    private(set) var englishName = ""
    private(set) var direction = Catalogue.Direction.leftToRight
    /// Who checked it, or that nobody did.
    private(set) var checkedBy = ""
    private(set) var entries: [String: Entry] = [:]
    private var textCount = 0

    /// Throws: the first fault.
    init(_ bytes: some Collection<UInt8>) throws(Fault) {
        guard bytes.count <= Self.bytesMax else {
            throw Fault(line: 0, reason: "it is longer than \(Self.bytesMax) bytes")
        }
        var heads: [String: String] = [:]
        var number = 0
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            number += 1
            try read(line, number, &heads)
        }
        try take(heads)
    }

    // MARK: - Lines

    private mutating func read(
        _ bytes: some Collection<UInt8>, _ number: Int, _ heads: inout [String: String]
    ) throws(Fault) {
        guard bytes.count <= Self.lineBytesMax else {
            throw Fault(line: number, reason: "it is longer than \(Self.lineBytesMax) bytes")
        }
        guard var line = String(validating: bytes, as: UTF8.self).map({ Substring($0) }) else {
            throw Fault(line: number, reason: "it is not UTF-8; save the file as UTF-8")
        }
        // What editors of other systems add: a byte order mark, and a CR at each line's end.
        if number == 1, line.unicodeScalars.first == "\u{FEFF}" {
            line.unicodeScalars.removeFirst()
        }
        if line.utf8.last == 0x0D { line = Substring(line.unicodeScalars.dropLast()) }
        if let scalar = line.unicodeScalars.first(where: Self.isForbidden) {
            let code = String(scalar.value, radix: 16, uppercase: true)
            throw Fault(line: number, reason: "it holds the invisible character U+\(code)")
        }
        let text = Self.trimmed(line)
        if text.isEmpty { return }
        if text.utf8.first == UInt8(ascii: "#") {
            try head(text, number, &heads)
        } else {
            try entry(text, number)
        }
    }

    /// `# name: value`; other lines that begin so are remarks.
    private func head(
        _ line: Substring, _ number: Int, _ heads: inout [String: String]
    ) throws(Fault) {
        let text = Self.trimmed(Substring(line.unicodeScalars.dropFirst()))
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return }
        let name = String(text[..<colon])
        guard Self.headNames.contains(name), entries.isEmpty else { return }
        guard heads[name] == nil else {
            throw Fault(line: number, reason: "\"# \(name):\" is there twice")
        }
        let value = Self.trimmed(text[text.utf8.index(after: colon)...])
        guard !value.isEmpty, value.utf8.count <= 200 else {
            throw Fault(
                line: number, reason: "\"# \(name):\" says nothing, or more than 200 bytes")
        }
        heads[name] = String(value)
    }

    /// `key = text` or `key[one] = text`.
    private mutating func entry(_ line: Substring, _ number: Int) throws(Fault) {
        func fault(_ reason: String) -> Fault { Fault(line: number, reason: reason) }
        guard let equals = line.utf8.firstIndex(of: UInt8(ascii: "=")) else {
            throw fault("there is no = between key and text")
        }
        var key = Self.trimmed(line[..<equals])
        let value = Self.trimmed(line[line.utf8.index(after: equals)...])
        var category: PluralCategory?
        if let open = key.utf8.firstIndex(of: UInt8(ascii: "[")) {
            let inner = key[key.utf8.index(after: open)...]
            guard inner.utf8.last == UInt8(ascii: "]"),
                let known = PluralCategory(rawValue: String(inner.unicodeScalars.dropLast()))
            else { throw fault("after [ comes zero, one, two, few, many or other, and then ]") }
            category = known
            key = key[..<open]
        }
        guard CatalogueText.isName(key.utf8) else {
            throw fault("a key is a letter from a to z and then letters and digits, at most 64")
        }
        guard !value.isEmpty else { throw fault("the text of \(key) is empty") }
        let text: CatalogueText
        do { text = try CatalogueText(value) } catch {
            throw fault("in the text of \(key) a value is not written as {name}")
        }
        try add(text, category, String(key), number)
    }

    private mutating func add(
        _ text: CatalogueText, _ category: PluralCategory?, _ key: String, _ number: Int
    ) throws(Fault) {
        textCount += 1
        guard textCount <= Self.textsMax else {
            throw Fault(line: number, reason: "there are more than \(Self.textsMax) texts")
        }
        var entry = entries[key] ?? Entry(line: number)
        if let category {
            guard entry.text == nil, entry.plural[category] == nil else {
                throw Fault(line: number, reason: Self.twice(key, entry.line))
            }
            entry.plural[category] = text
        } else {
            guard entry.text == nil, entry.plural.isEmpty else {
                throw Fault(line: number, reason: Self.twice(key, entry.line))
            }
            entry.text = text
        }
        entries[key] = entry
    }

    private static func twice(_ key: String, _ line: Int) -> String {
        "\(key) is there twice, first in line \(line)"
    }

    // MARK: - Head

    private static let headNames = ["language", "english-name", "direction", "checked"]

    private mutating func take(_ heads: [String: String]) throws(Fault) {
        for name in Self.headNames where heads[name] == nil {
            throw Fault(line: 0, reason: "the line \"# \(name): …\" is missing at the top")
        }
        ownName = heads["language"] ?? ""
        englishName = heads["english-name"] ?? ""
        checkedBy = heads["checked"] ?? ""
        guard let direction = heads["direction"].flatMap(Catalogue.Direction.init) else {
            throw Fault(line: 0, reason: "\"# direction:\" is ltr or rtl")
        }
        self.direction = direction
    }

    // MARK: - Characters

    /// White space of ASCII at both ends goes; other spaces are the translator's.
    private static func trimmed(_ text: Substring) -> Substring {
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
        let utf8 = text.utf8
        guard let start = utf8.firstIndex(where: { !isBlank($0) }),
            let end = utf8.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return text[start..<utf8.index(after: end)]
    }

    /// Controls, those of the reading direction among them, and what no text needs (D4). Joiners
    /// and zero-width spaces stay: Persian, Indic and Khmer are written with them.
    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09: false
        case 0x200B, 0x200C, 0x200D, 0x2060, 0xAD: false
        case 0x2028, 0x2029: true
        default:
            switch scalar.properties.generalCategory {
            case .control, .format, .privateUse, .surrogate: true
            case .unassigned: scalar.properties.isNoncharacterCodePoint
            default: false
            }
        }
    }
}
