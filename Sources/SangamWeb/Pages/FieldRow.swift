/// One value of a field: text, perhaps with a link to the outside (`href`, checked) or to a page of
/// ours (`path`), and perhaps with a note beside it.
struct FieldValue: Sendable {
    let text: String
    let textLang: String?
    /// See `ShownLine`.
    var textDir: String?
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

    /// A line of parts that words and signs of ours join; it runs as the page does.
    init(_ text: String, joinedIn catalogue: Catalogue, note: String? = nil) {
        self.init(text, note: note)
        textDir = catalogue.direction.rawValue
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
