import Mustache

/// JSON-LD for `<script type="application/ld+json">`. The only value that a
/// template writes without escaping, because JSON needs its quotation marks: so it makes itself
/// safe (D5).
struct LinkedData: Sendable, MustacheCustomRenderable {
    let renderText: String
    var isNull: Bool { false }

    /// `<`, `>`, `&`, the line separators of JavaScript and the control characters that HTML does
    /// not allow become `\u` escapes: in JSON they can stand inside strings only, where the escape
    /// means the same.
    init(json: String) {
        var out: [UInt8] = []
        out.reserveCapacity(json.utf8.count + 64)
        for scalar in json.unicodeScalars {
            switch scalar.value {
            case 0x3C: out += "\\u003c".utf8
            case 0x3E: out += "\\u003e".utf8
            case 0x26: out += "\\u0026".utf8
            case 0x7F...0x9F: out += "\\u00\(String(scalar.value, radix: 16))".utf8
            case 0x2028: out += "\\u2028".utf8
            case 0x2029: out += "\\u2029".utf8
            default: out += String(scalar).utf8
            }
        }
        renderText = String(decoding: out, as: UTF8.self)
    }
}
