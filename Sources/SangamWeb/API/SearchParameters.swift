import SangamDirectory
import SangamLog
import SangamStore

/// The filters of a search in a query, the same for pages, API and control socket: a repeated
/// parameter means or, different ones mean and.
struct SearchParameters: Sendable {
    var query: SearchQuery
    /// The opaque cursor of a further page.
    var cursor: String?
    /// Parameters that filter, in the order in which a page names them.
    static let filters = ["q", "kind", "network", "country", "category", "near", "within", "lang"]

    /// Throws: 400 with the name of the parameter that cannot be understood.
    init(
        _ parameters: QueryParameters, cursorName: String,
        limit: Int = WebLimits.resultsPerPage
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
        query.near = try Self.near(parameters)
        if let text = try parameters.single("limit") {
            guard let value = Decimal.parse(text.utf8), (1...200).contains(value) else {
                throw .parameter("limit", "limit is a number from 1 to 200")
            }
            query.limit = Int(value)
        }
        self.query = query
        cursor = try parameters.single(cursorName).flatMap { $0.isEmpty ? nil : $0 }
        if let cursor {
            guard StoreReader.isCursor(cursor) else { throw .parameter(cursorName) }
        }
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
            guard let value = read(text) else { throw .parameter(name) }
            values.append(value)
        }
        return values
    }

    /// `near=LAT,LON&within=KM`, or `near=LAT,LON,KM`.
    private static func near(
        _ parameters: QueryParameters
    ) throws(WebProblem) -> SearchQuery.Near? {
        let within = try parameters.single("within").flatMap { $0.isEmpty ? nil : $0 }
        guard let place = try parameters.single("near"), !place.isEmpty else { return nil }
        let commas = place.utf8.count { $0 == UInt8(ascii: ",") }
        let text = commas == 2 ? place : "\(place),\(within ?? "25")"
        guard let near = SearchQuery.Near(text) else {
            throw .parameter(
                "near", "near is latitude and longitude in degrees, within is in kilometres")
        }
        return near
    }
}
