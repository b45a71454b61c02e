import SangamLog

/// One network's word for another: "we know them".
///
/// Source: Protocol.md, Statements, vouch.
public struct Vouch: Sendable {
    /// The record that the view is made of.
    public let record: Record
    /// The node that is vouched for.
    public let node: NodeID

    /// The view of a vouch; nil for another kind, or without a node id.
    public init?(_ record: Record) {
        guard sameBytes(record.kind, "vouch"), let text = record.text("node"),
            let node = NodeID(text)
        else { return nil }
        self.record = record
        self.node = node
    }

    /// The label by which the author knows the node; the chain says the real one.
    public var label: String? { record.text("label") }
    /// A date, or its year or month only.
    public var since: String? { record.text("since") }
    /// How they stand to each other, as written.
    public var relation: String? { record.text("relation") }
    /// What the author adds, by language.
    public var note: [LanguageText] { record.languageTexts("note") }
}
