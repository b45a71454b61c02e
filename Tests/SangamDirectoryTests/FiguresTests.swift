import SangamLog
import Testing

@testable import SangamDirectory

@Suite struct FiguresTests {
    private func item(
        _ number: Int, of network: Int = 1, country: String = "ZA", region: String = "Gauteng",
        members: Int? = nil, cluster: RecordID? = nil
    ) throws -> Figures.Item {
        let size = members.map { #","size":{"members":\#($0),"women":\#($0 / 2)}"# } ?? ""
        let record = try Graph.organisation(
            "Coop",
            #""place":{"address":{"region":"\#(region)","country":"\#(country)"}},"#
                + #""goods":["Bread"]"# + size)
        return .init(
            id: try Graph.id(number, of: network), record: record, cluster: cluster,
            month: Graph.now)
    }

    private func numbers(_ table: FigureTable, _ dimension: Figures.Dimension) -> [String: String] {
        var all: [String: String] = [:]
        for row in table.rows(by: dimension) { all[row.written] = row[.listings].description }
        return all
    }

    @Test func `listings and people are counted by everything, and one thing once`() throws {
        var figures = Figures()
        for number in 0..<10 { figures.add(try item(number, members: 20)) }
        let twin = try Graph.id(99)
        figures.add(try item(50, of: 1, members: 30, cluster: twin))
        figures.add(try item(51, of: 2, members: 40, cluster: twin))
        let table = figures.table(atLeast: 1)
        let total = try #require(table.rows(by: .total).first)
        #expect(total[.listings] == .exact(11))
        #expect([230, 240].map { FigureTable.Number.exact($0) }.contains(total[.members]))
        #expect(numbers(table, .network) == [Graph.node(1).text: "11", Graph.node(2).text: "1"])
        #expect(numbers(table, .goods) == ["bread": "11"])
        #expect(numbers(table, .month) == ["2026-11": "11"])
        #expect(numbers(table, .kind) == ["organisation": "11"])
        #expect(numbers(table, .region) == ["Gauteng": "11"])
    }

    @Test func `numbers of 1 to 4 are not told, nor the one that would give them away`() throws {
        var figures = Figures()
        var number = 0
        for (country, count) in [("ZA", 20), ("GB", 9), ("IN", 6), ("FR", 3)] {
            for _ in 0..<count {
                number += 1
                figures.add(try item(number, country: country, region: "R" + country))
            }
        }
        let table = figures.table()
        #expect(table.rows(by: .total).first?[.listings] == .exact(38))
        #expect(numbers(table, .country) == ["ZA": "20", "GB": "9", "IN": "–", "FR": "<5"])
        // What is hidden above stays hidden below.
        #expect(
            numbers(table, .region) == ["RZA": "20", "RGB": "9", "RIN": "–", "RFR": "<5"])
        #expect(table.rows(by: .total).first?[.women] == .exact(0))
        let cells = table.csv(label: { $0.written })
        #expect(cells.first == ["by", "value", "label", "listings", "members", "women", "workers"])
        #expect(cells.contains(["country", "fr", "FR", "<5", "0", "0", "0"]))
    }

    @Test func `figures do not depend on the order, and hostile sizes do not overflow`() throws {
        let items = try (0..<40).map {
            try item(
                $0, of: $0 % 3, region: $0 % 2 == 0 ? "GAUTENG" : "Gauteng",
                members: $0 == 7 ? Int.max : $0, cluster: $0 % 5 == 0 ? try Graph.id(900) : nil)
        }
        var forwards = Figures()
        var backwards = Figures()
        for item in items { forwards.add(item) }
        for item in items.reversed() { backwards.add(item) }
        #expect(forwards.table().rows == backwards.table().rows)
        #expect(forwards.table().rows(by: .region).map(\.written) == ["GAUTENG"])
        #expect(forwards.table().rows(by: .total).first?[.members] == .exact(Int.max))
    }
}

/// People of wholes and parts, where nobody counts twice.
@Suite struct PeopleOfPartsTests {
    /// Counts unions and chapters given as (number, members, what each is part of, region).
    private func members(
        _ list: [(Int, Int?, of: [Int], in: String)], twins: [Int: Int] = [:]
    ) throws -> [String: FigureTable.Number] {
        let wholes = Set(list.flatMap(\.of))
        var rows: [[String: FigureTable.Number]] = []
        // In whatever order they come.
        for list in [list, list.reversed()] {
            var figures = Figures()
            for (number, members, above, region) in list {
                let size = members.map { #","size":{"members":\#($0)}"# } ?? ""
                let record = try Graph.organisation(
                    "Part", #""place":{"address":{"region":"\#(region)","country":"ZA"}}"# + size)
                figures.add(
                    .init(
                        id: try Graph.id(number), record: record,
                        cluster: try twins[number].map { try Graph.id($0) },
                        parents: try above.map { try Graph.id($0) },
                        isWhole: wholes.contains(number)))
            }
            let table = figures.table(atLeast: 1)
            var row = ["all": try #require(table.rows(by: .total).first)[.members]]
            for cell in table.rows(by: .region) { row[cell.written] = cell[.members] }
            rows.append(row)
        }
        #expect(rows[0] == rows[1])
        return rows[0]
    }

    @Test func `a whole adds only the people whom its parts do not count`() throws {
        // A union of 2,000 with chapters of 60 and 40, whose province says 100.
        #expect(
            try members([
                (1, 2_000, of: [], in: "G"), (2, 100, of: [1], in: "K"), (3, 60, of: [2], in: "K"),
                (4, 40, of: [2], in: "K"),
            ]) == ["all": .exact(2_000), "G": .exact(1_900), "K": .exact(100)])
        // A union that knows of fewer than its chapters do.
        #expect(
            try members([
                (1, 50, of: [], in: "G"), (2, nil, of: [1], in: "G"), (3, 60, of: [2], in: "K"),
                (4, 40, of: [2], in: "K"),
            ]) == ["all": .exact(100), "G": .exact(0), "K": .exact(100)])
    }

    @Test func `a part of several wholes counts under the deepest, and circles end (D8)`() throws {
        #expect(
            try members([
                (1, 300, of: [], in: "G"), (2, 200, of: [1], in: "G"),
                (3, 150, of: [1, 2], in: "K"),
            ]) == ["all": .exact(300), "G": .exact(150), "K": .exact(150)])
        let circle = try members([
            (1, 10, of: [2], in: "G"), (2, 10, of: [1], in: "G"), (3, 10, of: [3], in: "G"),
        ])
        #expect(circle["all"] == .exact(20))
        #expect(
            try members((0..<3_000).map { ($0, 7, of: [$0 + 1], in: "G") })["all"] == .exact(7))
    }

