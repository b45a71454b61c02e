/// `/goods`
struct GoodsPage: Sendable {
    struct Group: Sendable {
        let goodsGroup: ShownLine
        let goods: [Good]
    }

    struct Good: Sendable {
        let goodName: ShownLine
        let goodCount: String
        let goodPath: String
        /// A picture of one such thing from a listing; leave it out with Save-Data and text mode.
        var goodPicture: String?
        /// A small drawing for all goods of this sort: a symbol of art.svg, see `GoodsArt`.
        let goodArt: String
    }

    /// Words of a group that no listing has.
    struct Missing: Sendable {
        /// The group, or the word if it is in none.
        let missingGroup: ShownLine
        let missingGoods: [ShownLine]
    }

    let frame: Frame
    /// `Goods › Food`, for a group that has its own page.
    let crumbs: [PageLink]
    let hasCrumbs: Bool
    let groups: [Group]
    let isEmpty: Bool
    /// What nobody lists: named, and no link, because it would lead to nothing.
    let missing: [Missing]
    /// How to be listed.
    let addPath: String
}
