/// Cuts texts where no letter is torn from its marks.
///
/// By scalars and plain rules, never by `Character`: what one is depends on the Unicode version of
/// the system. The rules join a little more than they must, which only cuts a little earlier.
/// Source: Unicode Standard Annex 29, section 3.1.1, made stricter for Indic conjuncts.
enum TextCut {
    /// At most `most` scalars of the text, with `…` as the last one if something was cut off.
    static func cut(_ text: String, most: Int) -> String {
        let scalars = text.unicodeScalars
        guard most > 0 else { return "" }
        guard
            let end = scalars.index(
                scalars.startIndex, offsetBy: most, limitedBy: scalars.endIndex),
            end < scalars.endIndex
        else { return text }
        var at = scalars.index(before: end)
        let hard = at
        while at > scalars.startIndex, isJoined(scalars, at) { at = scalars.index(before: at) }
        // One letter with marks without end is no letter.
        if at == scalars.startIndex { at = hard }
        // A whole word less reads better, if that costs little.
        let before = scalars[..<at]
        if let space = before.lastIndex(of: " "),
            scalars.distance(from: space, to: at) <= most / 4, space > scalars.startIndex
        {
            at = space
        }
        let kept = CellText.trimmed(String(scalars[..<at]))
        return kept.isEmpty ? "" : kept + "…"
    }

    /// Whether a cut before the scalar at `at` would tear something.
    private static func isJoined(
        _ scalars: String.UnicodeScalarView, _ at: String.UnicodeScalarView.Index
    ) -> Bool {
        let next = scalars[at]
        let last = scalars[scalars.index(before: at)]
        if extends(next) || last.value == 0x200D || isPrepended(last) || isVirama(last) {
            return true
        }
        if isRegional(next), isRegional(last) {
            // Flags are pairs, counted from where their row begins.
            return scalars[..<at].reversed().prefix(while: isRegional).count % 2 == 1
        }
        // Hangul jamos: a vowel or a final goes with what stands before it.
        return (0x1160...0x11FF).contains(next.value) || (0xD7B0...0xD7FB).contains(next.value)
    }

    private static func extends(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0E33, 0x0EB3, 0x200C, 0x200D, 0xFE00...0xFE0F, 0x1F3FB...0x1F3FF, 0xE0020...0xE007F:
            return true
        default: break
        }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: return true
        default: return scalar.properties.isGraphemeExtend
        }
    }

    private static func isVirama(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.canonicalCombiningClass == .virama
    }

    private static func isPrepended(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .format && scalar.value != 0x200C
    }

    private static func isRegional(_ scalar: Unicode.Scalar) -> Bool {
        (0x1F1E6...0x1F1FF).contains(scalar.value)
    }
}
