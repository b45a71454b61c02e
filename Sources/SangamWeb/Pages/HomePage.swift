/// `/`
struct HomePage: Sendable {
    let frame: Frame
    /// `1,204 listings from 6 networks`
    let countText: String
    /// What this directory is, in its network's own words; ours stand beside it.
    var ownWords: ShownLine?
    /// The website of who runs it.
    var ownSite: String?
    var ownSiteHost: String?
    /// Own network's page.
    var ownPath: String?
    /// Where work, courses and guides are searched.
    let workPath: String
    /// Where one adds a listing; until there is a form, the part of the help that says how.
    let addPath: String
    /// Each with the number of its listings as note.
    let networkLinks: [NamedLink]
    /// A few goods that many offer, each with its number: a way in without typing.
    let goodsLinks: [NamedLink]
    let results: [ResultItem]
    /// Markets and events of the coming days.
    let upcoming: [AgendaItem]
    let hasUpcoming: Bool
    let isEmpty: Bool
}
