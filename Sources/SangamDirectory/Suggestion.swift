/// Another word than the one typed, for *Did you mean …*. Shown as a link; never put in its place.
public struct Suggestion: Hashable, Sendable {
    /// The folded word, which stands in the index.
    public let word: String
    /// Letters left out, put in, changed, or two neighbours swapped.
    public let distance: Int
    /// In how many rows it stands.
    public let rows: Int

    /// Units: Unicode scalars.
    public static let scalarsMost = 40
    /// The most words that are compared, and the most letters that may differ.
    public static let candidatesMost = 200
    static let distanceMost = 2

    /// The best of some words for a typed one that is folded: the nearest first, then those of most
    /// rows. Short words may differ in one letter only. The typed word itself is none.
    public static func best(
        for typed: String, among words: [(word: String, rows: Int)], limit: Int = 3
    ) -> [Suggestion] {
        let scalars = Array(typed.unicodeScalars)
        guard scalars.count >= 3, scalars.count <= scalarsMost else { return [] }
        let most = scalars.count < 5 ? 1 : distanceMost
        let found = words.prefix(candidatesMost).compactMap { word, rows -> Suggestion? in
            guard let distance = distance(scalars, Array(word.unicodeScalars), most: most),
                distance > 0
            else { return nil }
            return Suggestion(word: word, distance: distance, rows: rows)
        }
        return Array(
            found.sorted { one, other in
                if one.distance != other.distance { return one.distance < other.distance }
                if one.rows != other.rows { return one.rows > other.rows }
                return one.word.utf8.lexicographicallyPrecedes(other.word.utf8)
            }.prefix(limit))
    }

    /// The words of a query that may be misspelt: folded, and not of a script without spaces.
    public static func words(of typed: String) -> [String] {
        MatchExpression(typed).terms.compactMap { term in
            let word = term.joined ?? term.phrase
            let isUnspaced = word.unicodeScalars.contains { FoldTable.isUnspaced($0.value) }
            return isUnspaced || word.unicodeScalars.contains(" ") ? nil : word
        }
    }

    /// The words of a folded column that may be suggested, each once.
    public static func words(inColumn folded: String) -> Set<String> {
        Set(folded.utf8.split(separator: 0x20).compactMap { word(of: $0) })
    }

    /// A word of a folded column; nil if it is none to be suggested: of fewer than three letters,
    /// of a script without spaces, or a number.
    public static func word(of bytes: some Collection<UInt8>) -> String? {
        guard bytes.count >= 3 else { return nil }
        let word = String(decoding: bytes, as: UTF8.self)
        let scalars = word.unicodeScalars
        let isPlain =
            scalars.count >= 3 && scalars.count <= scalarsMost
            && !scalars.contains { FoldTable.isUnspaced($0.value) }
            && !scalars.allSatisfy { (0x30...0x39).contains($0.value) }
        return isPlain ? word : nil
    }

    /// Keys under which a word is kept, and under which a typed one is looked for: of the word, and
    /// of the word without each one of its letters. Two words of which each comes from the other by
    /// one letter left out, put in or changed, or by a swap of neighbours, share a key; so do many
    /// that differ twice.
    ///
    /// Shape: FNV-1a of 64 bits over UTF-8, in rising order, each once. Two words may have one key
    /// by chance: `best` compares the words themselves.
    public static func keys(of word: String) -> [Int64] {
        let widths = word.unicodeScalars.prefix(scalarsMost).map { UTF8.width($0) }
        let bytes = Array(word.utf8.prefix(widths.reduce(0, +)))
        var keys: Set<Int64> = [Int64(bitPattern: FNV.hash(bytes))]
        // The number of what comes before a letter is that of all words without a later one.
        var (before, start) = (FNV.start, 0)
        for width in widths {
            let left = FNV.hash(bytes[(start + width)...], from: before)
            keys.insert(Int64(bitPattern: left))
            before = FNV.hash(bytes[start..<start + width], from: before)
            start += width
        }
        return keys.sorted()
    }

    /// What was typed with one word changed, folded.
    public static func query(_ typed: String, replacing word: String, by other: String) -> String {
        MatchExpression(typed).terms.map { term in
            let text = term.joined ?? term.phrase
            return text.utf8.elementsEqual(word.utf8) ? other : text
        }.joined(separator: " ")
    }

    /// The same as people write it: with the changed words as they are spelt, and all others as
    /// they were typed. nil if a changed word does not stand by itself in what was typed.
    ///
    /// - Parameter changes: folded words, and what is to stand in their places.
    public static func spelt(_ typed: String, _ changes: [(word: String, spelling: String)])
        -> String?
    {
        var isChanged = Set<Int>()
        let words = typed.unicodeScalars.split(whereSeparator: \.properties.isWhitespace).map {
            piece in
            let text = String(Substring(piece))
            let folded = SearchText.fold(text)
            let place = changes.firstIndex { $0.word.utf8.elementsEqual(folded.utf8) }
            guard let place else { return text }
            isChanged.insert(place)
            return changes[place].spelling
        }
        return isChanged.count == changes.count ? words.joined(separator: " ") : nil
    }

    /// The words of a text as they are written.
    public static func pieces(of text: String) -> [String] {
        text.unicodeScalars.split { scalar in
            let properties = scalar.properties
            switch properties.generalCategory {
            case .nonspacingMark, .spacingMark, .enclosingMark, .format: return false
            default: return !properties.isAlphabetic && properties.numericType == nil
            }
        }.map { String(Substring($0)) }
    }

    /// Changes between two words, with a swap of neighbours as one; nil if there are more than
    /// `most`. Time grows with length times `most`.
    static func distance(
        _ one: [Unicode.Scalar], _ other: [Unicode.Scalar], most: Int
    ) -> Int? {
        guard abs(one.count - other.count) <= most, other.count <= scalarsMost + most else {
            return nil
        }
        let far = most + 1
        var before: [Int] = []
        var last = Array(0...other.count)
        for row in 1..<one.count + 1 {
            var next = [Int](repeating: far, count: other.count + 1)
            if row <= most { next[0] = row }
            let first = max(1, row - most)
            let end = min(other.count, row + most)
            guard first <= end else { return nil }
            for column in first...end {
                let same = one[row - 1] == other[column - 1]
                var least = min(last[column] + 1, next[column - 1] + 1)
                least = min(least, last[column - 1] + (same ? 0 : 1))
                if row > 1, column > 1, one[row - 1] == other[column - 2],
                    one[row - 2] == other[column - 1]
                {
                    least = min(least, before[column - 2] + 1)
                }
                next[column] = min(least, far)
            }
            before = last
            last = next
        }
        return last[other.count] <= most ? last[other.count] : nil
    }
}
