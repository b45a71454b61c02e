/// Says what the column under a header holds, as far as its words make that plain.
///
/// Shape: case, accents and punctuation do not matter. A hint in brackets is tried with the header
/// and without it; `name (fr)`, `name:fr`, `nom_ar` are names in a language; of `Website/Facebook`
/// both halves must agree. A header that nobody knows is `.unknown`: its cells go to `ext`.
enum HeaderRecognition {
    /// What a header means.
    static func meaning(of header: String) -> ColumnMeaning {
        let folded = SearchText.fold(header)
        if let exact = spellings[folded] { return exact }
        if folded.isEmpty { return .unknown }
        if let text = inLanguage(header) { return text }
        let (outside, inside) = bracketed(header)
        let plain = SearchText.fold(outside)
        if let inside, let known = spellings[plain] ?? bare(plain), known.member == .size,
            let some = someOf(known, who: inside)
        {
            return some
        }
        if plain != folded, let known = spellings[plain] { return known.surer(by: -1) }
        if let agreed = alternatives(outside) { return agreed }
        if let known = bare(plain) { return known.surer(by: -1_000) }
        if let known = lastWord(plain) { return known }
        if let parted = parted(header) { return meaning(of: parted).surer(by: -2_000) }
        return ConsentWords.ask(plain, written: header) ? ColumnMeaning(.consent) : .unknown
    }

    /// `codePostalEtablissement` with a space before each capital letter; nil if it has none.
    private static func parted(_ header: String) -> String? {
        var words: [UInt8] = []
        var last: UInt8 = 0x20
        for byte in header.utf8 {
            guard byte < 0x80, byte != 0x20 else { return nil }
            let isNew = (0x41...0x5A).contains(byte) && (0x61...0x7A).contains(last)
            if isNew { words.append(0x20) }
            words.append(byte)
            last = byte
        }
        guard words.contains(0x20) else { return nil }
        return String(decoding: words, as: UTF8.self)
    }

    /// `Members (F)` are the women among them; `Members (men)` are not the members.
    private static func someOf(_ known: ColumnMeaning, who inside: String) -> ColumnMeaning? {
        let word = SearchText.fold(inside)
        if others.contains(word) { return .unknown }
        guard women.contains(word) else { return nil }
        return known.argument == "members" ? ColumnMeaning(.size, "women", rank: 10_000) : .unknown
    }

    private static let women = foldedWords(
        "f female females women woman mujeres mujer femmes femme frauen mulheres perempuan wanita")
    /// Men, and letters that stand for men in one language and for women in another.
    private static let others = foldedWords(
        "m male males men man hombres hombre hommes homme männer homens pria laki laki-laki h l p")

    /// `_geopoint_latitude`, `GPS location_longitude`: forms name coordinates after their question.
    private static func lastWord(_ folded: String) -> ColumnMeaning? {
        switch folded.split(separator: " ").last {
        case "latitude": ColumnMeaning(.latitude, rank: 900_000)
        case "longitude": ColumnMeaning(.longitude, rank: 900_000)
        default: nil
        }
    }

    /// The words of a list between spaces and line breaks, folded.
    static func foldedWords(_ words: String) -> Set<String> {
        Set(words.split { $0 == " " || $0 == "\n" }.map { SearchText.fold(String($0)) })
    }

    // MARK: - Names in several languages

    /// `name (fr)`, `name:fr`, `description_de`, `nom [ar]`, `Name (French)`, `name fr`.
    private static func inLanguage(_ header: String) -> ColumnMeaning? {
        let (outside, inside) = bracketed(header)
        if let inside, let tag = LanguageName.tag(inside), let meaning = text(outside, tag) {
            return meaning
        }
        let scalars = outside.unicodeScalars
        guard
            let cut = scalars.lastIndex(where: {
                ":_@ -".unicodeScalars.contains($0) || $0 == "\u{A0}"
            }),
            cut > scalars.startIndex
        else { return nil }
        let tail = CellDecoder.trimmed(String(scalars[scalars.index(after: cut)...]))
        let head = String(scalars[..<cut])
        // "name_id" is a key and "name no" a number: only a colon makes these two languages.
        let isLoose = scalars[cut] != ":" && scalars[cut] != "@"
        let folded = SearchText.fold(tail)
        if isLoose, folded == "id" || folded == "no" { return nil }
        guard let tag = LanguageName.tag(tail) else { return nil }
        return text(head, tag)
            ?? text(String(head.unicodeScalars.filter { !"(-:_".unicodeScalars.contains($0) }), tag)
    }

    private static func text(_ header: String, _ tag: String) -> ColumnMeaning? {
        let folded = SearchText.fold(header)
        guard let known = spellings[folded] ?? bare(folded),
            [.name, .summary, .description].contains(known.member)
        else { return nil }
        return ColumnMeaning(known.member, tag, rank: known.rank)
    }

