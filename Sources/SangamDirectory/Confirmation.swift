import SangamLog

/// A statement that a record was still right at some moment: kind `confirm`.
///
/// Source: Protocol.md, Statements, confirm.
public struct Confirmation: Sendable {
    /// The record that is confirmed.
    public let confirmed: RecordID
    /// Units: Unix seconds.
    public let at: Int64

    /// The view of a confirmation in the log of `home`; nil for another kind, or without a
    /// reference or a moment.
    public init?(_ record: Record, home: NodeID) {
        guard sameBytes(record.kind, "confirm"), let text = record.text("record"),
            let confirmed = RecordID.resolve(text, home: home),
            let at = Record.moment(record.json["at"])
        else { return nil }
        self.confirmed = confirmed
        self.at = at
    }
}
