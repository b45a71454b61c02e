/// A plain mail address: letters, digits and the usual signs, an at sign, a host name. ASCII only.
///
/// Nothing that a header or an SMTP command could take for more than one address: no quotes, no
/// comments, no spaces, no routes. An address in other scripts is not taken; the message then waits
/// to be printed. Source: RFC 5321 §4.1.2 (Dot-string), §4.5.3.1.
public struct MailAddress: Sendable, Hashable, CustomStringConvertible {
    public let text: String

    /// nil for anything else.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count <= 254, let at = bytes.lastIndex(of: UInt8(ascii: "@")),
            (1...64).contains(at), Self.isLocal(bytes[..<at]),
            Self.isHost(bytes[(at + 1)...])
        else { return nil }
        self.text = text
    }

    public var description: String { text }

    /// What stands behind the at sign.
    var host: String {
        String(text[text.index(after: text.lastIndex(of: "@") ?? text.startIndex)...])
    }

    private static func isLocal(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.split(separator: 0x2E, omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty
                && part.allSatisfy {
                    (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20)
                        || "!#$%&'*+-/=?^_`{|}~".utf8.contains($0)
                }
        }
    }

    private static func isHost(_ bytes: ArraySlice<UInt8>) -> Bool {
        let labels = bytes.split(separator: 0x2E, omittingEmptySubsequences: false)
        return (1...253).contains(bytes.count)
            && labels.allSatisfy { label in
                (1...63).contains(label.count) && label.first != 0x2D && label.last != 0x2D
                    && label.allSatisfy {
                        (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20)
                            || $0 == 0x2D
                    }
            }
    }
}
