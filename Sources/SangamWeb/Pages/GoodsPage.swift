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

    let frame: Frame
    /// `Goods › Food`, for a group that has its own page.
    let crumbs: [PageLink]
    let hasCrumbs: Bool
    let groups: [Group]
    let isEmpty: Bool
}
