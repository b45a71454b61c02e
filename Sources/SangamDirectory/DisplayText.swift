/// Text of a record as a reader outside of our pages may be shown it (D4): what is invisible or
/// turns the reading direction is left out, and stacks of marks are cut down. Letters of all
/// scripts stay.
public enum DisplayText {
    /// The most combining marks on one letter; no script needs more.
    public static let marksMax = 8

    /// The text with its line breaks; other white space becomes one space each.
    ///
    /// Units: `scalarsMax` counts Unicode scalars; what is cut off is replaced by `…`.
    public static func clean(_ text: String, scalarsMax: Int = 65_536) -> String {
        var kept = String.UnicodeScalarView()
        var marks = 0
        var count = 0
        for scalar in text.unicodeScalars {
            guard let shown = shown(scalar) else { continue }
            marks = isMark(shown) ? marks + 1 : 0
            if marks > marksMax { continue }
            guard count < scalarsMax else {
                kept.append("…")
                break
            }
            kept.append(shown)
            count += 1
        }
        return String(kept)
    }

    /// The text on one line: runs of white space become one space, none at the ends.
    public static func line(_ text: String, scalarsMax: Int = 512) -> String {
        var kept = String.UnicodeScalarView()
        var isSpaceDue = false
        for scalar in clean(text, scalarsMax: scalarsMax).unicodeScalars {
            if scalar == "\n" || scalar.properties.isWhitespace {
                isSpaceDue = !kept.isEmpty
                continue
            }
            if isSpaceDue { kept.append(" ") }
            isSpaceDue = false
            kept.append(scalar)
        }
        return String(kept)
    }

    static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: true
        default: false
        }
    }

    private static func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        case 0x20...0x7E: return scalar
        case 0x0A, 0x2028, 0x2029: return "\n"
        case 0x09, 0x0D, 0x85: return " "
        // Joiners shape Arabic, Persian and Indic words; selectors choose an emoji's form.
        case 0x200C, 0x200D, 0xFE00...0xFE0F: return scalar
        default: break
        }
        switch scalar.properties.generalCategory {
        case .control, .surrogate, .privateUse: return nil
        // Signs that stand before a number or letter are seen; the others are not.
        case .format: return isPrepended(scalar) ? scalar : nil
        case .unassigned where scalar.properties.isNoncharacterCodePoint: return nil
        default:
            return scalar.properties.isDefaultIgnorableCodePoint ? nil : scalar
        }
    }

    private static func isPrepended(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0600...0x0605, 0x06DD, 0x070F, 0x0890...0x0891, 0x08E2, 0x110BD, 0x110CD: true
        default: false
        }
    }
}
