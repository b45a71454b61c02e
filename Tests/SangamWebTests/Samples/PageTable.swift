@testable import SangamWeb

/// Every page, with the template that renders it.
struct PageTable {
    struct Page {
        let name: String
        let template: Templates.Name
        let model: any Sendable
    }

    static func pages(_ samples: Samples) throws -> [Page] {
        [
            Page(name: "home", template: .home, model: samples.home),
            Page(name: "search", template: .search, model: samples.search),
            Page(name: "search-empty", template: .search, model: samples.searchEmpty),
            Page(name: "map", template: .map, model: try samples.map()),
            Page(name: "calendar", template: .calendar, model: samples.calendar),
            Page(name: "goods", template: .goods, model: samples.goods),
            Page(name: "listing", template: .listing, model: samples.listing),
            Page(name: "market", template: .listing, model: samples.market),
            Page(name: "network", template: .network, model: samples.network),
            Page(name: "networks", template: .networks, model: samples.networks),
            Page(name: "tree", template: .tree, model: samples.tree),
            Page(name: "figures", template: .figures, model: samples.figures),
            Page(name: "print", template: .print, model: samples.print),
            Page(name: "embed-list", template: .embedlist, model: samples.embedList),
            Page(name: "embed-map", template: .embedmap, model: try samples.embedMap()),
            Page(name: "verify", template: .verify, model: samples.verify),
            Page(name: "verify-bad", template: .verify, model: samples.verifyBad),
            Page(name: "help", template: .help, model: samples.textPage),
            Page(name: "privacy", template: .privacy, model: samples.textPage),
            Page(name: "accessibility", template: .accessibility, model: samples.textPage),
            Page(name: "ask", template: .ask, model: samples.ask),
            Page(name: "correct", template: .correct, model: samples.correct),
            Page(name: "sent", template: .sent, model: samples.sent),
            Page(name: "message", template: .message, model: samples.message),
        ]
    }

    /// Templates that are pages of their own; the others are parts.
    static func whole() throws -> Set<Templates.Name> {
        Set(try pages(Samples(isFull: false, words: [:])).map(\.template))
    }
}
