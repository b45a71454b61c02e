/// A text and the language that it is in.
public struct LanguageText: Sendable, Hashable {
    /// The language tag as written (BCP 47), or `und` where the record does not say.
    public let language: String
    /// The text as written.
    public let text: String

    /// `text` in `language`.
    public init(language: String, text: String) {
        self.language = language
        self.text = text
    }

    /// Reads a map of language to text; a bare string counts as text in `original`.
    ///
    /// What is not text is skipped: from others any shape must be survived.
    static func read(_ value: JSON?, original: String?) -> [LanguageText] {
        if let text = value?.string {
            return text.isEmpty ? [] : [LanguageText(language: original ?? "und", text: text)]
        }
        return (value?.object?.members ?? []).compactMap { member in
            guard let text = member.value.string, !text.isEmpty else { return nil }
            return LanguageText(language: member.name, text: text)
        }
    }
}

extension Array where Element == LanguageText {
    /// The text to show to somebody who reads `languages`, best first; then the record's
    /// `original` language, then the first one written.
    ///
    /// A tag matches if it is the same, else if its first part is (`pt-BR` serves `pt`).
    public func best(for languages: [String], original: String?) -> LanguageText? {
        for wanted in languages + [original].compactMap({ $0 }) {
            let tag = wanted.lowercased()
            if let same = first(where: { $0.language.lowercased() == tag }) { return same }
            let part = LanguageTag.primary(tag)
            if let near = first(where: { LanguageTag.primary($0.language.lowercased()) == part }) {
                return near
            }
        }
        return first
    }
}
