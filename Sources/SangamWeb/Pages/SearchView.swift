/// What search, map and calendar have in common: the question, the filters, the ways to go on.
struct SearchView: Sendable {
    /// `List`, `Map`, `Calendar`: the same question seen in another way.
    struct Way: Sendable {
        let wayText: String
        let wayPath: String
        /// A symbol of art.svg: `list`, `map`, `calendar`.
        let wayArt: String
        let wayIsCurrent: Bool
    }

    /// A filter that is on, and the same search without it.
    struct Chip: Sendable {
        let chipText: ShownLine
        let chipPath: String
    }

    /// Another spelling, and the search for it.
    struct Spelling: Sendable {
        let spellingText: ShownLine
        let spellingPath: String
    }

    /// A filter that a new search keeps, as a hidden field.
    struct Kept: Sendable {
        let keptName: String
        let keptValue: String
    }

    /// Where the form goes: the present view, with the language's prefix.
    let formPath: String
    let asked: String
    let kept: [Kept]
    /// What the reader typed as a place, and within how many km.
    var near = ""
    var within = ""
    var isNearOpen = false
    /// That no listing says where the place is.
    var placeNote: String?
    /// `37 listings`
    let countText: String
    let ways: [Way]
    let chips: [Chip]
    let hasChips: Bool
    /// The same question with no filter.
    var clearPath: String?
    var spellings: [Spelling] = []
    let hasSpellings: Bool
    let facets: [Facet]
    let hasFacets: Bool
    let exports: [ExportLink]
    /// The Atom feed of this question.
    var followPath: String?
    /// One line to put this view into another page; shown to copy.
    var embedCode: String?
}

/// One way to narrow a search, as links with counts.
struct Facet: Sendable {
    struct Value: Sendable {
        let valueText: ShownLine
        let valueCount: String
        /// The search with this value, or without it if it is on.
        let valuePath: String
        var valueIsOn = false
    }

    let facetTitle: String
    /// Open if one of its values is on.
    var facetIsOpen = false
    let facetValues: [Value]
    /// Where all values are, if these are the most frequent only.
    var facetMorePath: String?
}

/// Nothing was found: what would help.
struct EmptyResult: Sendable {
    /// The one filter to widen first: `Without “eThekwini”: 37 listings`.
    let widen: [PageLink]
    /// Why a listing that the reader knows may not be here, each a sentence.
    var emptyReasons: [String]
    let hasWiden: Bool
    /// The listing whose address was searched for, or those whose time is over.
    var known: [NamedLink] = []
}
