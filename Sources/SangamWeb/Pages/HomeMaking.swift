import SangamDirectory
import SangamLog
import SangamStore

/// Fills the first page.
struct HomeMaking {
    let context: PageContext
    let newest: [RecordSummary]
    let marks: [RecordID: RecordMarks]
    let survey: Survey
    /// Events and markets that are not over.
    let upcoming: [RecordSummary]

    /// So far ahead the first page looks. Units: days.
    private static let daysAhead = 14

    func page() -> HomePage {
        let own = context.networks.own
        var frame = context.frame(context.networks.site, isHome: true)
        frame.hasSearchBox = false
        frame.about = context.text("homeLead")
        let agenda = agenda()
        let url = own?.record?.url.flatMap { $0.isWeb ? $0 : nil }
        var page = HomePage(
            frame: frame,
            countText: context.text(
                "countFrom",
                [
                    "listings": context.catalogue.listings(
                        survey.total, atLeast: survey.totalAtLeast),
                    "networks": context.catalogue.text(
                        "networkCount", count: context.networks.rows.count),
                ]),
            workPath: work(), addPath: context.path("/help") + "#add",
            networkLinks: networks(), goodsLinks: goods(),
            results: newest.map { ResultItem($0, marks: marks[$0.id] ?? RecordMarks(), context) },
            upcoming: agenda, hasUpcoming: !agenda.isEmpty, isEmpty: newest.isEmpty)
        page.ownWords = own?.record.flatMap {
            context.best($0.summaries, of: $0, scalarsMax: 400)
        }
        page.ownSite = url?.url
        page.ownSiteHost = url.map { ShownText.line($0.target) }
        page.ownPath = own.map { context.path(of: $0.node) }
        return page
    }

    private func work() -> String {
        ViewAddress(
            context.path("/search"),
            items: [
                ("item", "work"), ("item", "skill"), ("kind", "offer"),
            ]
        ).text
    }

    /// The networks with what a search finds of each; of very many listings, where the survey has
    /// counted the newest alone, with all records.
    private func networks() -> [NamedLink] {
        let isWhole = !survey.totalAtLeast && survey.facets[.network]?.isAtLeast != true
        let counts = survey.facets[.network]?.values ?? []
        return context.networks.rows.prefix(WebLimits.networksShownMax).map { row in
            let found = counts.first { $0.value == .network(row.node) }?.count
            let listings =
                isWhole && counts.count < Survey.valuesMost ? found ?? 0 : row.log.records
            return NamedLink(
                namedText: ShownLine(context.networks.name(row.node)),
                namedPath: context.path(of: row.node),
                namedNote: context.catalogue.listings(listings))
        }
    }

    private func goods() -> [NamedLink] {
        let address = ViewAddress(context.path("/search"))
        let facets = FacetMaking(context: context, address: address)
        return (survey.facets[.goods]?.values ?? []).prefix(WebLimits.homeGoods).map { item in
            NamedLink(
                namedText: facets.label(item.value, .goods),
                namedPath: address.adding("goods", FacetMaking.parameter(of: item.value)).text,
                namedNote: context.catalogue.grouped(item.count))
        }
    }

    private func agenda() -> [AgendaItem] {
        guard let today = CivilMoment(unixSeconds: context.now)?.date,
            let last = today.adding(days: Self.daysAhead)
        else { return [] }
        let making = CalendarMaking(
            context: context, month: today, address: ViewAddress(context.path("/calendar")),
            records: upcoming)
        return CalendarMaking.items(upcoming, first: today, last: last)
            .prefix(WebLimits.homeUpcoming).map { making.agenda($0, withDay: true) }
    }
}
