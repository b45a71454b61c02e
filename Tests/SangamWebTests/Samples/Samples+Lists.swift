@testable import SangamWeb

extension Samples {
    func card(
        _ name: String, _ language: String, _ summary: String, kind: String = "Organisation",
        place: String? = nil, network: String = "SEM South Africa", isWant: Bool = false,
        extra: String? = nil, confirmed: String? = nil, claim: String? = nil,
        distance: String? = nil, also: String? = nil, when: String = "confirmed 3 days ago",
        isOld: Bool = false, thumb: String? = nil
    ) -> ResultItem {
        var item = ResultItem(
            itemPath: "\(root)/l/\(Self.listing)", itemName: line(name, language),
            itemKind: text(kind), itemNetwork: text(network),
            itemNetworkPath: "\(root)/n/\(Self.node)", itemWhen: moment(when))
        item.itemIsWant = isWant
        guard isFull else { return item }
        item.itemSummary = line(summary, language)
        item.itemExtra = extra.map { line($0, language) }
        item.itemPlace = place.map { line($0) }
        item.itemMaker = place.map { _ in
            NamedLink(namedText: line("Umbumbano Bakery"), namedPath: "\(root)/l/\(Self.node)")
        }
        item.itemDistance = distance.map(text)
        item.itemAlso = also.map(text)
        item.itemConfirmed = confirmed.map(text)
        item.itemClaim = claim.map(text)
        item.itemIsOld = isOld
        item.itemThumb = thumb.map { Thumb(thumbPath: $0, thumbAlt: line("Rolls on a table")) }
        return item
    }

    var results: [ResultItem] {
        [
            card(
                "Umbumbano Bakery Co-op", "en", "Bread and rolls, baked each night by 14 members.",
                place: "eThekwini, South Africa", extra: "Bread · Rolls · Deliveries",
                confirmed: "confirmed by workers.coop", distance: "3 km away",
                also: "and 1 more network", thumb: "/samples/bread.svg"),
            card(
                "تعاونية النور للنسيج اليدوي", "ar",
                "نسيج يدوي من الصوف والقطن، تصنعه عشرون امرأة في بيوتهن.", place: "صفاقس، تونس",
                network: "RIPESS Mediterranean", claim: "says it is a member of RAESS"),
            card(
                "Isinkwa esishisayo", "zu", "Isinkwa esisha njalo ekuseni.", kind: "Offer",
                place: "eThekwini", extra: "R18.50 / loaf · sell, barter",
                when: "confirmed yesterday"),
            card(
                "خواتین کی بیکری، لاہور", "ur", "روزانہ تازہ نان اور ڈبل روٹی۔", kind: "Want",
                place: "لاہور، پاکستان", network: "ASEC Asia", isWant: true, extra: "آٹا · 200 kg",
                when: "written 5 hours ago"),
            card(
                "สหกรณ์ร้านค้าชุมชนบ้านแม่ทาเพื่อการเกษตรยั่งยืน", "th",
                "ผักอินทรีย์จากเกษตรกรรายย่อยสี่สิบครอบครัว", place: "เชียงใหม่, ไทย",
                network: "ASEC Asia", confirmed: "confirmed by Earth Net Foundation"),
            card(
                "សហគមន៍កសិកម្មព្រៃវែង", "km", "អង្ករ និងបន្លែសរីរាង្គ។", place: "ព្រៃវែង",
                network: "ASEC Asia", when: "confirmed 14 months ago", isOld: true),
            card(
                "महिला सहकारी बुनकर समिति, वाराणसी", "hi", "हाथ से बुनी साड़ियाँ और दुपट्टे।",
                place: "वाराणसी, भारत", network: "ASEC Asia", thumb: "/samples/weave.svg"),
            card(
                "The Very Long Named Regional Multi-Stakeholder Co-operative for Community-Owned "
                    + "Renewable Energy, Food, Housing and Transport of the Upper and Lower Calder "
                    + "Valleys Limited", "en",
                "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
                kind: "Organisation", place: "Hebden Bridge, United Kingdom",
                network: "workers.coop", confirmed: "confirmed by workers.coop",
                distance: "12,840 km away"),
        ]
    }

