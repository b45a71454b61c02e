import SangamDirectory
import SangamLog
import SangamStore

/// The filters of a search in a query, the same for pages, API and control socket: a repeated
/// parameter means or, different ones mean and.
struct SearchParameters: Sendable {
    var query: SearchQuery
    /// The opaque cursor of a further page.
    var cursor: String?
    /// What was typed as a place that is not two numbers: whoever asks has to find out where it is.
    private(set) var nearPlace: String?
    /// Whether no listing says where `nearPlace` is.
    var isPlaceUnknown = false
    /// As typed, for the form.
    private(set) var nearText = ""
    private(set) var withinText = ""
    /// What the record of `below` is called, where somebody has looked.
    var belowName: String?

    /// Parameters that filter, in the order in which a page names them.
    static let filters = [
        "q", "kind", "direction", "item", "day", "network", "country", "place", "category", "goods",
        "member", "fresh", "below", "from", "until", "bbox", "near", "within", "lang",
    ]
    /// What the links of a view keep.
    static let kept = filters + ["limit", "month"]
    static let withinDefault = "25"

    /// - Parameter takesPlaces: whether `near` may be the name of a place.
    /// Throws: 400 with the name of the parameter that cannot be understood.
    init(
        _ parameters: QueryParameters, cursorName: String,
        limit: Int = WebLimits.resultsPerPage, takesPlaces: Bool = false
    ) throws(WebProblem) {
        var query = SearchQuery(words: try parameters.single("q") ?? "", limit: limit)
        query.kinds = try Self.list(parameters, "kind") { word in
            LogResources.isKind(word) ? word : nil
        }
        query.networks = try Self.list(parameters, "network") { NodeID($0) }
        query.countries = try Self.list(parameters, "country") { CountryCode.normalised($0) }
        query.categories = try Self.list(parameters, "category") { Code($0) }
        query.languages = try Self.list(parameters, "lang") { tag in
            ShownText.languageTag(tag)
        }
        query.places = try Self.list(parameters, "place", Self.short)
        query.goods = try Self.list(parameters, "goods") { text in
            Code(text).map { .code($0) } ?? Self.short(text).map { .text($0) }
        }
        query.directions = try Self.list(parameters, "direction", Self.short)
        query.items = try Self.list(parameters, "item", Self.short)
        query.weekdays = try Self.list(parameters, "day") { Weekday(written: $0) }
        query.members = try Self.list(parameters, "member") { NodeID($0) }
        query.freshness = try Self.list(parameters, "fresh") { FreshnessBand(rawValue: $0) }
        query.below = try Self.one(parameters, "below") { RecordID($0) }
        query.box = try Self.one(parameters, "bbox") { MapBounds($0) }
        query.days = try Self.days(parameters)
        self.query = query
        try readNear(parameters, takesPlaces: takesPlaces)
        if let text = try parameters.single("limit") {
            guard let value = Decimal.parse(text.utf8), (1...200).contains(value) else {
                throw .parameter("limit", "limit is a number from 1 to 200")
            }
            self.query.limit = Int(value)
        }
        cursor = try parameters.single(cursorName).flatMap { $0.isEmpty ? nil : $0 }
        if let cursor {
            guard StoreReader.isCursor(cursor) else {
                throw .parameter(
                    cursorName, "\(cursorName) is the end of a page before, taken as it was given")
            }
        }
    }

    private static func short(_ text: String) -> String? {
        text.utf8.count <= FacetEntry.maximumBytes ? text : nil
    }

    private static func list<Value>(
        _ parameters: QueryParameters, _ name: String, _ read: (String) -> Value?
    ) throws(WebProblem) -> [Value] {
        let texts = parameters.filled(name)
        guard texts.count <= WebLimits.filterValuesMax else {
            throw .parameter(name, "at most \(WebLimits.filterValuesMax) values of \(name)")
        }
        var values: [Value] = []
        for text in texts {
            guard let value = read(text) else { throw .parameter(name, Self.allowed(name)) }
            values.append(value)
        }
        return values
    }

