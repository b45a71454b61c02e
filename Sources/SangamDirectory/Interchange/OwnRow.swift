/// Rows that are payloads already: ours, or an export of ours.
enum OwnRow {
    /// A payload as a row; it is checked by whoever publishes it.
    static func row(
        _ json: JSONObject, record: RecordID? = nil, line: Int, original: [String]
    ) -> ImportRow {
        guard json["kind"]?.string != nil else {
            return ImportRow(
                line: line, problem: "no member \"kind\" with a text", original: original)
        }
        let view = Record(json: json)
        let key = view.sourceID ?? record?.description ?? Record.written(json["id"])
        let name = view.names.first?.text ?? ""
        let site = view.links.first { $0.rel == "website" }?.url ?? ""
        let derived = [name, view.place?.postcode ?? "", site].map(SearchText.fold)
            .joined(separator: "|")
        var row = ImportRow(
            line: line, key: key, derivedKey: key == nil ? derived : nil,
            records: [ImportRecord(json: json)], original: original)
        row.record = record
        row.isPayload = true
        return row
    }
}