    var agenda: [AgendaItem] {
        [
            AgendaItem(
                agendaTime: text("07:00–12:00"), agendaISO: "2026-11-24T07:00",
                agendaName: line("Tuesday market"), agendaPath: "\(root)/l/\(Self.listing)",
                agendaKind: text("Market"), agendaPlace: some(line("Durban, South Africa")),
                agendaNetwork: text("SEM South Africa"), agendaNote: some(text("14 sellers"))),
            AgendaItem(
                agendaTime: text("18:30"), agendaISO: "2026-11-24T18:30",
                agendaName: line("دورة في مسك الدفاتر", "ar"),
                agendaPath: "\(root)/l/\(Self.listing)", agendaKind: text("Event"),
                agendaPlace: some(line("صفاقس")), agendaNetwork: text("RIPESS Mediterranean"),
                agendaIsCancelled: isFull),
            AgendaItem(
                agendaTime: text("all day"), agendaISO: "2026-11-26",
                agendaName: line("Assembly of the Western Cape chapters"),
                agendaPath: "\(root)/l/\(Self.listing)", agendaKind: text("Event"),
                agendaNetwork: text("SEM South Africa")),
        ]
    }

    var empty: EmptyResult {
        EmptyResult(
            widen: some([
                link("Without “eThekwini”: 37 listings"), link("Without “Bread”: 4 listings"),
            ]),
            emptyReasons: some([
                text("1 listing that fits was withdrawn by its network."),
                text("2 offers that fit have ended."),
                text("ASEC Asia is paused here; its 312 listings are not shown."),
            ]),
            hasWiden: isFull)
    }

    private func facet(_ title: String, _ values: [(String, String?, String)], on: Int? = nil)
        -> Facet
    {
        Facet(
            facetTitle: text(title), facetIsOpen: on != nil,
            facetValues: values.enumerated().map { place, value in
                Facet.Value(
                    valueText: line(value.0, value.1), valueCount: text(value.2),
                    valuePath: "\(root)/search?q=bread&kind=offer", valueIsOn: place == on)
            },
            facetMorePath: values.count > 4 ? "\(root)/search?more=network" : nil)
    }

    func view(_ current: String, isEmpty: Bool = false) -> SearchView {
        var view = SearchView(
            formPath: "\(root)/\(current)", asked: isFull ? text("bakry durban") : "",
            kept: some([SearchView.Kept(keptName: "kind", keptValue: text("organisation"))]),
            countText: text(isEmpty ? "No listings" : "37 listings"),
            ways: [
                ("List", "search", "list"), ("Map", "map", "map"),
                ("Calendar", "calendar", "calendar"),
            ].map { name, path, art in
                SearchView.Way(
                    wayText: text(words["way" + name] ?? name),
                    wayPath: "\(root)/\(path)?q=bakery", wayArt: art,
                    wayIsCurrent: path == current)
            },
            chips: some([
                SearchView.Chip(chipText: line("eThekwini"), chipPath: "\(root)/search?q=bakery"),
                SearchView.Chip(
                    chipText: line("خبز", "ar"), chipPath: "\(root)/search?q=bakery"),
            ]),
            hasChips: isFull,
            spellings: some([
                SearchView.Spelling(
                    spellingText: line("bakery durban"), spellingPath: "\(root)/search?q=bakery")
            ]),
            hasSpellings: isFull,
            facets: some([
                facet(
                    "Kind",
                    [
                        ("Organisations", nil, "31"), ("Offers", nil, "4"), ("Wants", nil, "2"),
                    ], on: 0),
                facet(
                    "Network",
                    [
                        ("SEM South Africa", "en", "21"), ("RIPESS Mediterranean", "en", "9"),
                        ("ASEC Asia", "en", "5"), ("workers.coop", "en", "2"),
                        ("RAESS", "fr", "1"),
                    ]),
                facet("Place", [("eThekwini", nil, "12"), ("صفاقس", "ar", "5")]),
                facet("Goods and services", [("Bread", nil, "19"), ("Cakes", nil, "4")]),
                facet("Language", [("isiZulu", "zu", "14"), ("العربية", "ar", "9")]),
                facet("Confirmed member of", [("workers.coop", nil, "8")]),
                facet("How fresh", [("this year", nil, "30"), ("older", nil, "7")]),
            ]),
            hasFacets: isFull, exports: exports)
        view.clearPath = some("\(root)/search")
        view.followPath = some("\(root)/search.atom?q=bakery")
        view.embedCode = some(
            text(
                "<iframe src=\"https://sem.example.org/embed/list?q=bakery\" title=\"Bakeries\" "
                    + "width=\"100%\" height=\"480\"></iframe>"))
        view.near = isFull ? text("Durban") : ""
        view.within = isFull ? text("50") : ""
        return view
    }

