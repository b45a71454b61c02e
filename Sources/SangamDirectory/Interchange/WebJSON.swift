/// JSON that may stand in a page: no byte of it can end a script element, begin a comment or end a
/// line of a script.
enum WebJSON {
    /// Appends `value` on one line; `<`, `>`, `&` and the two line separators of Unicode (which end
    /// a line of JavaScript) are written as escapes, which mean the same to every reader of JSON.
    /// Outside of texts JSON has none of them.
    static func write(_ value: JSON, to bytes: inout [UInt8]) {
        var plain: [UInt8] = []
        JSONWriter.write(value, to: &plain)
        bytes.reserveCapacity(bytes.count + plain.count)
        var at = 0
        while at < plain.count {
            switch plain[at] {
            case UInt8(ascii: "<"): bytes.append(contentsOf: "\\u003c".utf8)
            case UInt8(ascii: ">"): bytes.append(contentsOf: "\\u003e".utf8)
            case UInt8(ascii: "&"): bytes.append(contentsOf: "\\u0026".utf8)
            // U+2028 and U+2029 are E2 80 A8 and E2 80 A9.
            case 0xE2
            where at + 2 < plain.count && plain[at + 1] == 0x80 && plain[at + 2] & 0xFE == 0xA8:
                let name = plain[at + 2] == 0xA8 ? "\\u2028" : "\\u2029"
                bytes.append(contentsOf: name.utf8)
                at += 2
            default: bytes.append(plain[at])
            }
            at += 1
        }
    }
}
