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
    /// References to those who sell there; entries for single dates are read too.
    public var sellers: [String] {
        record.list("sellers").compactMap { $0.string ?? $0.object?["record"]?.string }
    }
    /// Means of payment.
    public var accepts: [String] { record.texts("accepts") }
}
