import SangamDirectory

/// A text from a record with its language, as pages show it. Names of members are unique among the
/// models that stand inside each other: a template that does not find one looks further out.
struct ShownLine: Sendable {
    let text: String
    let textLang: String?

    init(_ text: String, language: String? = nil) {
        self.text = text
        textLang = language.flatMap(ShownText.languageTag)
    }

    /// One line of a text in some language.
    init(_ text: LanguageText, scalarsMax: Int = 512) {
        self.init(ShownText.line(text.text, scalarsMax: scalarsMax), language: text.language)
    }
}

/// One value of a field: text, perhaps with a link to the outside (`href`, checked) or to a page of
/// ours (`path`), and perhaps with a note beside it.
struct FieldValue: Sendable {
    let text: String
    let textLang: String?
    var href: String?
    var path: String?
    var note: String?

    init(
        _ text: String, language: String? = nil, href: String? = nil, path: String? = nil,
        note: String? = nil
    ) {
        self.text = ShownText.clean(text, scalarsMax: 8_192)
        textLang = language.flatMap(ShownText.languageTag)
        self.href = href
        self.path = path
        self.note = note.map { ShownText.line($0) }
    }
}

/// A field of a listing: what it is called and its values.
struct FieldRow: Sendable {
    let label: String
    /// Whether the label is a word of the record rather than of ours.
    var isForeign = false
    let values: [FieldValue]
}

/// Fields that stand under one heading.
struct RowGroup: Sendable {
    let groupTitle: String
    let rows: [FieldRow]
}

/// One result in a list.
struct ResultItem: Sendable {
    let itemPath: String
    let itemName: ShownLine
    let itemKind: String
    let itemSummary: ShownLine?
    let itemPlace: String?
    let itemDistance: String?
    let itemNetwork: String
    let itemNetworkPath: String
    let itemWhen: String
}

/// What every page has.
struct Frame: Sendable {
    let title: String
    /// Who runs this directory.
    let site: String
    let words = PageWords()
}