    @Test func `a thing that two networks list is one part`() throws {
        #expect(
            try members(
                [
                    (1, 100, of: [], in: "G"), (2, 30, of: [1], in: "K"), (3, 35, of: [1], in: "K"),
                ], twins: [2: 9, 3: 9])["all"] == .exact(100))
    }

    @Test func `the whole whose parts are counted adds people, and is no listing`() throws {
        var figures = Figures()
        let union = try Graph.organisation("Union", #""size":{"members":90}"#)
        let chapter = try Graph.organisation("Chapter", #""size":{"members":50}"#)
        let id = try Graph.id(1)
        figures.add(.init(id: try Graph.id(2), record: chapter, parents: [id]))
        figures.add(.init(id: id, record: union, isWhole: true, isListed: false))
        let total = try #require(figures.table(atLeast: 1).rows(by: .total).first)
        #expect(total[.listings] == .exact(1) && total[.members] == .exact(90))
    }
}

@Suite struct FacetLabelTests {
    @Test func `values are called what the reader calls them, else as written`() {
        let labels = FacetLabels(languages: ["ur"])
        #expect(labels.country("za") == .text(.init(language: "ur", text: "جنوبی افریقہ")))
        #expect(labels.language("ar") == .text(.init(language: "ur", text: "عربی")))
        #expect(
            labels.code(Code(scheme: "goods", code: "bread"))
                == .text(.init(language: "ur", text: "روٹی")))
        let thai = FacetLabels(languages: ["th"])
        #expect(thai.country("ZA") == .text(.init(language: "en", text: "South Africa")))
        #expect(thai.country("QX") == .written("QX"))
        #expect(thai.country("the moon") == .written("the moon"))
        #expect(thai.language("pt-BR") == .text(.init(language: "en", text: "Portuguese (BR)")))
        #expect(thai.language("<b>") == .written("<b>"))
        #expect(thai.code(Code(scheme: "ours", code: "x7")) == .written("x7"))
        #expect(thai.kind("working-group") == .written("working-group"))
        #expect(thai.kind("offer") == .key("kindOffer"))
        #expect(thai.direction("want") == .key("directionWant"))
        #expect(thai.freshness(.older) == .key("freshOlder"))
        #expect(thai.standing(.claimed) == .key("memberClaimed"))
        #expect(FacetLabels.ownName(ofLanguage: "ur")?.text == "اردو")
        #expect(FacetLabels.ownName(ofLanguage: "id")?.text == "Bahasa Indonesia")
    }

    @Test func `every country has a name in every language of the interface`() {
        for tag in ["en", "fr", "es", "pt", "ar", "id", "ur"] {
            let labels = FacetLabels(languages: [tag])
            for code in ["ZA", "ID", "GB", "PS", "IN", "BR", "KH", "TH", "PK", "SN", "BO"] {
                guard case .text(let text) = labels.country(code) else {
                    Issue.record("\(code) has no name in \(tag)")
                    continue
                }
                #expect(text.language == tag)
            }
        }
    }

    @Test func `freshness has its bands, and the future is unknown`() {
        let day = CivilTime.daySeconds
        let cases: [(Int64?, FreshnessBand)] = [
            (nil, .unknown), (0, .month), (30 * day, .month), (31 * day, .year),
            (365 * day, .year), (366 * day, .older), (-day, .month), (-day - 1, .unknown),
        ]
        for (age, band) in cases {
            #expect(FreshnessBand(confirmed: age.map { Graph.now - $0 }, at: Graph.now) == band)
        }
        #expect(FreshnessBand(confirmed: .min, at: .max) == .older)
        #expect(FreshnessBand(confirmed: .max, at: .min) == .unknown)
    }

    @Test func `the goods are browsed in two levels, each word once, with its sign`() throws {
        let browse = GoodsBrowse(
            languages: ["fr"], counts: [Code(scheme: "goods", code: "bread"): 7])
        let heads = browse.groups.map(\.head.code.code)
        for group in [
            "food", "vegetables", "fruit", "drinks", "craft", "service", "skill", "books",
        ] {
            #expect(heads.contains(group), "\(group)")
        }
        let words = browse.groups.flatMap { [$0.head] + $0.goods }.map(\.code)
        let scheme = try #require(BuiltinVocabularies.standard.scheme("goods"))
        #expect(Set(words).count == words.count)
        #expect(Set(words) == Set(scheme.concepts.map(\.code)))
        let food = try #require(browse.groups.first)
        let bread = try #require(food.goods.first { $0.code.code == "bread" })
        #expect(bread.label.text == "Pain" && bread.sign == "🍞" && bread.count == 7)
        #expect(browse.groups.first { $0.head.code.code == "fruit" }?.within == food.head.code)
        // A sign for a word that does not exist would never be seen.
        #expect(Set(words.map(\.code)).isSuperset(of: GoodsSigns.table.keys))
        #expect(GoodsSigns.table.values.allSatisfy { (1...2).contains($0.unicodeScalars.count) })
    }

    @Test func `why a record is not here is never nothing`() {
        var facts = WhyNotHere.Facts()
        #expect(WhyNotHere.reasons(facts) == [.unknown])
        facts.isBehind = true
        facts.isPaused = true
        #expect(WhyNotHere.reasons(facts) == [.paused, .behind])
        facts.isHeld = true
        #expect(WhyNotHere.reasons(facts) == [.notMatching])
        facts.hasContent = false
        #expect(WhyNotHere.reasons(facts) == [.contentMissing, .paused, .behind])
        facts.isExpired = true
        #expect(WhyNotHere.reasons(facts).first == .expired)
        facts.isRemoved = true
        #expect(WhyNotHere.reasons(facts) == [.removed])
        facts.isBlocked = true
        #expect(WhyNotHere.reasons(facts) == [.blocked])
    }
}
