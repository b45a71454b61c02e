import SangamLog

/// A line of an NDJSON file, or an item of a JSON array, that was exported here.
public struct NDJSONLine: Sendable, Equatable {
    /// The record that the line was made of.
    public var record: RecordID
    /// The payload as it was.
    public var payload: JSONObject

    /// How deep a line nests: a payload's own levels, and those around a member that had to move.
    public static let maximumDepth = RecordCoding.maximumDepth + 1

    /// The member that says where a line is from.
    private static let member = "sangam"

    /// Takes a line apart; nil if it is not one of ours: then it is a payload as it stands.
    public static func parse(_ object: JSONObject) -> NDJSONLine? {
        guard let origin = object[member]?.object,
            let record = origin["record"]?.string.flatMap(RecordID.init)
        else { return nil }
        var payload = object
        // A payload's own member of this name travels inside ours.
        payload[member] = origin["own"]
        return NDJSONLine(record: record, payload: payload)
    }

    /// Takes the bytes of a line apart; nil if they are no JSON object or not one of ours.
    public static func parse(_ line: [UInt8]) -> NDJSONLine? {
        let value = try? RecordCoding.parseJSON(line, maximumDepth: maximumDepth)
        return value?.object.flatMap { parse($0) }
    }

    /// A record as a line.
    static func object(_ record: ExportedRecord, credits: Bool = false) -> JSONObject {
        var origin: JSONObject = [
            "record": .string(record.id.description), "network": .string(record.id.node.text),
            "network_name": .string(record.network),
        ]
        if let link = record.link { origin["link"] = .string(link) }
        if let day = record.confirmedDay { origin["last_confirmed"] = .string(day) }
        if credits {
            origin["credit_to"] = .string(record.credit)
            if let terms = record.terms { origin["credit_licence"] = .string(terms) }
        }
        if let own = record.payload[member] { origin["own"] = own }
        var line = record.payload
        line[member] = .object(origin)
        return line
    }
}
