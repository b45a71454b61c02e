/// What is wrong with a record that somebody wants to publish here, or what was changed in it.
public struct ListingProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// Whether the record can be published.
    public enum Severity: String, Sendable {
        /// It cannot; nothing was written.
        case refused
        /// It can: it was changed as `reason` says.
        case adjusted
    }

    /// The member as a JSON path, for instance `place.point` or `goods[3].code`.
    public let field: String
    /// What is wrong and what is allowed, in plain English.
    public let reason: String
    /// Whether the record can be published all the same.
    public let severity: Severity

    /// A problem with `field`.
    public init(field: String, reason: String, severity: Severity = .refused) {
        self.field = field
        self.reason = reason
        self.severity = severity
    }

    public var description: String { "\(field): \(reason)" }
}
