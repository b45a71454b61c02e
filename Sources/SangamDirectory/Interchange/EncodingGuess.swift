/// What the beginning of a file says of its encoding.
struct EncodingGuess: Sendable, Equatable {
    var encoding = TextEncoding.utf8
    /// How many bytes the byte order mark takes.
    var markBytes = 0
    /// What was assumed, if a person should look at it.
    var notice: String?
    /// Why no encoding can be assumed.
    var problem: String?

    /// Looks at a file's first bytes; `isWhole` says that there are no more.
    init(_ sample: [UInt8], isWhole: Bool) {
        if sample.starts(with: ByteOrderMark.utf8) {
            markBytes = ByteOrderMark.utf8.count
        } else if sample.starts(with: [0xFF, 0xFE]) {
            (encoding, markBytes) = (.utf16LittleEndian, 2)
        } else if sample.starts(with: [0xFE, 0xFF]) {
            (encoding, markBytes) = (.utf16BigEndian, 2)
        } else if let wide = Self.wide(sample) {
            encoding = wide
            notice = "the file has no byte order mark; it was read as \(wide.rawValue)"
        } else if !Self.isUTF8(sample, isWhole: isWhole) {
            judgeCodePage(sample)
        }
    }

    private mutating func judgeCodePage(_ sample: [UInt8]) {
        encoding = .windows1252
        var high = 0
        var inRuns = 0
        var run = 0
        var undefined = 0
        for byte in sample {
            if byte >= 0x80 {
                high += 1
                run += 1
                if run == 3 { inRuns += 3 } else if run > 3 { inRuns += 1 }
                if TextEncoding.windows1252.scalar(byte) == nil { undefined += 1 }
            } else {
                run = 0
            }
        }
        // Western text has single accented letters; other alphabets have whole words of them.
        if undefined > 0 || inRuns * 2 > high {
            problem =
                "the file is not UTF-8, and read as Windows-1252 it would be nonsense: save it as "
                + "\"CSV UTF-8\", or name its encoding in a mapping file, such as "
                + "\"encoding = windows-1256\"; nothing was imported"
        } else {
            notice =
                "the file is not UTF-8; it was read as Windows-1252 (Western European). If names "
                + "look wrong, save it as \"CSV UTF-8\" and import it again"
        }
    }

    /// UTF-16 without a mark: in text of any script every other byte of ASCII is zero.
    private static func wide(_ sample: [UInt8]) -> TextEncoding? {
        let part = sample.prefix(4_096)
        guard part.count >= 8 else { return nil }
        var zeros = (even: 0, odd: 0)
        for (index, byte) in part.enumerated() where byte == 0 {
            if index % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
        }
        let many = part.count / 6
        if zeros.odd > many, zeros.even * 8 < zeros.odd { return .utf16LittleEndian }
        if zeros.even > many, zeros.odd * 8 < zeros.even { return .utf16BigEndian }
        return nil
    }

    private static func isUTF8(_ sample: [UInt8], isWhole: Bool) -> Bool {
        if String(validating: sample, as: UTF8.self) != nil { return true }
        guard !isWhole else { return false }
        // The sample may end inside a character.
        return (1...3).contains {
            String(validating: sample.dropLast($0), as: UTF8.self) != nil
                && (sample.dropFirst(sample.count - $0).first ?? 0) >= 0xC2
        }
    }
}
