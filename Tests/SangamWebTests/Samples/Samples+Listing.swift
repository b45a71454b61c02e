@testable import SangamWeb

extension Samples {
    var provenance: Provenance {
        Provenance(
            vouchers: some([
                Provenance.Voucher(
                    voucherText: text("Vouched by SEM South Africa since 12 March 2026"),
                    voucherPath: "\(root)/n/\(Self.node)",
                    voucherMeaning: line("We have visited each member.")),
                Provenance.Voucher(
                    voucherText: text("Also vouched by RIPESS Africa since 2 April 2026"),
                    voucherPath: nil),
            ]),
            hasVouchers: isFull,
            sentences: [
                text("SEM South Africa published this, and signed it."),
                text(
                    "We have checked the signature and that nothing in the list was altered."),
            ],
            warnings: some([
                text("We have not heard from this network for 34 days. It may be out of date.")
            ]),
            steps: some([
                Provenance.Step(
                    stepName: text("SEM South Africa"), stepPath: "\(root)/n/\(Self.node)",
                    stepNote: text("wrote it")),
                Provenance.Step(stepName: text("RIPESS hub"), stepNote: text("passed it on")),
                Provenance.Step(stepName: text("workers.coop"), stepNote: text("you are here")),
            ]),
            hasSteps: isFull, written: moment("3 days ago"), received: moment("2 hours later"),
            heard: some(moment("5 minutes ago")),
            confirmed: some(moment("7 weeks ago by steward")),
            logName: text("sem.example.org/\(Self.node)/0"), index: text("211"),
            size: text("8,812"), payloadPath: "/sangam/v1/log/x/payload/211",
            apiPath: "/api/v1/listings/\(Self.listing)", checkpointPath: "/log/x/checkpoint",
            checkPath: "\(root)/verify?record=\(Self.listing)")
    }

    private var reach: ListingReach {
        ListingReach(
            contactRows: [
                FieldRow(
                    label: text("Phone"),
                    values: [value("+27 31 555 0142", href: "tel:+27315550142")]),
                FieldRow(
                    label: text("E-mail"),
                    values: [value("bread@bakery.example.org", href: "mailto:b@example.org")]),
                row("Telegram", "@umbumbano", isForeign: true),
            ],
            hasContact: true,
            webLinks: [
                value("bakery.example.org", href: "https://bakery.example.org", note: "website")
            ],
            hasWebLinks: true, via: named("SEM KwaZulu-Natal", "en", "their chapter"),
            askPath: "\(root)/ask/\(Self.listing)",
            askNote: text("The form is on the page of SEM South Africa."))
    }

    private var merged: MergedCard {
        func said(_ words: String, _ by: String, _ ago: String) -> MergedCard.Value {
            MergedCard.Value(
                mergedTexts: [FieldValue(text(words))], mergedBetween: ", ",
                mergedSources: [
                    MergedCard.Source(
                        mergedSource: text(by), mergedSourcePath: "\(root)/l/\(Self.listing)",
                        mergedWhen: moment(ago))
                ])
        }
        return MergedCard(
            mergedIntro: text("This is listed by 2 networks."),
            mergedDifferences: text("1 difference: phone"),
            mergedReasons: [
                text("same registration number K2019/000000"),
                text("names 92 % alike, 120 metres apart"),
            ],
            hasMergedReasons: true,
            mergedFields: [
                MergedCard.Field(
                    mergedLabel: text("Phone"), mergedIsDifferent: true,
                    mergedValues: [
                        said("+27 31 555 0142", "SEM South Africa", "confirmed 7 weeks ago"),
                        said("+27 31 555 0999", "RIPESS Africa", "confirmed 14 months ago"),
                    ]),
                MergedCard.Field(
                    mergedLabel: text("Opening hours"),
                    mergedIsDifferent: false,
                    mergedValues: [
                        said("Mo-Sa 05:00-13:00", "SEM South Africa", "confirmed 7 weeks ago")
                    ]),
            ])
    }

    private var relations: [ListingRelation] {
        [
            ListingRelation(
                relationTitle: text("What they offer"),
                relationLinks: [
                    named("Isinkwa esishisayo", "zu", "R18.50 / loaf"),
                    named("Wedding cakes", "en", "to order"),
                ],
                relationMore: link("All 7 offers")),
            ListingRelation(
                relationTitle: text("Part of"),
                relationLinks: [
                    named("eThekwini chapter"), named("স্বনির্ভর গোষ্ঠী", "bn", "says so"),
                    named("Nobody here knows this one", nil, nil, path: nil),
                ]),
        ]
    }

