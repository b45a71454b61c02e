/// A node of a schema.org graph while its properties are put in: absent values leave no property.
struct SchemaNode {
    private let record: ExportedRecord
    private var members = JSONObject()
    var type: String

    /// A node for a record. Its `@id` is the address of the record's page with `#it` behind it: the
    /// thing, not the page; without a page it is a name that no other record has.
    init(_ record: ExportedRecord, type: String) {
        self.record = record
        self.type = type
    }

    /// The whole node.
    var object: JSONObject {
        let head: JSONObject = [
            "@type": .string(type), "@id": .string(Self.id(record.id, pageOf: record)),
        ]
        return JSONObject(head.members + members.members)
    }

    // MARK: - Names of nodes

    /// The `@id` of a record, made in the manner of the page of `exported`.
    private static func id(_ id: RecordID, pageOf exported: ExportedRecord) -> String {
        let own = exported.id.description
        guard let link = exported.link, isWeb(link), link.utf8.count > own.utf8.count,
            link.utf8.suffix(own.utf8.count).elementsEqual(own.utf8)
        else { return "urn:sangam:\(id)" }
        let start = link.utf8.dropLast(own.utf8.count)
        return String(decoding: start, as: UTF8.self) + id.description + "#it"
    }

    /// The `@id` of the record that a reference names; nil if it names none.
    func reference(_ text: String?) -> String? {
        guard let text, let id = RecordID.resolve(text, home: record.id.node) else { return nil }
        return Self.id(id, pageOf: record)
    }

    // MARK: - Properties

    mutating func set(_ name: String, _ value: JSON) { members[name] = value }

    mutating func text(_ name: String, _ text: String?) {
        if let text { members[name] = .string(text) }
    }

    mutating func url(_ name: String, _ text: String?) {
        if let text, Self.isWeb(text) { members[name] = .string(text) }
    }

    /// One value alone, or a list of several.
    mutating func list(_ name: String, _ values: [JSON]) {
        guard let first = values.first else { return }
        members[name] = values.count == 1 ? first : .array(values)
    }

    mutating func texts(_ name: String, _ texts: [LanguageText]) {
        if let value = Self.texts(texts) { members[name] = value }
    }

    mutating func references(_ name: String, _ texts: [String]) {
        list(name, texts.compactMap(reference).map { ["@id": .string($0)] })
    }

    mutating func reference(_ name: String, _ text: String?, type: String) {
        guard let id = reference(text) else { return }
        members[name] = ["@type": .string(type), "@id": .string(id)]
    }

    /// Place, with the point as the record has it: rounding was done before anything was signed.
    mutating func place(_ record: Record, as name: String) {
        var place = SchemaNode(self.record, type: "Place")
        place.placeParts(record)
        guard !place.members.members.isEmpty else { return }
        let head = JSONObject.Member(name: "@type", value: "Place")
        members[name] = .object(JSONObject([head] + place.members.members))
    }

    mutating func placeParts(_ record: Record) {
        guard let place = record.place else { return }
        var address: JSONObject = ["@type": "PostalAddress"]
        let parts = [
            ("streetAddress", place.street), ("addressLocality", place.locality),
            ("addressRegion", place.region), ("postalCode", place.postcode),
            ("addressCountry", place.country),
        ]
        for (name, part) in parts where part != nil { address[name] = part.map { .string($0) } }
        if address.members.count > 1 { members["address"] = .object(address) }
        if place.point != nil, let pair = record.json["place"]?.object?["point"]?.array {
            members["geo"] = [
                "@type": "GeoCoordinates", "latitude": pair[0], "longitude": pair[1],
            ]
        }
    }

    /// E-mail and telephone, where the file may hold them at all.
    mutating func contact(_ record: Record) {
        let contact = Contact(record.json["contact"])
        text("email", contact.first("email"))
        text("telephone", contact.first("phone"))
    }

    /// When something is held again, as far as schema.org can say it: simple rules only.
    mutating func schedule(_ starts: String?, zone: String?, minutes: Int?, repeats: String?) {
        guard let repeats, let starts = starts.flatMap(Self.moment) else { return }
        var rule: [String: String] = [:]
        for part in repeats.split(separator: ";") {
            guard let pair = FlatCodec.split(String(part), at: UInt8(ascii: "=")) else { return }
            rule[pair.before.uppercased()] = pair.after.uppercased()
        }
        let units = ["DAILY": "D", "WEEKLY": "W", "MONTHLY": "M", "YEARLY": "Y"]
        guard let unit = rule["FREQ"].flatMap({ units[$0] }),
            let interval = Int(rule["INTERVAL"] ?? "1"), (1...999).contains(interval)
        else { return }
        var schedule: JSONObject = [
            "@type": "Schedule", "startDate": .string(starts),
            "repeatFrequency": .string("P\(interval)\(unit)"),
        ]
        let days = [
            "MO": "Monday", "TU": "Tuesday", "WE": "Wednesday", "TH": "Thursday", "FR": "Friday",
            "SA": "Saturday", "SU": "Sunday",
        ]
        let named = (rule["BYDAY"] ?? "").split(separator: ",").compactMap { days[String($0)] }
        if !named.isEmpty {
            schedule["byDay"] = .array(named.map { .string("https://schema.org/" + $0) })
        }
        if let minutes, minutes > 0 { schedule["duration"] = .string("PT\(minutes)M") }
        if let zone { schedule["scheduleTimezone"] = .string(zone) }
        members["eventSchedule"] = .object(schedule)
    }

    // MARK: - Values

    /// Texts with their languages; a text whose tag is none stands alone.
    static func texts(_ texts: [LanguageText]) -> JSON? {
        let values = texts.map { text -> JSON in
            guard text.language != "und", LanguageTag.isWellFormed(text.language) else {
                return .string(text.text)
            }
            return ["@language": .string(text.language), "@value": .string(text.text)]
        }
        guard let first = values.first else { return .none }
        return values.count == 1 ? first : .array(values)
    }

    /// Whether the text is a web address that may be shown as a link.
    static func isWeb(_ text: String) -> Bool {
        guard let safe = try? DisplayRules.url(text) else { return false }
        return safe.scheme == "http" || safe.scheme == "https"
    }

    /// A licence by its SPDX name as the address of its text; another word as it is.
    static func licence(_ text: String) -> JSON {
        if isWeb(text) { return .string(text) }
        let isName = text.utf8.allSatisfy { FlatCodec.isWordByte($0) || $0 == UInt8(ascii: "+") }
        guard isName else { return ["@type": "CreativeWork", "name": .string(text)] }
        return .string("https://spdx.org/licenses/" + text)
    }

    static func day(_ text: String) -> String? { CivilTime.isPartialDate(text) ? text : nil }

    static func moment(_ text: String) -> String? {
        CivilTime.unixSeconds(text) == nil ? nil : text
    }
}
