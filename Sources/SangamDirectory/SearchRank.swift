/// How well a row answers a query; the smaller, the better. Rows of one rank go newest first.
///
/// Shape: whole words before a prefix, and name before place before tags before other text; only
/// a name that begins so comes before a text that has the word somewhere. Among rows whose names
/// answer, the shorter name is the closer one.
public struct SearchRank: Hashable, Sendable, Comparable {
    /// Where the words stand.
    public enum Level: Int, Sendable, Comparable {
        case nameWhole, placeWhole, tagsWhole, namePrefix, textWhole
        case placePrefix, tagsPrefix, textPrefix

        public static func < (one: Level, other: Level) -> Bool { one.rawValue < other.rawValue }
    }

    /// The best place in which all words stand.
    public let level: Level
    /// Units: bytes of the folded name; 0 if the words do not stand in the name.
    public let length: Int

    public static func < (one: SearchRank, other: SearchRank) -> Bool {
        (one.level, one.length) < (other.level, other.length)
    }
}

extension MatchExpression {
    /// A folded column as its UTF-8.
    public typealias Column = UnsafeBufferPointer<UInt8>

    /// The rank of a row with these folded columns. `isWhole`: whether `whole` found it.
    public func rank(name: String, place: String, tags: String, isWhole: Bool) -> SearchRank {
        var (name, place, tags) = (name, place, tags)
        return name.withUTF8 { name in
            place.withUTF8 { place in
                tags.withUTF8 { rank(name: name, place: place, tags: $0, isWhole: isWhole) }
            }
        }
    }

    /// The same of columns that nobody has made texts of: there are a thousand rows of them.
    public func rank(name: Column, place: Column, tags: Column, isWhole: Bool) -> SearchRank {
        let columns = [name, place, tags]
        if isWhole, let index = first(columns[...], isPrefix: false) {
            return SearchRank(level: Self.wholes[index], length: index == 0 ? name.count : 0)
        }
        let index = first(isWhole ? columns[..<1] : columns[...], isPrefix: true)
        let level = index.map { Self.prefixes[$0] } ?? (isWhole ? .textWhole : .textPrefix)
        return SearchRank(level: level, length: index == 0 ? name.count : 0)
    }

    private static let wholes: [SearchRank.Level] = [.nameWhole, .placeWhole, .tagsWhole]
    private static let prefixes: [SearchRank.Level] = [.namePrefix, .placePrefix, .tagsPrefix]

    /// The first column by which, with those before it, every term is found.
    private func first(_ columns: ArraySlice<Column>, isPrefix: Bool) -> Int? {
        columns.indices.first { stands(in: columns[...$0], isPrefix: isPrefix) }
    }

    /// Whether every term stands in one of the columns, the last as a prefix if that is enough.
    private func stands(in columns: ArraySlice<Column>, isPrefix: Bool) -> Bool {
        terms.indices.allSatisfy { index in
            let isOpen = isPrefix && index == terms.count - 1
            return columns.contains { terms[index].isIn($0, isPrefix: isOpen) }
        }
    }
}