    var listing: ListingPage {
        var page = ListingPage(
            frame: frame("Umbumbano Bakery Co-op · SEM South Africa", path: "/l/\(Self.listing)"),
            heading: line("Umbumbano Bakery Co-op"), kindText: text("Organisation"),
            ofNetwork: text("SEM South Africa"), ofNetworkPath: "\(root)/n/\(Self.node)",
            otherNames: some([
                ListingPage.OtherName(
                    otherName: line("Ibhikawozi Lobumbano", "zu"), otherLanguage: "isiZulu"),
                ListingPage.OtherName(
                    otherName: line("مخبز أومبومبانو", "ar"), otherLanguage: "العربية"),
            ]),
            hasOtherNames: isFull, hasPictures: isFull, hasGoods: isFull,
            groups: some([
                RowGroup(
                    groupTitle: text("Details"),
                    rows: [
                        row("Form", "Enterprise"), row("Members are", "the workers"),
                        row("Size", "14 members, 11 women"), row("Founded", "2019"),
                        row("Opening hours", "Mo–Sa 05:00–13:00"),
                        FieldRow(
                            label: text("Languages"), values: [value("isiZulu"), value("English")]),
                        FieldRow(
                            label: text("Registered as"),
                            values: [value("K2019/000000", note: "cipc")]),
                    ]),
                RowGroup(
                    groupTitle: text("More, as they wrote it"),
                    rows: [row("Old number", "B-17", isForeign: true)]),
            ]),
            provenance: provenance, hasHistory: isFull)
        guard isFull else { return page }
        page.confirmedTexts = [
            .init(
                standingText: text("Confirmed by workers.coop until 31 December 2026"),
                standingNote: text("Member as: enterprise"))
        ]
        page.claimTexts = [text("It says that it is a member of COSATU. Nobody confirmed it yet.")]
        page.notices = [
            ListingPage.Notice(noticeText: text("Closed until 4 January."), noticeIsWarning: true),
            ListingPage.Notice(
                noticeText: text("This is a copy. Its home is sem.example.org."),
                noticeIsWarning: false),
        ]
        page.statementText = hostile
        page.leads = [
            line("Bread and rolls, baked each night by 14 members."),
            line("Isinkwa namaroli, okubhakwa njalo ebusuku ngamalungu ayi-14.", "zu"),
        ]
        page.hasParagraphs = isFull
        page.paragraphs = [
            line(
                "We began with one oven in 2019, when the factory closed. Today we bake for 31 "
                    + "spaza shops, four schools and the Tuesday market.\n\nCome before six and "
                    + "the bread is warm.")
        ]
        page.pictures = [
            ListingPicture(
                picturePath: "/samples/bread.svg", pictureAlt: line("Rolls on a table"),
                pictureWidth: 480, pictureHeight: 320,
                pictureCredit: line("Photo: N. Dlamini, CC BY 4.0")),
            ListingPicture(
                picturePath: "/samples/weave.svg", pictureAlt: line("سلة", "ar"),
                pictureWidth: 240, pictureHeight: 320),
        ]
        page.picturesPath = hostile == nil ? nil : "\(root)/l/\(Self.listing)?pictures=yes"
        page.goods = [
            ListingPage.Good(goodName: line("Bread", nil), goodPath: "\(root)/search?q=bread"),
            ListingPage.Good(goodName: line("steamed bread"), goodPath: nil),
            ListingPage.Good(goodName: line("Deliveries"), goodPath: "\(root)/search?q=x"),
        ]
        page.reach = reach
        page.location = ListingLocation(
            placeLines: [
                line("Durban, KwaZulu-Natal, South Africa"), line("Delivers to eThekwini"),
            ],
            exactText: text("Somewhere in this area, rounded to about 1 km."),
            exactPoint: "-29.865, 31.025",
            picture: placePicture)
        page.relations = relations
        page.treeLink = link("41 chapters below here", "/tree/\(Self.listing)")
        page.merged = merged
        page.history = [
            HistoryLine(
                historyText: text("SEM South Africa changed phone and opening hours"),
                historyWhen: moment("3 days ago"), historyPath: "/sangam/v1/log/x/payload/211"),
            HistoryLine(
                historyText: text("SEM South Africa listed it"), historyWhen: moment("in 2024")),
        ]
        page.share = ListingShare(
            shareText: text(
                "Umbumbano Bakery Co-op: bread and rolls, baked each night by 14 members. Durban. "
                    + "https://sem.example.org/l/…"),
            shareURL: "https://sem.example.org/l/x", qrPath: "/samples/qr.svg",
            shareEmbedCode: text("<iframe src=\"https://sem.example.org/embed/card?id=x\">"))
        page.exports = exports
        page.correctPath = "\(root)/correct/\(Self.listing)"
        return page
    }

    /// A market that somebody wants something from.
    var market: ListingPage {
        var page = ListingPage(
            frame: frame("Tuesday market", path: "/l/\(Self.listing)"),
            heading: line("Tuesday market"), kindText: text("Market"),
            ofNetwork: text("SEM South Africa"), ofNetworkPath: "\(root)/n/\(Self.node)",
            hasOtherNames: false, hasPictures: false, hasGoods: false,
            groups: [
                RowGroup(groupTitle: text("Details"), rows: [row("Ways to pay", "cash")])
            ],
            provenance: provenance, hasHistory: false)
        page.isWant = isFull
        page.leads = [line("Fresh food from 14 producers, under the big fig tree.")]
        page.dates = ListingDates(
            ruleText: text("Every Tuesday, 07:00–12:00"),
            zoneText: some(text("Times are those of Africa/Johannesburg.")),
            nextDates: some([
                ListingDates.Next(nextText: text("Tuesday 24 November"), nextISO: "2026-11-24"),
                ListingDates.Next(nextText: text("Tuesday 1 December"), nextISO: "2026-12-01"),
            ]),
            calendarPath: some("\(root)/l/\(Self.listing).ics"))
        page.sale = ListingSale(
            saleTitle: text("Who sells on Tuesday 24 November"),
            sellers: some([
                named("Umbumbano Bakery Co-op", "en", "bread"),
                named("กลุ่มผักปลอดสาร", "th", "vegetables"), named("Mama Zodwa", "zu", "eggs"),
            ]),
            hasSellers: isFull)
        page.reach = ListingReach(
            contactRows: [], hasContact: false, webLinks: [], hasWebLinks: false,
            askPath: "\(root)/ask/\(Self.listing)")
        page.location = ListingLocation(placeLines: [line("Durban")])
        page.matches = some(
            ListingMatches(
                matchTitle: text("Offers that could answer this"),
                matchIntro: text("Same goods, within 50 km, available now."),
                results: Array(results.prefix(3))))
        return page
    }
}
