/// What is not shown as it was written, because it could mislead or harm; everything else is.
///
/// Nothing here refuses a record: what is withheld stays in the payload and travels on.
///
/// Source: Protocol.md, Payload (the four rules of quarantine are elsewhere: `RecordCoding`).
public enum DisplayRules {
    /// Something that a page does not show, and why.
    public struct Withheld: Hashable, Sendable {
        /// The member as a path, for instance `place.point` or `links[2].url`.
        public let field: String
        /// Why, in plain English.
        public let reason: String
        /// What was written, for a page that shows it as text, never as a link or pin.
        public let value: String
    }

    /// Why a URL is not made a link.
    public enum URLProblem: String, Error, Sendable, CaseIterable {
        case empty = "it is empty"
        case tooLong = "it is longer than 2,048 bytes"
        case forbiddenCharacter = "it holds white space, an invisible character or a quote mark"
        case noScheme = "it has no scheme such as https:"
        case scheme = "only http, https, mailto and tel are made links"
        case userInfo = "a name stands before the host, which can hide the real host"
        case host = "it has no valid host"
        case address = "it is not one plain e-mail address"
        case number = "it is not a telephone number"
    }

    /// Where a safe link leads.
    public struct SafeURL: Hashable, Sendable {
        /// The URL as written.
        public let text: String
        /// `http`, `https`, `mailto` or `tel`.
        public let scheme: String
        /// What a reader should see: the host, the e-mail address or the number.
        public let target: String
    }

    /// The longest URL that is made a link.
    ///
    /// Units: bytes.
    public static let maximumURLBytes = 2_048

    /// Checks a URL before it becomes a link.
    ///
    /// Throws: `URLProblem` with the first rule that it breaks.
    public static func url(_ text: String) throws(URLProblem) -> SafeURL {
        guard !text.isEmpty else { throw .empty }
        guard text.utf8.count <= maximumURLBytes else { throw .tooLong }
        guard text.unicodeScalars.allSatisfy(isPlain) else { throw .forbiddenCharacter }
        let bytes = Array(text.utf8)
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > 0,
            bytes[..<colon].allSatisfy(isSchemeByte)
        else { throw .noScheme }
        let scheme = String(decoding: bytes[..<colon].map { $0 | 0x20 }, as: UTF8.self)
        let rest = Array(bytes[(colon + 1)...])
        switch scheme {
        case "http", "https": return SafeURL(text: text, scheme: scheme, target: try host(rest))
        case "mailto": return SafeURL(text: text, scheme: scheme, target: try address(rest))
        case "tel": return SafeURL(text: text, scheme: scheme, target: try number(rest))
        default: throw .scheme
        }
    }

    // MARK: - Parts of a URL

    /// Neither white space nor control, invisible or bidirectional, nor anything that ends an
    /// attribute or that browsers rewrite (a backslash becomes a slash).
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "<", ">", "\"", "\\", "^", "`", "{", "|", "}": return false
        case "!"..."~": return true
        default: break
        }
        guard scalar.value >= 0xA0, !scalar.properties.isWhitespace,
            !scalar.properties.isDefaultIgnorableCodePoint
        else { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .privateUse, .surrogate, .unassigned: return false
        default: return true
        }
    }

    private static func isSchemeByte(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
            || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }

    /// The host and port of `//host[:port]/…`.
    private static func host(_ rest: [UInt8]) throws(URLProblem) -> String {
        guard rest.starts(with: "//".utf8) else { throw .host }
        let authority = rest.dropFirst(2).prefix { !"/?#".utf8.contains($0) }
        guard !authority.contains(UInt8(ascii: "@")) else { throw .userInfo }
        // A percent sign could spell another host than the one that is shown.
        guard !authority.isEmpty, !authority.contains(UInt8(ascii: "%")) else { throw .host }
        var name = authority
        if let colon = authority.lastIndex(of: UInt8(ascii: ":")),
            authority.last != UInt8(ascii: "]")
        {
            let port = authority[(colon + 1)...]
            guard port.count <= 5, port.allSatisfy({ (0x30...0x39).contains($0) }) else {
                throw .host
            }
            name = authority[..<colon]
        }
        let isAddress = name.first == UInt8(ascii: "[") && name.last == UInt8(ascii: "]")
        let isName = name.allSatisfy { isHostByte($0) } && !name.starts(with: ".".utf8)
        guard !name.isEmpty, isAddress ? isBracketed(name) : isName else { throw .host }
        return String(decoding: authority, as: UTF8.self)
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
    }

    private static func isBracketed(_ name: ArraySlice<UInt8>) -> Bool {
        let inner = name.dropFirst().dropLast()
        return inner.count >= 2
            && inner.allSatisfy {
                (0x61...0x66).contains($0 | 0x20) || (0x30...0x39).contains($0)
                    || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".")
            }
    }

    /// One address and nothing else: `?bcc=…` or a body would send what the reader never wrote.
    private static func address(_ rest: [UInt8]) throws(URLProblem) -> String {
        let parts = rest.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, parts[1].allSatisfy(isHostByte),
            parts[1].first != UInt8(ascii: "."), parts[1].first != nil,
            !rest.contains(where: { "?&%,;:()[]/".utf8.contains($0) })
        else { throw .address }
        return String(decoding: rest, as: UTF8.self)
    }

    private static func number(_ rest: [UInt8]) throws(URLProblem) -> String {
        let digits = rest.filter { (0x30...0x39).contains($0) }
        let isNumber = rest.allSatisfy {
            (0x30...0x39).contains($0) || "+-.()".utf8.contains($0)
        }
        guard isNumber, (2...20).contains(digits.count), rest.count <= 40 else { throw .number }
        return String(decoding: rest, as: UTF8.self)
    }
}
