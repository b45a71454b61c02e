/// Bytes of one cell to text: UTF-8 where they are UTF-8, else a Windows code page, and said so.
///
/// Deciding cell by cell keeps every good cell of a file that two programs wrote in two encodings.
struct CellDecoder: Sendable {
    /// What bytes stand for that are not UTF-8.
    var fallback = TextEncoding.windows1252
    /// Whether somebody said what the encoding is: then nothing is tried first.
    var isForced = false
    /// What was done that a person should know; emptied by whoever reads it.
    private(set) var notes: Notes = []

    struct Notes: OptionSet, Sendable {
        let rawValue: Int
        static let guessed = Notes(rawValue: 1)
        static let undefined = Notes(rawValue: 2)
        static let removed = Notes(rawValue: 4)
    }

    init(fallback: TextEncoding = .windows1252, isForced: Bool = false) {
        self.fallback = fallback
        self.isForced = isForced
    }

    /// The text of a cell: line breaks as LF, without NUL and byte order marks, without white space
    /// at either end.
    mutating func text(_ bytes: ArraySlice<UInt8>) -> String {
        var plain = bytes
        while let first = plain.first, Self.isSpace(first) { plain.removeFirst() }
        while let last = plain.last, Self.isSpace(last) { plain.removeLast() }
        if plain.isEmpty { return "" }
        let isAlien = isForced && fallback != .utf8
        if !isAlien, !plain.contains(where: { $0 == 0 || $0 == 0x0D || $0 >= 0xC2 }),
            let text = String(validating: plain, as: UTF8.self)
        {
            return text
        }
        if !isAlien, let text = String(validating: plain, as: UTF8.self) { return tidied(text) }
        var scalars = String.UnicodeScalarView()
        for byte in plain {
            if let scalar = codePage.scalar(byte) {
                scalars.append(scalar)
            } else {
                scalars.append("\u{FFFD}")
                notes.insert(.undefined)
            }
        }
        if !isForced { notes.insert(.guessed) }
        return tidied(String(scalars))
    }

    /// The notes since the last call.
    mutating func takeNotes() -> Notes {
        defer { notes = [] }
        return notes
    }

    private var codePage: TextEncoding {
        TextEncoding.otherPages.contains(fallback) ? fallback : .windows1252
    }

    /// LF for every line break, no NUL, nothing that a payload cannot hold.
    private mutating func tidied(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var isAfterReturn = false
        for scalar in text.unicodeScalars {
            let value = scalar.value
            defer { isAfterReturn = value == 0x0D }
            switch value {
            case 0, 0xFEFF: notes.insert(.removed)
            case 0x0D: result.append("\n")
            case 0x0A where isAfterReturn: break
            case _ where value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(value):
                result.append("\u{FFFD}")
                notes.insert(.removed)
            default: result.append(scalar)
            }
        }
        return Self.trimmed(String(result))
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte) || byte == 0
    }

    /// Without white space, Unicode's too, at either end.
    static func trimmed(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !isBlank($0) }),
            let last = scalars.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(scalars[first...last])
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.value == 0x200B || scalar.value == 0xFEFF
    }
}
