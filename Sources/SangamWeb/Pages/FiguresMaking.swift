import SangamDirectory
import SangamLog
import SangamStore

/// Fills the page of figures.
struct FiguresMaking {
    let context: PageContext
    let table: FigureTable
    /// What is counted if not everything: a network, or below a record.
    let scope: ShownLine?
    let address: ViewAddress
    /// What the regions are called, because every town without a name asks for one.
    private let regions: [String: String]

    init(
        context: PageContext, table: FigureTable, scope: ShownLine?, address: ViewAddress
    ) {
        self.context = context
        self.table = table
        self.scope = scope
        self.address = address
        regions = Dictionary(
            table.rows(by: .region).map { ($0.value, $0.written) }
        ) { first, _ in first }
    }

    private var catalogue: Catalogue { context.catalogue }
    static let rowsShown = 40
    private static let sections: [(dimension: Figures.Dimension, id: String, title: String)] = [
        (.kind, "kinds", "facetKind"), (.goods, "goods", "facetGoods"),
        (.country, "countries", "facetCountry"), (.region, "regions", "facetRegion"),
        (.network, "networks", "facetNetwork"), (.month, "months", "figureMonth"),
    ]

    func page() -> FiguresPage {
        var frame = context.frame(context.text("menuFigures"))
        frame.about = context.text("figuresAbout")
        return FiguresPage(
            frame: frame,
            introText: context.text("figuresIntro", ["date": catalogue.date(context.now)]),
            scopeText: scope, scopes: scopes(), headlines: headlines(),
            tables: Self.sections.compactMap { section($0.dimension, $0.id, $0.title) },
            exports: [
                ExportLink(
                    exportText: context.text("exportCSV"), exportPath: address.file(".csv"))
            ])
    }

    /// The same numbers as a spreadsheet.
    func csv() -> [[String]] { table.csv { label($0).text } }

    private func scopes() -> [PageLink] {
        context.networks.rows.prefix(WebLimits.networksShownMax).map { row in
            PageLink(
                linkText: context.networks.name(row.node),
                linkPath: ViewAddress(
                    context.path("/figures"), items: [("network", row.node.text)]
                ).text)
        }
    }

    private func headlines() -> [FiguresPage.Headline] {
        guard let total = table.rows(by: .total).first else { return [] }
        return [
            ("figureListings", Figures.Measure.listings), ("figureMembers", .members),
            ("figureWomen", .women), ("figureWorkers", .workers),
        ].filter { total[$0.1] != .exact(0) }.map { key, measure in
            FiguresPage.Headline(
                headlineNumber: shown(total[measure]), headlineText: context.text(key))
        }
    }

    private func section(
        _ dimension: Figures.Dimension, _ id: String, _ title: String
    ) -> FiguresPage.Table? {
        // What names neither country nor region is told among the countries.
        let rows = table.rows(by: dimension).filter {
            dimension != .region || !$0.group.isEmpty || !$0.written.isEmpty
        }
        guard !rows.isEmpty else { return nil }
        let shown = dimension == .month ? rows.suffix(24) : rows.prefix(Self.rowsShown)
        let longest = shown.map { Self.length($0[.listings]) }.max() ?? 1
        return FiguresPage.Table(
            tableID: id, tableTitle: context.text(title), tableWhat: context.text(title),
            tableCount: context.text("figureListings"),
            tableRows: shown.map { row in
                FiguresPage.Row(
                    rowLabel: label(row), rowNumber: self.shown(row[.listings]),
                    rowPercent: Self.length(row[.listings]) * 100 / max(1, longest))
            },
            tableNote: rows.count > shown.count
                ? catalogue.text("figuresMore", count: rows.count - shown.count) : nil)
    }

    private static func length(_ number: FigureTable.Number) -> Int {
        switch number {
        case .exact(let value): value
        case .below: 2
        case .hidden: 0
        }
    }

    private func shown(_ number: FigureTable.Number) -> String {
        switch number {
        case .exact(let value): catalogue.grouped(value)
        case .below(let limit): "<\(catalogue.grouped(limit))"
        case .hidden: "–"
        }
    }

    private func label(_ row: FigureTable.Row) -> ShownLine {
        if row.dimension == .total { return ShownLine(context.text("figureTotal")) }
        let facets = FacetMaking(context: context, address: ViewAddress(""))
        let line = ShownText.line(row.written, scalarsMax: 80)
        guard !row.value.isEmpty || !line.isEmpty else {
            return ShownLine(context.text("figureNotSaid"))
        }
        switch row.dimension {
        case .kind: return facets.label(.word(row.value), .kind)
        case .country: return facets.label(.word(row.value), .country)
        case .goods:
            guard let code = Code(row.value) else { return ShownLine(line) }
            return facets.label(.code(code), .goods)
        case .network:
            return NodeID(row.value).map { ShownLine(context.networks.name($0)) }
                ?? ShownLine(line)
        case .month: return ShownLine(catalogue.written(row.value) ?? row.value)
        default:
            guard line.isEmpty else { return ShownLine(line) }
            let whole = whole(of: row, facets)
            return ShownLine(
                [context.text("figureNotSaid"), whole.isEmpty ? "" : "(\(whole))"]
                    .filter { !$0.isEmpty }.joined(separator: " "))
        }
    }

    /// What a place without a name is in: the country, of a town the region before it.
    private func whole(of row: FigureTable.Row, _ facets: FacetMaking) -> String {
        let parts = row.group.utf8.split(separator: 0x7C, omittingEmptySubsequences: false)
        guard let country = parts.first, !country.isEmpty else { return "" }
        let code = String(decoding: Array(country), as: UTF8.self)
        let region = ShownText.line(regions[row.group] ?? "", scalarsMax: 80)
        return [region, facets.label(.word(code), .country).text]
            .filter { !$0.isEmpty }.joined(separator: ", ")
    }
}
