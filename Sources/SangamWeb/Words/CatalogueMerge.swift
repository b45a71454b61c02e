/// How a file becomes a catalogue: what it says goes over what is there already, and what it does
/// not say, or says in another shape than the pages need, stays.
extension Catalogue {
    init(tag: String, file: CatalogueFile, over base: Catalogue?) {
        let rules = PluralRules(tag)
        var messages = base?.messages ?? [:]
        for (key, entry) in file.entries {
            guard let message = Self.message(entry, rules) else { continue }
            if let known = base?.messages[key], !Self.fits(message, known) { continue }
            messages[key] = message
        }
        self.init(
            tag: tag, ownName: file.ownName, englishName: file.englishName,
            direction: file.direction, checkedBy: file.checkedBy, messages: messages)
    }

    /// What of a file is not used, or is missing, compared with `base`; in words, for whoever runs
    /// the directory.
    static func notes(_ file: CatalogueFile, tag: String, over base: Catalogue) -> [String] {
        let rules = PluralRules(tag)
        var notes: [String] = []
        for (key, entry) in file.entries.sorted(by: { $0.value.line < $1.value.line }) {
            guard let known = base.messages[key] else {
                notes.append("line \(entry.line): no page asks for \(key)")
                continue
            }
            guard let message = message(entry, rules) else {
                notes.append("line \(entry.line): \(key)[other] is missing")
                continue
            }
            guard fits(message, known) else {
                let names = placeholders(known).sorted().map { "{\($0)}" }
                let shape = isPlural(known) ? "forms such as \(key)[other]" : "one text"
                notes.append(
                    "line \(entry.line): \(key) takes \(shape)"
                        + (names.isEmpty
                            ? " and no values" : " with " + names.joined(separator: " ")))
                continue
            }
            let missing = rules.categories.filter { entry.text == nil && entry.plural[$0] == nil }
            if isPlural(known), !missing.isEmpty {
                let names = missing.map(\.rawValue).joined(separator: ", ")
                notes.append("line \(entry.line): \(key) has no form for \(names)")
            }
        }
        let absent = base.messages.keys.filter { file.entries[$0] == nil }.count
        if absent > 0 { notes.append("\(absent) texts are missing; they stay as they were") }
        return notes
    }

    private static func message(_ entry: CatalogueFile.Entry, _ rules: PluralRules) -> Message? {
        if let text = entry.text { return .text(text) }
        return entry.plural[.other] == nil ? nil : .plural(entry.plural, rules)
    }

    /// Whether a text can stand where another one stood: the same values, and forms for counts if
    /// that had them. A form for one exact count may leave the number out.
    private static func fits(_ message: Message, _ known: Message) -> Bool {
        switch (message, known) {
        case (.text(let text), .text(let other)): text.placeholders == other.placeholders
        case (.plural(let forms, _), .plural):
            forms.values.allSatisfy { form in
                form.placeholders.union(["count"]) == placeholders(known)
            }
        default: false
        }
    }

    /// The values that a message takes.
    static func placeholders(_ message: Message) -> Set<String> {
        switch message {
        case .text(let text): text.placeholders
        case .plural(let forms, _):
            forms.values.reduce(into: ["count"]) { $0.formUnion($1.placeholders) }
        }
    }

    static func isPlural(_ message: Message) -> Bool {
        if case .plural = message { true } else { false }
    }
}
