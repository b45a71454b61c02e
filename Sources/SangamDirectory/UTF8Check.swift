/// The checks that need no JSON: valid UTF-8, and no control bytes where none may stand.
enum UTF8Check {
    /// Checks every byte once, in order.
    ///
    /// Throws: `.controlByte` for a byte below 0x20 (tab, LF and CR pass if `layout` is true: they
    /// may stand between tokens, and the scanner refuses them inside a string); `.notUTF8` for
    /// overlong forms, encoded surrogates, values above U+10FFFF and cut sequences.
    /// Source: RFC 3629 section 4.
    static func check(_ bytes: [UInt8], layout: Bool) throws(RecordProblem) {
        var index = 0
        while index < bytes.count {
            let first = bytes[index]
            if first < 0x80 {
                let isLayout = first == 0x09 || first == 0x0A || first == 0x0D
                guard first >= 0x20 || (layout && isLayout) else {
                    throw RecordProblem(
                        .controlByte, at: index,
                        "a byte below 0x20 (\(first)): JSON writes it as an escape")
                }
                index += 1
                continue
            }
            let length = sequenceLength(bytes, at: index)
            guard length > 0 else {
                throw RecordProblem(.notUTF8, at: index, "the text is not valid UTF-8")
            }
            index += max(length, 1)
        }
    }

    /// The length of the valid multi-byte sequence at `index`, or 0 if it is not valid.
    static func sequenceLength(_ bytes: [UInt8], at index: Int) -> Int {
        let first = bytes[index]
        // The second byte's range is what keeps out overlong forms, surrogates and > U+10FFFF.
        let (length, low, high): (Int, UInt8, UInt8) =
            switch first {
            case 0xC2...0xDF: (2, 0x80, 0xBF)
            case 0xE0: (3, 0xA0, 0xBF)
            case 0xED: (3, 0x80, 0x9F)
            case 0xE1...0xEF: (3, 0x80, 0xBF)
            case 0xF0: (4, 0x90, 0xBF)
            case 0xF1...0xF3: (4, 0x80, 0xBF)
            case 0xF4: (4, 0x80, 0x8F)
            default: (0, 0, 0)
            }
        guard length > 0, length <= bytes.count - index else { return 0 }
        guard bytes[index + 1] >= low, bytes[index + 1] <= high else { return 0 }
        for next in bytes[(index + 2)..<(index + length)] {
            guard next >= 0x80, next <= 0xBF else { return 0 }
        }
        return length
    }
}
