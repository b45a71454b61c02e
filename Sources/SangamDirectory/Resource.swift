/// What a record says of a resource: a guide, a training, a tool, a room, a fund …
///
/// Source: Protocol.md, Listings, resource.
public struct Resource: Sendable {
    /// The record that the view is made of.
    public let record: Record

    /// The view of a resource; nil for another kind.
    public init?(_ record: Record) {
        guard sameBytes(record.kind, "resource") else { return nil }
        self.record = record
    }

    /// `document`, `guide`, `training`, `space`, `fund` …
    public var type: String? { record.text("type") }
    /// A reference.
    public var provider: String? { record.provider }
    /// The languages that it is in.
    public var contentLanguages: [String] { record.texts("language") }
    /// Where it is, if that may be shown as a link.
    public var url: Link? { record.url }
    /// A date, or its year or month only.
    public var published: String? { record.text("published") }
    /// The SHA-256 of the file in lower-case hex, so that a dead guide is found again elsewhere;
    /// nil if it does not look like one.
    public var sha256: String? {
        guard let text = record.text("sha256"), text.utf8.count == 64,
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { return nil }
        return text
    }
    /// On what terms it may be used.
    public var terms: [String] { record.texts("terms") }
}
