import SangamDirectory
import SangamLog
import SangamStore

/// Fills the paper directory: listings by place, with indexes by goods and by place.
struct PrintMaking {
    let context: PageContext
    let records: [RecordSummary]
    let marks: [RecordID: RecordMarks]
    /// How those of the part that is shown are reached.
    var routes: [RecordID: ContactRoute] = [:]
    let total: Int
    let isAtLeast: Bool
    let address: ViewAddress
    /// By place, in the order of the paper.
    private let groups: [(name: String, records: [RecordSummary])]

    init(
        context: PageContext, records: [RecordSummary], marks: [RecordID: RecordMarks],
        total: Int, isAtLeast: Bool, address: ViewAddress
    ) {
        self.context = context
        self.records = records
        self.marks = marks
        self.total = total
        self.isAtLeast = isAtLeast
        self.address = address
        groups = Self.byPlace(records, marks, context)
    }

    private static let atOnce = WebLimits.printedAtOnce

    private var catalogue: Catalogue { context.catalogue }

    /// - Parameter part: which part is shown, from 1; beyond the last it is the last.
    func page(asked: SearchParameters, part: Int) -> PrintPage {
        var numbers: [RecordID: Int] = [:]
        for summary in groups.flatMap(\.records) { numbers[summary.id] = numbers.count + 1 }
        let (part, last) = (self.part(part), parts)
        let shown = range(of: part)
        let places = groups.compactMap { group -> PrintPage.Place? in
            let entries = group.records.compactMap { summary in
                numbers[summary.id].flatMap { number in
                    shown.contains(number) ? entry(summary, number) : nil
                }
            }
            guard !entries.isEmpty else { return nil }
            return PrintPage.Place(
                placeName: ShownLine(
                    group.name.isEmpty ? context.text("placeNotSaid") : group.name),
                entries: entries)
        }
        let goods = part == last ? goodsIndex(numbers) : []
        let placeIndex =
            part < last
            ? []
            : groups.filter { !$0.name.isEmpty }.map { group in
                PrintPage.IndexLine(
                    indexWord: ShownLine(group.name),
                    indexNumbers: list(group.records.compactMap { numbers[$0.id] }))
            }
        let title = title(asked)
        var frame = context.frame(title.text)
        frame.isUnlisted = true
        let networks = Set(records.map(\.id.node)).count
        var page = PrintPage(
            frame: frame, printTitle: title,
            printText: context.text(
                "printedOn",
                [
                    "listings": catalogue.listings(total, atLeast: isAtLeast),
                    "networks": catalogue.text("networkCount", count: networks),
                    "date": catalogue.date(context.now),
                ]),
            cutText: records.count < total || isAtLeast
                ? catalogue.text("printCut", count: records.count) : nil,
            places: places, goodsIndex: goods, hasGoodsIndex: !goods.isEmpty,
            placeIndex: placeIndex, hasPlaceIndex: placeIndex.count > 1,
            printURL: context.base + address.text, searchPath: address.text)
        if last > 1 { tell(part, of: last, on: &page) }
        return page
    }

    /// How many parts there are.
    private var parts: Int { max(1, (records.count + Self.atOnce - 1) / Self.atOnce) }

    private func part(_ asked: Int) -> Int { max(1, min(asked, parts)) }

    private func range(of part: Int) -> ClosedRange<Int> {
        (part - 1) * Self.atOnce + 1...part * Self.atOnce
    }

    /// The records that a part shows.
    func shown(in part: Int) -> [RecordSummary] {
        let records = groups.flatMap(\.records)
        let numbers = range(of: self.part(part))
        return Array(records.dropFirst(numbers.lowerBound - 1).prefix(numbers.count))
    }

    private func tell(_ part: Int, of last: Int, on page: inout PrintPage) {
        page.partText = context.text(
            "printPart",
            ["number": catalogue.grouped(part), "total": catalogue.grouped(last)])
        let paper = address.at(context.path("/print"))
        page.parts = (1...last).map { number in
            PrintPage.Part(
                partNumber: catalogue.grouped(number),
                partPath: paper.setting("part", String(number)).text, isPartShown: number == part)
        }
    }

    private func title(_ asked: SearchParameters) -> ShownLine {
        let words = [
            asked.query.words, asked.query.places.first ?? "", asked.nearText,
            asked.belowName ?? "",
        ].filter { !$0.isEmpty }
        return ShownLine(
            words.isEmpty
                ? context.networks.site
                : ShownText.line(catalogue.list(words), scalarsMax: 120))
    }

