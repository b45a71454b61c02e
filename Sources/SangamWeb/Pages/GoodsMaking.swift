import SangamDirectory
import SangamLog
import SangamStore

/// Fills the page on which goods are found by name and picture.
struct GoodsMaking {
    let context: PageContext
    /// How many listings have each word.
    let counts: [Code: Int]
    /// Goods that no vocabulary has, as they are written, the most frequent first.
    var texts: [FacetCount] = []
    /// Whether there are more listings than were counted.
    let isAtLeast: Bool

    func page() -> GoodsPage {
        let browse = GoodsBrowse(languages: context.languages, counts: counts)
        var frame = context.frame(context.text("menuGoods"))
        frame.about = context.text("goodsText")
        let groups = browse.groups.map { group in (head: label(group.head), goods: tiles(group)) }
        let missing = browse.groups.compactMap { group -> GoodsPage.Missing? in
            let goods = group.goods.filter { !isThere($0) }
            guard !goods.isEmpty || group.goods.isEmpty && !isThere(group.head) else { return nil }
            return GoodsPage.Missing(
                missingGroup: label(group.head), missingGoods: goods.map(label))
        }
        return GoodsPage(
            frame: frame, crumbs: [], hasCrumbs: false,
            groups: groups.filter { !$0.goods.isEmpty }.map { group in
                GoodsPage.Group(goodsGroup: group.head, goods: group.goods)
            } + inTheirWords(),
            isEmpty: counts.isEmpty && texts.isEmpty && !isAtLeast, missing: missing,
            addPath: context.path("/help") + "#add")
    }

    /// Whether a listing has it; where not all were counted, nobody can say that none has.
    private func isThere(_ good: GoodsBrowse.Good) -> Bool { isAtLeast || good.count > 0 }

    private func label(_ good: GoodsBrowse.Good) -> ShownLine {
        ShownLine(good.label.text, language: good.label.language)
    }

    private func tiles(_ group: GoodsBrowse.Group) -> [GoodsPage.Good] {
        let isHeadShown = group.head.count > 0 || group.goods.isEmpty && isThere(group.head)
        let goods = (isHeadShown ? [group.head] : []) + group.goods.filter(isThere)
        return goods.map { good in
            GoodsPage.Good(
                goodName: label(good), goodCount: count(good.count),
                goodPath: ViewAddress(
                    context.path("/search"),
                    items: [("goods", "\(good.code.scheme):\(good.code.code)")]
                ).text,
                goodArt: GoodsArt.symbol(Self.wider(good.code)))
        }
    }

    /// What a vocabulary lacks is there all the same.
    private func inTheirWords() -> [GoodsPage.Group] {
        let facets = FacetMaking(context: context, address: ViewAddress(""))
        let goods = texts.prefix(WebLimits.goodsTextsMax).map { item in
            GoodsPage.Good(
                goodName: facets.label(item.value, .goods), goodCount: count(item.count),
                goodPath: ViewAddress(
                    context.path("/search"),
                    items: [("goods", FacetMaking.parameter(of: item.value))]
                ).text,
                goodArt: GoodsArt.symbol([]))
        }
        return goods.isEmpty
            ? []
            : [GoodsPage.Group(goodsGroup: ShownLine(context.text("goodsOwnWords")), goods: goods)]
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
