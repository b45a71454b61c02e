/// What a network says of itself: its newest live `network` record.
///
/// Source: Protocol.md, Statements, network.
public struct NetworkProfile: Sendable {
    /// The record that the view is made of.
    public let record: Record

    /// The view of a network's profile; nil for another kind.
    public init?(_ record: Record) {
        guard sameBytes(record.kind, "network") else { return nil }
        self.record = record
    }

    /// What it is called, in the order written.
    public var names: [LanguageText] { record.names }
    /// Where its directory is: shown, never fetched.
    public var url: Link? { record.url }
    /// Its charter, if that may be shown as a link.
    public var charter: Link? { record.link("charter") }
    /// Where it works, as written.
    public var region: String? { record.text("region") }
    /// The languages that it works in.
    public var languages: [String] { record.languages }
    /// What its vouching for others means, in its own words.
    public var vouching: [LanguageText] { record.languageTexts("vouching") }
    /// Networks that are its members: references or names.
    public var members: [String] { record.texts("members") }
}
