/// `/tree/<node id>/<kind>/<id>`
struct TreePage: Sendable {
    let frame: Frame
    let heading: ShownLine
    let headingPath: String
    /// What it is itself part of, widest first.
    let crumbs: [NamedLink]
    let hasCrumbs: Bool
    /// `41 chapters in 12 towns in 4 provinces`
    let totalText: String
    /// What the rolled-up numbers count.
    let rows: [FieldRow]
    /// Everything below here, as a search.
    let belowPath: String
    let branches: [TreeBranch]
    let isEmpty: Bool
    /// `Cut off here: more than 8 levels`, or a circle that was left out.
    var notices: [ListingPage.Notice] = []
    var exports: [ExportLink] = []
}

/// One part of the tree, with what is below it.
struct TreeBranch: Sendable {
    let branchName: ShownLine
    let branchPath: String
    /// `12 listings · 340 members`, rolled up.
    let branchCount: String
    /// Everything below it, as a search.
    let branchBelowPath: String
    /// It says that it belongs here, and the other network has not said so.
    var branchIsClaim = false
    /// `Also part of the province`
    var branchAlso: String?
    var branchIsOpen = false
    var branchHasParts = false
    var branchParts: [TreeBranch] = []
}
