import SangamDirectory
import SangamLog
import SangamStore

/// Fills the page of one listing.
struct ListingMaking {
    let facts: ListingFacts
    let context: PageContext

    private var detail: ListingDetail { facts.detail }
    private var catalogue: Catalogue { context.catalogue }
    /// Of what is not shown, nothing but its kind and its provenance is.
    private var record: Record { detail.state == .live ? detail.record : Record(json: [:]) }

    func page() -> ListingPage {
        let key = detail.id.key
        let heading = context.name(of: record, key)
        let fields = fields()
        let goods = goods()
        let otherNames = otherNames(heading.text)
        let pictures = context.isTextOnly ? [] : facts.pictures.compactMap(picture)
        let history = HistoryMaking(context: context).lines(facts.history, of: detail.id)
        var page = ListingPage(
            frame: frame(heading), heading: heading,
            kindText: catalogue.kind(of: record, key.kind),
            ofNetwork: context.networks.name(detail.id.node),
            ofNetworkPath: context.path(of: detail.id.node),
            hasOtherNames: !otherNames.isEmpty, hasPictures: !pictures.isEmpty,
            hasGoods: !goods.isEmpty, groups: groups(fields),
            provenance: ProvenanceMaking(facts: facts, context: context).provenance(),
            hasHistory: !history.isEmpty)
        page.isWant = ResultItem.isWant(record)
        page.notices = notices()
        page.statementText =
            RecordKind.isListing(key.kind)
            ? nil : context.text("statementBy", ["network": page.ofNetwork])
        page.otherNames = otherNames
        page.leads = ordered(record.summaries)
        page.paragraphs = ordered(record.descriptions)
        page.hasParagraphs = !page.paragraphs.isEmpty
        page.pictures = pictures
        page.picturesPath =
            context.isTextOnly && !facts.pictures.isEmpty
            ? ViewAddress(context.path(of: detail.id), items: [("text", "0")]).text : nil
        page.goods = goods
        if record.goods.count > goods.count {
            page.moreGoods = catalogue.text("andMore", count: record.goods.count - goods.count)
        }
        page.history = history
        MembershipMaking(facts: facts, context: context).fill(&page)
        guard detail.state == .live, RecordKind.isListing(key.kind) else { return page }
        page.reach = ReachMaking(facts: facts, context: context).reach(fields)
        page.location = PlaceMaking(context: context).location(record, of: detail.id)
        let dates = DatesMaking(context: context, record: record, id: detail.id)
        page.dates = dates.dates()
        page.sale = dates.sale(facts.named)
        let relations = RelationsMaking(facts: facts, context: context)
        page.relations = relations.relations()
        page.treeLink = relations.treeLink()
        page.matches = matches()
        page.merged = MergedMaking(context: context).card(facts)
        page.doubles = DoublesMaking(facts: facts, context: context).doubles()
        page.share = share(heading)
        page.exports = exports()
        page.correctPath = context.path("/correct/\(detail.id)")
        return page
    }

    private func frame(_ heading: ShownLine) -> Frame {
        var frame = context.frame(heading.text)
        let isOwn = detail.id.node == context.networks.own?.node
        // A copy says where the original is, so that search engines find each listing once.
        if !isOwn, let site = homeSite() { frame.canonical = "\(site)/l/\(detail.id)" }
        frame.isUnlisted = !isOwn || detail.state != .live
        frame.about = context.best(record.summaries, of: record, scalarsMax: 280)?.text
        guard detail.state == .live else { return frame }
        frame.linkedData = PageLinkedData.of(facts, context)
        frame.textSwitchPath =
            facts.pictures.isEmpty
            ? nil
            : ViewAddress(
                context.path(of: detail.id), items: [("text", context.isTextOnly ? "0" : "1")]
            ).text
        return frame
    }

