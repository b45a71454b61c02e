/// Writes records as CSV.
///
/// Shape: UTF-8, a header, CRLF after each row, a cell in double quotes where it must be.
/// Source: RFC 4180.
public struct CSVWriter: ExportWriter {
    private let columns: FlatColumns
    private let privacy: ExportPrivacy
    private let isForExcel: Bool
    private let guardsFormulas: Bool

    /// A file with these columns; `excel` puts the byte order mark before it without which Excel
    /// takes UTF-8 for the code page of its country. Cells that a spreadsheet would run as formulas
    /// get an apostrophe, unless the file is for programs (`guardsFormulas` false).
    public init(
        columns: FlatColumns = FlatColumns(), privacy: ExportPrivacy, excel: Bool = false,
        guardsFormulas: Bool = true
    ) {
        self.columns = columns
        self.privacy = privacy
        isForExcel = excel
        self.guardsFormulas = guardsFormulas
    }

    public mutating func begin() -> [UInt8] {
        var bytes: [UInt8] = isForExcel ? ByteOrderMark.utf8 : []
        Self.write(columns.header, to: &bytes)
        return bytes
    }

    public mutating func resume(hasRows: Bool) {}

    public mutating func row(_ record: ExportedRecord) -> [UInt8] {
        guard let record = privacy.reduced(record) else { return [] }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(2_048)
        Self.write(columns.cells(for: record, guardsFormulas: guardsFormulas), to: &bytes)
        return bytes
    }

    public mutating func end() -> [UInt8] { [] }

    /// Writes cells as one row with its line break.
    public static func row(_ cells: [String], delimiter: UInt8 = comma) -> [UInt8] {
        var bytes: [UInt8] = []
        write(cells, delimiter: delimiter, to: &bytes)
        return bytes
    }

    /// What stands between two cells if nobody says otherwise.
    public static let comma = UInt8(ascii: ",")

    private static func write(
        _ cells: [String], delimiter: UInt8 = comma, to bytes: inout [UInt8]
    ) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(delimiter) }
            // Quotes for every separator in use, so that whoever guesses it guesses right.
            guard cell.utf8.contains(where: { $0 == delimiter || needsQuotes($0) }) else {
                bytes.append(contentsOf: cell.utf8)
                continue
            }
            bytes.append(UInt8(ascii: "\""))
            for byte in cell.utf8 {
                if byte == UInt8(ascii: "\"") { bytes.append(byte) }
                bytes.append(byte)
            }
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(contentsOf: [0x0D, 0x0A])
    }

    private static func needsQuotes(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: ";"), 0x09, 0x0A, 0x0D: true
        default: false
        }
    }
}
