/// What a record says of a market.
///
/// Source: Protocol.md, Listings, market.
public struct Market: Sendable {
    /// The record that the view is made of.
    public let record: Record

    /// When it is held, as written.
    public struct Schedule: Hashable, Sendable {
        /// Local time of the first day.
        public let starts: String?
        /// The name of an IANA time zone.
        public let zone: String?
        /// How long a day's market lasts. Units: minutes.
        public let minutes: Int?
        /// A recurrence rule (RFC 5545).
        public let repeats: String?
        /// Days on which it is not held, or other words about exceptions.
        public let exceptions: [String]
    }

    /// The view of a market; nil for another kind.
    public init?(_ record: Record) {
        guard sameBytes(record.kind, "market") else { return nil }
        self.record = record
    }

    /// When it is held; nil if the record does not say.
    public var schedule: Schedule? {
        guard let object = record.json["schedule"]?.object else { return nil }
        return Schedule(
            starts: object["starts"]?.string, zone: object["zone"]?.string,
            minutes: object["minutes"]?.int, repeats: object["repeats"]?.string,
            exceptions: (object["exceptions"]?.array ?? []).compactMap { $0.string })
    }
    /// A reference.
    public var `operator`: String? { record.text("operator") }
    /// References to those who sell there, always or on single days, each once.
    public var sellers: [String] {
        Self.once(stalls)
    }

    /// Those who sell on a day; without a day those who always do.
    public func sellers(on day: CivilDate?) -> [String] {
        Self.once(
            stalls.filter { stall in
                stall.days.isEmpty
                    || day.map { day in
                        stall.days.contains { sameBytes($0, day.description) }
                    } ?? false
            })
    }

    private typealias Stall = (seller: String, days: [String])

    private static func once(_ stalls: [Stall]) -> [String] {
        var seen: Set<[UInt8]> = []
        return stalls.map(\.seller).filter { seen.insert(Array($0.utf8)).inserted }
    }

    /// Each seller with the days named for them; none means always.
    ///
    /// Shape: `"…"`, `{"record":…,"dates":[…]}`, `{"record":…,"date":…}` or
    /// `{"date":…,"records":[…]}`.
    private var stalls: [Stall] {
        record.list("sellers").flatMap { item -> [Stall] in
            if let text = item.string { return [(text, [])] }
            guard let object = item.object else { return [] }
            let dates = object["dates"]?.array ?? [object["date"]].compactMap { $0 }
            let days = dates.compactMap { $0.string }
            let sellers = [object["record"]].compactMap { $0 } + (object["records"]?.array ?? [])
            return sellers.compactMap { $0.string }.map { ($0, days) }
        }
    }
    /// Means of payment.
    public var accepts: [String] { record.texts("accepts") }
}
