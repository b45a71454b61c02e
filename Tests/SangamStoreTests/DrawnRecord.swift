import SangamDirectory

/// What one record of the test has, as it was drawn.
struct DrawnRecord {
    var number = 0
    var network = 0
    var kind = ""
    var country: String?
    var region: String?
    var town: String?
    var language = ""
    var goods: [String] = []
    var category: String?
    var direction: String?
    var item: String?
    var point: (Double, Double)?
    var confirmed: Int64?
    var isExpired = false
    var start: String?
    var repeats = false
    /// Of an offer: on which day it is brought.
    var delivered: String?
    var word = ""
    var parent: Int?

    /// By hand: the days of the dates that are drawn.
    var weekdays: [String?] {
        if kind == "offer" { return [delivered.map { String($0.lowercased().prefix(2)) }] }
        guard kind == "event" || kind == "market", let start else { return [] }
        return [["2026-11-20": "fr", "2026-11-25": "we"][String(start.prefix(10))] ?? "tu"]
    }

    var payload: String {
        var rest = ""
        var address = ""
        if let town { address += #","locality":"\#(town)""# }
        if let region { address += #","region":"\#(region)""# }
        if let country { address += #","country":"\#(country)""# }
        var place = #""address":{\#(address.dropFirst())}"#
        if let point { place += #","point":[\#(point.0),\#(point.1)]"# }
        rest += #","place":{\#(place)}"#
        if !goods.isEmpty {
            let list = goods.map { text -> String in
                guard let code = Code(text) else { return #""\#(text)""# }
                return #"{"scheme":"\#(code.scheme)","code":"\#(code.code)"}"#
            }
            rest += #","goods":[\#(list.joined(separator: ","))]"#
        }
        if let category { rest += #","categories":[{"scheme":"own","code":"\#(category)"}]"# }
        if let direction { rest += #","direction":"\#(direction)""# }
        if let item { rest += #","item":"\#(item)""# }
        if let confirmed { rest += #","confirmed":{"at":\#(confirmed)}"# }
        if let delivered { rest += #","delivers":[{"area":"here","days":["\#(delivered)"]}]"# }
        if isExpired { rest += #","validUntil":"2020-01-01""# }
        if let start {
            let rule = repeats ? #","repeats":"FREQ=WEEKLY""# : ""
            rest +=
                kind == "market"
                ? #","schedule":{"starts":"\#(start)","minutes":120\#(rule)}"#
                : #","starts":"\#(start)"\#(rule)"#
        }
        if let parent, let key = try? Network.key(parent) { rest += #","partOf":["\#(key)"]"# }
        let name = #"{"\#(language)":"Common \#(word) \#(number)"}"#
        return #"{"kind":"\#(kind)","lang":"\#(language)","name":\#(name)\#(rest)}"#
    }
}
