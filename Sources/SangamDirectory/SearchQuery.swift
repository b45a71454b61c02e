import SangamLog

/// What somebody asks of the directory: words and filters.
///
/// Several values of one filter mean or; different filters mean and.
public struct SearchQuery: Hashable, Sendable {
    /// Places within `km` of a point.
    public struct Near: Hashable, Sendable {
        /// The middle of the circle.
        public let point: GeoPoint
        /// Units: kilometres, above 0, at most 20,038 (half the equator).
        public let km: Double

        /// Units: degrees.
        public var latitude: Double { point.latitude }
        /// Units: degrees.
        public var longitude: Double { point.longitude }

        /// Everything within `km` of a point; nil if a value is out of range.
        public init?(latitude: Double, longitude: Double, km: Double) {
            guard let point = GeoPoint(latitude: latitude, longitude: longitude), km > 0,
                km <= 20_038
            else { return nil }
            self.point = point
            self.km = km
        }

        /// Reads `LAT,LON,KM`; nil for anything else.
        public init?(_ text: String) {
            guard text.utf8.count <= 80 else { return nil }
            let parts = text.split(separator: ",", omittingEmptySubsequences: false)
            guard parts.count == 3, let latitude = Double(parts[0]),
                let longitude = Double(parts[1]), let km = Double(parts[2])
            else { return nil }
            self.init(latitude: latitude, longitude: longitude, km: km)
        }
    }

    /// The most bytes of `words` that are looked at; the rest is cut and `isCut` says so.
    public static let maximumBytes = 1_024
    /// The most words that are looked for; the rest is cut and `isCut` says so.
    public static let maximumWords = 24
    /// The most results of one page.
    public static let maximumLimit = 200

    /// What was typed, as typed.
    public var words: String
    /// Kinds of records; none means listings of every kind.
    public var kinds: [String]
    /// The networks whose records are wanted; none means all.
    public var networks: [NodeID]
    /// ISO 3166-1 alpha-2.
    public var countries: [String]
    /// Codes of which a record must have one.
    public var categories: [Code]
    /// Languages that a listing must have been written in or translated to.
    public var languages: [String]
    /// Where the record must be.
    public var near: Near?
    /// How many results are wanted, 1…200.
    public var limit: Int

    /// A query; by default everything, 20 results.
    public init(
        words: String = "", kinds: [String] = [], networks: [NodeID] = [],
        countries: [String] = [], categories: [Code] = [], languages: [String] = [],
        near: Near? = nil, limit: Int = 20
    ) {
        self.words = words
        self.kinds = kinds
        self.networks = networks
        self.countries = countries.map { CountryCode.normalised($0) ?? $0 }
        self.categories = categories
        self.languages = languages
        self.near = near
        self.limit = max(1, min(limit, Self.maximumLimit))
    }
}
