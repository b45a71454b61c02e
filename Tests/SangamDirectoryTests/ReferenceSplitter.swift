/// Cuts decomposed text into folded words, one Unicode scalar at a time.
struct ReferenceSplitter {
    private var runs: [[String]] = []
    private var word = String.UnicodeScalarView()
    /// The clusters of the run of an unspaced script that is being read.
    private var clusters: [String.UnicodeScalarView] = []
    /// Whether the next letter belongs to the cluster before it (Khmer and Burmese stacking signs).
    private var stacksNext = false

    /// Takes the next scalar of a text in normal form NFKD.
    mutating func take(_ scalar: Unicode.Scalar) {
        let value = scalar.value
        if value < 0x80 {
            takeASCII(scalar)
            return
        }
        guard !ReferenceTable.isDropped(value) else { return }
        if let replacement = ReferenceTable.replacement(value) {
            for letter in replacement.unicodeScalars { takeLetter(letter) }
            return
        }
        if let mark = ReferenceTable.mark(value) { return takeMark(mark) }
        switch scalar.properties.generalCategory {
        case .nonspacingMark:
            if ReferenceTable.keepsMark(value) { takeMark(scalar) }
        case .spacingMark:
            takeMark(scalar)
        case .decimalNumber:
            let digit = UInt8(scalar.properties.numericValue ?? 0) % 10
            takeLetter(Unicode.Scalar(0x30 + digit))
        case .letterNumber, .otherNumber, .otherLetter, .modifierLetter, .privateUse:
            takeLetter(scalar)
        case .lowercaseLetter, .uppercaseLetter, .titlecaseLetter:
            takeCased(scalar)
        default:
            endWord()
        }
    }

    /// All words in their order: a list of one for a word, of pairs and the last cluster for a run
    /// of an unspaced script. The splitter is empty afterwards.
    mutating func finish() -> [[String]] {
        endWord()
        defer { runs = [] }
        return runs
    }

    private mutating func takeASCII(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "a"..."z", "0"..."9": takeLetter(scalar)
        case "A"..."Z": takeLetter(Unicode.Scalar(UInt8(scalar.value) | 0x20))
        default: endWord()
        }
    }

    /// Lower case, then the table once more: `Œ` becomes `œ`, and that `oe`.
    private mutating func takeCased(_ scalar: Unicode.Scalar) {
        for lower in scalar.properties.lowercaseMapping.unicodeScalars
        where lower.properties.generalCategory != .nonspacingMark {
            guard let replacement = ReferenceTable.replacement(lower.value) else {
                takeLetter(lower)
                continue
            }
            for letter in replacement.unicodeScalars { takeLetter(letter) }
        }
    }

    private mutating func takeLetter(_ scalar: Unicode.Scalar) {
        guard ReferenceTable.isUnspaced(scalar.value) else {
            if !clusters.isEmpty { endWord() }
            joinNasal(before: scalar)
            word.append(scalar)
            return
        }
        if !word.isEmpty { endWord() }
        if stacksNext, !clusters.isEmpty {
            clusters[clusters.count - 1].append(scalar)
        } else {
            clusters.append(String.UnicodeScalarView([scalar]))
        }
        stacksNext = false
    }

    /// `ङ् ञ् ण् न् म्` before a stop of the same class are written with the dot too.
    private mutating func joinNasal(before stop: Unicode.Scalar) {
        let classes: [(stops: String, nasal: Unicode.Scalar)] = [
            ("কখগঘ", "ঙ"), ("कखगघ", "ङ"), ("चछजझ", "ञ"), ("टठडढ", "ण"), ("तथदध", "न"),
            ("पफबभ", "म"),
        ]
        let nasal = classes.first { $0.stops.unicodeScalars.contains(stop) }?.nasal
        let (virama, dot): (Unicode.Scalar, Unicode.Scalar) =
            nasal == "ঙ" ? ("\u{9CD}", "\u{982}") : ("\u{94D}", "\u{902}")
        guard let nasal, word.count > 2, Array(word.suffix(2)) == [nasal, virama] else { return }
        word.removeLast(2)
        word.append(dot)
    }

    /// A mark belongs to the letter before it, wherever that went.
    private mutating func takeMark(_ scalar: Unicode.Scalar) {
        stacksNext = scalar.value == 0x17D2 || scalar.value == 0x1039
        if !clusters.isEmpty {
            Self.append(scalar, to: &clusters[clusters.count - 1])
        } else if !word.isEmpty {
            Self.append(scalar, to: &word)
        } else if ReferenceTable.isUnspaced(scalar.value) {
            clusters.append(String.UnicodeScalarView([scalar]))
        } else {
            word.append(scalar)
        }
    }

    /// A mark at its place: a Thai tone goes before the ring.
    private static func append(_ mark: Unicode.Scalar, to text: inout String.UnicodeScalarView) {
        let isAfterRing = (0xE48...0xE4B).contains(mark.value) && text.last == "\u{E4D}"
        if isAfterRing { text.removeLast() }
        text.append(mark)
        if isAfterRing { text.append("\u{E4D}") }
    }

    private mutating func endWord() {
        stacksNext = false
        if !word.isEmpty {
            runs.append([String(word)])
            word = String.UnicodeScalarView()
        }
        guard !clusters.isEmpty else { return }
        var run = zip(clusters, clusters.dropFirst()).map { String($0) + String($1) }
        // The last cluster stands alone too: it begins no pair, and must be found by itself.
        run += clusters.suffix(1).map { String($0) }
        runs.append(run)
        clusters = []
    }
}
