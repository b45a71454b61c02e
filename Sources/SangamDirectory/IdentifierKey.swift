/// A number in a register in one spelling, so that `K2019/000000` and `k2019 000000` are one.
///
/// Shape: `scheme:value`, both folded as search text without spaces: lower case, letters and
/// digits only. Leading zeros stay: registers differ in what they mean.
public struct IdentifierKey: Hashable, Sendable, CustomStringConvertible {
    /// `scheme:value`.
    public let text: String

    /// Longer schemes and values name nothing. Units: bytes, as written.
    private static let maximumBytes = 100

    /// The key of a number; nil without a register (a bare number is in many) or without a letter
    /// or digit.
    public init?(_ identifier: Organisation.Identifier) {
        guard let scheme = Self.folded(identifier.scheme),
            let value = Self.folded(identifier.value)
        else { return nil }
        text = scheme + ":" + value
    }

    /// Reads `scheme:value`; what stands behind the first colon is the value.
    public init?(_ text: String) {
        guard let code = Code(text) else { return nil }
        self.init(.init(scheme: code.scheme, value: code.code))
    }

    public var description: String { text }

    public static func == (left: IdentifierKey, right: IdentifierKey) -> Bool {
        sameBytes(left.text, right.text)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(bytesOf: text)
    }

    private static func folded(_ text: String) -> String? {
        guard text.utf8.count <= maximumBytes else { return nil }
        let bytes = SearchText.fold(text).utf8.filter { $0 != 0x20 }
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }
}

extension Membership {
    /// The member's number in one spelling: `{"scheme":…,"value":…}`, or `scheme:value` as text.
    public var identifierKey: IdentifierKey? {
        if let identifier { return IdentifierKey(identifier) }
        guard let memberText, memberText.utf8.count <= 200 else { return nil }
        return IdentifierKey(memberText)
    }
}
