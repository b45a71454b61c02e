/// Counts the brackets of JSON while its bytes arrive, and knows whether it is inside a string.
struct JSONBrackets: Sendable {
    /// How many brackets are open.
    var depth = 0
    var isInString = false
    var isEscaped = false

    /// Takes one byte; a closing bracket too many leaves `depth` at `least`.
    mutating func take(_ byte: UInt8, least: Int = 0) {
        if isEscaped {
            isEscaped = false
        } else if isInString {
            if byte == UInt8(ascii: "\\") { isEscaped = true }
            if byte == UInt8(ascii: "\"") { isInString = false }
        } else {
            switch byte {
            case UInt8(ascii: "\""): isInString = true
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth = max(least, depth - 1)
            default: break
            }
        }
    }
}
