import SangamDirectory
import SangamLog
import SangamStore

/// `/search`
struct SearchResultsPage: Sendable {
    struct Choice: Sendable {
        let choiceValue: String
        let choiceText: String
        let isChosen: Bool
    }

    /// A filter that is on, and the same search without it.
    struct Chip: Sendable {
        let chipText: String
        let chipPath: String
    }

    /// Another spelling, and the search for it.
    struct Spelling: Sendable {
        let spellingText: String
        let spellingPath: String
    }

    let frame: Frame
    let asked: String
    let countText: String
    let kinds: [Choice]
    let networkChoices: [Choice]
    let country: String
    let language: String
    let category: String
    let near: String
    let within: String
    let hasMore: Bool
    let chips: [Chip]
    let hasChips: Bool
    let results: [ResultItem]
    let isEmpty: Bool
    let spellings: [Spelling]
    let hasSpellings: Bool
    let nextPath: String?
    let dataPath: String

    init(
        query: QueryParameters, networks: NetworkNames, found: SangamStore.SearchPage,
        results: [ResultItem]
    ) {
        let words = query.values("q").first ?? ""
        asked = ShownText.line(words, scalarsMax: 1_024)
        frame = Frame(
            title: asked.isEmpty ? "Search" : "\(asked) · Search", site: networks.site)
        countText = Words.listings(found.total, atLeast: found.totalAtLeast)
        let kind = query.filled("kind")
        kinds = Words.kindChoices.map { value, text in
            Choice(choiceValue: value, choiceText: text, isChosen: kind.contains(value))
        }
        let chosen = query.filled("network")
        let offered = networks.rows.prefix(WebLimits.networksShownMax)
        networkChoices = offered.map { row in
            Choice(
                choiceValue: row.node.text, choiceText: networks.name(row.node),
                isChosen: chosen.contains(row.node.text))
        }
        func first(_ name: String) -> String {
            ShownText.line(query.filled(name).first ?? "", scalarsMax: 256)
        }
        country = first("country")
        language = first("lang")
        category = first("category")
        near = first("near")
        within = first("within")
        hasMore = !(country + language + category + near).isEmpty || !chosen.isEmpty
        chips = Self.chips(query, networks)
        hasChips = !chips.isEmpty
        self.results = results
        isEmpty = results.isEmpty
        spellings = found.suggestions.map { text in
            Spelling(
                spellingText: ShownText.line(text, scalarsMax: 200),
                spellingPath: Self.path("/search", query, leavingOut: nil, more: ("q", text)) {
                    $0.name != "page" && $0.name != "q"
                })
        }
        hasSpellings = !spellings.isEmpty
        nextPath = found.next.map { next in
            Self.path("/search", query, leavingOut: nil, more: ("page", next)) {
                $0.name != "page"
            }
        }
        dataPath = Self.path("/api/v1/listings", query, leavingOut: nil) { $0.name != "page" }
    }

    private static func chips(_ query: QueryParameters, _ networks: NetworkNames) -> [Chip] {
        query.items.enumerated().compactMap { index, item in
            guard SearchParameters.filters.contains(item.name), item.name != "within",
                !item.value.isEmpty
            else { return nil }
            let value = ShownText.line(item.value, scalarsMax: 80)
            let text =
                switch item.name {
                case "kind": Words.kind(item.value)
                case "network": NodeID(item.value).map(networks.name) ?? value
                case "lang": Words.language(value)
                case "near": "near \(value)"
                default: value
                }
            let isNear = item.name == "near"
            return Chip(
                chipText: ShownText.line(text),
                chipPath: path("/search", query, leavingOut: index) { other in
                    other.name != "page" && !(isNear && other.name == "within")
                })
        }
    }

    /// A path with the filters that are kept, and one more parameter.
    private static func path(
        _ path: String, _ query: QueryParameters, leavingOut: Int?,
        more: (name: String, value: String)? = nil, _ isKept: (QueryParameters.Item) -> Bool
    ) -> String {
        let kept = query.items.enumerated().filter { index, item in
            index != leavingOut && !item.value.isEmpty && isKept(item)
                && (SearchParameters.filters + ["limit"]).contains(item.name)
        }
        let all = kept.map { ($0.element.name, $0.element.value) } + (more.map { [$0] } ?? [])
        guard !all.isEmpty else { return path }
        return path + "?"
            + all.map { "\($0)=\(QueryParameters.encode($1))" }.joined(separator: "&")
    }
}
