import SangamDirectory
import SangamLog
import SangamStore

/// The filters beside a list, as links with counts.
struct FacetMaking {
    let context: PageContext
    /// The present view.
    let address: ViewAddress

    /// In the order in which a page shows them, with the parameter of each.
    private static let shown: [(kind: FacetKind, title: String, parameter: String)] = [
        (.kind, "facetKind", "kind"), (.direction, "facetDirection", "direction"),
        (.goods, "facetGoods", "goods"),
        (.category, "facetCategory", "category"), (.weekday, "facetWeekday", "day"),
        (.country, "facetCountry", "country"), (.region, "facetRegion", "place"),
        (.locality, "facetTown", "place"), (.network, "facetNetwork", "network"),
        (.member, "facetMember", "member"), (.language, "facetLanguage", "lang"),
        (.freshness, "facetFreshness", "fresh"),
    ]
    private static let valuesShown = 12

    func facets(_ survey: Survey) -> [Facet] {
        Self.shown.compactMap { item in
            guard let counts = survey.facets[item.kind] else { return nil }
            let isAsked = counts.values.contains(where: \.isAsked)
            // One value that everything has narrows nothing.
            guard counts.values.count > 1 || isAsked else { return nil }
            return Facet(
                facetTitle: context.text(item.title), facetIsOpen: isAsked,
                facetValues: values(counts, item.kind, item.parameter))
        }
    }

    private func values(
        _ counts: FacetCounts, _ kind: FacetKind, _ parameter: String
    ) -> [Facet.Value] {
        let asked = counts.values.filter(\.isAsked)
        let others = counts.values.filter { !$0.isAsked }
        // A week has its own order.
        let order = kind == .weekday ? Weekday.allCases.map { FacetValue.word($0.rawValue) } : []
        let shown = asked + others.prefix(max(0, Self.valuesShown - asked.count))
        let week = order.compactMap { day in shown.first { $0.value == day } }
        return (week.isEmpty ? shown : week).map { item in
            let value = Self.parameter(of: item.value)
            let isOn = item.isAsked && address.has(parameter, value)
            return Facet.Value(
                valueText: label(item.value, kind),
                valueCount: counts.isAtLeast
                    ? context.text(
                        "atLeast", ["number": context.catalogue.grouped(item.count)])
                    : context.catalogue.grouped(item.count),
                valuePath: isOn
                    ? address.removing(parameter, value).text
                    : address.adding(parameter, value).text,
                valueIsOn: isOn)
        }
    }

    /// A value as the address has it.
    static func parameter(of value: FacetValue) -> String {
        switch value {
        case .word(let text): text
        case .code(let code): "\(code.scheme):\(code.code)"
        case .network(let node): node.text
        case .freshness(let band): band.rawValue
        }
    }

    /// What a value is called.
    func label(_ value: FacetValue, _ kind: FacetKind) -> ShownLine {
        let catalogue = context.catalogue
        let labels = FacetLabels(languages: context.languages)
        switch (kind, value) {
        case (.kind, .word(let word)): return ShownLine(catalogue.word("kinds", word) ?? word)
        case (.direction, .word(let word)):
            return ShownLine(catalogue.word("facetDirection", word) ?? word)
        case (.weekday, .word(let word)):
            return ShownLine(catalogue.weekday(code: word) ?? ShownText.line(word, scalarsMax: 80))
        case (.item, .word(let word)): return ShownLine(catalogue.word("item", word) ?? word)
        case (.country, .word(let word)): return line(labels.country(word))
        case (.language, .word(let word)):
            return ShownLine(catalogue.language(word), language: word)
        case (_, .word(let word)): return ShownLine(ShownText.line(word, scalarsMax: 80))
        case (_, .code(let code)): return line(context.label(code))
        case (_, .network(let node)): return ShownLine(context.networks.name(node))
        case (_, .freshness(let band)):
            return ShownLine(catalogue.word("fresh", band.rawValue) ?? band.rawValue)
        }
    }

    private func line(_ label: FacetLabels.Label) -> ShownLine {
        switch label {
        case .text(let text):
            ShownLine(ShownText.line(text.text, scalarsMax: 80), language: text.language)
        case .key(let key): ShownLine(context.text(key))
        case .written(let text): ShownLine(ShownText.line(text, scalarsMax: 80))
        }
    }
}
