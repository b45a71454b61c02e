import Foundation
import SangamDirectory
import SangamNode

@testable import SangamWeb

/// Every page with what it must show: the table that `EveryPageTests` goes through.
struct PageRoutes {
    struct Case {
        /// As `RouteSource` spells it.
        let route: String
        /// Without a language.
        let target: String
        var type = "text/html; charset=utf-8"
        /// English texts of ours, which an English reader must see.
        var words: [String] = []
        /// Texts of records, which every reader must see.
        var records: [String] = []
        var mayBeFramed = false
        /// Whether it has an address for each language.
        var hasLanguages = true
    }

    let cases: [Case]

    init(_ rich: RichNode) {
        cases = Self.lists + Self.details(rich) + Self.texts + Self.embeds(rich) + Self.files(rich)
    }

    private static let lists = [
        Case(
            route: "/", target: "/", words: ["Find each other", "7 listings from 1 network"],
            records: ["Tuesday market", "SEM South Africa"]),
        Case(
            route: "/search", target: "/search?q=bread", words: ["3 listings", "More filters"],
            records: ["Umbumbano Bakery", "Steamed bread", "Bread for a school"]),
        Case(
            route: "/map", target: "/map?q=bread&kind=organisation", words: ["Zoom in"],
            records: ["<svg class=\"chart\"", "Umbumbano Bakery"]),
        Case(
            route: "/calendar", target: "/calendar?month=2026-11",
            words: ["November 2026", "Thursday, 26 November 2026"],
            records: ["Baking course", "Tuesday market", "2026-11-24"]),
        Case(
            route: "/goods", target: "/goods", words: ["Bread</bdi> <small>3</small>"],
            records: ["/search?goods=goods:bread"]),
        Case(
            route: "/networks", target: "/networks", words: ["this is us", "in step"],
            records: ["SEM South Africa"]),
        Case(
            route: "/figures", target: "/figures", words: ["By month of listing"],
            records: ["/figures.csv"]),
        Case(
            route: "/print", target: "/print?q=bread", words: ["Directory on paper"],
            records: ["Umbumbano Bakery", "+27 31 555 0142"]),
    ]

    private static func details(_ rich: RichNode) -> [Case] {
        let node = rich.node.node.nodeID
        return [
            Case(
                route: "/l/{node}/{kind}/{id}", target: rich.path("/l", "bakery"),
                words: [
                    "Who says so", "What they offer", "Part of", "Somewhere in this area",
                    "Confirmed by SEM South Africa until 31 December 2031", "Show contact details",
                ],
                records: [
                    "Umbumbano Bakery", "Ibhikawozi", "Steamed bread", "eThekwini Chapter",
                    "Tuesday market", "An open oven", "Umbumbano Bakery Co-op", "COSATU",
                    "tel:+27315550142", "https://bakery.example.org", "Old number", "B-17",
                    "application/ld+json",
                ]),
            Case(
                route: "/l/{node}/{kind}/{id}", target: rich.path("/l", "offer"),
                words: ["Offer"],
                records: ["Steamed bread", "Umbumbano Bakery", "18.50", "Bread for a school"]),
            Case(
                route: "/l/{node}/{kind}/{id}", target: rich.path("/l", "want"), words: ["Want"],
                records: ["Bread for a school", "Steamed bread"]),
            Case(
                route: "/l/{node}/{kind}/{id}", target: rich.path("/l", "event"),
                words: ["26 November"], records: ["Baking course", "Umbumbano Bakery"]),
            Case(
                route: "/l/{node}/{kind}/{id}", target: rich.path("/l", "market"),
                words: ["Every Tuesday", "Who sells on Tuesday, 24 November 2026"],
                records: ["Tuesday market", "Umbumbano Bakery"]),
            Case(
                route: "/l/{node}/{kind}/{id}", target: rich.path("/l", "membership"),
                words: ["This is a statement"], records: ["Umbumbano Bakery"]),
            Case(
                route: "/l/{node}/{kind}/{id}", target: rich.path("/l", "vouch"),
                words: ["This is a statement"], records: ["k4gide"]),
            Case(
                route: "/l/{node}/{kind}/{id}", target: rich.path("/l", "link"),
                words: ["This is a statement"],
                records: ["Umbumbano Bakery", "Umbumbano Bakery Co-op"]),
            Case(
                route: "/n/{node}", target: "/n/\(node)", words: ["this is us"],
                records: ["SEM South Africa", "Tuesday market"]),
            Case(
                route: "/tree/{node}/{kind}/{id}", target: rich.path("/tree", "federation"),
                words: ["What is part of KwaZulu Federation"],
                records: ["KwaZulu Federation", "eThekwini Chapter", "Umbumbano Bakery"]),
            Case(
                route: "/ask/{node}/{kind}/{id}", target: rich.path("/ask", "bakery"),
                words: ["Your question", "<button>Send</button>"], records: ["Umbumbano Bakery"]),
            Case(
                route: "/correct/{node}/{kind}/{id}", target: rich.path("/correct", "bakery"),
                words: ["What is it about?", "Correct it line by line"],
                records: ["Umbumbano Bakery", "Bread and rolls"]),
        ]
    }

