/// Reads the text form of vocabularies that `Resources/goods.txt` explains in its head.
///
/// Shape: lines `KEY: VALUE`; `#` begins a comment line; `scheme:` begins a vocabulary and
/// `concept:` a word of it; a language tag gives labels, the preferred one first, between `;`.
public struct VocabularyFile {
    private static let maximumLine = 16_384
    private static let maximumCode = 64

    private var schemes: [ConceptScheme] = []
    private var prefixes: [String: String] = [:]
    private var scheme: SchemeDraft?
    private var concept: ConceptDraft?
    private var line = 0

    /// The vocabularies of a file.
    ///
    /// Throws: the first problem, with its line; a file is taken whole or not at all.
    public static func read(_ bytes: some Collection<UInt8>) throws(VocabularyProblem)
        -> [ConceptScheme]
    {
        var reader = VocabularyFile()
        // Editors on Windows put a byte order mark in front and end lines with CR LF.
        let text = ByteOrderMark.dropped(bytes)
        for line in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            reader.line += 1
            try reader.take(line)
        }
        try reader.endScheme()
        return reader.schemes
    }

    private mutating func take(_ bytes: some Collection<UInt8>) throws(VocabularyProblem) {
        guard bytes.count <= Self.maximumLine else { throw problem(.unprintable) }
        guard let line = String(validating: bytes, as: UTF8.self) else { throw problem(.notUTF8) }
        let text = Self.trim(line[...])
        guard let first = text.utf8.first, first != UInt8(ascii: "#") else { return }
        guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw problem(.unprintable)
        }
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else {
            throw problem(.noColon)
        }
        let key = String(Self.trim(text[..<colon]))
        let value = String(Self.trim(text[text.utf8.index(after: colon)...]))
        guard !value.isEmpty else { throw problem(.empty) }
        let words = key.utf8.split(separator: UInt8(ascii: " ")).map { String($0) ?? "" }
        if words.count == 2 {
            try take(words[0], of: words[1], value)
        } else {
            try take(key, value)
        }
    }

    /// A line such as `note en: …`.
    private mutating func take(_ key: String, of name: String, _ value: String)
        throws(VocabularyProblem)
    {
        if key == "prefix" {
            guard prefixes.updateValue(value, forKey: name) == nil else {
                throw problem(.repeated("prefix \(name)"))
            }
            return
        }
        guard LanguageTag.isWellFormed(name) else { throw problem(.unknownKey("\(key) \(name)")) }
        let text = LanguageText(language: name, text: value)
        switch key {
        case "note": try add(text, to: \.notes, key)
        case "title": try add(text, to: \.titles, key)
        case "checked": try add(text, to: \.checks, key)
        default: throw problem(.unknownKey(key))
        }
    }

    private mutating func take(_ key: String, _ value: String) throws(VocabularyProblem) {
        switch key {
        case "scheme":
            try endScheme()
            guard !schemes.contains(where: { sameBytes($0.name, value) }) else {
                throw problem(.repeated(value))
            }
            scheme = SchemeDraft(name: try code(value))
        case "concept":
            try endConcept()
            guard scheme != nil else { throw problem(.misplaced(key)) }
            concept = ConceptDraft(code: try code(value), line: line)
        case "version": try set(\.version, key, value)
        case "licence": try set(\.licence, key, value)
        case "source": try set(\.source, key, value)
        case "attribution": try set(\.attribution, key, value)
        case "uri":
            let uri = try address(value)
            if concept == nil { try set(\.uri, key, uri) } else { try add([uri], to: \.uris) }
        case "broader": try add(list(value).map { ($0, line) }, to: \.broader)
        case "exact": try add(addresses(value), to: \.exactMatch)
        case "close": try add(addresses(value), to: \.closeMatch)
        case "heading":
            guard value == "yes" else { throw problem(.unknownKey("heading: \(value)")) }
            guard concept != nil else { throw problem(.misplaced(key)) }
            concept?.isHeading = true
        default: try takeLabels(key, value)
        }
    }

    private mutating func takeLabels(_ key: String, _ value: String) throws(VocabularyProblem) {
        guard LanguageTag.isWellFormed(key) else { throw problem(.unknownKey(key)) }
        let texts = try list(value).map { LanguageText(language: key, text: $0) }
        guard let label = texts.first else { throw problem(.empty) }
        try add(label, to: \.labels, key)
        try add(Array(texts.dropFirst()), to: \.synonyms)
    }

    // MARK: - What a line adds

    private mutating func set(
        _ path: WritableKeyPath<SchemeDraft, String?>, _ key: String, _ value: String
    ) throws(VocabularyProblem) {
        guard var draft = scheme, concept == nil else { throw problem(.misplaced(key)) }
        guard draft[keyPath: path] == nil else { throw problem(.repeated(key)) }
        draft[keyPath: path] = value
        scheme = draft
    }

    private mutating func add(
        _ text: LanguageText, to path: WritableKeyPath<SchemeDraft, [LanguageText]>, _ key: String
    ) throws(VocabularyProblem) {
        guard var draft = scheme, concept == nil else { throw problem(.misplaced(key)) }
        guard !Self.has(text.language, draft[keyPath: path]) else {
            throw problem(.repeated("\(key) \(text.language)"))
        }
        draft[keyPath: path].append(text)
        scheme = draft
    }

    private mutating func add(
        _ text: LanguageText, to path: WritableKeyPath<ConceptDraft, [LanguageText]>, _ key: String
    ) throws(VocabularyProblem) {
        guard let draft = concept else { throw problem(.misplaced(key)) }
        guard !Self.has(text.language, draft[keyPath: path]) else {
            throw problem(.repeated(key))
        }
        concept?[keyPath: path].append(text)
    }

    private mutating func add<Item>(
        _ items: [Item], to path: WritableKeyPath<ConceptDraft, [Item]>
    ) throws(VocabularyProblem) {
        guard concept != nil else { throw problem(.misplaced("this")) }
        concept?[keyPath: path] += items
    }

    // MARK: - Values

    private static func has(_ language: String, _ texts: [LanguageText]) -> Bool {
        texts.contains { $0.language.lowercased() == language.lowercased() }
    }

    private func list(_ value: String) throws(VocabularyProblem) -> [String] {
        let parts = value.utf8.split(
            separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
        let texts = parts.map { String(Self.trim(Substring($0))) }
        guard texts.allSatisfy({ !$0.isEmpty }) else { throw problem(.empty) }
        return texts
    }

    private func addresses(_ value: String) throws(VocabularyProblem) -> [String] {
        var all: [String] = []
        for text in try list(value) { all.append(try address(text)) }
        return all
    }

    /// An address in full, or one that begins with a short name: `dfc:bread`.
    private func address(_ text: String) throws(VocabularyProblem) -> String {
        if text.utf8.starts(with: "http://".utf8) || text.utf8.starts(with: "https://".utf8) {
            return text
        }
        let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) ?? text.startIndex
        guard let start = prefixes[String(text[..<colon])] else {
            throw problem(.unknownPrefix(String(text[..<colon])))
        }
        return start + text[text.utf8.index(after: colon)...]
    }

    private func code(_ text: String) throws(VocabularyProblem) -> String {
        let isCode = text.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x2D
        }
        guard isCode, text.utf8.count <= Self.maximumCode else { throw problem(.badCode(text)) }
        return text
    }

    private static func trim(_ text: Substring) -> Substring {
        var view = text.utf8
        while let byte = view.first, byte == 0x20 || byte == 0x09 || byte == 0x0D {
            view = view.dropFirst()
        }
        while let byte = view.last, byte == 0x20 || byte == 0x09 || byte == 0x0D {
            view = view.dropLast()
        }
        return Substring(view)
    }

    private func problem(_ reason: VocabularyProblem.Reason) -> VocabularyProblem {
        VocabularyProblem(line: line, reason: reason)
    }

    // MARK: - Ends

    private mutating func endConcept() throws(VocabularyProblem) {
        guard let draft = concept else { return }
        concept = nil
        try scheme?.add(draft)
    }

    private mutating func endScheme() throws(VocabularyProblem) {
        try endConcept()
        guard let draft = scheme else { return }
        scheme = nil
        schemes.append(try draft.finish())
    }
}
