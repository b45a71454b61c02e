/// The fold's table: what becomes of each scalar of the Basic Multilingual Plane.
///
/// It is made once from Unicode's normal form and properties and from `FoldTable`, so that the
/// table cannot say anything else than the rules; after that no text needs either of them, but
/// for rare scripts and for words in which characters meet that compose.
struct SearchScalars: Sendable {
    static let shared = SearchScalars()

    /// For each page of 256 scalars the place of its first one in `entries`, or one of the marks.
    private let pages: [Int32]
    private let entries: [SearchScalar]
    private let sequences: [SearchScalar]

    private static let clusterPage: Int32 = -1
    private static let letterPage: Int32 = -2
    private static let separatorPage: Int32 = -3
    private static let unknownPage: Int32 = -4

    /// What becomes of a scalar.
    subscript(_ value: UInt32) -> SearchScalar {
        guard value < 0x10000 else { return Self.beyond(value) }
        let page = pages[Int(value >> 8)]
        if page >= 0 { return entries[Int(page) + Int(value & 0xFF)] }
        switch page {
        case Self.unknownPage: return SearchScalar(.unknown)
        case Self.separatorPage: return SearchScalar(.separator)
        default: break
        }
        let plain = page == Self.clusterPage ? FoldTable.simplified(value) : value
        guard let scalar = Unicode.Scalar(plain) else { return SearchScalar(.separator) }
        let kind: SearchScalar.Kind = page == Self.clusterPage ? .cluster : .letter
        return SearchScalar(kind, scalar).leading
    }

    /// The scalars of a sequence.
    func sequence(_ entry: SearchScalar) -> ArraySlice<SearchScalar> {
        sequences[entry.sequenceStart..<entry.sequenceStart + entry.count]
    }

    private static func beyond(_ value: UInt32) -> SearchScalar {
        switch value {
        case 0x1F300...0x1FAFF: SearchScalar(.separator)  // pictures
        case 0x20000...0x2A6DF, 0x2A700...0x2B739, 0x2B740...0x2B81D, 0x2B820...0x2CEA1,
            0x2CEB0...0x2EBE0, 0x30000...0x3134A, 0x31350...0x323AF:
            Unicode.Scalar(value).map { SearchScalar(.cluster, $0) } ?? SearchScalar(.separator)
        default: SearchScalar(.unknown)
        }
    }

    /// What is true of a whole page; nil if its scalars stand in the table.
    private static func mark(_ page: UInt32) -> Int32? {
        switch page {
        case 0x34...0x4C, 0x4E...0x9E: clusterPage  // Han
        case 0xAC...0xD6, 0xE0...0xF7: letterPage  // Hangul syllables, private use
        case 0x22, 0x23, 0x25, 0x26, 0x28...0x2B: separatorPage  // signs and pictures
        case 0xD8...0xDF: separatorPage  // surrogates are no scalars
        // Latin, Greek, Cyrillic, Hebrew, Arabic; India; Thai to Burmese; Georgian, Ethiopian;
        // Khmer; Latin and Greek with more marks, signs; Kana; the edges of Han and Hangul; forms.
        case 0x00...0x13, 0x17, 0x1E...0x21, 0x24, 0x27,
            0x30...0x33, 0x4D, 0x9F, 0xD7, 0xF8...0xFF:
            nil
        default: unknownPage
        }
    }

    private init() {
        let values = (UInt32(0)...0xFF).filter { Self.mark($0) == nil }.flatMap { page in
            (page << 8...page << 8 | 0xFF).map { $0 }
        }
        let groups = Self.decompositions(values)
        var builder = SearchScalarsBuilder()
        for group in groups { builder.findPairs(group) }
        var pages: [Int32] = []
        var place: Int32 = 0
        for page in UInt32(0)...0xFF {
            let mark = Self.mark(page)
            pages.append(mark ?? place)
            if mark == nil { place += 256 }
        }
        self.pages = pages
        entries = zip(values, groups).map { builder.entry($0, $1) }
        sequences = builder.sequences
    }

    /// The compatibility decomposition of each scalar, found in one call for all.
    private static func decompositions(_ values: [UInt32]) -> [[Unicode.Scalar]] {
        var text = String.UnicodeScalarView()
        for value in values {
            // Zero stands between the scalars: it is in no decomposition, and marks stay apart.
            text.append(value == 0 ? " " : Unicode.Scalar(value) ?? " ")
            text.append("\u{0}")
        }
        return SearchText.decomposed(String(text)).unicodeScalars
            .split(separator: "\u{0}", omittingEmptySubsequences: false)
            .dropLast().map { Array($0) }
    }
}

/// Makes the table's entries.
struct SearchScalarsBuilder {
    private(set) var sequences: [SearchScalar] = []
    /// Scalars of which, with another, one character can be made.
    private var leads: Set<Unicode.Scalar> = []
    private var trails: Set<Unicode.Scalar> = []

    /// Learns which kept scalars compose, from a character that is made of several.
    mutating func findPairs(_ group: [Unicode.Scalar]) {
        guard group.count > 1 else { return }
        let kept = group.filter { SearchScalarRules.isKept($0) }
        guard kept.count > 1, let whole = Self.composed(kept), let first = kept.first else {
            return
        }
        leads.formUnion([first, whole])
        trails.formUnion(kept.dropFirst())
    }

