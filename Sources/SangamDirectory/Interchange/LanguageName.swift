/// Languages as people name them, in headers and cells.
enum LanguageName {
    /// The tag for a tag, a name (`French`, `bahasa Indonesia`) or a slip for one (`gr` for Greek);
    /// nil if the text names no language that we know.
    static func tag(_ text: String) -> String? {
        let folded = SearchText.fold(text)
        if let tag = byName[folded] { return tag }
        let trimmed = CellDecoder.trimmed(text)
        let tag = String(trimmed.unicodeScalars.map { $0 == "_" ? "-" : Character($0) })
        let primary = SearchText.fold(LanguageTag.primary(tag))
        guard LanguageTag.isWellFormed(tag), let code = byName[primary], isCode(primary) else {
            return nil
        }
        guard tag.utf8.contains(UInt8(ascii: "-")) else { return code }
        return code + tag.dropFirst(LanguageTag.primary(tag).count)
    }

    /// Whether a folded text is a code, not a name.
    static func isCode(_ folded: String) -> Bool { codes.contains(folded) }

    private static let tables = read()
    private static var byName: [String: String] { tables.names }
    private static var codes: Set<String> { tables.codes }

    private static func read() -> (names: [String: String], codes: Set<String>) {
        var names: [String: String] = [:]
        var codes: Set<String> = []
        for line in ResourceText.languages {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let written = line[..<colon].split(separator: " ").map(String.init)
            guard let code = written.first else { continue }
            for other in written {
                names[other] = code
                codes.insert(other)
            }
            for name in line[line.index(after: colon)...].split(separator: "|") {
                names[SearchText.fold(String(name))] = code
            }
        }
        return (names, codes)
    }
}
