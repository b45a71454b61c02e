/// The text of one cell: what a spreadsheet can hold without changing it, and how a text is kept
/// from being run as a formula.
public enum CellText {
    /// The text with an apostrophe before it if a spreadsheet might take it for a formula, or if it
    /// begins with an apostrophe itself, so that `unguarded` gives back exactly what was there.
    ///
    /// Source: OWASP ASVS 5.0, 1.2.10; the wide forms are formulas to East Asian spreadsheets.
    public static func guarded(_ text: String) -> String {
        needsGuard(text.utf8) ? "'" + text : text
    }

    /// The text as it is, for programs: an apostrophe only before what `unguarded` would shorten.
    static func marked(_ text: String) -> String {
        text.utf8.first == apostrophe && needsGuard(text.utf8.dropFirst()) ? "'" + text : text
    }

    /// Takes the apostrophe of `guarded` off; any other text is given back as it is.
    public static func unguarded(_ cell: String) -> String {
        guard cell.utf8.first == apostrophe, needsGuard(cell.utf8.dropFirst()) else { return cell }
        return String(decoding: cell.utf8.dropFirst(), as: UTF8.self)
    }

    /// The text of a foreign cell: without the apostrophe of `guarded`, and of `="00123"`, with
    /// which spreadsheets keep the noughts, the text inside.
    static func foreign(_ cell: String) -> String {
        let bytes = cell.utf8
        guard bytes.count > 3, bytes.starts(with: "=\"".utf8), bytes.last == 0x22 else {
            return unguarded(cell)
        }
        let inside = bytes.dropFirst(2).dropLast()
        return inside.contains(0x22) ? cell : String(decoding: inside, as: UTF8.self)
    }

    /// Whether a cell says that there is nothing to say: `N/A`, `-`, a spreadsheet's own error.
    static func isNothing(_ text: String) -> Bool {
        // "NaN" is a program's, "nan" is bread.
        text.utf8.count <= 14 && (sameBytes(text, "NaN") || nothings.contains(text.lowercased()))
    }

    private static let nothings: Set<String> = [
        "n/a", "n.a.", "#n/a", "#ref!", "#value!", "#name?", "#div/0!", "#null!", "#num!", "null",
        "none", "nil", "undefined", "[nd]", "n.d.", "s/d", "k.a.", "-", "--", "---", "\u{2013}",
        "\u{2014}", "\u{2212}", "_", "__", ".", "..", "...", "\u{2026}", "?", "??", "???", "*", "/",
        "//", "not applicable", "not available",
    ]

    /// The text as a cell holds it: LF for every line break, a space for every other control
    /// character but the tab, no white space at the ends. Spreadsheets and readers do these things
    /// to a cell by themselves, so that a text which is not like this cannot come back from one.
    static func canonical(_ text: String) -> String {
        if isCanonical(text) { return text }
        var scalars = String.UnicodeScalarView()
        var last: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\r": scalars.append("\n")
            case "\n" where last == "\r": break
            case "\n", "\t": scalars.append(scalar)
            case _ where scalar.value < 0x20: scalars.append(" ")
            default: scalars.append(scalar)
            }
            last = scalar
        }
        return trimmed(String(scalars))
    }

    /// The text without white space at its ends.
    static func trimmed(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let first = scalars.first, let last = scalars.last else { return text }
        guard isEdge(first) || isEdge(last) else { return text }
        let front = scalars.drop(while: isEdge)
        guard let end = front.lastIndex(where: { !isEdge($0) }) else { return "" }
        return String(front[...end])
    }

    private static func isCanonical(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        guard let first = scalars.first, let last = scalars.last else { return true }
        guard !isEdge(first), !isEdge(last) else { return false }
        return text.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A || $0 == 0x09 }
    }

    private static func isEdge(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x80 { return scalar.value <= 0x20 }
        return scalar.properties.isWhitespace || scalar.value == 0xFEFF
    }

    private static let apostrophe = UInt8(ascii: "'")

    /// Whether the bytes begin with `= + - @`, their wide forms, tab, CR, LF, NUL or `'`.
    private static func needsGuard(_ bytes: some Sequence<UInt8>) -> Bool {
        var bytes = bytes.makeIterator()
        switch bytes.next() {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09,
            0x0D, 0x0A, 0x00, apostrophe:
            return true
        case 0xEF:  // U+FF0B, U+FF0D, U+FF1D, U+FF20
            guard bytes.next() == 0xBC, let last = bytes.next() else { return false }
            return [0x8B, 0x8D, 0x9D, 0xA0].contains(last)
        default: return false
        }
    }
}
