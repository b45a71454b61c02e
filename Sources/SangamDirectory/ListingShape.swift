/// What a member of a record that we publish must look like, with every limit that it has.
///
/// Units: texts are counted in Unicode code points, lists in items.
indirect enum ListingShape: Sendable {
    /// A text.
    case text(max: Int)
    /// Language tag to text; at least one text.
    case texts(max: Int)
    /// A word of an open list, such as `enterprise`: unknown words are allowed, long ones are not.
    case word
    case flag
    /// A number from `min` to `max`, or the same as a decimal text.
    case amount(min: Double, max: Double)
    /// A whole number from 0 to `max`.
    case count(max: Int)
    case language
    /// ISO 3166-1 alpha-2.
    case country
    /// `http` or `https`.
    case webURL
    /// Any scheme that may be shown as a link.
    case linkURL
    /// `[latitude, longitude]`.
    case point
    /// `YYYY-MM-DD`.
    case date
    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    case partialDate
    /// A date, a time, or Unix seconds.
    case moment
    /// A local time without a zone.
    case localTime
    /// The name of an IANA time zone.
    case zone
    /// A rule of RFC 5545, also one of which no dates are worked out here.
    case recurrence
    /// `<node id>/<kind>/<id>` or `<kind>/<id>`.
    case reference
    /// A reference, or a text that is not taken for one.
    case referenceOrText(max: Int)
    /// 32 characters of base32.
    case node
    /// Lower-case hex of `count` digits.
    case hex(count: Int)
    /// Base64 of at most `maxBytes` decoded bytes.
    case base64(maxBytes: Int)
    case list(ListingShape, max: Int)
    case object([ListingField])
    /// One of several shapes: the first that the value's type fits.
    case either([ListingShape])
    /// Anything: only the limits for members that we do not know apply.
    case free
}

/// A member: its name, its shape, and whether the record says nothing without it.
struct ListingField: Sendable {
    let name: String
    let shape: ListingShape
    let isRequired: Bool

    init(_ name: String, _ shape: ListingShape, required: Bool = false) {
        self.name = name
        self.shape = shape
        self.isRequired = required
    }
}