    private static func one<Value>(
        _ parameters: QueryParameters, _ name: String, _ read: (String) -> Value?
    ) throws(WebProblem) -> Value? {
        guard let text = try parameters.single(name), !text.isEmpty else { return nil }
        guard let value = read(text) else { throw .parameter(name, Self.allowed(name)) }
        return value
    }

    /// What a filter may be, for whoever wrote something else; nil for one that is not read here.
    static func allowed(_ name: String) -> String? {
        switch name {
        case "kind":
            "kind is a word in small letters such as organisation, offer, event, market, resource, "
                + "campaign or network"
        case "network", "member":
            "\(name) is a node id, 32 letters and digits, as /networks and every listing show it"
        case "country": "country is a code of two letters such as ZA (ISO 3166)"
        case "category": "category is scheme:code such as goods:bread"
        case "goods":
            "goods is scheme:code such as goods:bread, or words of at most "
                + "\(FacetEntry.maximumBytes) bytes"
        case "lang": "lang is a language tag such as en or pt-BR (BCP 47)"
        case "place", "direction", "item":
            "\(name) is a text of at most \(FacetEntry.maximumBytes) bytes"
        case "day":
            "day is one of " + Weekday.allCases.map(\.rawValue).joined(separator: ", ")
        case "fresh":
            "fresh is one of " + FreshnessBand.allCases.map(\.rawValue).joined(separator: ", ")
        case "below": "below is the id of a record: <node id>/<kind>/<id>"
        case "bbox": "bbox is south,west,north,east in degrees"
        default: nil
        }
    }

    private static func days(
        _ parameters: QueryParameters
    ) throws(WebProblem) -> SearchQuery.Days? {
        let from = try parameters.single("from").flatMap { $0.isEmpty ? nil : $0 }
        let until = try parameters.single("until").flatMap { $0.isEmpty ? nil : $0 }
        guard from != nil || until != nil else { return nil }
        guard let days = SearchQuery.Days(from: from, until: until) else {
            throw .parameter(
                from == nil ? "until" : "from", "from and until are days such as 2026-11-30")
        }
        return days
    }

    /// `near=LAT,LON&within=KM`, or `near=LAT,LON,KM`; for people also the name of a place.
    private mutating func readNear(
        _ parameters: QueryParameters, takesPlaces: Bool
    ) throws(WebProblem) {
        let within = try parameters.single("within").flatMap { $0.isEmpty ? nil : $0 }
        withinText = ShownText.line(within ?? "", scalarsMax: 20)
        guard SearchQuery.Near("0,0,\(within ?? Self.withinDefault)") != nil else {
            throw .parameter("within", "within is a number of kilometres, such as 25")
        }
        guard let place = try parameters.single("near"), !place.isEmpty else { return }
        nearText = ShownText.line(place, scalarsMax: 80)
        let commas = place.utf8.count { $0 == UInt8(ascii: ",") }
        let text = commas == 2 ? place : "\(place),\(within ?? Self.withinDefault)"
        if let near = SearchQuery.Near(text) {
            query.near = near
            return
        }
        let isNumbers = place.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || [0x20, 0x2B, 0x2C, 0x2D, 0x2E].contains(byte)
        }
        guard takesPlaces, !isNumbers, place.utf8.count <= FacetEntry.maximumBytes else {
            throw .parameter(
                "near",
                "near is latitude and longitude in degrees such as -29.86,31.03, with or without a "
                    + "number of kilometres behind them"
                    + (takesPlaces ? ", or the name of a place" : ""))
        }
        nearPlace = place
    }

    /// Sets where the place is that was typed.
    mutating func locate(_ point: GeoPoint) {
        let within = withinText.isEmpty ? Self.withinDefault : withinText
        query.near = SearchQuery.Near("\(point.latitude),\(point.longitude),\(within)")
    }
}
