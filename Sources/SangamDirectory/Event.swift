/// What a record says of an event.
///
/// Source: Protocol.md, Listings, event.
public struct Event: Sendable {
    /// The record that the view is made of.
    public let record: Record

    /// The view of an event; nil for another kind.
    public init?(_ record: Record) {
        guard sameBytes(record.kind, "event") else { return nil }
        self.record = record
    }

    /// Local time, as written; `zone` says where.
    public var starts: String? { record.text("starts") }
    /// Local time, as written.
    public var ends: String? { record.text("ends") }
    /// The name of an IANA time zone.
    public var zone: String? { record.text("zone") }
    /// A recurrence rule (RFC 5545), as written.
    public var repeats: String? { record.text("repeats") }
    /// A reference.
    public var organiser: String? { record.text("organiser") }
    /// `in-person`, `online`, `mixed`.
    public var attendance: String? { record.text("attendance") }
    /// `open`, `members`.
    public var access: String? { record.text("access") }
    /// What one can learn there.
    public var teaches: [Term] { record.list("teaches").compactMap { Term($0) } }
    /// What it costs, as written.
    public var cost: String? { record.written("cost") }
    /// The address to join at, if it may be shown as a link.
    public var joinURL: Link? { record.link("joinUrl") }
    /// Whether it will not take place.
    public var isCancelled: Bool { record.json["cancelled"]?.bool == true }
}