    var home: HomePage {
        HomePage(
            frame: frame("SEM South Africa", hasSearchBox: false),
            countText: text("1,204 listings from 6 networks"),
            ownWords: some(
                line("We are 41 chapters of co-operatives and informal workers.")),
            ownSite: some("https://sem.example.org"), ownSiteHost: some(text("sem.example.org")),
            ownPath: some("\(root)/n/\(Self.node)"),
            workPath: "\(root)/search?kind=event&kind=resource", addPath: "\(root)/help#add",
            networkLinks: some([
                named("SEM South Africa", "en", "812 listings"),
                named("RIPESS Mediterranean", "en", "201 listings"),
                named("ASEC Asia", "en", "143 listings"),
                named("شبكة الاقتصاد التضامني", "ar", "48 listings"),
            ]),
            goodsLinks: some([
                named("Bread", nil, "19"), named("Vegetables", nil, "112"),
                named("Weaving", nil, "44"), named("Childcare", nil, "23"),
                named("Repairs", nil, "31"),
            ]),
            results: some(Array(results.prefix(5))), upcoming: some(agenda),
            hasUpcoming: isFull, isEmpty: !isFull)
    }

    var search: SearchResultsPage {
        var page = SearchResultsPage(
            frame: frame("bakry durban · Search", path: "/search", hasSearchBox: false),
            view: view("search"), results: results)
        page.nextPath = some("\(root)/search?q=bakery&page=abc")
        page.firstPath = some("\(root)/search?q=bakery")
        return page
    }

    var searchEmpty: SearchResultsPage {
        SearchResultsPage(
            frame: frame("Search", path: "/search", hasSearchBox: false),
            view: view("search", isEmpty: true), results: [], empty: empty)
    }

    var calendar: CalendarPage {
        let weekdays = [
            ("Mo", "Monday"), ("Tu", "Tuesday"), ("We", "Wednesday"), ("Th", "Thursday"),
            ("Fr", "Friday"), ("Sa", "Saturday"), ("Su", "Sunday"),
        ]
        let weeks = (0..<6).map { week in
            CalendarPage.Week(
                squares: (0..<7).map { day in
                    let number = week * 7 + day - 5
                    let isInside = (1...30).contains(number)
                    var square = CalendarPage.Square(
                        squareNumber: String(isInside ? number : (number + 30) % 31 + 1))
                    square.squareIsOther = !isInside
                    square.squareIsToday = number == 22
                    if number == 24 || number == 26 {
                        square.squareAnchor = "d2026-11-\(number)"
                        square.squareLabel = text("2 on \(number) November")
                        square.squareCount = text("2")
                    }
                    return square
                })
        }
        return CalendarPage(
            frame: frame("Calendar", path: "/calendar", hasSearchBox: false),
            view: view("calendar"), monthTitle: text("November 2026"),
            previousMonth: link("October"), nextMonth: link("December"),
            weekdays: weekdays.map {
                CalendarPage.Weekday(weekdayShort: text($0.0), weekdayLong: text($0.1))
            },
            weeks: weeks,
            days: isFull
                ? [
                    CalendarPage.Day(
                        dayTitle: text("Tuesday 24 November"), dayISO: "2026-11-24",
                        agenda: Array(agenda.prefix(2))),
                    CalendarPage.Day(
                        dayTitle: text("Thursday 26 November"), dayISO: "2026-11-26",
                        agenda: Array(agenda.suffix(1))),
                ] : [],
            empty: isFull ? nil : empty)
    }

