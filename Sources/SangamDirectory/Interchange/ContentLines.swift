/// Lines of iCalendar and vCard: `NAME;PARAMETER=value:value`, folded.
///
/// Shape: CRLF after each line; a line of more than 75 bytes goes on after CRLF and a space, cut
/// where no character is torn.
/// Source: RFC 5545 section 3.1; RFC 6350 section 3.2; RFC 6868 (parameters).
struct ContentLines {
    /// What was written so far.
    private(set) var bytes: [UInt8] = []

    /// A line whose value is a text; nothing if the value is nil or empty.
    mutating func text(
        _ name: String, _ value: String?, _ parameters: [(name: String, value: String?)] = []
    ) {
        guard let value, !value.isEmpty else { return }
        raw(name + Self.written(parameters) + ":" + Self.escaped(value))
    }

    /// A line whose value is a list or structure of texts, with this separator between them.
    mutating func texts(
        _ name: String, _ values: [String], separator: String,
        _ parameters: [(name: String, value: String?)] = []
    ) {
        guard values.contains(where: { !$0.isEmpty }) else { return }
        let value = values.map(Self.escaped).joined(separator: separator)
        raw(name + Self.written(parameters) + ":" + value)
    }

    /// A line whose value is an address on the web or a number: nothing in it is escaped, and it is
    /// left out if it is more than one line.
    mutating func value(
        _ name: String, _ value: String?, _ parameters: [(name: String, value: String?)] = []
    ) {
        guard let value, !value.isEmpty, value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
        else { return }
        raw(name + Self.written(parameters) + ":" + value)
    }

    /// A whole line as it is, folded.
    mutating func raw(_ line: String) {
        var column = 0
        for scalar in line.unicodeScalars {
            let width = UTF8.width(scalar)
            if column + width > 75 {
                bytes.append(contentsOf: [0x0D, 0x0A, 0x20])
                column = 1
            }
            if let encoded = UTF8.encode(scalar) { bytes.append(contentsOf: encoded) }
            column += width
        }
        bytes.append(contentsOf: [0x0D, 0x0A])
    }

    /// A text with its line breaks and the signs that have a meaning escaped; control characters
    /// are left out.
    static func escaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 8)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\\"), UInt8(ascii: ";"), UInt8(ascii: ","):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0x0A: bytes.append(contentsOf: "\\n".utf8)
            case 0x09: bytes.append(0x20)
            case 0..<0x20, 0x7F: break
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func written(_ parameters: [(name: String, value: String?)]) -> String {
        var text = ""
        for (name, value) in parameters {
            guard let value, !value.isEmpty else { continue }
            text += ";" + name + "=" + parameter(value)
        }
        return text
    }

    /// The value of a parameter, in quotes if it must be.
    private static func parameter(_ value: String) -> String {
        var bytes: [UInt8] = []
        var needsQuotes = false
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes.append(contentsOf: "^'".utf8)
            case UInt8(ascii: "^"): bytes.append(contentsOf: "^^".utf8)
            case 0..<0x20, 0x7F: break
            default:
                needsQuotes = needsQuotes || ",;: ".utf8.contains(byte)
                bytes.append(byte)
            }
        }
        let text = String(decoding: bytes, as: UTF8.self)
        return needsQuotes ? "\"" + text + "\"" : text
    }
}
