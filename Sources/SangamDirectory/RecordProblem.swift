/// Why a payload is not a record: the rule that it breaks and where.
///
/// A payload with such a problem is quarantined when it comes from another network (kept, relayed,
/// not shown), and refused when we are asked to publish it.
///
/// Source: Protocol.md, Payload.
public struct RecordProblem: Error, Equatable, Sendable {
    /// The rules of the payload, one case for each.
    public enum Rule: String, Sendable, CaseIterable {
        case tooLong, byteOrderMark, controlByte, notUTF8, syntax, notAnObject, trailingBytes
        case tooDeep, duplicateName, loneSurrogate, noncharacter, numberNotFinite
        case kindMissing, kindDiffers
    }

    /// The rule that is broken.
    public let rule: Rule

    /// Units: bytes from the payload's beginning, to the first byte that breaks the rule.
    public let offset: Int

    /// What is wrong, in plain English.
    public let message: String

    /// A problem with `rule`, found at byte `offset`.
    public init(_ rule: Rule, at offset: Int, _ message: String) {
        self.rule = rule
        self.offset = offset
        self.message = message
    }
}

extension RecordProblem: CustomStringConvertible {
    public var description: String { "byte \(offset): \(message)" }
}
