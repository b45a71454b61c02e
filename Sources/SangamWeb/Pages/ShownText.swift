/// Text from records on its way to a page (D4): what is invisible or turns the reading direction
/// of the page is left out, and stacks of marks are cut down. Letters of all scripts stay.
enum ShownText {
    /// The most combining marks on one letter; no script needs more.
    private static let marksMax = 8

    /// The text as it may be shown. Line feeds stay, other white space becomes one space each.
    static func clean(_ text: String, scalarsMax: Int = 65_536) -> String {
        var kept = String.UnicodeScalarView()
        var marks = 0
        var count = 0
        for scalar in text.unicodeScalars {
            guard count < scalarsMax else {
                kept.append("…")
                break
            }
            guard let shown = shown(scalar) else { continue }
            let isMark = isMark(shown)
            marks = isMark ? marks + 1 : 0
            if marks > marksMax { continue }
            kept.append(shown)
            count += 1
        }
        return String(kept)
    }

    /// One line: line feeds become spaces too.
    static func line(_ text: String, scalarsMax: Int = 512) -> String {
        var kept = String.UnicodeScalarView()
        for scalar in clean(text, scalarsMax: scalarsMax).unicodeScalars {
            kept.append(scalar == "\n" ? " " : scalar)
        }
        return String(kept)
    }

    /// A tag in the shape of BCP 47, for an attribute `lang`; nil for anything else.
    static func languageTag(_ tag: String) -> String? {
        let bytes = Array(tag.utf8)
        let parts = bytes.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard bytes.count <= 35, let first = parts.first, (2...8).contains(first.count),
            first.allSatisfy({ (0x61...0x7A).contains($0 | 0x20) }),
            parts.allSatisfy({ part in
                (1...8).contains(part.count)
                    && part.allSatisfy {
                        (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0)
                    }
            })
        else { return nil }
        return tag == "und" ? nil : tag
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: true
        default: false
        }
    }

    private static func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        case 0x0A, 0x2028, 0x2029: return "\n"
        case 0x09, 0x0D, 0x85: return " "
        // Joiners shape Arabic, Persian and Indic words; selectors choose an emoji's form.
        case 0x200C, 0x200D, 0xFE00...0xFE0F: return scalar
        default: break
        }
        switch scalar.properties.generalCategory {
        case .control, .surrogate, .privateUse: return nil
        // Bidirectional controls, zero-width spaces, tags; the visible signs of this category
        // (Arabic number signs and the like) stay.
        case .format: return isPrepended(scalar) ? scalar : nil
        case .unassigned where scalar.properties.isNoncharacterCodePoint: return nil
        default:
            return scalar.properties.isDefaultIgnorableCodePoint ? nil : scalar
        }
    }

    /// Signs of the format category that are seen: they stand before a number or letter.
    private static func isPrepended(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0600...0x0605, 0x06DD, 0x070F, 0x0890...0x0891, 0x08E2, 0x110BD, 0x110CD: true
        default: false
        }
    }
}
