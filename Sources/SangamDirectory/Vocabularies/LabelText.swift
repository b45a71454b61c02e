/// Labels made ready for comparing and for search rows.
enum LabelText {
    /// A text as the tags column of a search row holds it, words with a hyphen in both spellings;
    /// `folded` is the text folded, which is the same where it has no hyphen or apostrophe.
    static func column(_ text: String, folded: String) -> String {
        // Every hyphen and apostrophe begins with one of these bytes.
        guard text.utf8.contains(where: { $0 == 0x27 || $0 == 0x2D || $0 == 0xE2 }) else {
            return folded
        }
        return SearchText.foldLabel(text)
    }

    /// Several columns as one; those that stand whole in another are left out, since no query could
    /// tell.
    static func joined(_ columns: some Collection<String>) -> String {
        var inside: Set<Substring> = []
        for column in columns {
            // Labels are short; of a long one only the pieces of up to four words are looked at.
            let words = column.utf8.split(separator: UInt8(ascii: " "))
            for (start, first) in words.enumerated() {
                for last in words[start..<min(start + 4, words.count)] {
                    let piece = column[first.startIndex..<last.endIndex]
                    if piece.utf8.count < column.utf8.count { inside.insert(piece) }
                }
            }
        }
        var seen: Set<String> = []
        return columns.filter { column in
            !column.isEmpty && !inside.contains(column[...]) && seen.insert(column).inserted
        }.joined(separator: " ")
    }

    /// Other spellings of a folded text that may be the label: with and without a plural's ending.
    static func variants(_ folded: String) -> [String] {
        guard folded.utf8.count > 2, folded.utf8.allSatisfy({ $0 < 0x80 }) else { return [] }
        var all = [folded + "s", folded + "es"]
        if folded.utf8.last == UInt8(ascii: "s") {
            all.append(String(folded.dropLast()))
            if folded.hasSuffix("es") { all.append(String(folded.dropLast(2))) }
        }
        return all
    }

    /// The parts of a text that lists several things, between commas and the like and words for
    /// "and"; none of them is sure to be a thing ("Fish and Chips").
    static func parts(_ text: String) -> [String] {
        text.unicodeScalars.split(whereSeparator: isSeparator).flatMap { piece in
            var parts: [[Substring.UnicodeScalarView]] = [[]]
            for word in piece.split(whereSeparator: { $0.properties.isWhitespace }) {
                if conjunctions.contains(String(word).lowercased()) {
                    parts.append([])
                } else if word.first == arabicAnd, word.count > 2, parts.last?.isEmpty == false {
                    // Arabic writes "and" and the next word as one.
                    parts.append([word.dropFirst()])
                } else {
                    parts[parts.count - 1].append(word)
                }
            }
            return parts.filter { !$0.isEmpty }.map { words in
                words.map { String($0) }.joined(separator: " ")
            }
        }
    }

    private static let arabicAnd: Unicode.Scalar = "\u{648}"

    /// "and" in English, French, German, Dutch and Afrikaans, Spanish, Portuguese and Italian,
    /// Indonesian, Swahili, Turkish, Arabic, Urdu, Hindi.
    private static let conjunctions: Set<String> = [
        "and", "et", "und", "en", "y", "e", "dan", "serta", "na", "ve", "\u{648}", "اور", "और",
    ]

    // MARK: - What a thing is, of a text that says which

    /// The beginnings of a text, or its ends, the longest first, that may name the thing of which
    /// the other words say more: "café orgânico" is coffee, and "coffee table" is none. Empty for a
    /// language of which we do not know which it is, and where a word such as "of" stands between.
    /// The text itself is none of them, unless brackets or a number are left out.
    static func heads(_ text: String, language: String) -> [String] {
        let isFirst = headFirst.contains(language)
        guard isFirst || headLast.contains(language) else { return [] }
        var words = SearchText.pieces(withoutBrackets(text))
        // "Honey 500 g" is honey.
        while words.count > 1, let last = words.last?.unicodeScalars {
            let isUnit =
                last.count <= 3 && words[words.count - 2].unicodeScalars.contains(where: isDigit)
            guard isUnit || last.contains(where: isDigit) else { break }
            words.removeLast()
        }
        guard (1...wordsMost).contains(words.count) else { return [] }
        let whole = words.joined(separator: " ")
        let heads: [String] = (1..<words.count).reversed().compactMap { count in
            let next = (isFirst ? words[count] : words[words.count - count - 1]).lowercased()
            guard !between.contains(next), !next.hasPrefix("d'"), !next.hasPrefix("d\u{2019}")
            else {
                return nil
            }
            return (isFirst ? words.prefix(count) : words.suffix(count)).joined(separator: " ")
        }
        return sameBytes(whole, text) ? heads : [whole] + heads
    }

    private static let wordsMost = 6
    /// The languages in which the thing comes first, and those in which it comes last.
    private static let headFirst: Set<String> = [
        "fr", "es", "pt", "id", "ms", "ar", "zu", "xh", "sw", "it",
    ]
    private static let headLast: Set<String> = ["en", "ur", "hi", "de", "nl", "af"]
    /// What follows these makes another thing: "beurre de karité", "soap with honey".
    private static let between: Set<String> = [
        "of", "for", "with", "without", "from", "in", "on", "to", "or", "by", "per", "de", "du",
        "des", "da", "do", "das", "dos", "del", "di", "pour", "para", "untuk", "dari", "\u{644}",
        "من", "کا", "کی", "کے", "का", "की", "के", "für", "von", "mit", "ya", "za", "wa", "la",
    ]

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.numericType != nil
    }

    private static func withoutBrackets(_ text: String) -> String {
        var depth = 0
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar == "(" || scalar == "[" { depth += 1 }
            if depth == 0 { kept.append(scalar) }
            if scalar == ")" || scalar == "]" { depth = max(0, depth - 1) }
        }
        return String(kept)
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x26, 0x2B, 0x2C, 0x2F, 0x3B, 0x7C: true  // tab, line, & + , / ; |
        case 0xB7, 0x2022, 0x60C, 0x61B, 0x3001, 0xFF0C, 0xFF1B, 0x2028, 0x2029: true
        default: false
        }
    }
}
