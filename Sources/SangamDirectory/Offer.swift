/// What a record says of something offered or wanted.
///
/// Source: Protocol.md, Listings, offer.
public struct Offer: Sendable {
    /// The record that the view is made of.
    public let record: Record

    /// A price as written: the amount stays text, so that no money is rounded.
    public struct Price: Hashable, Sendable {
        /// The number, as written.
        public let amount: String
        /// ISO 4217, or the name of a local currency.
        public let currency: String?
        /// For how much: `loaf`, `hour` …
        public let per: String?
    }

    /// Where and on which days it is brought.
    public struct Delivery: Hashable, Sendable {
        /// Where it is brought to.
        public let area: String?
        /// On which days: `mo`, `tu` …
        public let days: [String]
    }

    /// A certification and how it was given.
    public struct Certification: Hashable, Sendable {
        /// What it is certified as.
        public let scheme: String
        /// `third-party`, `participatory`, `own-word` …
        public let how: String?
        /// Who certified it.
        public let by: String?
        /// Units: Unix seconds.
        public let until: Int64?
    }

    /// The view of an offer; nil for another kind.
    public init?(_ record: Record) {
        guard sameBytes(record.kind, "offer") else { return nil }
        self.record = record
    }

    /// `offer` or `want`.
    public var direction: String? { record.text("direction") }
    /// Whether something is wanted, not offered.
    public var isWanted: Bool { direction == "want" }
    /// `good`, `service`, `work`, `skill`, `finance`, `space` …
    public var item: String? { record.text("item") }
    /// `sell`, `give`, `lend`, `barter` …
    public var terms: [String] { record.texts("terms") }
    /// A reference.
    public var provider: String? { record.provider }
    /// How much there is, as written.
    public var quantity: String? { record.written("quantity") }
    /// What `quantity` and `minimum` count.
    public var unit: String? { record.text("unit") }
    /// How it is packed.
    public var pack: String? { record.text("pack") }
    /// The least that is sold, as written.
    public var minimum: String? { record.written("minimum") }
    /// `in`, `few`, `out`.
    public var stock: String? { record.text("stock") }
    /// The price; nil if the record names none.
    public var price: Price? {
        guard let price = record.json["price"]?.object,
            let amount = Record.written(price["amount"])
        else { return nil }
        return Price(
            amount: amount, currency: price["currency"]?.string, per: price["per"]?.string)
    }
    /// Units: Unix seconds.
    public var availableFrom: Int64? { Record.moment(record.json["available"]?.object?["from"]) }
    /// The first moment at which it is no longer available. Units: Unix seconds.
    public var availableUntil: Int64? { Record.end(record.json["available"]?.object?["until"]) }
    /// In which season there is some, as written.
    public var season: String? { record.json["available"]?.object?["season"]?.string }
    /// Where and when it is delivered.
    public var delivers: [Delivery] {
        record.list("delivers").compactMap { item in
            guard let object = item.object else { return nil }
            let days = (object["days"]?.array ?? []).compactMap { $0.string }
            return Delivery(area: object["area"]?.string, days: days)
        }
    }
    /// What it is certified as, by whom.
    public var certifications: [Certification] {
        record.list("certification").compactMap { item in
            guard let object = item.object, let scheme = object["scheme"]?.string else {
                return nil
            }
            return Certification(
                scheme: scheme, how: object["how"]?.string, by: object["by"]?.string,
                until: Record.end(object["until"]))
        }
    }
    /// How far it is offered, as written.
    public var reach: String? { record.text("reach") }
}
