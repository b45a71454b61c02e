/// Other ways to write a folded word that was typed.
///
/// The index is not touched by any of this: a word stands in it as it was written.
enum OtherSpellings {
    /// The same word for whoever reads it: an Arabic word without its article (ال), with it, with
    /// "and the" (وال) and with "for the" (لل), and the sounds of one kana in the other. Looked for
    /// as the word itself is.
    ///
    /// - Parameter phrase: a folded word, or the pairs of a run.
    static func alike(_ phrase: String) -> [String] {
        let scalars = Array(phrase.unicodeScalars)
        if let kana = otherKana(scalars) { return [kana] }
        guard scalars.count >= lettersLeast, scalars.allSatisfy(isArabic) else { return [] }
        let own = articles.first { scalars.starts(with: $0) } ?? []
        let rest = scalars[own.count...]
        guard rest.count >= lettersLeast else { return [] }
        var words = articles.filter { $0 != own }.map { $0 + rest }
        if !own.isEmpty { words.append(Array(rest)) }
        // والدين may be parents, who have an article too.
        if own == articles[1] { words.append(articles[0] + scalars) }
        return words.map { String(String.UnicodeScalarView($0)) }
    }

    /// What may have been meant by a word that finds nothing: a German one whose ä, ö or ü was
    /// typed with an e, one of several things where one is listed.
    static func guesses(_ phrase: String) -> [String] {
        withoutUmlauts(Array(phrase.utf8)) + singulars(phrase)
    }

    /// The beginning of a word in Latin letters without the ending that says that there are several
    /// in English, French, Spanish, Portuguese or German.
    private static func singulars(_ word: String) -> [String] {
        guard (6...60).contains(word.utf8.count),
            word.utf8.allSatisfy({ (0x61...0x7A).contains($0) }),
            let (ending, others) = endings.first(where: { word.hasSuffix($0.0) })
        else { return [] }
        let beginning = String(decoding: word.utf8.dropLast(ending.utf8.count), as: UTF8.self)
        return others.map { beginning + $0 }
    }

    /// The longer ones first.
    private static let endings = [
        ("oes", ["ao", "o"]), ("aes", ["ao"]), ("ies", ["y", "ie"]), ("sses", ["ss"]),
        ("s", [""]), ("en", [""]),
    ]

    /// Shorter words would find too much. Units: letters.
    private static let lettersLeast = 3
    private static let articles: [[Unicode.Scalar]] = [
        ["\u{627}", "\u{644}"], ["\u{648}", "\u{627}", "\u{644}"], ["\u{644}", "\u{644}"],
    ]

    private static func isArabic(_ scalar: Unicode.Scalar) -> Bool {
        (0x620...0x64A).contains(scalar.value)
    }

    // MARK: - Kana

    /// Hiragana for katakana, or the other way; nil for anything else.
    private static func otherKana(_ scalars: [Unicode.Scalar]) -> String? {
        var other = String.UnicodeScalarView()
        var isAny = false
        for scalar in scalars {
            switch scalar.value {
            case 0x3041...0x3096:
                other.append(Unicode.Scalar(scalar.value + 0x60) ?? scalar)
                isAny = true
            case 0x30A1...0x30F6:
                other.append(Unicode.Scalar(scalar.value - 0x60) ?? scalar)
                isAny = true
            // The space between pairs, marks of sound, the sign of a long sound.
            case 0x20, 0x3099, 0x309A, 0x30FC: other.append(scalar)
            default: return nil
            }
        }
        return isAny ? String(other) : nil
    }

    // MARK: - Umlauts

    /// The most places of a word that are read both ways.
    private static let placesMost = 3

    /// Every way to leave out the e after an a, o or u, but for leaving none out.
    private static func withoutUmlauts(_ word: [UInt8]) -> [String] {
        guard word.count >= 4, word.count <= 60, word.allSatisfy({ (0x61...0x7A).contains($0) })
        else { return [] }
        let vowels = "aou".utf8
        let places = word.indices.dropFirst().filter { place in
            word[place] == UInt8(ascii: "e") && vowels.contains(word[place - 1])
        }
        guard !places.isEmpty, places.count <= placesMost else { return [] }
        return (1..<1 << places.count).map { choice in
            let left = places.enumerated().filter { choice & 1 << $0.offset != 0 }.map(\.element)
            let bytes = word.indices.filter { !left.contains($0) }.map { word[$0] }
            return String(decoding: bytes, as: UTF8.self)
        }
    }
}
