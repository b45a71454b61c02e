import SangamDirectory
import SangamLog
import SangamNode
import Testing

@testable import SangamStore
@testable import SangamWeb

@Suite struct PageSafetyTests {
    private let templates: Templates
    private let visit: Visit

    init() throws {
        templates = try Templates()
        visit = try Visit.english()
    }

    /// The page of a record, with itself in every place that names another.
    private func listing(
        _ record: JSONObject, _ text: String = "SEM", isAlone: Bool = false
    ) throws -> [UInt8] {
        let hostile = try #require(HostileRecords(text))
        let context = try hostile.context(visit)
        var facts = hostile.facts(record)
        if isAlone { facts.cluster = [] }
        let page = ListingMaking(facts: facts, context: context).page()
        return templates.render(page, .listing)
    }

    /// The page of a network that says this about itself.
    private func network(_ record: JSONObject, _ text: String = "SEM") throws -> [UInt8] {
        let hostile = try #require(HostileRecords(text))
        let context = try hostile.context(visit, network: record)
        let other = hostile.summary(record)
        let page = NetworkMaking(context: context, states: [hostile.origin: text]).page(
            hostile.network(record),
            survey: Survey(total: 1, totalAtLeast: true, facets: [:], points: [], dates: []),
            newest: [ResultItem(other, distanceKm: 3, context)],
            vouchedBy: [RecordStatement(source: other, relation: "vouch", hasEnded: false)],
            vouches: [other])
        return templates.render(page, .network)
    }

    /// Links that a reader can follow and that lead to others.
    private static func outside(_ page: [UInt8]) -> [String] {
        HTMLTags(page).tags.filter { $0.name == "a" }.flatMap(\.attributes)
            .filter { $0.name == "href" }.map(\.value)
            .filter { !$0.hasPrefix("/") && !$0.hasPrefix("#") }
    }

    @Test(arguments: hostileTexts)
    func `D5 no text of a record becomes markup on its page`(text: String) throws {
        let hostile = try #require(HostileRecords(text))
        for record in hostile.records() {
            for page in [try listing(record, text), try network(record, text)] {
                let found = ForeignMarkup.found(page) + ForeignMarkup.unbalanced(page)
                #expect(found == [])
                if !found.isEmpty { return }
            }
        }
    }

    @Test(arguments: hostileTexts)
    func `D5 no text of a record becomes markup in lists`(text: String) throws {
        let hostile = try #require(HostileRecords(text))
        let records = hostile.records()
        let context = try hostile.context(visit, network: records.first)
        let summaries = records.map(hostile.summary)
        func check(_ model: some Sendable, _ name: Templates.Name) {
            let page = templates.render(model, name)
            #expect(ForeignMarkup.found(page) + ForeignMarkup.unbalanced(page) == [], "\(name)")
        }
        let survey = Survey(
            total: 1, totalAtLeast: true,
            facets: Dictionary(
                uniqueKeysWithValues: FacetKind.allCases.map { kind in
                    let value = FacetCount(value: .word(text), count: 1, isAsked: true)
                    return (kind, FacetCounts(values: [value], distinct: 1, isAtLeast: true))
                }), points: [], dates: [])
        check(
            HomeMaking(
                context: context, newest: summaries, marks: [:], survey: survey,
                upcoming: summaries
            ).page(), .home)
        let items = summaries.map { ResultItem($0, distanceKm: 3, context) }
        let parameters = try SearchParameters(
            QueryParameters(items: ["q", "near"].map { .init(name: $0, value: text) }),
            cursorName: "page", takesPlaces: true)
        let making = SearchMaking(
            context: context, parameters: parameters,
            address: ViewAddress(
                "/search", items: SearchParameters.filters.map { ($0, text) }), survey: survey,
            suggestions: [text], total: 1, totalAtLeast: true)
        check(
            SearchResultsPage(
                frame: context.frame(text), view: making.view(), results: items,
                nextPath: making.address.setting("page", text).text), .search)
        check(
            SearchResultsPage(
                frame: context.frame(text), view: making.view(), results: [],
                empty: making.empty([])), .search)
        let networks = NetworkMaking(context: context, states: [hostile.origin: text])
        check(networks.list(), .networks)
        check(
            MessagePage(
                frame: context.frame(text), messageTitle: text, messageText: text,
                messageLinks: [PageLink(linkText: text, linkPath: "/search")]), .message)
    }