    // MARK: - What may be left out

    /// The text without its first pair of brackets, and what stood in them.
    private static func bracketed(_ header: String) -> (outside: String, inside: String?) {
        let scalars = header.unicodeScalars
        guard let open = scalars.firstIndex(where: { $0 == "(" || $0 == "[" }),
            let close = scalars[open...].firstIndex(where: { $0 == ")" || $0 == "]" })
        else { return (header, nil) }
        let outside =
            String(scalars[..<open]) + " " + String(scalars[scalars.index(after: close)...])
        return (CellDecoder.trimmed(outside), String(scalars[scalars.index(after: open)..<close]))
    }

    /// The meaning of `Cooperative / Koperasi`; nil if there is one part only, or they differ.
    private static func alternatives(_ header: String) -> ColumnMeaning? {
        let parts = header.unicodeScalars
            .split { "/|\n;,".unicodeScalars.contains($0) || $0 == "\u{2013}" }
            .map { SearchText.fold(String($0)) }.filter { !$0.isEmpty }
        guard parts.count > 1 else { return dashed(header) }
        let known = parts.compactMap { spellings[$0] ?? bare($0) }
        guard let first = known.first, known.count * 2 >= parts.count else { return nil }
        if known.allSatisfy({ $0.member == first.member && $0.argument == first.argument }) {
            return first.surer(by: -2)
        }
        // Links say themselves whose they are; two kinds of numbers do not.
        let isWeb = known.allSatisfy { $0.member == .website || $0.member == .link }
        return isWeb ? ColumnMeaning(.website, rank: 700) : nil
    }

    private static func dashed(_ header: String) -> ColumnMeaning? {
        guard header.utf8.contains(UInt8(ascii: "-")) else { return nil }
        let parts = header.split(separator: " - ").map { SearchText.fold(String($0)) }
        let known = parts.compactMap { spellings[$0] }
        guard parts.count == 2, let first = known.first, known.count == 2,
            known[1].member == first.member, known[1].argument == first.argument
        else { return nil }
        return first.surer(by: -2)
    }

    /// The meaning of a header without words that say only whose it is: `Name of the co-op`.
    private static func bare(_ folded: String) -> ColumnMeaning? {
        let words = folded.split(separator: " ").map(String.init)
        let rest = words.filter { !fillers.contains($0) && Int($0) == nil }
        guard !rest.isEmpty, rest.count < words.count else { return nil }
        guard let known = spellings[rest.joined(separator: " ")] else { return nil }
        // "Member contact", "Office name": too vague for these.
        let isVague: Bool =
            switch known.member {
            case .id, .form, .memberOf, .status, .kind, .lang, .languages, .goods: true
            case .name: rest.count == 1 && fillersOnlyForPeople(words)
            default: false
            }
        return isVague ? nil : known
    }

    private static func fillersOnlyForPeople(_ words: [String]) -> Bool {
        words.contains("contact") || words.contains("network") || words.contains("project")
            || words.contains("partner") || words.contains("your")
    }

    private static let fillers: Set<String> = Set(
        """
        of the a an our your their its this cooperative cooperatives co operative op coop coops \
        organisation organisations organization organizations org orgs group company business \
        enterprise member members initiative association network project society contact main \
        primary public full official registrant office current local legal final \
        de la le les l des du d del el los las da do das dos der die das des genossenschaft \
        verein organisationen cooperativa cooperativas asociacion associacao organizacion \
        organizacao entidad entidade empresa entreprise structure cooperativo grupo \
        koperasi organisasi kelompok usaha lembaga resmi lengkap
        """.split { $0 == " " || $0 == "\n" }.map(String.init))

    // MARK: - The table

    private static let spellings = read()

    private static func read() -> [String: ColumnMeaning] {
        var result: [String: ColumnMeaning] = [:]
        var rank = 0
        for line in ResourceText.headers {
            guard let colon = line.firstIndex(of: ":"),
                let meaning = MemberName.meaning(of: String(line[..<colon]))
            else { continue }
            for spelling in line[line.index(after: colon)...].split(separator: "|") {
                rank += 1
                let folded = SearchText.fold(String(spelling))
                guard !folded.isEmpty, result[folded] == nil else { continue }
                result[folded] = meaning.ranked(rank)
            }
        }
        return result
    }
}

extension ColumnMeaning {
    fileprivate func surer(by amount: Int) -> ColumnMeaning { ranked(rank - amount) }

    fileprivate func ranked(_ rank: Int) -> ColumnMeaning {
        var result = self
        result.rank = rank
        return result
    }
}
