/// A word of a vocabulary: which list, and which entry of it.
public struct Code: Hashable, Sendable, CustomStringConvertible {
    /// The vocabulary, for instance `goods` or `essglobal-activities-ica`.
    public let scheme: String
    /// The entry, for instance `bread` or `ICA130`.
    public let code: String

    /// The entry `code` of `scheme`.
    public init(scheme: String, code: String) {
        self.scheme = scheme
        self.code = code
    }

    /// Reads `scheme:code`, as in `category=goods:bread`; nil if a part is empty or missing.
    public init?(_ text: String) {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        self.init(
            scheme: String(text[..<colon]), code: String(text[text.utf8.index(after: colon)...]))
        if scheme.isEmpty || code.isEmpty { return nil }
    }

    /// Reads `{"scheme":…,"code":…}`; nil for anything else.
    init?(_ value: JSON) {
        guard let scheme = value.object?["scheme"]?.string,
            let code = value.object?["code"]?.string, !scheme.isEmpty, !code.isEmpty
        else { return nil }
        self.init(scheme: scheme, code: code)
    }

    public var description: String { "\(scheme):\(code)" }

    public static func == (left: Code, right: Code) -> Bool {
        sameBytes(left.scheme, right.scheme) && sameBytes(left.code, right.code)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(bytesOf: scheme)
        hasher.combine(bytesOf: code)
    }
}

/// What `goods` holds: a word of a vocabulary, or plain text where no vocabulary has the word.
public enum Term: Hashable, Sendable {
    case code(Code)
    case text(String)

    /// The code or the text, as written.
    public var label: String {
        switch self {
        case .code(let code): code.code
        case .text(let text): text
        }
    }

    /// The code; nil for a text.
    public var code: Code? {
        if case .code(let code) = self { code } else { nil }
    }

    init?(_ value: JSON) {
        if let code = Code(value) {
            self = .code(code)
        } else if let text = value.string, !text.isEmpty {
            self = .text(text)
        } else {
            return nil
        }
    }
}
