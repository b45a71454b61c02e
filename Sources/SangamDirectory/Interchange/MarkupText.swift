/// Texts that a source says are HTML, as plain text.
///
/// Shape: tags are dropped, those of paragraphs, lines and items end a line; character references
/// become their characters. Anything that is neither stays as it is written. What comes out is
/// text like any other: it is escaped again wherever it is shown.
///
/// Source: WHATWG HTML, 13.1.2 and 13.1.4; the few names of references that editors write.
enum MarkupText {
    /// The text, and whether tags with more than a line's end in them were dropped.
    static func plain(_ html: String) -> (text: String, lostMarkup: Bool) {
        let bytes = Array(html.utf8)
        // Beyond the last `>` no tag ends: nobody looks for one again and again.
        let lastEnd = bytes.lastIndex(of: UInt8(ascii: ">")) ?? 0
        var output: [UInt8] = []
        var lostMarkup = false
        var at = 0
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "<"), at < lastEnd, let end = tagEnd(bytes, at) {
                if endsLine(bytes[at..<end]) { output.append(0x0A) } else { lostMarkup = true }
                at = end
            } else if bytes[at] == UInt8(ascii: "&"), let found = reference(bytes, at) {
                output.append(contentsOf: String(found.scalar).utf8)
                at = found.end
            } else {
                output.append(bytes[at])
                at += 1
            }
        }
        let lines = String(decoding: output, as: UTF8.self).unicodeScalars.split { $0 == "\n" }
            .map { CellDecoder.trimmed(String($0)) }.filter { !$0.isEmpty }
        return (lines.joined(separator: "\n"), lostMarkup)
    }

    /// Where the tag that begins at `start` ends; nil if a name or a slash does not follow its `<`.
    private static func tagEnd(_ bytes: [UInt8], _ start: Int) -> Int? {
        guard start + 1 < bytes.count else { return nil }
        let first = bytes[start + 1]
        guard (0x61...0x7A).contains(first | 0x20) || first == 0x2F || first == 0x21 else {
            return nil
        }
        return bytes[start...].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 }
    }

    private static func endsLine(_ tag: ArraySlice<UInt8>) -> Bool {
        let name = tag.dropFirst().drop { $0 == 0x2F }
            .prefix { (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) }
        return lineTags.contains(String(decoding: name, as: UTF8.self).lowercased())
    }

    private static let lineTags: Set<String> = [
        "p", "br", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "blockquote",
    ]

    /// The character of `&amp;`, `&#233;` or `&#xE9;`, and where it ends.
    private static func reference(
        _ bytes: [UInt8], _ start: Int
    ) -> (scalar: Unicode.Scalar, end: Int)? {
        guard let end = bytes[start...].prefix(12).firstIndex(of: UInt8(ascii: ";")) else {
            return nil
        }
        let name = String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
        var value = names[name]
        if name.utf8.first == UInt8(ascii: "#") {
            let digits = Substring(name.utf8.dropFirst())
            let isHex = digits.utf8.first.map { $0 | 0x20 } == UInt8(ascii: "x")
            value =
                isHex ? UInt32(Substring(digits.utf8.dropFirst()), radix: 16) : UInt32(digits)
        }
        guard let value, value >= 0x20, let scalar = Unicode.Scalar(value) else { return nil }
        return (scalar, end + 1)
    }

    private static let names: [String: UInt32] = {
        var names: [String: UInt32] = [
            "amp": 0x26, "lt": 0x3C, "gt": 0x3E, "quot": 0x22, "apos": 0x27, "nbsp": 0xA0,
            "ndash": 0x2013, "mdash": 0x2014, "lsquo": 0x2018, "rsquo": 0x2019, "ldquo": 0x201C,
            "rdquo": 0x201D, "bull": 0x2022, "hellip": 0x2026, "euro": 0x20AC, "trade": 0x2122,
            "OElig": 0x152, "oelig": 0x153,
        ]
        // The names of U+00A1 to U+00FF, in their order.
        let latin = """
            iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg \
            plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 \
            iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml \
            Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash \
            Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring \
            aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve \
            oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml
            """
        for (offset, name) in latin.split(separator: " ").enumerated() {
            names[String(name)] = 0xA1 + UInt32(offset)
        }
        return names
    }()
}
