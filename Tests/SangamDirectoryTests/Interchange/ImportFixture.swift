import SangamDirectory
import Testing

/// Reads a whole fixture in pieces of one size.
func readRows(
    _ bytes: [UInt8], _ format: RowReader.Format = .csv, mapping: ImportMapping = ImportMapping(),
    pieces: Int = 1_000, language: String = "en"
) -> (rows: [ImportRow], reader: RowReader) {
    var reader = RowReader(format: format, mapping: mapping, language: language)
    var rows: [ImportRow] = []
    var at = 0
    while at < bytes.count {
        let end = min(at + pieces, bytes.count)
        rows += reader.take(Array(bytes[at..<end]))
        at = end
    }
    rows += reader.finish()
    return (rows, reader)
}

func readRows(
    _ text: String, _ format: RowReader.Format = .csv, mapping: ImportMapping = ImportMapping()
) -> [ImportRow] {
    readRows(Array(text.utf8), format, mapping: mapping).rows
}

/// The row's own payload.
func payload(_ row: ImportRow?) throws -> JSONObject {
    try #require(row?.records.first).json
}

extension JSONObject {
    /// The value at a path such as `place.address.country`.
    func at(_ path: String) -> JSON? {
        var value: JSON? = .object(self)
        for part in path.split(separator: ".") {
            if let index = Int(part), let items = value?.array {
                value = items.indices.contains(index) ? items[index] : nil
            } else {
                value = value?.object?[String(part)]
            }
        }
        return value
    }
}

/// Every text and number of a payload, and every name of a member.
func words(_ value: JSON) -> [String] {
    switch value {
    case .string(let text): [text]
    case .number(let text): [text]
    case .bool(let flag): [flag ? "true" : "false"]
    case .array(let items): items.flatMap(words)
    case .object(let object): object.members.flatMap { [$0.name] + words($0.value) }
    case .null: []
    }
}

/// The cells of taken rows that stand nowhere in the row's own payload, white space aside.
func lostCells(_ rows: [ImportRow]) -> [String] {
    func squeezed(_ text: String) -> String {
        text.split { $0.isWhitespace || $0.isNewline }.joined(separator: " ")
    }
    return rows.flatMap { row -> [String] in
        guard let record = row.records.first else { return [] }
        let all = (words(.object(record.json)) + [row.key ?? ""]).map(squeezed)
            .joined(separator: "\u{1}")
        return row.original.map(squeezed).filter { cell in
            let plain = cell.hasPrefix("'") ? String(cell.dropFirst()) : cell
            return !plain.isEmpty && !all.contains(plain) && !all.contains(cell)
        }
    }
}
