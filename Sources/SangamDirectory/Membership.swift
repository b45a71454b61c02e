import SangamLog

/// A federation's statement that somebody is its member.
///
/// Source: Protocol.md, Statements, membership.
public struct Membership: Sendable {
    /// The record that the view is made of.
    public let record: Record

    /// The view of a membership; nil for another kind.
    public init?(_ record: Record) {
        guard sameBytes(record.kind, "membership") else { return nil }
        self.record = record
    }

    /// The member's record, if the statement names one, read in the log of `home`.
    public func member(home: NodeID) -> RecordID? {
        record.text("member").flatMap { RecordID.resolve($0, home: home) }
    }
    /// The member as written, where it is no reference.
    public var memberText: String? { record.text("member") }
    /// The member's registration number, if the statement names one.
    public var identifier: Organisation.Identifier? {
        guard let object = record.json["member"]?.object, let value = object["value"]?.string
        else { return nil }
        return .init(scheme: object["scheme"]?.string ?? "", value: value)
    }
    /// In what role, for instance `enterprise`.
    public var role: String? { record.text("as") }
    /// A date, or its year or month only.
    public var since: String? { record.text("since") }
    /// The first moment of `since`. Units: Unix seconds.
    public var begins: Int64? { since.flatMap { CivilPeriod($0)?.start } }
    /// A date, or its year or month only.
    public var until: String? { record.text("until") }
    /// When the federation last looked. A date, or its year or month only.
    public var checked: String? { record.text("checked") }
}
