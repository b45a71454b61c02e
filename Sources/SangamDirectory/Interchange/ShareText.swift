/// A listing as a message for a messenger: name, where, what, and the link to its page.
///
/// Shape: two or three lines, each its own paragraph for the reading direction; at most 300 Unicode
/// scalars; the link is whole and alone on the last line.
public enum ShareText {
    /// The longest message. Units: Unicode scalars.
    public static let scalarsMax = 300

    /// Parts of a line stand apart by this.
    private static let separator = " · "
    private static let nameMax = 90
    private static let placeMax = 60

    /// The message for somebody who reads `languages` (best first); where the record has none of
    /// them it speaks its own. No ways of contact.
    ///
    /// - Parameters:
    ///   - word: what it is, in the reader's language (`Wanted`); it stands first.
    ///   - link: the page's address; `record.link` if nil.
    public static func text(
        _ record: ExportedRecord, languages: [String], word: String? = nil, link: String? = nil
    ) -> String {
        let view = Record(json: record.payload)
        func best(_ texts: [LanguageText]) -> String {
            DisplayText.line(
                texts.best(for: languages, original: view.lang)?.text ?? "", scalarsMax: 2_000)
        }
        let name = best(view.names)
        let parts = [
            TextCut.cut(DisplayText.line(word ?? ""), most: 30),
            TextCut.cut(name.isEmpty ? record.network : name, most: nameMax),
            TextCut.cut(place(view, languages), most: placeMax),
        ].filter { !$0.isEmpty }
        let first = joined(parts)
        var last = link ?? record.link ?? ""
        // A link that was cut leads nowhere, so that one too long for a message is left out.
        if !SchemaNode.isWeb(last) || length(first) + length(last) + 1 > scalarsMax { last = "" }
        let room = scalarsMax - length(first) - 1 - (last.isEmpty ? 0 : length(last) + 1)
        var what = best(view.summaries)
        if what.isEmpty { what = best(view.descriptions) }
        if what.isEmpty { what = goods(view, languages) }
        // Less than this says nothing.
        what = room < 20 ? "" : TextCut.cut(what, most: room)
        return [first, what, last].filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// `Durban, KwaZulu-Natal, South Africa`; a country without a name by its code.
    private static func place(_ view: Record, _ languages: [String]) -> String {
        var country = view.country
        if let code = country,
            case .text(let name) = FacetLabels(languages: languages).country(code)
        {
            country = name.text
        }
        return DisplayText.line(
            [view.locality, view.region, country].compactMap { $0 }.joined(separator: ", "))
    }

    private static func goods(_ view: Record, _ languages: [String]) -> String {
        let labels = FacetLabels(languages: languages)
        let words = view.goods.prefix(10).compactMap { term -> String? in
            switch (labels.term(term), term) {
            case (.text(let label), _): DisplayText.line(label.text)
            case (_, .text(let text)): DisplayText.line(text)
            // A code that we have no name for is no word.
            default: nil
            }
        }
        return joined(words.prefix(10).filter { !$0.isEmpty })
    }

    /// The parts on one line, each in isolation if they do not all run the same way: else a comma
    /// or number between them jumps to the wrong side.
    private static func joined(_ parts: [String]) -> String {
        let directions = parts.flatMap { [first($0), other($0)].compactMap { $0 } }
        guard parts.count > 1, Set(directions).count > 1 else {
            return parts.joined(separator: separator)
        }
        return parts.map { "\u{2068}\($0)\u{2069}" }.joined(separator: separator)
    }

    private static func length(_ text: String) -> Int { text.unicodeScalars.count }

    // MARK: - Directions

    /// Whether the first letter runs from right to left; nil if there is no letter.
    private static func first(_ text: String) -> Bool? {
        text.unicodeScalars.first { $0.properties.isAlphabetic }.map(isRightToLeft)
    }

    /// The direction of a letter that runs the other way than the first one.
    private static func other(_ text: String) -> Bool? {
        guard let first = first(text) else { return nil }
        let isMixed = text.unicodeScalars.contains {
            $0.properties.isAlphabetic && isRightToLeft($0) != first
        }
        return isMixed ? !first : nil
    }

    /// The blocks whose letters run from right to left.
    ///
    /// Source: Unicode, DerivedBidiClass.txt (defaults of blocks).
    private static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF,
            0x1E800...0x1EFFF:
            true
        default: false
        }
    }
}
