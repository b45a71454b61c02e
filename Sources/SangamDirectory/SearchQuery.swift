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

    /// Days of a calendar: what takes place between them, or may.
    public struct Days: Hashable, Sendable {
        /// The first moment, on the wall clock of each place (see `DatedSpan`).
        public let from: Int64
        /// The first moment that no longer counts.
        public let end: Int64

        /// The days from one date to another, both included, as `YYYY-MM-DD`; nil for one of them
        /// means without that end. Nil if both are, if a text is no date, or if they are the wrong
        /// way round.
        public init?(from: String?, until: String?) {
            guard from != nil || until != nil else { return nil }
            func moment(_ text: String) -> Int64? {
                CivilTime.isDate(text) ? CivilTime.unixSeconds(text) : nil
            }
            guard let first = from.map(moment) ?? -DatedSpan.open,
                let last = until.map(moment) ?? DatedSpan.open - CivilTime.daySeconds,
                first <= last
            else { return nil }
            self.from = first
            end = last + CivilTime.daySeconds
        }

        /// Whether something takes place in these days, as far as its span tells.
        public func contains(first: Int64, last: Int64) -> Bool { last > from && first < end }
    }

    /// The most bytes of `words` that are looked at; the rest is cut and `isCut` says so.
    public static let maximumBytes = 1_024
    /// The most words that are looked for; the rest is cut and `isCut` says so.
    public static let maximumWords = 24
    /// The most results of one page.
    public static let maximumLimit = 200
    /// The most values of one filter; the rest is left out.
    public static let maximumValues = 32

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
    /// Regions or towns, as typed; compared folded and whole.
    public var places: [String] = []
    /// What is made, done, traded, offered or wanted; texts are compared folded and whole.
    public var goods: [Term] = []
    /// `offer`, `want`.
    public var directions: [String] = []
    /// Of offers and wants: `good`, `service`, `work`, `skill` …
    public var items: [String] = []
    /// Days of the week on one of which it is brought or takes place.
    public var weekdays: [Weekday] = []
    /// Networks one of which confirms the record as its member, now.
    public var members: [NodeID] = []
    /// How long ago the record was last confirmed.
    public var freshness: [FreshnessBand] = []
    /// A record of which the wanted ones are a part, directly or through others.
    public var below: RecordID?
    /// When it takes place; then only events and markets are found.
    public var days: Days?
    /// Where on a map.
    public var box: MapBounds?
    /// Whether things are wanted, as people count them, and not records: what several networks list
    /// is found once, and a picture only if pictures are asked for.
    public var countsThings = false
    /// Whether, where few are found, names that hold the words inside of others are found too, and
    /// other spellings are suggested.
    public var isForgiving = true
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

    /// Everything that there is, as people count it.
    public static func everything(limit: Int) -> SearchQuery {
        var query = SearchQuery(limit: limit)
        query.countsThings = true
        return query
    }
}

extension SearchQuery {
    /// Every value that a filter of this kind asks for.
    public func values(of kind: FacetKind) -> [FacetValue] {
        switch kind {
        case .kind: kinds.map { .word($0) }
        case .network: networks.map { .network($0) }
        case .country: countries.map { .word($0) }
        case .region, .locality: places.map { .word($0) }
        case .goods:
            goods.map { term in
                switch term {
                case .code(let code): .code(code)
                case .text(let text): .word(text)
                }
            }
        case .category: categories.map { .code($0) }
        case .language: languages.map { .word($0) }
        case .direction: directions.map { .word($0) }
        case .item: items.map { .word($0) }
        case .member: members.map { .network($0) }
        case .freshness: freshness.map { .freshness($0) }
        case .weekday: weekdays.map { .word($0.rawValue) }
        }
    }

    /// The same query without the filter that a facet stands for, so that a reader sees what else
    /// there is.
    public func without(_ kind: FacetKind) -> SearchQuery {
        var query = self
        switch kind {
        case .kind: query.kinds = []
        case .network: query.networks = []
        case .country: query.countries = []
        case .region, .locality: query.places = []
        case .goods: query.goods = []
        case .category: query.categories = []
        case .language: query.languages = []
        case .direction: query.directions = []
        case .item: query.items = []
        case .member: query.members = []
        case .freshness: query.freshness = []
        case .weekday: query.weekdays = []
        }
        return query
    }

    /// The same query with at most `maximumValues` values of each filter, so that nobody's address
    /// bar makes the index work for long.
    public var bounded: SearchQuery {
        var query = self
        query.kinds = Array(kinds.prefix(Self.maximumValues))
        query.networks = Array(networks.prefix(Self.maximumValues))
        query.countries = Array(countries.prefix(Self.maximumValues))
        query.categories = Array(categories.prefix(Self.maximumValues))
        query.languages = Array(languages.prefix(Self.maximumValues))
        query.places = Array(places.prefix(Self.maximumValues))
        query.goods = Array(goods.prefix(Self.maximumValues))
        query.directions = Array(directions.prefix(Self.maximumValues))
        query.items = Array(items.prefix(Self.maximumValues))
        query.members = Array(members.prefix(Self.maximumValues))
        query.weekdays = Array(weekdays.prefix(Self.maximumValues))
        return query
    }
}
