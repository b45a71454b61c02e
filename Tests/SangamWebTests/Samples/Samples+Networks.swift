@testable import SangamWeb

extension Samples {
    var network: NetworkPage {
        var page = NetworkPage(
            frame: frame("SEM South Africa", path: "/n/\(Self.node)"),
            heading: line("SEM South Africa"), isOwn: isFull,
            countLinks: some([
                named("Organisations", nil, "402"), named("Offers", nil, "311"),
                named("Markets", nil, "12"),
            ]),
            rows: [
                row("Region", "South Africa"), row("Languages", "English", "isiZulu", "isiXhosa"),
                row("Connected since", "12 March 2026"), row("Comes to us", "directly"),
                row("Fingerprint of its key", "k4gid esfoe rp245 rpxqf 2vacr wd7bj 7w"),
            ],
            relations: some([
                ListingRelation(
                    relationTitle: text("Vouches for"),
                    relationLinks: [
                        named("RIPESS Africa", "en", "since 2024"), named("شبكة", "ar", nil),
                    ])
            ]),
            results: some(Array(results.prefix(3))), hasResults: isFull,
            searchPath: "\(root)/search?network=\(Self.node)", exports: some(exports))
        guard isFull else { return page }
        page.leads = [line("41 chapters of co-operatives and informal workers.")]
        page.vouching = line("We have visited each member.")
        page.charter = value("sem.example.org", href: "https://sem.example.org/charter")
        page.website = value("sem.example.org", href: "https://sem.example.org")
        page.notices = [
            ListingPage.Notice(
                noticeText: text("Not heard from for 34 days."), noticeIsWarning: true)
        ]
        return page
    }

    var networks: NetworksPage {
        func network(
            _ name: String, _ reach: String, _ state: String, _ heard: String, hops: Int,
            isWarning: Bool = false
        ) -> NetworksPage.Row {
            NetworksPage.Row(
                networkName: text(name), networkPath: "\(root)/n/\(Self.node)",
                listings: text("812"), listingsPath: "\(root)/search?network=\(Self.node)",
                reach: text(reach), reachFilter: hops == 2 ? text("only events") : nil,
                changes: text("8,812"), stateText: text(state),
                isWarning: isWarning, heard: text(heard), hops: hops)
        }
        let rows = [
            network("SEM South Africa", "this is us", "in step", "", hops: 0),
            network("RIPESS Mediterranean", "directly", "in step", "2 minutes ago", hops: 1),
            network(
                "شبكة الاقتصاد التضامني", "through RIPESS Mediterranean, 2 steps away", "in step",
                "1 hour ago", hops: 2),
            network(
                "ASEC Asia", "directly", "quiet: not heard from for more than 30 days",
                "34 days ago", hops: 1, isWarning: true),
        ]
        return NetworksPage(
            frame: frame("Networks", path: "/networks"), table: some(rows), routes: some(rows))
    }

    var tree: TreePage {
        func branch(
            _ name: String, _ language: String?, _ count: String, _ parts: [TreeBranch],
            isClaim: Bool = false, isOpen: Bool = false
        ) -> TreeBranch {
            TreeBranch(
                branchName: line(name, language), branchPath: "\(root)/l/\(Self.listing)",
                branchCount: text(count), branchBelowPath: "\(root)/search?below=\(Self.listing)",
                branchIsClaim: isClaim, branchIsOpen: isOpen, branchHasParts: !parts.isEmpty,
                branchParts: parts)
        }
        var page = TreePage(
            frame: frame("SEM South Africa", path: "/tree/\(Self.listing)"),
            heading: line("Union of Informal Workers"), headingPath: "\(root)/l/\(Self.listing)",
            crumbs: some([named("RIPESS Africa"), named("COSATU", nil, nil, path: nil)]),
            hasCrumbs: isFull, totalText: text("41 chapters in 12 towns in 4 provinces"),
            rows: [row("Members", "4,812"), row("Women", "3,940"), row("Offers", "311")],
            belowPath: "\(root)/search?below=\(Self.listing)",
            branches: some([
                branch(
                    "KwaZulu-Natal", "en", "14 chapters · 1,902 members",
                    [
                        branch(
                            "eThekwini", "zu", "6 chapters · 840 members",
                            [
                                branch("Umlazi", "zu", "112 members", []),
                                branch("KwaMashu", "zu", "96 members", [], isClaim: true),
                            ], isOpen: true),
                        branch(
                            "uMgungundlovu", "zu", "8 chapters · 1,062 members",
                            [
                                branch("Edendale", "en", "50 members", [])
                            ]),
                    ], isOpen: true),
                branch(
                    "Gauteng", "en", "12 chapters · 1,310 members",
                    [
                        branch("Soweto", "en", "88 members", [])
                    ]),
                branch("فرع الكيب الغربي", "ar", "9 chapters", [], isClaim: true),
            ]),
            isEmpty: !isFull)
        page.exports = some(exports)
        page.notices = some([
            ListingPage.Notice(
                noticeText: text("One part names itself as its own parent; it was left out."),
                noticeIsWarning: false)
        ])
        return page
    }

