/// A strict reader of one JSON value from bytes that have passed `UTF8Check`.
///
/// It never recurses deeper than `maximumDepth`, visits every byte a bounded number of times, and
/// names the offset of whatever it refuses.
struct JSONScanner {
    private let bytes: [UInt8]
    private let maximumDepth: Int
    /// Whether tab, LF and CR may stand between tokens (a space always may).
    private let allowsLayout: Bool
    private(set) var offset = 0

    init(_ bytes: [UInt8], maximumDepth: Int, allowsLayout: Bool) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
        self.allowsLayout = allowsLayout
    }

    /// Whether only white space is left.
    mutating func isAtEnd() -> Bool {
        skipSpace()
        return offset == bytes.count
    }

    /// The next byte that is not white space, without taking it.
    mutating func peek() -> UInt8? {
        skipSpace()
        return offset < bytes.count ? bytes[offset] : nil
    }

    /// Reads one value; `depth` counts the objects and arrays around it.
    mutating func value(depth: Int = 0) throws(RecordProblem) -> JSON {
        guard let first = peek() else {
            throw fail(.syntax, "the text ends where a value should stand")
        }
        switch first {
        case UInt8(ascii: "{"): return .object(try object(depth: depth + 1))
        case UInt8(ascii: "["): return .array(try array(depth: depth + 1))
        case UInt8(ascii: "\""): return .string(text(try string()))
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw fail(.syntax, "no JSON value begins with this byte")
        }
    }

    // MARK: - Objects and arrays

    private mutating func object(depth: Int) throws(RecordProblem) -> JSONObject {
        guard depth <= maximumDepth else { throw tooDeep() }
        offset += 1
        var members: [JSONObject.Member] = []
        var seen = SeenNames()
        if take(UInt8(ascii: "}")) { return JSONObject() }
        repeat {
            guard peek() == UInt8(ascii: "\"") else {
                throw fail(.syntax, "a member's name in double quotes should stand here")
            }
            let start = offset
            let name = try string()
            guard seen.insert(name) else {
                throw RecordProblem(
                    .duplicateName, at: start,
                    "the name \"\(text(name))\" stands twice in one object")
            }
            guard take(UInt8(ascii: ":")) else {
                throw fail(.syntax, "a colon should stand after a member's name")
            }
            members.append(.init(name: text(name), value: try value(depth: depth)))
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else {
            throw fail(.syntax, "a comma or } should stand after a member")
        }
        return JSONObject(members)
    }

    private mutating func array(depth: Int) throws(RecordProblem) -> [JSON] {
        guard depth <= maximumDepth else { throw tooDeep() }
        offset += 1
        var items: [JSON] = []
        if take(UInt8(ascii: "]")) { return items }
        repeat {
            items.append(try value(depth: depth))
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else {
            throw fail(.syntax, "a comma or ] should stand after an item")
        }
        return items
    }

    // MARK: - Strings

    /// Reads a string with its quotes; the unescaped text as valid UTF-8. One without escapes, as
    /// nearly all are, is not copied.
    private mutating func string() throws(RecordProblem) -> ArraySlice<UInt8> {
        offset += 1
        var result: [UInt8] = []
        var start = offset
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte == UInt8(ascii: "\"") {
                let plain = bytes[start..<offset]
                offset += 1
                if result.isEmpty { return plain }
                result += plain
                return result[...]
            }
            if byte == UInt8(ascii: "\\") {
                result += bytes[start..<offset]
                append(try escape(), to: &result)
                start = offset
            } else if byte < 0x20 {
                throw fail(.controlByte, "a string holds a line break or tab: write \\n or \\t")
            } else if byte < 0x80 {
                offset += 1
            } else {
                let length = max(1, UTF8Check.sequenceLength(bytes, at: offset))
                guard !isNoncharacter(length) else {
                    throw fail(.noncharacter, "a string holds a Unicode noncharacter")
                }
                offset += length
            }
        }
        throw fail(.syntax, "the text ends inside a string")
    }

    /// Whether the sequence at the offset is U+FDD0…U+FDEF or ends in FFFE or FFFF.
    private func isNoncharacter(_ length: Int) -> Bool {
        if length == 3 {
            let (a, b, c) = (bytes[offset], bytes[offset + 1], bytes[offset + 2])
            return a == 0xEF && ((b == 0xB7 && c >= 0x90 && c <= 0xAF) || (b == 0xBF && c >= 0xBE))
        }
        guard length == 4 else { return false }
        let (b, c, d) = (bytes[offset + 1], bytes[offset + 2], bytes[offset + 3])
        return b & 0x0F == 0x0F && c == 0xBF && d >= 0xBE
    }

    /// Reads an escape from its backslash.
    private mutating func escape() throws(RecordProblem) -> Unicode.Scalar {
        let start = offset
        let letter = offset + 1 < bytes.count ? bytes[offset + 1] : 0
        offset += 2
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
            return Unicode.Scalar(letter)
        case UInt8(ascii: "b"): return "\u{08}"
        case UInt8(ascii: "f"): return "\u{0C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape(from: start)
        default:
            throw RecordProblem(.syntax, at: start, "JSON has no such escape")
        }
    }

    private mutating func unicodeEscape(from start: Int) throws(RecordProblem) -> Unicode.Scalar {
        var code = try fourHexDigits(from: start)
        if (0xD800...0xDBFF).contains(code), offset + 1 < bytes.count,
            bytes[offset] == UInt8(ascii: "\\"), bytes[offset + 1] == UInt8(ascii: "u")
        {
            offset += 2
            let low = try fourHexDigits(from: start)
            guard (0xDC00...0xDFFF).contains(low) else { throw loneSurrogate(start) }
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw loneSurrogate(start) }
        guard code & 0xFFFE != 0xFFFE, !(0xFDD0...0xFDEF).contains(code) else {
            throw RecordProblem(.noncharacter, at: start, "an escape names a Unicode noncharacter")
        }
        return scalar
    }

    private mutating func fourHexDigits(from start: Int) throws(RecordProblem) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard offset < bytes.count, let digit = hexDigit(bytes[offset]) else {
                throw RecordProblem(.syntax, at: start, "four hex digits should stand after \\u")
            }
            code = code << 4 | digit
            offset += 1
        }
        return code
    }

    private func hexDigit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte - 0x30)
        case 0x41...0x46: UInt32(byte - 0x41 + 10)
        case 0x61...0x66: UInt32(byte - 0x61 + 10)
        default: nil
        }
    }

    private func append(_ scalar: Unicode.Scalar, to result: inout [UInt8]) {
        result.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
    }

    // MARK: - Numbers and words

    /// A number of fewer signs without an exponent is always finite as a double.
    private static let finiteDigits = 300

    private mutating func number() throws(RecordProblem) -> JSON {
        let start = offset
        if offset < bytes.count, bytes[offset] == UInt8(ascii: "-") { offset += 1 }
        let whole = digits()
        guard whole > 0, whole == 1 || bytes[offset - whole] != UInt8(ascii: "0") else {
            throw RecordProblem(.syntax, at: start, "a number has no digits or a leading zero")
        }
        if offset < bytes.count, bytes[offset] == UInt8(ascii: ".") {
            offset += 1
            guard digits() > 0 else {
                throw RecordProblem(.syntax, at: start, "a number ends after its decimal point")
            }
        }
        let hasExponent = offset < bytes.count && bytes[offset] | 0x20 == UInt8(ascii: "e")
        if hasExponent {
            offset += 1
            let isSigned =
                offset < bytes.count
                && (bytes[offset] == UInt8(ascii: "+") || bytes[offset] == UInt8(ascii: "-"))
            if isSigned { offset += 1 }
            guard digits() > 0 else {
                throw RecordProblem(.syntax, at: start, "a number ends inside its exponent")
            }
        }
        let written = String(decoding: bytes[start..<offset], as: UTF8.self)
        if !hasExponent, offset - start < Self.finiteDigits { return .number(written) }
        guard let value = Double(written), value.isFinite else {
            throw RecordProblem(.numberNotFinite, at: start, "a number is too large for a double")
        }
        return .number(written)
    }

    /// Takes a run of digits; how many there were.
    private mutating func digits() -> Int {
        let start = offset
        while offset < bytes.count, bytes[offset] >= 0x30, bytes[offset] <= 0x39 { offset += 1 }
        return offset - start
    }

    private mutating func word(_ word: StaticString, _ value: JSON) throws(RecordProblem) -> JSON {
        let expected = Array(word.description.utf8)
        let end = min(bytes.count, offset + expected.count)
        guard bytes[offset..<end].elementsEqual(expected) else {
            throw fail(
                .syntax, "no JSON value begins like this; only true, false and null are words")
        }
        offset = end
        return value
    }

    // MARK: - Small parts

    private mutating func skipSpace() {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20: offset += 1
            case 0x09 where allowsLayout, 0x0A where allowsLayout, 0x0D where allowsLayout:
                offset += 1
            default: return
            }
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        offset += 1
        return true
    }

    private func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self)
    }

    private func fail(_ rule: RecordProblem.Rule, _ message: String) -> RecordProblem {
        RecordProblem(rule, at: offset, message)
    }

    private func tooDeep() -> RecordProblem {
        fail(.tooDeep, "objects and arrays are nested deeper than \(maximumDepth)")
    }

    private func loneSurrogate(_ start: Int) -> RecordProblem {
        RecordProblem(.loneSurrogate, at: start, "an escape names half of a surrogate pair")
    }
}

/// The names of one object so far. Few are compared one by one, many by their hash, so that neither
/// small objects nor huge ones cost more than they must.
private struct SeenNames {
    // Bytes, not String: a set of strings would merge canonically equivalent names.
    private var few: [ArraySlice<UInt8>] = []
    private var many: Set<ArraySlice<UInt8>> = []

    /// Adds a name; false if it is there already.
    mutating func insert(_ name: ArraySlice<UInt8>) -> Bool {
        if many.isEmpty {
            guard !few.contains(name) else { return false }
            few.append(name)
            if few.count == 16 { many = Set(few) }
            return true
        }
        return many.insert(name).inserted
    }
}
