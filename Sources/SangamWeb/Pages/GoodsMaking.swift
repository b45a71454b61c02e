import SangamDirectory
import SangamLog
import SangamStore

/// Fills the page on which goods are found by name and picture.
struct GoodsMaking {
    let context: PageContext
    /// How many listings have each word.
    let counts: [Code: Int]
    /// Whether there are more than counted.
    let isAtLeast: Bool

    func page() -> GoodsPage {
        let browse = GoodsBrowse(languages: context.languages, counts: counts)
        var frame = context.frame(context.text("menuGoods"))
        frame.about = context.text("goodsText")
        let groups = browse.groups.compactMap(group)
        return GoodsPage(
            frame: frame, crumbs: [], hasCrumbs: false, groups: groups, isEmpty: groups.isEmpty)
    }

    private func group(_ group: GoodsBrowse.Group) -> GoodsPage.Group? {
        let isHeadShown = group.goods.isEmpty || group.head.count > 0
        let goods = (isHeadShown ? [group.head] : []) + group.goods
        return GoodsPage.Group(
            goodsGroup: ShownLine(group.head.label.text, language: group.head.label.language),
            goods: goods.map { good in
                GoodsPage.Good(
                    goodName: ShownLine(good.label.text, language: good.label.language),
                    goodCount: count(good.count),
                    goodPath: ViewAddress(
                        context.path("/search"),
                        items: [("goods", "\(good.code.scheme):\(good.code.code)")]
                    ).text,
                    goodArt: GoodsArt.symbol(Self.wider(good.code)))
            })
    }

    /// A code, then wider and wider ones.
    private static func wider(_ code: Code) -> [String] {
        var codes = [code.code]
        while codes.count < 8,
            let concept = BuiltinVocabularies.standard.concept(
                Code(scheme: code.scheme, code: codes[codes.count - 1])),
            let next = concept.broader.first, !codes.contains(next)
        {
            codes.append(next)
        }
        return codes
    }

    private func count(_ number: Int) -> String {
        guard number > 0 else { return "" }
        let text = context.catalogue.grouped(number)
        return isAtLeast ? context.text("atLeast", ["number": text]) : text
    }
}