    var figures: FiguresPage {
        func table(_ id: String, _ title: String, _ rows: [(String, String, Int)])
            -> FiguresPage.Table
        {
            FiguresPage.Table(
                tableID: id, tableTitle: text(title), tableWhat: text("What"),
                tableCount: text("Listings"),
                tableRows: rows.enumerated().map { place, row in
                    FiguresPage.Row(
                        rowLabel: line(row.0, nil),
                        rowPath: place.isMultiple(of: 2) ? "\(root)/search?kind=offer" : nil,
                        rowNumber: text(row.1), rowPercent: row.2)
                },
                tableNote: some(text("Merged listings count once.")))
        }
        return FiguresPage(
            frame: frame("Figures", path: "/figures"),
            introText: text(
                "On 22 November 2026. Something that several networks list counts once."),
            scopeText: some(line("SEM South Africa")),
            scopes: some([link("All networks"), link("RIPESS Mediterranean"), link("ASEC Asia")]),
            headlines: some(
                [
                    ("1,204", "listings"), ("6", "networks"), ("18,340", "members"),
                    ("11,902", "of them women"), ("2,117", "workers"), ("23", "countries"),
                ].map { FiguresPage.Headline(headlineNumber: text($0.0), headlineText: text($0.1)) }
            ),
            tables: some([
                table(
                    "kinds", "By kind",
                    [
                        ("Organisations", "642", 100), ("Offers", "311", 48), ("Wants", "88", 14),
                        ("Events", "61", 10), ("Markets", "12", 2), ("Campaigns", "<5", 1),
                    ]),
                table(
                    "networks", "By network",
                    [
                        ("SEM South Africa", "812", 100), ("RIPESS Mediterranean", "201", 25),
                        ("ASEC Asia", "143", 18), ("شبكة الاقتصاد التضامني", "48", 6),
                    ]),
                table(
                    "goods", "By goods and services",
                    [("Vegetables", "112", 100), ("Fruit", "61", 54), ("Weaving", "44", 39)]),
                table(
                    "months", "By month",
                    [
                        ("June 2026", "120", 40), ("July 2026", "180", 60),
                        ("August 2026", "300", 100), ("September 2026", "210", 70),
                    ]),
            ]),
            exports: Array(exports.prefix(1)))
    }

    var print: PrintPage {
        func entry(_ number: Int, _ item: (String, String, String, String)) -> PrintPage.Entry {
            PrintPage.Entry(
                entryNumber: number, entryName: line(item.0, item.1),
                entrySummary: some(line(item.2, item.1)),
                entryFacts: some(line(item.3)),
                entryReach: line("+27 31 555 0\(100 + number)", nil),
                entryConfirmed: number.isMultiple(of: 3) ? text("confirmed by workers.coop") : nil)
        }
        let items = [
            (
                "Umbumbano Bakery Co-op", "en", "Bread and rolls, baked each night by 14 members.",
                "Bread, rolls · Mo–Sa 05:00–13:00"
            ),
            ("Mama Zodwa's Eggs", "en", "Eggs from twelve home yards.", "Eggs · R55 / tray"),
            ("Isinkwa esishisayo", "zu", "Isinkwa esisha njalo ekuseni.", "Bread · R18.50 / loaf"),
            ("تعاونية النور للنسيج", "ar", "نسيج يدوي من الصوف والقطن.", "Weaving"),
            ("กลุ่มผักปลอดสาร", "th", "ผักอินทรีย์จากสี่สิบครอบครัว", "Vegetables"),
            ("महिला बुनकर समिति", "hi", "हाथ से बुनी साड़ियाँ।", "Weaving"),
        ]
        let places = ["Durban", "KwaMashu", "Umlazi", "Pinetown", "uMlazi U", "Edendale"]
        var page = PrintPage(
            frame: frame("Directory on paper", path: "/print"),
            printTitle: line("Durban and around"),
            printText: text("36 listings from 3 networks, printed on 22 November 2026"),
            cutText: some(text("Only the first 36 of 128 are here. Choose a smaller area.")),
            places: some(
                places.enumerated().map { place, name in
                    PrintPage.Place(
                        placeName: line(name, nil),
                        entries: items.enumerated().map { number, item in
                            entry(place * items.count + number + 1, item)
                        })
                }),
            goodsIndex: some(
                ["Bread", "Cakes", "Eggs", "Rolls", "Vegetables", "Weaving", "Repairs"].map {
                    PrintPage.IndexLine(indexWord: line($0, nil), indexNumbers: "1, 7, 13, 19")
                }),
            hasGoodsIndex: isFull,
            placeIndex: some(
                places.map {
                    PrintPage.IndexLine(indexWord: line($0, nil), indexNumbers: "1–6")
                }),
            hasPlaceIndex: isFull, printURL: text("https://sem.example.org/print?near=Durban"),
            qrPath: some("/samples/qr.svg"), searchPath: "\(root)/search?near=Durban")
        page.partText = isFull ? text("Part 1 of 2") : nil
        page.parts = some(
            (1...2).map { number in
                PrintPage.Part(
                    partNumber: "\(number)", partPath: "\(root)/print?part=\(number)",
                    isPartShown: number == 1)
            })
        return page
    }
}
