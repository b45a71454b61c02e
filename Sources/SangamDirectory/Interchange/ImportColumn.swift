/// One column of a table, or one property of a JSON source.
struct ImportColumn: Sendable, Equatable {
    /// The header as it will stand in `ext`: trimmed, and unlike every other.
    var name: String
    var meaning: ColumnMeaning

    /// The columns under these headers: an empty header is `column N`, a second `Name` is `Name 2`.
    static func columns(_ headers: [String], mapping: ImportMapping) -> [ImportColumn] {
        var seen: Set<[UInt8]> = []
        var columns = headers.enumerated().map { index, header in
            let trimmed = CellDecoder.trimmed(header)
            let first = trimmed.isEmpty ? "column \(index + 1)" : String(trimmed.prefix(200))
            var name = first
            var count = 1
            while !seen.insert(Array(name.utf8)).inserted {
                count += 1
                name = "\(first) \(count)"
            }
            var meaning = mapping.meaning(of: header) ?? HeaderRecognition.meaning(of: header)
            if count > 1, mapping.meaning(of: header) == nil { meaning.rank += 10_000 }
            return ImportColumn(name: name, meaning: meaning)
        }
        takeChoices(&columns, mapping)
        return columns
    }

    /// Phone forms write a question with several answers twice: `work/products` holds all that were
    /// chosen, and `work/products/honey` and so on say of each whether it was. Each for itself is
    /// the surer one: choices are words with `_` for spaces, and spaces between them.
    private static func takeChoices(_ columns: inout [ImportColumn], _ mapping: ImportMapping) {
        // By name and not by comparing each with each: a header may have very many columns.
        let names = columns.map { Array($0.name.utf8) }
        var choicesOf = Dictionary(names.map { ($0, [Int]()) }) { first, _ in first }
        for (choice, name) in names.enumerated() {
            for slash in name.indices where name[slash] == UInt8(ascii: "/") {
                choicesOf[Array(name[..<slash])]?.append(choice)
            }
        }
        let lists: [ColumnMeaning.Member] = [.products, .goods, .tags, .category]
        for question in columns.indices where lists.contains(columns[question].meaning.member) {
            guard let choices = choicesOf[names[question]], choices.count > 1,
                mapping.meaning(of: columns[question].name) == nil
            else { continue }
            for choice in choices where mapping.meaning(of: columns[choice].name) == nil {
                columns[choice].meaning = columns[question].meaning
            }
            columns[question].meaning = .unknown
        }
    }
}

/// One value of a row: a cell's text, or what a JSON source holds.
struct ImportCell: Sendable {
    var column: Int
    /// The text; for numbers and truth values of JSON as written.
    var text: String
    /// The value of a JSON source that is not a text.
    var json: JSON?
    /// Whether another cell holds the whole value: this one is not kept where it fills nothing.
    var isHint = false
}