    /// The address of the home network's site, if it has said one.
    private func homeSite() -> String? {
        let row = context.networks.rows.first { $0.node == detail.id.node }
        guard let url = row?.record?.url, url.isWeb else { return nil }
        return url.url.utf8.last == UInt8(ascii: "/") ? String(url.url.dropLast()) : url.url
    }

    private func fields() -> RecordFields {
        RecordFields(
            record: record, home: detail.id.node, names: facts.names(for: context),
            visit: context.visit, ownWords: facts.ownWords[detail.id.node] ?? [:])
    }

    private func groups(_ fields: RecordFields) -> [RowGroup] {
        // What is said in words beside the page is not said again as it was written.
        let told = told().map { context.text($0) }
        let rows = fields.rows.filter { !told.contains($0.label) }
        return [("details", rows), ("asWritten", fields.asWritten), ("notShown", fields.withheld)]
            .compactMap { key, rows in
                rows.isEmpty ? nil : RowGroup(groupTitle: context.text(key), rows: rows)
            }
    }

    /// Labels of what stands in a place of its own: goods, times, relations.
    private func told() -> [String] {
        var keys = ["labelGoods", "labelPlace"]
        // What others are to it, if all of them are named in sections of their own.
        let isNamed = { (text: String) in
            RecordID.resolve(text, home: detail.id.node).map { facts.named[$0] != nil } ?? false
        }
        if !record.partOf.isEmpty, record.partOf.count <= WebLimits.relatedMax,
            record.partOf.allSatisfy(isNamed)
        {
            keys.append("labelPartOf")
        }
        for (member, _) in facts.keepers {
            let isKept = member == "provider" && record.kind == "resource"
            keys.append(isKept ? "labelKeptBy" : Catalogue.key("label", code: member))
        }
        if Timetable(record) != nil {
            keys += ["labelSchedule", "labelStarts", "labelEnds", "labelZone", "labelRepeats"]
        }
        return keys
    }

    private func otherNames(_ title: String) -> [ListingPage.OtherName] {
        record.names.prefix(WebLimits.textsShownMax)
            .map { ($0, ShownText.line($0.text, scalarsMax: 200)) }
            .filter { $0.1 != title && !$0.1.isEmpty }
            .map { name, text in
                ListingPage.OtherName(
                    otherName: ShownLine(text, language: name.language),
                    otherLanguage: catalogue.language(name.language))
            }
    }

    /// All texts, the one in the reader's language first.
    private func ordered(_ texts: [LanguageText]) -> [ShownLine] {
        guard let best = texts.best(for: context.languages, original: nil) else { return [] }
        let rest = texts.filter { $0 != best }.prefix(WebLimits.textsShownMax)
        return ([best] + rest).map { text in
            ShownLine(ShownText.clean(text.text), language: text.language)
        }.filter { !$0.text.isEmpty }
    }

    private func goods() -> [ListingPage.Good] {
        let facets = FacetMaking(context: context, address: ViewAddress(""))
        let ownWords = facts.ownWords[detail.id.node] ?? [:]
        return record.goods.prefix(WebLimits.valuesShownMax).map { term in
            switch term {
            case .code(let code):
                ListingPage.Good(
                    goodName: ownWords[code].flatMap {
                        context.best($0, of: record, scalarsMax: 80)
                    } ?? facets.label(.code(code), .goods),
                    goodPath: search("goods", "\(code.scheme):\(code.code)"))
            case .text(let text):
                ListingPage.Good(
                    goodName: ShownLine(ShownText.line(text, scalarsMax: 80)),
                    goodPath: text.utf8.count <= FacetEntry.maximumBytes
                        ? search("goods", text) : nil)
            }
        }
    }

    private func search(_ name: String, _ value: String) -> String {
        ViewAddress(context.path("/search"), items: [(name, value)]).text
    }

