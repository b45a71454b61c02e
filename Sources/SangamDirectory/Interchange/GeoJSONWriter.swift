/// Writes records as a GeoJSON feature collection that also comes back as the same payloads.
///
/// Shape: one feature on a line; `geometry` is the point as `[longitude, latitude]` in the digits
/// that the record has, or null; `properties` are the filled cells of `FlatColumns` (without guards
/// against formulas: nobody runs JSON), and `more`, an object that is there even if it is empty.
/// Source: RFC 7946.
public struct GeoJSONWriter: ExportWriter {
    private let columns: FlatColumns
    private let privacy: ExportPrivacy
    private var isFirst = true

    /// A collection whose features have these properties.
    public init(columns: FlatColumns = FlatColumns(), privacy: ExportPrivacy) {
        self.columns = columns
        self.privacy = privacy
    }

    public mutating func begin() -> [UInt8] {
        isFirst = true
        return Array("{\"type\":\"FeatureCollection\",\"features\":[\n".utf8)
    }

    public mutating func resume(hasRows: Bool) { isFirst = !hasRows }

    public mutating func row(_ record: ExportedRecord) -> [UInt8] {
        guard let record = privacy.reduced(record) else { return [] }
        var bytes = isFirst ? [] : Array(",\n".utf8)
        isFirst = false
        WebJSON.write(.object(feature(record)), to: &bytes)
        return bytes
    }

    public mutating func end() -> [UInt8] { Array("\n]}\n".utf8) }

    private func feature(_ record: ExportedRecord) -> JSONObject {
        let (cells, more) = columns.split(record)
        let point = Self.point(record.payload, left: more)
        var properties: [JSONObject.Member] = []
        for (index, name) in columns.header.enumerated() {
            if index == columns.moreColumn || cells[index].isEmpty { continue }
            if point != nil, name == "latitude" || name == "longitude" { continue }
            let number = columns.isNumber(index) ? FlatCodec.number(cells[index]) : nil
            properties.append(.init(name: name, value: number ?? .string(cells[index])))
        }
        properties.append(.init(name: "more", value: .object(more)))
        let geometry: JSON =
            if let point { ["type": "Point", "coordinates": [point.east, point.north]] } else {
                .null
            }
        return [
            "type": "Feature", "id": .string(record.id.description), "geometry": geometry,
            "properties": .object(JSONObject(properties)),
        ]
    }

    /// The record's point in its own digits; nil if it is none on the globe, or one that would not
    /// come back as it is: then properties and `more` say what was written.
    private static func point(
        _ payload: JSONObject, left: JSONObject
    ) -> (north: JSON, east: JSON)? {
        guard let value = payload["place"]?.object?["point"], GeoPoint(value) != nil,
            left["place"]?.object?["point"] == nil, let pair = value.array, pair.count == 2
        else { return nil }
        return (pair[0], pair[1])
    }
}
