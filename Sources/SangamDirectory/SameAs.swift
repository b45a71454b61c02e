import SangamLog

/// A statement that two records describe the same thing, or that they do not: kind `link`.
///
/// Source: Protocol.md, Same-as links.
public struct SameAs: Sendable {
    /// The record that the view is made of.
    public let record: Record
    /// One end.
    public let a: RecordID
    /// The other end.
    public let b: RecordID
    /// Whether the author says same (`same-as`) or different (`not-same-as`).
    public let isSame: Bool

    /// The view of a link in the log of `home`; nil for another kind, another relation, an end that
    /// is no reference, or two ends that are one record.
    public init?(_ record: Record, home: NodeID) {
        guard sameBytes(record.kind, "link"), let first = record.text("a"),
            let second = record.text("b"), let relation = record.text("relation"),
            let a = RecordID.resolve(first, home: home),
            let b = RecordID.resolve(second, home: home), a != b
        else { return nil }
        guard relation == "same-as" || relation == "not-same-as" else { return nil }
        self.record = record
        self.a = a
        self.b = b
        isSame = relation == "same-as"
    }

    /// The two ends in one order, so that a–b and b–a are one pair.
    public var pair: [RecordID] { [a, b].sorted() }
    /// Reasons as codes, for instance `same-phone`.
    public var reasons: [String] { record.texts("reasons") }
    /// How sure the author is, as written.
    public var confidence: String? { record.written("confidence") }
}
