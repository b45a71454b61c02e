import SangamDirectory

/// Text from records on its way to a page (D4): what is invisible or turns the reading direction
/// of the page is left out, and stacks of marks are cut down. Letters of all scripts stay.
enum ShownText {
    /// The text as it may be shown. Line feeds stay, other white space becomes one space each.
    static func clean(_ text: String, scalarsMax: Int = 65_536) -> String {
        DisplayText.clean(text, scalarsMax: scalarsMax)
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
}
