/// A record in the making: what the cells of one row have filled so far.
///
/// Each `take…` says whether the cell can be read in the record again as it was written; if not,
/// the row keeps the cell in `ext` too, so that nothing is lost.
struct RowDraft {
    let language: String
    var kind = "organisation"
    var lang: String?
    var names: [JSONObject.Member] = []
    var summaries: [JSONObject.Member] = []
    var descriptions: [JSONObject.Member] = []
    var address = JSONObject()
    var houseNumber: String?
    var houseName: String?
    var country: String?
    var precision: String?
    var serviceArea: String?
    var point: JSON?
    var links: [(rel: String, url: String)] = []
    var contact: [(kind: String, values: [String])] = []
    var goods: [JSON] = []
    var products: [String] = []
    var tags: [String] = []
    var categories: [Code] = []
    var qualifiers: [JSON] = []
    var languages: [String] = []
    var forms: [String] = []
    var memberOf: [String] = []
    var size = JSONObject()
    var identifiers: [(scheme: String, value: String)] = []
    var singles = JSONObject()
    var ext: [(column: Int, name: String, value: JSON)] = []
    var notices: [String] = []
    var key: String?
    var sourceURL: String?
    /// Whether a column of consent says no.
    var saysNo = false

    init(language: String) {
        self.language = language
    }

    var isPerson: Bool { forms.contains("individual") || forms.contains("producer") }

    // MARK: - Texts

    mutating func takeName(_ text: String, in tag: String?) -> Bool {
        let line = Self.oneLine(text)
        let isShort = line.unicodeScalars.count <= 200
        if !isShort {
            notices.append(
                "the name is longer than 200 characters: cut, and kept whole under its header"
            )
        }
        let name = isShort ? line : String(line.unicodeScalars.prefix(199)) + "\u{2026}"
        return Self.add(name, in: tag ?? language, to: &names) && isShort
    }

    mutating func takeSummary(_ text: String, in tag: String?) -> Bool {
        guard text.unicodeScalars.count <= 280 else { return takeDescription(text, in: tag) }
        return Self.add(text, in: tag ?? language, to: &summaries)
    }

    mutating func takeDescription(_ text: String, in tag: String?) -> Bool {
        guard text.unicodeScalars.count <= 8_000 else {
            notices.append(
                "the description is longer than 8000 characters: it is kept whole under its "
                    + "header, and not shown as a description")
            return false
        }
        return Self.add(text, in: tag ?? language, to: &descriptions)
    }

    private static func add(
        _ text: String, in tag: String, to members: inout [JSONObject.Member]
    ) -> Bool {
        guard members.count < 60, !text.isEmpty,
            !members.contains(where: { sameBytes($0.name, tag) })
        else { return members.contains { sameBytes($0.value.string ?? "", text) } }
        members.append(.init(name: tag, value: .string(text)))
        return true
    }

    // MARK: - Where

    mutating func takeAddress(_ part: String, _ text: String, most: Int) -> Bool {
        let line = Self.oneLine(text)
        guard address[part] == nil, line.unicodeScalars.count <= most else { return false }
        address[part] = .string(line)
        return true
    }

    // MARK: - How to reach them

    mutating func takeContact(_ kind: String, _ text: String) -> Bool {
        let line = kind == "post" ? text : Self.oneLine(text)
        guard line.unicodeScalars.count <= (kind == "post" ? 500 : 200) else { return false }
        guard let index = contact.firstIndex(where: { $0.kind == kind }) else {
            guard contact.count < 20 else { return false }
            contact.append((kind, [line]))
            return true
        }
        if contact[index].values.contains(where: { sameBytes($0, line) }) { return true }
        guard kind != "post", contact[index].values.count < 10 else { return false }
        contact[index].values.append(line)
        return true
    }

    mutating func takeLink(_ rel: String, _ url: String) -> Bool {
        if links.contains(where: { sameBytes($0.url, url) }) { return true }
        guard links.count < 30 else { return false }
        links.append((rel, url))
        return true
    }

    // MARK: - Lists

    mutating func takeTag(_ text: String) -> Bool {
        let line = Self.oneLine(text)
        if tags.contains(where: { sameBytes($0, line) }) { return true }
        guard tags.count < 50, line.unicodeScalars.count <= 64 else { return false }
        tags.append(line)
        return true
    }

    mutating func takeGood(_ text: String) -> Bool {
        let line = Self.oneLine(text)
        if goods.contains(.string(line)) { return true }
        guard goods.count < 100, line.unicodeScalars.count <= 100 else { return false }
        goods.append(.string(line))
        return true
    }

    /// Without line breaks and runs of spaces.
    static func oneLine(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 }) else { return text }
        return text.unicodeScalars.split { $0.value < 0x20 }
            .map { CellDecoder.trimmed(String($0)) }.filter { !$0.isEmpty }.joined(separator: " ")
    }
}
