/// A link to a page of ours in our own words.
struct PageLink: Sendable {
    let linkText: String
    /// Whole, with the language's prefix.
    let linkPath: String
}

/// A link to a record or a place: its name is the record's own.
struct NamedLink: Sendable {
    let namedText: ShownLine
    let namedPath: String?
    /// What it has to do with the page, in our words: `member since 2019`, `12 listings`.
    var namedNote: String?
}

/// The same view as a file.
struct ExportLink: Sendable {
    /// `CSV`, `Calendar (ICS)`.
    let exportText: String
    let exportPath: String
}
