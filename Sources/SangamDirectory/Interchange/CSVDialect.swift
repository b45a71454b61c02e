/// How a table is written: found in its beginning.
struct CSVDialect: Sendable, Equatable {
    var delimiter = UInt8(ascii: ",")
    /// Lines before the table that say something about it (`sep=;`).
    var skippedBytes = 0
    var skippedLines = 0
    /// How many rows with cells stand above the header.
    var titleRows = 0
    /// How many cells most rows have.
    var columns = 1

    /// Looks at a file's first bytes, after a byte order mark and as UTF-8 or a Windows code page.
    /// `isName` says whether a header means a name; `given` is a delimiter that somebody named.
    init(
        _ sample: [UInt8], given: UInt8?, decoder: CellDecoder,
        recognises: (String) -> ColumnMeaning
    ) {
        var body = sample[...]
        if let (separator, length) = Self.separatorLine(sample) {
            delimiter = separator
            skippedBytes = length
            skippedLines = 1
            body = sample[length...]
        }
        let fixed = given ?? (skippedLines == 1 ? delimiter : nil)
        var best = -1
        for candidate in fixed.map({ [$0] }) ?? Array(",;\t|".utf8) {
            let rows = Self.rows(Array(body), candidate, decoder)
            let (score, title, width) = Self.judge(rows, recognises)
            guard score > best else { continue }
            (best, delimiter, titleRows, columns) = (score, candidate, title, width)
        }
    }

    private static func rows(
        _ bytes: [UInt8], _ delimiter: UInt8, _ decoder: CellDecoder
    ) -> [CSVRow] {
        var reader = CSVReader(delimiter: delimiter, decoder: decoder)
        let rows = reader.take(bytes)
        return (rows.isEmpty ? reader.finish() : rows).filter { !$0.isBlank }
    }

    /// Recognised headers count most, then rows as wide as the header, then its width.
    private static func judge(
        _ rows: [CSVRow], _ recognises: (String) -> ColumnMeaning
    ) -> (score: Int, title: Int, width: Int) {
        var title = 0
        var most = -1
        for (index, row) in rows.prefix(12).enumerated() where row.problem == nil {
            let known = row.cells.prefix(500).map { $0.isEmpty ? .unknown : recognises($0) }
            let hasName = known.contains { $0.member == .name }
            let count = known.filter { $0.member != .ext }.count + (hasName ? 3 : 0)
            // Data may hold a word that is a header elsewhere: the first good row wins.
            if count > most {
                most = count
                title = index
            }
        }
        guard most >= 0, title < rows.count else { return (0, 0, 1) }
        if most == 0 { title = 0 }
        let width = rows[title].cells.count
        let fitting = rows.dropFirst(title).prefix(50).filter { $0.cells.count == width }.count
        let score = most * 1_000 + (width > 1 ? fitting * 10 : 0) + min(width, 9)
        return (score, title, width)
    }

    /// `sep=;` as Excel writes and reads it.
    private static func separatorLine(_ sample: [UInt8]) -> (UInt8, Int)? {
        var start = 0
        if sample.first == 0x22 { start = 1 }
        let word = sample.dropFirst(start).prefix(4).map { $0 | 0x20 }
        guard word == Array("sep=".utf8).map({ $0 | 0x20 }), sample.count > start + 5 else {
            return nil
        }
        let separator = sample[start + 4]
        var end = start + 5
        if start == 1, sample[end] == 0x22 { end += 1 }
        guard end < sample.count, sample[end] == 0x0A || sample[end] == 0x0D else { return nil }
        if sample[end] == 0x0D, end + 1 < sample.count, sample[end + 1] == 0x0A { end += 1 }
        return (separator, end + 1)
    }
}
