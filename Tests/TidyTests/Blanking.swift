/// Swift source in which the contents of strings, comments and back-ticked names are blanked, so
/// that a rule about code never trips over words in a text. Code inside `\( )` stays.
struct Blanking {
    /// The same lines and columns (in bytes) as the source.
    private(set) var code: [UInt8] = []
    /// Numbers (from 1) of the lines that lie in a string of three quotes.
    private(set) var textLines: Set<Int> = []

    private enum Mode: Equatable {
        case code(depth: Int)
        case string(hashes: Int, triple: Bool)
    }

    private let source: [UInt8]
    private var at = 0
    private var line = 1
    private var modes: [Mode] = [.code(depth: 0)]

    init(_ text: String) {
        source = Array(text.utf8)
        code.reserveCapacity(source.count)
        while at < source.count {
            switch modes.last {
            case .string(let hashes, let triple): stepInString(hashes, triple)
            default: stepInCode()
            }
        }
    }

    private mutating func keep(_ count: Int = 1) { take(count, blank: nil) }
    private mutating func blank(_ count: Int = 1, as byte: UInt8 = .space) {
        take(count, blank: byte)
    }

    private mutating func take(_ count: Int, blank: UInt8?) {
        for _ in 0..<count where at < source.count {
            let byte = source[at]
            if byte == .newline {
                if case .string(_, true) = modes.last { textLines.insert(line) }
                line += 1
            }
            code.append(byte == .newline ? byte : blank ?? byte)
            at += 1
        }
    }

    private func has(_ text: StaticString, at index: Int? = nil) -> Bool {
        let start = index ?? at
        guard start + text.utf8CodeUnitCount <= source.count else { return false }
        return text.withUTF8Buffer { source[start..<(start + $0.count)].elementsEqual($0) }
    }

    private func hashes(from index: Int) -> Int {
        source[min(index, source.count)...].prefix { $0 == .hash }.count
    }

    private mutating func stepInCode() {
        let opening = hashes(from: at)
        if has("//") {
            while at < source.count, source[at] != .newline { blank() }
        } else if has("/*") {
            blankBlockComment()
        } else if has("\"", at: at + opening) {
            let triple = has("\"\"\"", at: at + opening)
            keep(opening + (triple ? 3 : 1))
            modes.append(.string(hashes: opening, triple: triple))
            if triple { textLines.insert(line) }
        } else if has("`") {
            keep()
            while at < source.count, !has("`"), !has("\n") { blank(as: .letterX) }
            keep()
        } else {
            countParenthesis()
        }
    }

    private mutating func blankBlockComment() {
        var depth = 0
        repeat {
            if has("/*") {
                depth += 1
                blank(2)
            } else if has("*/") {
                depth -= 1
                blank(2)
            } else {
                blank()
            }
        } while depth > 0 && at < source.count
    }

    /// Inside `\( )` the matching parenthesis leads back into the string.
    private mutating func countParenthesis() {
        if case .code(let depth) = modes.last, modes.count > 1 {
            let after = has("(") ? depth + 1 : has(")") ? depth - 1 : depth
            modes[modes.count - 1] = .code(depth: after)
            if after == 0 { modes.removeLast() }
        }
        keep()
    }

    private mutating func stepInString(_ wanted: Int, _ triple: Bool) {
        if has("\\"), hashes(from: at + 1) >= wanted {
            if has("(", at: at + 1 + wanted) {
                blank(1 + wanted)
                keep()
                modes.append(.code(depth: 1))
            } else {
                blank(1 + wanted)
                if !has("\n") { blank() }
            }
        } else if triple ? has("\"\"\"") : has("\""),
            hashes(from: at + (triple ? 3 : 1)) >= wanted
        {
            if triple { textLines.insert(line) }
            keep((triple ? 3 : 1) + wanted)
            modes.removeLast()
        } else if has("\n"), !triple {
            keep()
            modes.removeLast()
        } else {
            blank()
        }
    }
}

extension UInt8 {
    static let newline = UInt8(ascii: "\n")
    static let space = UInt8(ascii: " ")
    static let hash = UInt8(ascii: "#")
    static let letterX = UInt8(ascii: "x")

    /// A letter, digit or underscore, or part of a character beyond ASCII.
    var isNamePart: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...0xFF:
            true
        default: false
        }
    }
}
