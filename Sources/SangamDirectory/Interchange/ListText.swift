/// Cells that hold several things.
enum ListText {
    /// The parts of a cell, each once. The strongest separator that the cell holds cuts it: line
    /// breaks, `;` and `|` before commas and slashes; nothing is cut inside brackets or numbers,
    /// and "and" never cuts. A label of a classification (`isLabel`) may hold commas itself.
    static func parts(
        _ text: String, separator: String? = nil, isLabel: Bool = false
    ) -> [String] {
        if separator == nil, !text.utf8.contains(where: mayCut) {
            return text.isEmpty ? [] : [text]
        }
        let scalars = Array(text.unicodeScalars)
        if let separator, let only = separator.unicodeScalars.first {
            return tidied(scalars.split { $0 == only })
        }
        let isStrong = isLabel || scalars.contains { strong.contains($0) }
        let hasAddress = hasAddress(text)
        var parts: [ArraySlice<Unicode.Scalar>] = []
        var depth = 0
        var start = 0
        for (index, scalar) in scalars.enumerated() {
            if scalar == "(" || scalar == "[" { depth += 1 }
            if scalar == ")" || scalar == "]" { depth = max(0, depth - 1) }
            guard depth == 0 || scalar == "\n" else { continue }
            let cuts = isStrong ? strong.contains(scalar) : isWeakCut(scalars, index, hasAddress)
            guard cuts else { continue }
            parts.append(scalars[start..<index])
            start = index + 1
            depth = 0
        }
        parts.append(scalars[start...])
        return tidied(parts)
    }

    /// Bytes of separators, and of every character that is not ASCII.
    private static func mayCut(_ byte: UInt8) -> Bool {
        byte >= 0x80 || byte < 0x20 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";")
            || byte == UInt8(ascii: "|") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "-")
    }

    private static let strong: Set<Unicode.Scalar> = [
        ";", "|", "\n", "\u{2022}", "\u{FF1B}", "\u{61B}", "\t",
    ]

    /// Whether slashes may belong to an address such as `https://…`.
    private static func hasAddress(_ text: String) -> Bool {
        var last: UInt8 = 0
        for byte in text.utf8 {
            if byte == UInt8(ascii: "/"), last == byte { return true }
            last = byte
        }
        return false
    }

    private static func isWeakCut(
        _ scalars: [Unicode.Scalar], _ index: Int, _ hasAddress: Bool
    ) -> Bool {
        switch scalars[index] {
        case "/" where hasAddress: return false
        case ",", "/":
            // 1,5 kg and 24/7 are one thing.
            let before = index > 0 ? scalars[index - 1] : " "
            let after = index + 1 < scalars.count ? scalars[index + 1] : " "
            return !(isDigit(before) && isDigit(after))
        case "\u{60C}", "\u{3001}", "\u{FF0C}": return true
        default: return false
        }
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static func tidied(_ parts: [ArraySlice<Unicode.Scalar>]) -> [String] {
        var seen: Set<[UInt8]> = []
        return parts.compactMap { part in
            var text = CellDecoder.trimmed(String(String.UnicodeScalarView(part)))
            if text.hasPrefix("- ") { text = CellDecoder.trimmed(String(text.dropFirst(2))) }
            return text.isEmpty || !seen.insert(Array(text.utf8)).inserted ? nil : text
        }
    }
}
