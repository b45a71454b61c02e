/// One JSON value as a payload carries it; a number keeps the spelling that it was written with.
///
/// Equality compares text byte for byte: Swift's own string equality would call `é` composed and
/// decomposed the same, and two different payloads would then look alike.
///
/// Source: Protocol.md, Payload; RFC 8259.
public indirect enum JSON: Sendable {
    case null
    case bool(Bool)
    /// The number's characters as written, for instance `1.0` or `-0`.
    case number(String)
    case string(String)
    case array([JSON])
    case object(JSONObject)
}

extension JSON: Equatable {
    public static func == (left: JSON, right: JSON) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let a), .bool(let b)): a == b
        case (.number(let a), .number(let b)): sameBytes(a, b)
        case (.string(let a), .string(let b)): sameBytes(a, b)
        case (.array(let a), .array(let b)): a == b
        case (.object(let a), .object(let b)): a == b
        default: false
        }
    }
}

extension JSON {
    /// The text, if the value is a string.
    public var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The truth value, if the value is `true` or `false`.
    public var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The items, if the value is an array.
    public var array: [JSON]? {
        if case .array(let items) = self { items } else { nil }
    }

    /// The object, if the value is one.
    public var object: JSONObject? {
        if case .object(let object) = self { object } else { nil }
    }

    /// The number as a double, if the value is a number that a double can hold.
    public var double: Double? {
        guard case .number(let text) = self, let value = Double(text), value.isFinite else {
            return nil
        }
        return value
    }

    /// The number as a whole number, if the value is one; `1.0` and `1e2` count, `1.5` does not.
    public var int: Int? {
        guard case .number(let text) = self else { return nil }
        if let exact = Int(text) { return exact }
        // Beyond 2^53 a double no longer names one whole number, so it is not taken for one.
        guard let value = double, value.magnitude <= 9_007_199_254_740_992 else { return nil }
        return Int(exactly: value)
    }

    /// A number value from a whole number.
    public static func integer(_ value: Int) -> JSON { .number(String(value)) }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
    ExpressibleByNilLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(integerLiteral value: Int) { self = .integer(value) }
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(JSONObject(elements.map { JSONObject.Member(name: $0.0, value: $0.1) }))
    }
    public init(nilLiteral: ()) { self = .null }
}
