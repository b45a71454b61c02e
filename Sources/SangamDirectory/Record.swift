/// A record: what one payload says, with views of the members that pages, filters and search use.
///
/// Views never fail: a member of another shape than expected reads as absent, and stays in `json`.
/// Lists of values are open: an unknown value is given back as written.
///
/// Source: Protocol.md, Records.
public struct Record: Sendable, Equatable {
    /// The kind as the payload says it; empty if it says none.
    public let kind: String
    /// Every member, as written.
    public let json: JSONObject
    /// The whole place. Read once: each of the views below is of it.
    public let place: Place?

    /// The record that an object describes; nothing is checked.
    public init(json: JSONObject) {
        self.kind = json["kind"]?.string ?? ""
        self.json = json
        place = Place(json["place"])
    }

    public static func == (left: Record, right: Record) -> Bool { left.json == right.json }

    // MARK: - What it is called

    /// The language that the record was written in (BCP 47).
    public var lang: String? { text("lang") }
    /// The names, in the order written.
    public var names: [LanguageText] { LanguageText.read(json["name"], original: lang) }
    /// The short descriptions, in the order written.
    public var summaries: [LanguageText] { LanguageText.read(json["summary"], original: lang) }
    /// The long descriptions, in the order written.
    public var descriptions: [LanguageText] {
        LanguageText.read(json["description"], original: lang)
    }
    /// `active`, `paused`, `closed`, or whatever was written.
    public var status: String? { text("status") }

    // MARK: - Words

    /// Classes from vocabularies.
    public var categories: [Code] { list("categories").compactMap { Code($0) } }
    /// What is made, done or traded.
    public var goods: [Term] { list("goods").compactMap { Term($0) } }
    /// Free words.
    public var tags: [String] { texts("tags") }
    /// The languages spoken.
    public var languages: [String] { texts("languages") }

    // MARK: - Where

    /// Locality, region and country on one line.
    public var placeText: String? { place?.text }
    /// Town or village.
    public var locality: String? { place?.locality }
    /// Province, state or district.
    public var region: String? { place?.region }
    /// ISO 3166-1 alpha-2.
    public var country: String? { place?.country }
    /// The point, if it is in range.
    public var point: GeoPoint? { place?.point }
    /// How exact the point is.
    public var precision: String? { place?.precision }

    // MARK: - How to reach them

    /// The links that may be shown as links; the others are in `withheld`.
    public var links: [Link] { readLinks().shown }
    /// What is not shown as written, with the reason of each.
    public var withheld: [DisplayRules.Withheld] {
        var all = readLinks().withheld
        if let point = json["place"]?.object?["point"], point != .null, self.point == nil {
            all.append(
                .init(
                    field: "place.point",
                    reason: "it is not [latitude, longitude] within 90 and 180 degrees",
                    value: String(decoding: RecordCoding.encode(point).prefix(200), as: UTF8.self)))
        }
        return all
    }
    /// Ways of contact, as written.
    public var contact: [Contact.Item] { Contact(json["contact"]).items }
    /// Who takes enquiries: a reference.
    public var contactVia: String? { text("contactVia") }
    /// The record's own address on the web, if it may be shown as a link.
    public var url: Link? { link("url") }

    // MARK: - How fresh

    /// When the record was last confirmed.
    ///
    /// Units: Unix seconds.
    public var confirmedAt: Int64? { Self.moment(json["confirmed"]?.object?["at"]) }
    /// Who confirmed it, as written.
    public var confirmedBy: String? { json["confirmed"]?.object?["by"]?.string }
    /// The first moment at which the record no longer holds; a date runs to its end in UTC.
    ///
    /// Units: Unix seconds.
    public var validUntil: Int64? { Self.end(json["validUntil"]) }
    /// Whether the record says that it holds until further notice.
    public var isStanding: Bool { json["standing"]?.bool == true }
    /// Whether the record has run out at `now` (Unix seconds). A standing record never does.
    public func expires(at now: Int64) -> Bool {
        guard !isStanding, let end = expiry else { return false }
        return now >= end
    }

    // MARK: - Where it came from and what it points at

    /// The system that the record was imported from.
    public var sourceSystem: String? { json["source"]?.object?["system"]?.string }
    /// Its key in that system; a number is given as written.
    public var sourceID: String? {
        Self.written(json["source"]?.object?["id"])
    }
    /// The licence of the record (SPDX), as written.
    public var licence: String? { text("licence") }
    /// Whom to name when the record is used.
    public var attribution: String? { text("attribution") }
    /// The records that this one is part of: references, nearest first.
    public var partOf: [String] {
        texts("partOf") + related.filter { $0.rel == "part-of" }.map(\.record)
    }
    /// Who makes an offer or keeps a resource: a reference.
    public var provider: String? { text("provider") }
    /// Records that stand in some relation to this one.
    public var related: [Relation] {
        list("related").compactMap { item in
            guard let record = item.object?["record"]?.string else { return nil }
            return Relation(rel: item.object?["rel"]?.string ?? "", record: record)
        }
    }

    /// A relation to another record, as written: `supplies` and a reference.
    public struct Relation: Hashable, Sendable {
        /// The relation: `supplies`, `uses` …
        public let rel: String
        /// A reference.
        public let record: String
    }
}
