import Mustache

/// How values are written into pages: `& < > " '` are escaped, byte by byte.
///
/// The library's own HTML type escapes by `Character`: a mark after `<` makes another character of
/// it, which passes unescaped (D5). Every template begins with this type.
struct SangamContentType: MustacheContentType {
    static let name = "SANGAM"

    func escapeText(_ text: String) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(text.utf8.count + 16)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): out += "&amp;".utf8
            case UInt8(ascii: "<"): out += "&lt;".utf8
            case UInt8(ascii: ">"): out += "&gt;".utf8
            case UInt8(ascii: "\""): out += "&quot;".utf8
            case UInt8(ascii: "'"): out += "&#39;".utf8
            default: out.append(byte)
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}