    private func picture(_ summary: RecordSummary) -> ListingPicture? {
        let record = summary.record
        guard
            let alt = Picture(record).flatMap({
                context.best($0.alternatives, of: record, scalarsMax: 300)
            })
        else { return nil }
        let credit = [record.json["credit"]?.string, record.licence].compactMap { $0 }
            .map { ShownText.line($0, scalarsMax: 80) }
        return ListingPicture(
            picturePath: "/l/\(summary.id)/picture", pictureAlt: alt,
            pictureCredit: credit.isEmpty ? nil : ShownLine(catalogue.list(credit)))
    }

    /// Why the picture that the record is cannot be shown.
    private var pictureProblem: PictureProblem? {
        do throws(PictureProblem) { _ = try Picture(record)?.file() } catch { return error }
        return nil
    }

    private func notices() -> [ListingPage.Notice] {
        func notice(_ text: String, _ isWarning: Bool = true) -> ListingPage.Notice {
            ListingPage.Notice(noticeText: text, noticeIsWarning: isWarning)
        }
        switch detail.state {
        case .withheld(let reason):
            return [notice(context.text("hiddenWithheld", ["reason": reason]))]
        case .quarantined(let reason):
            return [notice(context.text("hiddenQuarantined", ["reason": reason]))]
        case .live: break
        }
        var notices: [ListingPage.Notice] = []
        if Event(record)?.isCancelled == true {
            notices.append(notice(context.text("noticeCancelled")))
        }
        if record.status == "closed" { notices.append(notice(context.text("noticeClosed"))) }
        if record.status == "paused" { notices.append(notice(context.text("noticePaused"))) }
        if record.expires(at: context.now), let expiry = record.expiry {
            let date = ["date": catalogue.date(expiry - 1)]
            notices.append(notice(context.text("noticeExpired", date)))
        }
        if let flag = facts.clusterFlag {
            let key = flag == .tooMany ? "mergedTooMany" : "mergedApart"
            notices.append(notice(context.text(key), false))
        }
        if let problem = pictureProblem { notices.append(notice(context.text(problem.key))) }
        if FreshnessBand(confirmed: record.confirmedAt, at: context.now) == .older {
            notices.append(notice(context.text("noticeOld"), false))
        }
        return notices
    }

    private func matches() -> ListingMatches? {
        guard !facts.matches.isEmpty else { return nil }
        let isWant = ResultItem.isWant(record)
        return ListingMatches(
            matchTitle: context.text(isWant ? "matchOffersTitle" : "matchWantsTitle"),
            matchIntro: context.text(isWant ? "matchOffersIntro" : "matchWantsIntro"),
            results: facts.matches.map { match, summary in
                let told = MatchReasons(context: context, match: match)
                var marks = RecordMarks()
                marks.maker = summary.maker.flatMap { facts.makers[$0] }
                var item = ResultItem(
                    summary, distanceKm: told.isDistanceTold ? nil : match.kilometres,
                    marks: marks, context)
                item.itemNote = told.text
                return item
            })
    }

    private func share(_ heading: ShownLine) -> ListingShare {
        let url = context.base + "/l/\(detail.id)"
        let source = context.base + context.path("/embed/card") + "?id=\(detail.id)"
        return ListingShare(
            shareText: ShareText.text(
                ExportedRecord(
                    id: detail.id, network: context.networks.name(detail.id.node),
                    payload: record.json),
                languages: context.languages,
                word: ResultItem.isWant(record) ? context.text("kindWant") : nil, link: url),
            shareURL: url, qrPath: "/l/\(detail.id)/qr.svg",
            shareEmbedCode: EmbedCode.iframe(
                source, title: heading.text, height: WebLimits.embedCardHeight))
    }

    private func exports() -> [ExportLink] {
        let formats: [(String, ViewFormat)] = [
            ("exportICS", .ics), ("exportJSONLD", .jsonld), ("exportVCF", .vcf),
        ]
        return formats.filter { $0.1.holds(kind: detail.id.key.kind) }.map { key, format in
            ExportLink(
                exportText: context.text(key),
                exportPath: "/l/\(detail.id).\(format.rawValue)")
        }
    }
}