    /// Towns in their order, those without one last; in a town by name.
    private static func byPlace(
        _ records: [RecordSummary], _ marks: [RecordID: RecordMarks], _ context: PageContext
    ) -> [(name: String, records: [RecordSummary])] {
        var names: [String: String] = [:]
        var groups: [String: [RecordSummary]] = [:]
        for summary in records {
            // An offer stands in the town of whoever makes it.
            let record = marks[summary.id]?.placed(summary.record) ?? summary.record
            let written = record.locality ?? record.region ?? ""
            let key = NaturalOrder.key(SearchText.fold(written))
            if names[key] == nil { names[key] = ShownText.line(written, scalarsMax: 80) }
            groups[key, default: []].append(summary)
        }
        return groups.keys.sorted { one, other in
            one.isEmpty == other.isEmpty ? one < other : other.isEmpty
        }.map { key in
            (
                names[key] ?? "",
                (groups[key] ?? []).sorted {
                    let (left, right) = (sortKey($0, context), sortKey($1, context))
                    return left == right ? $0.id < $1.id : left < right
                }
            )
        }
    }

    private static func sortKey(_ summary: RecordSummary, _ context: PageContext) -> String {
        NaturalOrder.key(
            SearchText.fold(context.name(of: summary.record, summary.id.key).text))
    }

    private func entry(_ summary: RecordSummary, _ number: Int) -> PrintPage.Entry {
        let record = summary.record
        var entry = PrintPage.Entry(
            entryNumber: number, entryName: context.name(of: record, summary.id.key),
            entryReach: ShownLine(reach(summary)))
        entry.entrySummary = context.best(record.summaries, of: record, scalarsMax: 200)
        let facts = [
            ResultItem.isWant(record) ? context.text("directionWant") : nil,
            CardFacts(record, context).line?.text,
            Organisation(record)?.hours.map { written in
                HoursText(catalogue: catalogue).lines(written).map { catalogue.list($0) }
                    ?? ShownText.line(written, scalarsMax: 80)
            },
        ].compactMap { $0 }
        if !facts.isEmpty { entry.entryFacts = ShownLine(facts.joined(separator: " · ")) }
        entry.entryConfirmed = marks[summary.id]?.confirming.first.map { node in
            context.text("confirmedByNetwork", ["network": context.networks.name(node)])
        }
        return entry
    }

    /// Paper is read where there is no screen: a telephone number is worth more than a link. People
    /// are left out of bulk copies, so of them it says who takes enquiries.
    private func reach(_ summary: RecordSummary) -> String {
        let route = routes[summary.id]
        let isVia = route?.path.steps.first?.relation == RecordEdges.contactVia
        let own = isVia ? "" : contacts(of: summary.record)
        guard own.isEmpty else { return own }
        for whom in [route?.whom, marks[summary.id]?.maker] {
            guard let whom, whom.id != summary.id else { continue }
            let theirs = contacts(of: whom.record)
            let name = context.name(of: whom.record, whom.id.key).text
            if !theirs.isEmpty { return "\(name) · \(theirs)" }
        }
        let network = context.text(
            "askThrough", ["network": context.networks.name(summary.id.node)])
        let record = context.networks.rows.first { $0.node == summary.id.node }?.record
        return [network, record.map { contacts(of: $0) } ?? ""].filter { !$0.isEmpty }
            .joined(separator: " · ")
    }

    /// Nothing of people: a number may stand in a link as well.
    private func contacts(of record: Record) -> String {
        guard !ExportPrivacy.isPerson(record.json) else { return "" }
        var parts = record.contact.prefix(3).map { ShownText.line($0.value, scalarsMax: 80) }
        if let site = record.links.first ?? record.url {
            parts.append(ShownText.line(site.target, scalarsMax: 60))
        }
        return parts.filter { !$0.isEmpty }.joined(separator: " · ")
    }

    private func goodsIndex(_ numbers: [RecordID: Int]) -> [PrintPage.IndexLine] {
        let facets = FacetMaking(context: context, address: ViewAddress(""))
        var words: [String: (line: ShownLine, numbers: [Int])] = [:]
        for summary in records {
            guard let number = numbers[summary.id] else { continue }
            for term in summary.record.goods.prefix(20) {
                let line: ShownLine
                switch term {
                case .code(let code): line = facets.label(.code(code), .goods)
                case .text(let text): line = ShownLine(ShownText.line(text, scalarsMax: 60))
                }
                let key = NaturalOrder.key(SearchText.fold(line.text))
                if !key.isEmpty { words[key, default: (line, [])].numbers.append(number) }
            }
        }
        return words.sorted { $0.key < $1.key }.map { _, word in
            PrintPage.IndexLine(indexWord: word.line, indexNumbers: list(word.numbers))
        }
    }

    private func list(_ numbers: [Int]) -> String {
        catalogue.list(Array(Set(numbers)).sorted().map { catalogue.grouped($0) })
    }
}
