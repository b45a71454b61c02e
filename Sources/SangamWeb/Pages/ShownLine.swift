import SangamDirectory

/// A text from a record with its language, as pages show it. Names of members are unique among the
/// models that stand inside each other: a template that does not find one looks further out.
///
/// The text has been through `ShownText`.
struct ShownLine: Sendable {
    let text: String
    /// For the attribute `lang`; nil where the language is not known.
    let textLang: String?
    /// For the attribute `dir`; nil where the text itself says it.
    var textDir: String?

    init(_ text: String, language: String? = nil) {
        self.text = text
        textLang = language.flatMap(ShownText.languageTag)
    }

    /// A line of parts that words and signs of ours join, such as `Durban, South Africa`: it runs
    /// as the page does, whatever its first part is.
    init(_ text: String, joinedIn catalogue: Catalogue) {
        self.init(text)
        textDir = catalogue.direction.rawValue
    }

    /// One line of a text in some language.
    init(_ text: LanguageText, scalarsMax: Int = 512) {
        self.init(ShownText.line(text.text, scalarsMax: scalarsMax), language: text.language)
    }
}
