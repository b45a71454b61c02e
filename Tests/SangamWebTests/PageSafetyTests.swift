import HTTPTypes
import SangamDirectory
import SangamLog
import SangamNode
import Testing

@testable import SangamStore
@testable import SangamWeb

/// Payloads that try to become markup. The last ones hide the sign from `Character`: a mark or
/// joiner after it, or a prepended sign before it, makes another character of both.
let hostileTexts = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)",
    "</title><script>1</script>", "<!--", "{{{text}}}", "{{frame.title}}", "&lt;b&gt;<b>",
    "\u{600}<script>alert(1)</script>", "<\u{301}script>alert(1)</script>",
    "\"\u{301} onfocus=\"alert(1)", "<\u{200D}script>", "<\u{FE0F}script>", "\u{110BD}<b>",
    "'\u{20DD} x='", "<svg/onload=alert(1)>\r\n<b>",
]

@Suite struct PageSafetyTests {
    private let templates: Templates
    private let node: NodeID
    private let key: RecordKey

    init() throws {
        templates = try Templates()
        node = try #require(NodeID("k4gidesfoerp245rpxqf2vacrwd7bj7w"))
        key = try #require(RecordKey("organisation/3n372anpsvzcdjeytnslg5ykqm"))
    }

    /// One record with the same text in every member of every shape that a page reads.
    static func records(_ text: String) -> [JSONObject] {
        let word = JSON.string(text)
        let languages: JSON = .object(
            JSONObject([.init(name: "en", value: word), .init(name: text, value: word)]))
        let object: JSON = .object(
            JSONObject([
                .init(name: text, value: word), .init(name: "record", value: word),
                .init(name: "name", value: word), .init(name: "scheme", value: word),
                .init(name: "code", value: word), .init(name: "value", value: word),
                .init(name: "rel", value: word), .init(name: "url", value: word),
                .init(name: "amount", value: word), .init(name: "address", value: languages),
                .init(name: "at", value: word), .init(name: "by", value: word),
            ]))
        let shapes = [word, languages, object, .array([word, object]), .array([word])]
        let kinds = RecordKind.listings + RecordKind.statements + [text]
        return kinds.enumerated().map { turn, kind in
            // Every field has every shape in some text's turn.
            let turn = turn + (hostileTexts.firstIndex(of: text) ?? 0)
            func shape(_ place: Int) -> JSON { shapes[(turn + place) % shapes.count] }
            var record = JSONObject([
                .init(name: "kind", value: .string(kind)), .init(name: "lang", value: word),
                .init(name: "name", value: languages),
                .init(name: "summary", value: languages),
                .init(name: text, value: shape(0)), .init(name: "ext", value: object),
                .init(name: "contact", value: shape(1)), .init(name: "links", value: shape(2)),
            ])
            for (place, field) in FieldTable.fields(of: kind).enumerated() {
                record[field.name] = shape(place)
            }
            return record
        }
    }

    private func detail(_ record: JSONObject, networkName: String) -> ListingDetail {
        ListingDetail(
            id: RecordID(node: node, key: key), state: .live,
            origin: Origin("sem.example.org/\(node)/0") ?? fallback, index: 1, size: 2,
            payload: [], record: Record(json: record), received: 1, time: 1, via: node,
            networkName: networkName, isFrozen: true, refreshed: 1)
    }

    private var fallback: Origin {
        Origin(label: Label("sem.example.org") ?? label, node: node, epoch: 0)
    }

    private var label: Label { fallback.label }

    private func networks(_ text: String) -> NetworkNames {
        let status = LogStatus(
            origin: fallback, size: 1, root: .emptyRoot, held: 1, records: 1, withoutPayload: 0,
            isOwn: true, distance: 0, cleared: 0, isFrozen: true, isBroken: false,
            isConflict: false, isBlocked: false, isAccepted: true, via: nil, refreshed: 1,
            pendingSize: nil)
        let row = NetworkRow(
            node: node, label: "sem.example.org",
            name: [LanguageText(language: text, text: text)], record: nil, log: status,
            isOwn: true)
        return NetworkNames([row], languages: ["en"])
    }

    private static let allowedTags: Set<String> = [
        "!doctype", "html", "head", "meta", "title", "link", "body", "a", "header", "img", "bdi",
        "nav", "main", "article", "section", "h1", "h2", "h3", "p", "span", "small", "dl", "dt",
        "dd", "div", "ul", "li", "details", "summary", "footer", "form", "label", "input",
        "button", "select", "option", "table", "thead", "tbody", "tr", "th", "td",
    ]

    private static let allowedAttributes: Set<String> = [
        "lang", "dir", "charset", "name", "content", "rel", "href", "type", "class", "id", "src",
        "alt", "width", "height", "aria-labelledby", "title", "action", "role", "for", "value",
        "maxlength", "aria-describedby", "placeholder", "inputmode", "size", "scope",
        "data-label", "open", "selected", "html",
    ]

