import SangamLog

/// The rows of a table as records.
struct TableRows: Sendable {
    private(set) var problem: String?
    private(set) var notices: [String] = []
    /// The column by which rows are known again, if somebody named one.
    private var idColumn: Int?
    private(set) var rejects: RejectsWriter
    private let builder: RowBuilder
    private let dialect: CSVDialect
    private var reader: CSVReader
    /// Bytes that stand before the table.
    private var toSkip: Int
    private var titlesLeft: Int
    private var columns: [ImportColumn] = []
    /// Set if the file is an export of ours.
    private var own: FlatHeader?
    private var isGuessSaid: Bool
    private var rowsRead = 0

    /// `sample` is the beginning of what will be taken.
    init(_ sample: [UInt8], decoder: CellDecoder, isWholly1252: Bool, builder: RowBuilder) {
        self.builder = builder
        let mapping = builder.mapping
        dialect = CSVDialect(sample, given: mapping.delimiter, decoder: decoder) { header in
            mapping.meaning(of: header) ?? HeaderRecognition.meaning(of: header)
        }
        reader = CSVReader(
            delimiter: dialect.delimiter, columns: dialect.columns, decoder: decoder,
            line: 1 + dialect.skippedLines)
        toSkip = dialect.skippedBytes
        titlesLeft = dialect.titleRows
        isGuessSaid = isWholly1252
        rejects = RejectsWriter(delimiter: dialect.delimiter, header: [])
    }

    mutating func take(_ bytes: [UInt8]) -> [ImportRow] {
        guard problem == nil else { return [] }
        let skipped = min(toSkip, bytes.count)
        toSkip -= skipped
        return rows(reader.take(skipped == 0 ? bytes : Array(bytes[skipped...])))
    }

    mutating func finish() -> [ImportRow] {
        guard problem == nil else { return [] }
        let rows = rows(reader.finish())
        if columns.isEmpty, problem == nil {
            problem = "the file has no header; nothing was imported"
        }
        if problem == nil, rowsRead == 0 {
            notices.append("the file has a header only: no row was found under it")
        }
        return rows
    }

    private mutating func rows(_ rows: [CSVRow]) -> [ImportRow] {
        var result: [ImportRow] = []
        for row in rows where !row.isBlank {
            guard problem == nil else { break }
            if titlesLeft > 0 {
                titlesLeft -= 1
                notices.append(
                    "line \(row.line) stands above the header and was not imported: "
                        + row.cells.filter { !$0.isEmpty }.joined(separator: " ").prefix(200))
            } else if columns.isEmpty {
                readHeader(row)
            } else {
                rowsRead += 1
                result.append(record(of: row))
            }
        }
        return result
    }

    /// Without a column that is surely the names: the one whose header comes nearest.
    private mutating func takeNameColumn() {
        guard !columns.contains(where: { $0.meaning.member == .name }),
            !builder.mapping.constants.contains(where: { $0.meaning.member == .name }),
            let index = NameHeader.index(
                in: columns.enumerated().filter {
                    $0.element.meaning.member == .ext
                        && builder.mapping.meaning(of: $0.element.name) == nil
                }.map { ($0.offset, $0.element.name) })
        else { return }
        columns[index].meaning = ColumnMeaning(.name)
        notices.append(
            "the column \"\(columns[index].name)\" was taken for the names; a mapping file can say "
                + "otherwise")
    }

    private mutating func readHeader(_ row: CSVRow) {
        if let bad = row.problem {
            problem = "line \(row.line), the header: \(bad); nothing was imported"
            return
        }
        columns = ImportColumn.columns(row.cells, mapping: builder.mapping)
        rejects = RejectsWriter(delimiter: dialect.delimiter, header: row.cells)
        own = FlatHeader(row.cells)
        guard own == nil else { return }
        if let first = row.cells.first, first == RejectsWriter.reasonHeader, columns.count > 1,
            builder.mapping.meaning(of: first) == nil
        {
            // A file of rejects that was mended: the reasons are ours, not the source's.
            columns[0].meaning = ColumnMeaning(.ignore)
        }
        let missing = builder.mapping.headers.filter { header in
            !row.cells.contains { SearchText.fold($0) == SearchText.fold(header) }
        }
        for header in missing {
            notices.append("the mapping names a column \"\(header)\" that the file does not have")
        }
        let found = columns.prefix(40).map { "\"\($0.name.prefix(60))\"" }.joined(separator: ", ")
        if let id = builder.mapping.idHeader {
            idColumn = row.cells.firstIndex { SearchText.fold($0) == SearchText.fold(id) }
            guard idColumn != nil else {
                problem =
                    "the file has no column \"\(id)\" by which its rows are known again; the "
                    + "columns are \(found); nothing was imported"
                return
            }
        }
        takeNameColumn()
        let isNamed =
            columns.contains { $0.meaning.member == .name }
            || builder.mapping.constants.contains { $0.meaning.member == .name }
        if !isNamed {
            problem =
                "no column of names was recognised; the columns are \(found). Say which is which "
                + "in a mapping file, one line a column, for instance \(ImportMapping.example); "
                + "nothing was imported"
        }
    }

    private mutating func record(of row: CSVRow) -> ImportRow {
        if let bad = row.problem {
            return ImportRow(line: row.line, problem: bad, original: row.cells)
        }
        if let own { return ownRecord(of: row, own) }
        var notices = row.notices
        if isGuessSaid { notices.removeAll { $0.hasPrefix("not UTF-8") } }
        var columns = columns
        let filled = row.cells.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? 0
        if filled > columns.count {
            notices.append(
                "the row has \(filled) cells, the header \(columns.count): the others are kept as "
                    + "column \(columns.count + 1) and so on")
            for index in columns.count..<filled {
                columns.append(ImportColumn(name: "column \(index + 1)", meaning: .unknown))
            }
        } else if row.cells.count < columns.count, row.cells.count < self.dialect.columns {
            notices.append("the row has \(row.cells.count) cells, the header \(columns.count)")
        }
        var cells: [ImportCell] = []
        for (index, text) in row.cells.prefix(filled).enumerated() where !text.isEmpty {
            cells.append(ImportCell(column: index, text: CellText.foreign(text)))
        }
        var result = builder.row(
            cells, columns: columns, line: row.line, original: row.cells, notices: notices)
        if let idColumn, row.cells.indices.contains(idColumn), !row.cells[idColumn].isEmpty {
            result.key = CellText.foreign(row.cells[idColumn])
            result.derivedKey = nil
        }
        return result
    }

    private func ownRecord(of row: CSVRow, _ header: FlatHeader) -> ImportRow {
        do throws(FlatProblem) {
            var payload = try header.payload(row.cells, lang: builder.language)
            let record = header.record(row.cells)
            if payload["kind"] == nil, let record { payload["kind"] = .string(record.key.kind) }
            return OwnRow.row(
                payload, record: record, line: row.line, original: row.cells)
        } catch {
            return ImportRow(line: row.line, problem: "\(error)", original: row.cells)
        }
    }
}