    /// What becomes of a scalar with this decomposition.
    mutating func entry(_ value: UInt32, _ group: [Unicode.Scalar]) -> SearchScalar {
        let list = group.flatMap { scalar in
            SearchScalarRules.entries(scalar).map { paired($0, scalar) }
        }
        let kept = list.filter { $0.kind != .dropped }
        guard let first = kept.first else {
            let classes = list.map(\.combiningClass)
            return SearchScalar(.dropped, combiningClass: classes.min() ?? 0)
        }
        if kept.count == 1 { return first.kind == .separator ? Self.separator(value) : first }
        let scalars = group.filter { SearchScalarRules.isKept($0) }
        if kept.count == scalars.count, let whole = Self.composed(scalars) {
            let made = SearchScalar(
                first.kind, whole,
                combiningClass: whole.properties.canonicalCombiningClass.rawValue)
            return made.leading
        }
        let isWord = FoldTable.endsWord(value)
        if !isWord, let word = Self.word(kept) { return word }
        let start = UInt32(sequences.count)
        sequences += isWord ? kept + [SearchScalar(.separator)] : kept
        return SearchScalar(
            sequenceFrom: start, count: UInt8(clamping: sequences.count - Int(start)))
    }

    private func paired(_ entry: SearchScalar, _ scalar: Unicode.Scalar) -> SearchScalar {
        var entry = entry
        if leads.contains(scalar) || FoldTable.leadsHangul(scalar.value) { entry = entry.leading }
        if trails.contains(scalar) || FoldTable.trailsHangul(scalar.value) {
            entry = entry.trailing
        }
        return entry
    }

    private static func separator(_ value: UInt32) -> SearchScalar {
        if FoldTable.isJoiner(value) { return SearchScalar(.joiner) }
        let isSpace = Unicode.Scalar(value)?.properties.isWhitespace == true
        return SearchScalar(isSpace ? .space : .separator)
    }

    /// A few letters in one entry: `ae`, `ss`, `fi`.
    private static func word(_ list: [SearchScalar]) -> SearchScalar? {
        guard list.allSatisfy({ $0.kind == .letter && !$0.leads && !$0.trails }),
            list.reduce(0, { $0 + $1.count }) <= 4
        else { return nil }
        var bytes: [UInt8] = []
        for entry in list { entry.write(to: &bytes) }
        return SearchScalar(.letter, String(decoding: bytes, as: UTF8.self))
    }

    /// The one character that several scalars make.
    private static func composed(_ scalars: [Unicode.Scalar]) -> Unicode.Scalar? {
        let text = SearchText.composed(String(String.UnicodeScalarView(scalars)))
        return text.unicodeScalars.count == 1 ? text.unicodeScalars.first : nil
    }
}

/// The rules for one scalar of a text in normal form NFKD.
enum SearchScalarRules {
    /// Whether the scalar itself, or another for it, stands in the folded text.
    static func isKept(_ scalar: Unicode.Scalar) -> Bool {
        entries(scalar).contains { $0.kind != .dropped }
    }

    static func entries(_ scalar: Unicode.Scalar) -> [SearchScalar] {
        let value = scalar.value
        if value < 0x80 { return [ascii(UInt8(value))] }
        let combining = scalar.properties.canonicalCombiningClass.rawValue
        let dropped = SearchScalar(.dropped, combiningClass: combining)
        if FoldTable.isDropped(value) { return [dropped] }
        if let replacement = FoldTable.replacement(value) { return [letters(replacement)] }
        if let other = FoldTable.mark(value) { return [mark(other, combining)] }
        switch scalar.properties.generalCategory {
        case .nonspacingMark:
            return [FoldTable.keepsMark(value) ? mark(scalar, combining) : dropped]
        case .spacingMark:
            return [mark(scalar, combining)]
        case .decimalNumber:
            let digit = UInt8(scalar.properties.numericValue ?? 0) % 10
            return [SearchScalar(.letter, Unicode.Scalar(0x30 + digit))]
        case .letterNumber, .otherNumber, .otherLetter, .modifierLetter, .privateUse:
            return [letter(scalar)]
        case .lowercaseLetter, .uppercaseLetter, .titlecaseLetter:
            return cased(scalar)
        default:
            return [SearchScalar(.separator)]
        }
    }

    private static func ascii(_ byte: UInt8) -> SearchScalar {
        switch byte {
        case 0x61...0x7A, 0x30...0x39: SearchScalar(.letter, Unicode.Scalar(byte))
        case 0x41...0x5A: SearchScalar(.letter, Unicode.Scalar(byte | 0x20))
        default: SearchScalar(.separator)
        }
    }

    /// Lower case, then the table once more: `Œ` becomes `œ`, and that `oe`.
    private static func cased(_ scalar: Unicode.Scalar) -> [SearchScalar] {
        scalar.properties.lowercaseMapping.unicodeScalars
            .filter { $0.properties.generalCategory != .nonspacingMark }
            .map { FoldTable.replacement($0.value).map(letters) ?? letter($0) }
    }

    private static func letters(_ text: String) -> SearchScalar {
        SearchScalar(.letter, text)
    }

    private static func letter(_ scalar: Unicode.Scalar) -> SearchScalar {
        let plain = Unicode.Scalar(FoldTable.simplified(scalar.value)) ?? scalar
        return SearchScalar(FoldTable.isUnspaced(plain.value) ? .cluster : .letter, plain)
    }

    private static func mark(_ scalar: Unicode.Scalar, _ combining: UInt8) -> SearchScalar {
        let isUnspaced = FoldTable.isUnspaced(scalar.value)
        let entry = SearchScalar(
            isUnspaced ? .clusterMark : .mark, scalar, combiningClass: combining)
        return FoldTable.stacks(scalar.value) ? entry.stacking : entry
    }
}