    @Test func `D5 the check sees what escaping by Character lets through`() {
        func escaped(_ text: String) -> String {
            text.map { character in
                switch character {
                case "<": "&lt;"
                case ">": "&gt;"
                case "&": "&amp;"
                case "\"": "&quot;"
                case "'": "&#39;"
                default: String(character)
                }
            }.joined()
        }
        for text in ["\u{600}<script>alert(1)</script>", "\"\u{301} onfocus=\"alert(1)"] {
            let page = "<p title=\"\(escaped(text))\">\(escaped(text))</p>"
            #expect(ForeignMarkup.found(Array(page.utf8)) != [])
            let safe = SangamContentType().escapeText(text)
            #expect(ForeignMarkup.found(Array("<p title=\"\(safe)\">\(safe)</p>".utf8)) == [])
        }
    }

    @Test func `D7 a record with thousands of members and values makes a page of bounded size`()
        throws
    {
        let many = (0..<10_000).map { JSON.string("a\($0)") }
        var record = JSONObject([
            .init(name: "kind", value: "organisation"), .init(name: "tags", value: .array(many)),
            .init(name: "goods", value: .array(many)), .init(name: "partOf", value: .array(many)),
            .init(name: "languages", value: .array(many)),
        ])
        record.members += (0..<5_000).map { .init(name: "member \($0)", value: "x") }
        let texts = JSONObject((0..<3_000).map { .init(name: "x-\($0)", value: "text") })
        for name in ["name", "summary", "description", "open"] { record[name] = .object(texts) }
        let html = String(decoding: try listing(record, isAlone: true), as: UTF8.self)
        #expect(html.utf8.count < 200_000)
        // With another one beside it that is the same thing.
        #expect(try listing(record).count < 240_000)
        #expect(html.contains("… and 9,900 more, in the data"))
    }

    @Test func `D5 a hostile name is on the page as text`() throws {
        let text = "\u{600}<script>alert(1)</script>"
        let record = JSONObject([
            .init(name: "kind", value: "organisation"), .init(name: "name", value: .string(text)),
        ])
        #expect(try listing(record, text).contains(sequence: Array("\u{600}&lt;script&gt;".utf8)))
    }

    @Test(arguments: [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)",
        "java\tscript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd",
        "https://good.example@evil.example/", "https://good.example\u{202E}elpmaxe.live/",
        "//evil.example", "mailto:a@b.example?bcc=c@d.example", "https://\u{2460}27.0.0.1%2f/",
        "tel:+1;phone-context=x",
    ])
    func `D6 a URL that could mislead is never a link`(url: String) throws {
        for name in ["url", "charter", "joinUrl", "links"] {
            let value: JSON =
                name == "links" ? [["rel": "website", "url": .string(url)]] : .string(url)
            for kind in ["network", "event", "resource", "organisation"] {
                let record = JSONObject([
                    .init(name: "kind", value: .string(kind)), .init(name: name, value: value),
                    .init(name: "contact", value: ["email": .string(url), "phone": .string(url)]),
                ])
                for page in [try listing(record), try network(record)] {
                    #expect(Self.outside(page) == [], "\(name)")
                }
            }
        }
    }

    @Test func `D6 a good link shows its real host and tells nobody`() throws {
        let record = JSONObject([
            .init(name: "kind", value: "organisation"),
            .init(
                name: "links",
                value: [["rel": "https://bank.example", "url": "https://bakery.example.org/a"]]),
            .init(name: "contact", value: ["phone": "+27 31 555 0142"]),
        ])
        let html = String(decoding: try listing(record), as: UTF8.self)
        #expect(
            html.contains(
                "<a href=\"https://bakery.example.org/a\" rel=\"nofollow noopener ugc\">"))
        #expect(html.contains(">bakery.example.org</bdi>"))
        #expect(html.contains("href=\"tel:+27315550142\""))
    }

    @Test func `D4 invisible signs are left out and scripts stay`() {
        let all = "a\u{202E}b\u{2066}c\u{200B}d\u{FEFF}e\u{E0041}f\u{0}g\u{7F}h\u{AD}i"
        #expect(ShownText.clean(all) == "abcdefghi")
        for text in ["تعاونية النور", "सहकारी समिति", "می\u{200C}خواهم", "ក្រុម", "👩\u{200D}🌾", "é"] {
            #expect(ShownText.clean(text).utf8.elementsEqual(text.utf8))
        }
        let zalgo = "a" + String(repeating: "\u{301}", count: 10_000)
        #expect(ShownText.clean(zalgo).unicodeScalars.count == 9)
        #expect(ShownText.line("a\nb\u{2028}c") == "a b c")
        #expect(ShownText.clean("abcdef", scalarsMax: 3) == "abc…")
    }
}

extension Collection where Element == UInt8 {
    func contains(sequence: some Collection<UInt8>) -> Bool {
        guard sequence.count <= count else { return false }
        var rest = self[...]
        while rest.count >= sequence.count {
            if rest.starts(with: sequence) { return true }
            rest = rest.dropFirst()
        }
        return false
    }
}
