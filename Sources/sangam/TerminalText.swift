/// Text from anywhere, made fit for a terminal: a listing of another network must not move the
/// cursor, change colours, or turn the reading direction of what stands behind it.
enum TerminalText {
    /// Control characters become a replacement character, and marks that turn the direction of
    /// the text behind them are taken out; joiners stay, because scripts need them.
    static func clean(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A, 0x09: scalars.append(" ")
            case 0...0x1F, 0x7F...0x9F, 0x2028, 0x2029: scalars.append("\u{FFFD}")
            case 0x202A...0x202E, 0x2066...0x2069: continue
            default: scalars.append(scalar)
            }
        }
        return String(scalars)
    }

    /// How many columns of a terminal a text takes, near enough to align a table.
    static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + width($1) }
    }

    private static func width(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: break
        }
        switch scalar.value {
        // Hangul, kana, ideographs and their full-width forms, pictures.
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}

/// Rows in columns, as wide as their widest cell.
struct TextTable {
    enum Side { case left, right }

    private let sides: [Side]
    private var rows: [[String]] = []

    init(_ columns: [(title: String, side: Side)]) {
        sides = columns.map(\.side)
        rows = [columns.map(\.title)]
    }

    mutating func add(_ cells: [String]) {
        rows.append(cells.map(TerminalText.clean))
    }

    var lines: [String] {
        let widths = sides.indices.map { column in
            rows.map { TerminalText.width($0[column]) }.max() ?? 0
        }
        return rows.map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                let space = String(
                    repeating: " ", count: max(0, widths[column] - TerminalText.width(cell)))
                line += sides[column] == .right ? space + cell : cell + space
                line += "  "
            }
            while line.hasSuffix(" ") { line.removeLast() }
            return line
        }
    }
}

/// An amount of bytes as people say it.
enum ByteCount {
    static func text(_ bytes: Int) -> String {
        switch bytes {
        case ..<1_000: return "\(bytes) bytes"
        case ..<1_000_000: return "\(bytes / 1_000) kB"
        case ..<1_000_000_000: return tenths(bytes / 100_000) + " MB"
        default: return tenths(bytes / 100_000_000) + " GB"
        }
    }

    private static func tenths(_ number: Int) -> String { "\(number / 10).\(number % 10)" }
}