    var goods: GoodsPage {
        func good(_ name: String, _ count: String, _ art: String, _ picture: String? = nil)
            -> GoodsPage.Good
        {
            GoodsPage.Good(
                goodName: line(name, nil), goodCount: text(count),
                goodPath: "\(root)/search?category=goods:bread", goodPicture: picture, goodArt: art)
        }
        return GoodsPage(
            frame: frame("Goods and services", path: "/goods"),
            crumbs: some([link("Goods and services", "/goods"), link("Food", "/goods?in=food")]),
            hasCrumbs: isFull,
            groups: some([
                GoodsPage.Group(
                    goodsGroup: line("Food", nil),
                    goods: [
                        good("Bread", "19 listings", "food", "/samples/bread.svg"),
                        good("Grains", "44 listings", "grain"),
                        good("Vegetables", "112 listings", "vegetable"),
                        good("Fruit", "61 listings", "fruit"),
                        good("Milk and cheese", "12 listings", "dairy"),
                        good("Fish", "9 listings", "animal"),
                        good("Coffee and tea", "17 listings", "drink"),
                        good("Eggs", "23 listings", "egg"),
                        good("Jam", "8 listings", "jar"), good("Herbs", "12 listings", "leaf"),
                    ]),
                GoodsPage.Group(
                    goodsGroup: line("Crafts", nil),
                    goods: [
                        good("Weaving", "44 listings", "craft", "/samples/weave.svg"),
                        good("Pottery", "31 listings", "pot"),
                        good("Clothing", "12 listings", "shirt"),
                        good("Repairs", "31 listings", "tool"),
                        good("Building", "20 listings", "house"),
                        good("Seeds and plants", "8 listings", "farm"),
                    ]),
                GoodsPage.Group(
                    goodsGroup: line("Services and skills", nil),
                    goods: [
                        good("Childcare", "23 listings", "care"),
                        good("Savings and credit", "15 listings", "money"),
                        good("Transport", "7 listings", "move"),
                        good("Shops", "7 listings", "shop"),
                        good("Software", "7 listings", "screen"),
                        good("Music", "7 listings", "music"),
                        good("Organising", "7 listings", "people"),
                        good("Solar power", "6 listings", "energy"),
                        good("Translation", "5 listings", "talk"),
                        good("Book-keeping", "11 listings", "skill"),
                    ]),
            ]),
            isEmpty: !isFull,
            missing: some([
                GoodsPage.Missing(
                    missingGroup: line("Dairy", nil),
                    missingGoods: [line("Cheese", nil), line("Yoghurt", nil)]),
                GoodsPage.Missing(missingGroup: line("Books", nil), missingGoods: []),
            ]), addPath: "\(root)/help#add")
    }

    var embedList: EmbedListPage {
        var frame = frame("Bakeries")
        frame.isEmbedded = true
        frame.isUnlisted = true
        return EmbedListPage(
            frame: frame, countText: text("37 listings"),
            results: some(Array(results.prefix(4))), isEmpty: !isFull,
            wholePath: "https://sem.example.org/search?q=bakery")
    }
}
