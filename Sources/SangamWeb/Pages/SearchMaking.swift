import SangamDirectory
import SangamLog
import SangamStore

/// What search, map and calendar have in common, from what was asked and what was found.
struct SearchMaking {
    let context: PageContext
    let parameters: SearchParameters
    /// The present view: its page and what it filters by.
    let address: ViewAddress
    let survey: Survey
    var suggestions: [String] = []
    /// How many rows the page says there are.
    let total: Int
    let totalAtLeast: Bool

    func view() -> SearchView {
        let chips = chips()
        let asked = parameters.query.words
        let facets = FacetMaking(context: context, address: address).facets(survey)
        let spellings = suggestions.map { text in
            SearchView.Spelling(
                spellingText: ShownLine(ShownText.line(text, scalarsMax: 200)),
                spellingPath: address.setting("q", text).text)
        }
        return SearchView(
            formPath: address.path, asked: ShownText.line(asked, scalarsMax: 1_024),
            kept: kept(), near: parameters.nearText, within: parameters.withinText,
            isNearOpen: !parameters.nearText.isEmpty,
            placeNote: parameters.isPlaceUnknown
                ? context.text("placeNotHere", ["place": parameters.nearText]) : nil,
            countText: context.catalogue.listings(total, atLeast: totalAtLeast), ways: ways(),
            chips: chips, hasChips: !chips.isEmpty,
            clearPath: chips.count > 1 ? clear().text : nil, spellings: spellings,
            hasSpellings: !spellings.isEmpty, facets: facets, hasFacets: !facets.isEmpty,
            exports: exports(), followPath: list.file(".atom"), embedCode: embedCode())
    }

    /// The same question as a list.
    private var list: ViewAddress { address.at(context.path("/search")) }

    /// The words alone, without a filter.
    func clear() -> ViewAddress {
        ViewAddress(
            address.path,
            items: address.items.filter { $0.name == "q" }.map {
                ($0.name, $0.value)
            })
    }

    /// What a new search keeps; what was typed is in fields of its own.
    private func kept() -> [SearchView.Kept] {
        address.items.filter { !["q", "near", "within"].contains($0.name) }.map {
            SearchView.Kept(keptName: $0.name, keptValue: $0.value)
        }
    }

    private func ways() -> [SearchView.Way] {
        [
            ("/search", "wayList", "list"), ("/map", "wayMap", "map"),
            ("/calendar", "wayCalendar", "calendar"),
        ].map { page, key, art in
            let path = context.path(page)
            return SearchView.Way(
                wayText: context.text(key), wayPath: address.at(path).text, wayArt: art,
                wayIsCurrent: path == address.path)
        }
    }

    private func exports() -> [ExportLink] {
        [
            ("exportCSV", ".csv"), ("exportExcel", ".excel.csv"), ("exportGeoJSON", ".geojson"),
            ("exportJSONLD", ".jsonld"), ("exportNDJSON", ".ndjson"), ("exportICS", ".ics"),
            ("exportVCF", ".vcf"),
        ].map { key, ending in
            ExportLink(exportText: context.text(key), exportPath: list.file(ending))
        } + [
            ExportLink(
                exportText: context.text("menuPrint"),
                exportPath: address.at(context.path("/print")).text)
        ]
    }

    private func embedCode() -> String {
        EmbedCode.iframe(
            context.base + address.at(context.path("/embed/list")).text,
            title: context.text("embedTitle", ["site": context.networks.site]),
            height: WebLimits.embedListHeight)
    }

    /// The filters that are on, and the same question without each.
    func chips() -> [SearchView.Chip] {
        let facets = FacetMaking(context: context, address: address)
        return address.items.compactMap { item in
            guard let text = chipText(item, facets) else { return nil }
            let without = address.removing(item.name, item.value)
            return SearchView.Chip(
                chipText: text,
                chipPath: (item.name == "near" ? without.leavingOut(["within"]) : without).text)
        }
    }

    private func chipText(
        _ item: QueryParameters.Item, _ facets: FacetMaking
    ) -> ShownLine? {
        let value = ShownText.line(item.value, scalarsMax: 80)
        switch item.name {
        case "q", "within", "month": return nil
        case "kind": return facets.label(.word(item.value), .kind)
        case "direction": return facets.label(.word(item.value), .direction)
        case "item": return facets.label(.word(item.value), .item)
        case "day":
            return facets.label(.word(Weekday(written: item.value)?.rawValue ?? ""), .weekday)
        case "country": return facets.label(.word(item.value), .country)
        case "lang": return facets.label(.word(value), .language)
        case "network", "member":
            guard let node = NodeID(item.value) else { return ShownLine(value) }
            let name = context.networks.name(node)
            return item.name == "network"
                ? ShownLine(name)
                : ShownLine(context.text("confirmedByNetwork", ["network": name]))
        case "goods", "category":
            guard let code = Code(item.value) else { return ShownLine(value) }
            return facets.label(.code(code), .goods)
        case "fresh":
            return FreshnessBand(rawValue: item.value).map {
                facets.label(.freshness($0), .freshness)
            }
        case "near": return ShownLine(context.text("nearPlaceChip", ["place": value]))
        case "below":
            return ShownLine(
                context.text("belowChip", ["name": parameters.belowName ?? value]))
        case "from": return ShownLine(context.text("fromChip", ["date": shownDate(value)]))
        case "until": return ShownLine(context.text("untilChip", ["date": shownDate(value)]))
        case "bbox": return ShownLine(context.text("onMapChip"))
        default: return ShownLine(value)
        }
    }

    private func shownDate(_ value: String) -> String { context.catalogue.written(value) ?? value }

    /// What would help when nothing was found: each filter left out, with what would be found then.
    ///
    /// - Parameters:
    ///   - counts: of each chip, how many there are without it.
    ///   - all: how many there are without any, if that is to be proposed.
    func empty(_ counts: [Int], withoutAll all: Int = 0) -> EmptyResult {
        var widen = zip(chips(), counts).filter { $0.1 > 0 }.map { chip, count in
            PageLink(
                linkText: context.text(
                    "widenOne",
                    [
                        "filter": chip.chipText.text,
                        "listings": context.catalogue.listings(count),
                    ]),
                linkPath: chip.chipPath)
        }
        if all > 0 {
            widen.append(
                PageLink(
                    linkText: context.text(
                        "widenAll", ["listings": context.catalogue.listings(all)]),
                    linkPath: clear().text))
        }
        return EmptyResult(
            widen: widen,
            emptyReasons: ["emptyWithdrawn", "emptyExpired", "emptyNotArrived", "emptyPaused"]
                .map { context.text($0) },
            hasWiden: !widen.isEmpty)
    }
}