    private static let texts = [
        Case(
            route: "/verify", target: "/verify", words: ["Check a proof", "What is checked"]),
        Case(
            route: "/help", target: "/help",
            words: ["Finding something", "This page is run by SEM South Africa."]),
        Case(
            route: "/privacy", target: "/privacy",
            words: ["When you read", "This page is run by SEM South Africa."]),
        Case(route: "/accessibility", target: "/accessibility", words: ["How we test"]),
    ]

    private static func embeds(_ rich: RichNode) -> [Case] {
        [
            Case(
                route: "/embed/list", target: "/embed/list?q=bread", words: ["3 listings"],
                records: ["Umbumbano Bakery", "Steamed bread"], mayBeFramed: true),
            Case(
                route: "/embed/map", target: "/embed/map?q=bread", words: ["3 listings"],
                records: ["<svg class=\"chart\""], mayBeFramed: true),
            Case(
                route: "/embed/card",
                target: "/embed/card?id=" + rich.path("", "bakery").dropFirst(),
                records: ["Umbumbano Bakery", "Bread and rolls"], mayBeFramed: true),
        ]
    }

    private static func files(_ rich: RichNode) -> [Case] {
        let views = ViewFormat.allCases.flatMap { format in
            // Formats that hold some kinds only are asked for those.
            let name = format == .ics ? "Tuesday market" : "Umbumbano Bakery"
            return [
                ("search", [name]), ("map", [name]),
                ("calendar", format == .vcf ? [] : ["Tuesday market"]),
                ("networks", format == .ics ? [] : ["SEM South Africa"]),
            ].map { view, names in
                Case(
                    route: "/\(view).\(format.rawValue)", target: "/\(view).\(format.rawValue)",
                    type: format.contentType, records: names)
            }
        }
        return views + [
            Case(
                route: "/map.json", target: "/map.json?bbox=-40,20,-20,40",
                type: "application/json; charset=utf-8", records: ["Durban"]),
            Case(
                route: "/figures.csv", target: "/figures.csv", type: ViewFormat.csv.contentType,
                records: ["bread"]),
            Case(
                route: "/n/{node}", target: "/n/\(rich.node.node.nodeID).csv",
                type: ViewFormat.csv.contentType, records: ["Umbumbano Bakery"]),
            Case(
                route: "/l/{node}/{kind}/{id}", target: rich.path("/l", "bakery") + ".jsonld",
                type: ViewFormat.jsonld.contentType, records: ["Umbumbano Bakery"]),
            Case(
                route: "/l/{node}/{kind}/{id}", target: rich.path("/l", "bakery") + ".vcf",
                type: ViewFormat.vcf.contentType, records: ["Umbumbano Bakery"]),
            Case(
                route: "/l/{node}/{kind}/{id}", target: rich.path("/l", "market") + ".ics",
                type: ViewFormat.ics.contentType, records: ["FREQ=WEEKLY;BYDAY=TU"]),
            Case(
                route: "/l/{node}/{kind}/{id}/qr.svg",
                target: rich.path("/l", "bakery") + "/qr.svg",
                type: "image/svg+xml", records: ["<svg"], hasLanguages: false),
            Case(
                route: "/l/{node}/{kind}/{id}/picture",
                target: rich.path("/l", "image") + "/picture",
                type: "image/png", hasLanguages: false),
            Case(
                route: "/sitemap.xml", target: "/sitemap.xml",
                type: "application/xml; charset=utf-8",
                records: [rich.path("/l", "bakery"), "<urlset"], hasLanguages: false),
            Case(
                route: "/robots.txt", target: "/robots.txt", type: "text/plain; charset=utf-8",
                records: ["Disallow: /search", "/sitemap.xml"], hasLanguages: false),
        ]
    }

    /// The routes of pages as `Routes.swift` writes them.
    static func written() throws -> Set<String> {
        let file = LookFiles.top.appending(path: "Sources/SangamWeb/Routes.swift")
        return try written(in: String(contentsOf: file, encoding: .utf8))
    }

    static func written(in source: String) throws -> Set<String> {
        let pages = source.components(separatedBy: "routes.").dropFirst()
            .filter { $0.hasPrefix("page(") }.map { "routes." + $0 }.joined()
        return Set(try RouteSource.routes(in: pages).map { String($0.dropFirst("GET ".count)) })
    }
}
