/// Writes the rows that were not taken in their own format, so that they can be mended and
/// imported again: a table with a column `reason` in front, or one JSON object a line.
public struct RejectsWriter: Sendable, Equatable {
    private let format: RowReader.Format
    private let delimiter: UInt8
    private let header: [String]

    /// A writer for a JSON source.
    init(format: RowReader.Format) {
        self.format = format
        delimiter = UInt8(ascii: ",")
        header = []
    }

    /// A writer for a table with this delimiter and header.
    init(delimiter: UInt8, header: [String]) {
        format = .csv
        self.delimiter = delimiter
        self.header = header
    }

    /// The header that the column of reasons has; a file of rejects is taken again with it.
    public static let reasonHeader = "reason"

    /// The first line; empty for JSON.
    public func begin() -> [UInt8] {
        format == .csv ? line([Self.reasonHeader] + header) : []
    }

    /// One row with its reason; empty if the row was taken.
    public func row(_ row: ImportRow) -> [UInt8] {
        guard let problem = row.problem else { return [] }
        let reason = "line \(row.line): \(problem)"
        guard format == .csv else {
            let text = row.original.first ?? ""
            let value = try? RecordCoding.parseJSON(Array(text.utf8), maximumDepth: 64)
            let object: JSONObject = ["reason": .string(reason), "row": value ?? .string(text)]
            return RecordCoding.encode(.object(object)) + [0x0A]
        }
        return line([reason] + row.original)
    }

    /// Cells as one line; a cell that a spreadsheet would run is guarded.
    private func line(_ cells: [String]) -> [UInt8] {
        CSVWriter.row(cells.map(CellText.guarded), delimiter: delimiter)
    }
}
