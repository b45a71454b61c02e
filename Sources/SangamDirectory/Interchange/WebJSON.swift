/// JSON that may stand in a page: no byte of it can end a script element or begin a comment.
enum WebJSON {
    /// Appends `value` on one line; `<`, `>` and `&` are written as escapes, which mean the same to
    /// every reader of JSON. Outside of texts JSON has none of them.
    static func write(_ value: JSON, to bytes: inout [UInt8]) {
        var plain: [UInt8] = []
        JSONWriter.write(value, to: &plain)
        bytes.reserveCapacity(bytes.count + plain.count)
        for byte in plain {
            switch byte {
            case UInt8(ascii: "<"): bytes.append(contentsOf: "\\u003c".utf8)
            case UInt8(ascii: ">"): bytes.append(contentsOf: "\\u003e".utf8)
            case UInt8(ascii: "&"): bytes.append(contentsOf: "\\u0026".utf8)
            default: bytes.append(byte)
            }
        }
    }
}