    /// What a browser would take for markup and no template has.
    private func foreign(_ page: [UInt8]) -> [String] {
        HTMLTags(page).tags.flatMap { tag in
            let name = tag.name.hasPrefix("/") ? String(tag.name.dropFirst()) : tag.name
            var found = Self.allowedTags.contains(name) ? [] : ["<\(tag.name)>"]
            found += tag.attributes.filter { !Self.allowedAttributes.contains($0.name) }
                .map { "<\(tag.name) \($0.name)>" }
            found += tag.attributes.filter { $0.name == "href" }.map(\.value).filter { href in
                !["/", "#", "https:", "http:", "mailto:", "tel:"].contains { href.hasPrefix($0) }
            }
            return found
        }
    }

    @Test(arguments: hostileTexts)
    func `D5 no text of a record becomes markup on its page`(text: String) throws {
        let networks = networks(text)
        for record in Self.records(text) {
            let detail = detail(record, networkName: text)
            let page = ListingPage(
                detail, networks: networks,
                names: [detail.id: LanguageText(language: text, text: text)], languages: ["en"],
                now: 100_000_000)
            let found = foreign(templates.render(page, .listing))
            #expect(found == [])
            if !found.isEmpty { return }
        }
    }

    @Test(arguments: hostileTexts)
    func `D5 no text of a record becomes markup in lists`(text: String) throws {
        let names = networks(text)
        let hits = Self.records(text).map { record in
            SearchHit(
                id: RecordID(node: node, key: key), record: Record(json: record), index: 1,
                distanceKm: 3, networkName: text, via: node, received: 1)
        }
        let items = hits.map { ResultItem($0, networks: names, languages: ["en"], now: 9) }
        let found = SangamStore.SearchPage(
            total: 1, totalAtLeast: true, hits: hits, next: text)
        let home = HomePage(networks: names, newest: items, total: found)
        #expect(foreign(templates.render(home, .home)) == [])
        let query = QueryParameters(
            items: SearchParameters.filters.map { .init(name: $0, value: text) })
        let search = SearchResultsPage(
            query: query, networks: names, found: found, results: items)
        #expect(foreign(templates.render(search, .search)) == [])
        let table = NetworksPage(names, states: [fallback: text], now: 9)
        #expect(foreign(templates.render(table, .networks)) == [])
        let message = MessagePage(frame: Frame(title: text, site: text), messageText: text)
        #expect(foreign(templates.render(message, .message)) == [])
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
            #expect(foreign(Array(page.utf8)) != [])
            let safe = SangamContentType().escapeText(text)
            #expect(foreign(Array("<p title=\"\(safe)\">\(safe)</p>".utf8)) == [])
        }
    }

    @Test func `D7 a record with thousands of members and values makes a page of bounded size`() {
        let many = (0..<10_000).map { JSON.string("a\($0)") }
        var record = JSONObject([
            .init(name: "kind", value: "organisation"), .init(name: "tags", value: .array(many)),
            .init(name: "goods", value: .array(many)), .init(name: "partOf", value: .array(many)),
            .init(name: "languages", value: .array(many)),
        ])
        record.members += (0..<5_000).map { .init(name: "member \($0)", value: "x") }
        let texts = JSONObject((0..<3_000).map { .init(name: "x-\($0)", value: "text") })
        for name in ["name", "summary", "description", "open"] { record[name] = .object(texts) }
        let page = ListingPage(
            detail(record, networkName: "SEM"), networks: networks("SEM"), names: [:],
            languages: ["en"], now: 9)
        let html = String(decoding: templates.render(page, .listing), as: UTF8.self)
        #expect(html.utf8.count < 200_000)
        #expect(html.contains("… and 9,900 more, in the data"))
    }

    @Test func `D5 a hostile name is on the page as text`() throws {
        let text = "\u{600}<script>alert(1)</script>"
        let record = JSONObject([
            .init(name: "kind", value: "organisation"), .init(name: "name", value: .string(text)),
        ])
        let page = ListingPage(
            detail(record, networkName: text), networks: networks(text), names: [:],
            languages: ["en"], now: 9)
        let bytes = templates.render(page, .listing)
        #expect(bytes.contains(sequence: Array("\u{600}&lt;script&gt;".utf8)))
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
                let page = ListingPage(
                    detail(record, networkName: ""), networks: networks("SEM"), names: [:],
                    languages: ["en"], now: 9)
                let html = String(
                    decoding: templates.render(page, .listing), as: UTF8.self)
                for link in html.split(separator: "href=\"").dropFirst() {
                    let target = link.prefix { $0 != "\"" }
                    #expect(
                        target.hasPrefix("/") || target.hasPrefix("#"), "\(name): \(target)")
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
        let page = ListingPage(
            detail(record, networkName: ""), networks: networks("SEM"), names: [:],
            languages: ["en"], now: 9)
        let html = String(decoding: templates.render(page, .listing), as: UTF8.self)
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
