import SangamDirectory
import SangamLog
import SangamStore

/// `/l/<node id>/<kind>/<id>`
struct ListingPage: Sendable {
    /// A name in another language, with the language's own name.
    struct OtherName: Sendable {
        let otherName: ShownLine
        let otherLanguage: String
    }

    let frame: Frame
    let heading: ShownLine
    let kindText: String
    let ofNetwork: String
    let ofNetworkPath: String
    /// Why the text is not shown, for a listing that is withheld or quarantined.
    let hiddenText: String?
    let statementText: String?
    let otherNames: [OtherName]
    let hasOtherNames: Bool
    let leads: [ShownLine]
    let paragraphs: [ShownLine]
    let groups: [RowGroup]
    let provenance: Provenance

    init(
        _ detail: ListingDetail, networks: NetworkNames, names: [RecordID: LanguageText],
        languages: [String], now: Int64
    ) {
        let key = detail.id.key
        let isShown = detail.state == .live
        // Of what is not shown, nothing but its kind and its provenance is.
        let record = isShown ? detail.record : Record(json: [:])
        let fields = RecordFields(record: record, home: detail.id.node, names: names)
        let network = networks.name(detail.id.node)
        heading = ResultItem.name(record, key, languages)
        frame = Frame(title: "\(heading.text) · \(network)", site: networks.site)
        kindText =
            record.kind == "offer" && record.json["direction"]?.string == "want"
            ? "Want" : Words.kind(key.kind)
        ofNetwork = network
        ofNetworkPath = "/search?network=\(detail.id.node.text)"
        hiddenText = Self.hidden(detail.state)
        statementText =
            RecordKind.isListing(key.kind) ? nil : Words.isStatement(by: network)
        let title = heading.text
        otherNames = record.names.prefix(WebLimits.textsShownMax).filter {
            ShownText.line($0.text, scalarsMax: 200) != title
        }
        .map { name in
            OtherName(
                otherName: ShownLine(name), otherLanguage: Words.language(name.language))
        }
        hasOtherNames = !otherNames.isEmpty
        leads = Self.ordered(record.summaries, languages)
        paragraphs = Self.ordered(record.descriptions, languages)
        groups = Self.groups(fields)
        provenance = Provenance(detail, networks: networks, now: now)
    }

    private static func groups(_ fields: RecordFields) -> [RowGroup] {
        let words = PageWords()
        let links = fields.links
        let linkRows = links.isEmpty ? [] : [FieldRow(label: words.links, values: links)]
        return [
            RowGroup(groupTitle: words.reachThem, rows: fields.contacts + linkRows),
            RowGroup(groupTitle: words.details, rows: fields.rows),
            RowGroup(groupTitle: words.asWritten, rows: fields.asWritten),
            RowGroup(groupTitle: words.notShown, rows: fields.withheld),
        ].filter { !$0.rows.isEmpty }
    }

    private static func hidden(_ state: ListingState) -> String? {
        switch state {
        case .live: nil
        case .withheld(let reason): "We do not show this listing: \(reason)."
        case .quarantined(let reason):
            "We cannot show this listing, because its text is not in the form that was agreed "
                + "(\(reason)). We keep it and pass it on unchanged."
        }
    }

    /// All texts, the one in the reader's language first.
    private static func ordered(_ texts: [LanguageText], _ languages: [String]) -> [ShownLine] {
        guard let best = texts.best(for: languages, original: nil) else { return [] }
        let rest = texts.filter { $0 != best }.prefix(WebLimits.textsShownMax)
        return ([best] + rest).map { text in
            ShownLine(ShownText.clean(text.text), language: text.language)
        }
    }
}

/// Who says so: which network signed a listing, where it stands, how it came, how fresh it is.
struct Provenance: Sendable {
    let sentences: [String]
    let warnings: [String]
    let logName: String
    let index: String
    let size: String
    let receivedText: String
    let receivedDate: String
    let writtenText: String
    let writtenDate: String
    let heardText: String?
    let heardDate: String?
    let confirmedText: String?
    let payloadPath: String
    let apiPath: String
    let checkpointPath: String

    init(_ detail: ListingDetail, networks: NetworkNames, now: Int64) {
        let node = detail.id.node
        let network = networks.name(node)
        let isOwn = networks.own.map { $0.node == node } ?? false
        // A push names no sender: what came by one from a neighbour came from itself, as far as
        // anybody can tell.
        let distance = networks.rows.first { $0.node == node }?.log.distance ?? Int.max
        let isDirect = detail.via == node || (detail.via == nil && distance <= 1)
        sentences = [
            Words.signed(by: network, isOwn: isOwn),
            Words.place(index: detail.index, size: detail.size),
            Words.carried(
                isOwn: isOwn, network: network, via: detail.via.map(networks.name),
                isDirect: isDirect),
        ]
        warnings = Self.warnings(detail, isOwn: isOwn, now: now)
        logName = detail.origin.line
        index = String(detail.index)
        size = String(detail.size)
        receivedText = Words.ago(detail.received, now: now)
        receivedDate = Words.date(detail.received)
        let time = Int64(clamping: detail.time)
        writtenText = Words.ago(time, now: now)
        writtenDate = Words.date(time)
        let heard = isOwn ? nil : detail.refreshed
        heardText = heard.map { Words.ago($0, now: now) }
        heardDate = heard.map(Words.date)
        let by = detail.record.confirmedBy.map { " by \(ShownText.line($0, scalarsMax: 80))" } ?? ""
        confirmedText =
            detail.state == .live
            ? detail.record.confirmedAt.map { Words.ago($0, now: now) + by } : nil
        let log = detail.origin.logID
        payloadPath = "/sangam/v1/log/\(log)/payload/\(detail.index)"
        apiPath = "/api/v1/listings/\(detail.id)"
        checkpointPath = "/log/\(log)/checkpoint"
    }

    private static func warnings(_ detail: ListingDetail, isOwn: Bool, now: Int64) -> [String] {
        var warnings: [String] = []
        if detail.isFrozen { warnings.append(Words.frozen) }
        guard !isOwn else { return warnings }
        guard let heard = detail.refreshed else { return warnings + [Words.neverHeard] }
        let (seconds, overflow) = now.subtractingReportingOverflow(heard)
        if !overflow, seconds > Int64(Limits.staleSeconds) {
            warnings.append(Words.stale(days: seconds / 86_400))
        }
        return warnings
    }
}
