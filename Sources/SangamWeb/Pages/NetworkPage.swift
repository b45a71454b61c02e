/// `/n/<node id>`
struct NetworkPage: Sendable {
    let frame: Frame
    let heading: ShownLine
    let isOwn: Bool
    var leads: [ShownLine] = []
    /// What its vouching means, in its own words.
    var vouching: ShownLine?
    /// The charter or membership rule, on its own site.
    var charter: FieldValue?
    var website: FieldValue?
    /// Warnings about how it stands.
    var notices: [ListingPage.Notice] = []
    /// Listings by kind, each a search with its number.
    let countLinks: [NamedLink]
    /// Region, languages, connected since, how it reaches us, last heard, key fingerprint.
    let rows: [FieldRow]
    /// Who vouches for it, and for whom it vouches.
    let relations: [ListingRelation]
    let results: [ResultItem]
    let hasResults: Bool
    let searchPath: String
    let exports: [ExportLink]
}

/// `/networks`
struct NetworksPage: Sendable {
    struct Row: Sendable {
        let networkName: String
        let networkPath: String
        let listings: String
        let listingsPath: String
        /// `directly`, `through RIPESS, 2 steps away`
        let reach: String
        /// What we take from it, if that is not everything: `only South Africa`.
        var reachFilter: String?
        let changes: String
        let stateText: String
        let isWarning: Bool
        let heard: String
        /// How many networks stand between, 0 for our own: 0–8, for the picture of paths.
        let hops: Int
    }

    let frame: Frame
    let table: [Row]
    /// The same networks, ordered as they come to us: each stands under the one that brings it.
    let routes: [Row]
}
