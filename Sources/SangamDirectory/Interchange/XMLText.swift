/// Text on its way into XML.
///
/// Source: XML 1.0, fifth edition, sections 2.2 and 2.4.
enum XMLText {
    /// Appends `text` so that it can stand between tags and in an attribute: the five signs are
    /// escaped, line breaks too where `isAttribute` (a reader would make them spaces); characters
    /// that XML 1.0 has not (controls, U+FFFE, U+FFFF) are left out.
    static func write(_ text: String, isAttribute: Bool = false, to bytes: inout [UInt8]) {
        let utf8 = Array(text.utf8)
        bytes.reserveCapacity(bytes.count + utf8.count)
        var at = 0
        while at < utf8.count {
            let byte = utf8[at]
            switch byte {
            case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
            case UInt8(ascii: "\""): bytes.append(contentsOf: "&quot;".utf8)
            case UInt8(ascii: "'"): bytes.append(contentsOf: "&#39;".utf8)
            case 0x09 where isAttribute: bytes.append(contentsOf: "&#9;".utf8)
            case 0x0A where isAttribute: bytes.append(contentsOf: "&#10;".utf8)
            // A bare carriage return would come back as a line feed.
            case 0x0D: bytes.append(contentsOf: "&#13;".utf8)
            case 0x09, 0x0A: bytes.append(byte)
            case 0..<0x20: break
            case 0xEF where isNoncharacter(utf8, at): at += 2
            default: bytes.append(byte)
            }
            at += 1
        }
    }

    /// `<name a="b">text</name>`; an attribute whose value is nil is left out.
    static func element(
        _ name: String, _ attributes: [(name: String, value: String?)] = [], text: String? = nil,
        to bytes: inout [UInt8]
    ) {
        tag(name, attributes, isEmpty: text == nil, to: &bytes)
        guard let text else { return }
        write(text, to: &bytes)
        bytes.append(contentsOf: "</\(name)>\n".utf8)
    }

    /// `<name a="b">` or `<name a="b"/>`.
    static func tag(
        _ name: String, _ attributes: [(name: String, value: String?)], isEmpty: Bool = false,
        to bytes: inout [UInt8]
    ) {
        bytes.append(contentsOf: "<\(name)".utf8)
        for (name, value) in attributes {
            guard let value else { continue }
            bytes.append(contentsOf: " \(name)=\"".utf8)
            write(value, isAttribute: true, to: &bytes)
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(contentsOf: (isEmpty ? "/>\n" : ">").utf8)
    }

    /// U+FFFE or U+FFFF, which are `EF BF BE` and `EF BF BF`.
    private static func isNoncharacter(_ bytes: [UInt8], _ at: Int) -> Bool {
        at + 2 < bytes.count && bytes[at + 1] == 0xBF && bytes[at + 2] >= 0xBE
    }
}
