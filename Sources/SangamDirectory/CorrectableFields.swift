/// What a visitor may propose to change in a record, with what it says now.
///
/// A proposal changes nothing by itself: a moderator sees it beside the present value. Only texts
/// that a member of the public can know are here; goods, categories, membership and everything
/// else are told in words.
public enum CorrectableFields {
    /// One text of a record.
    public struct Field: Hashable, Sendable {
        /// Where it stands: `name.zu`, `contact.phone`, `place.address.locality`, `links[0].url`.
        public let path: String
        /// What it says now; empty if the record does not say.
        public let value: String
        /// The most that may be proposed. Units: Unicode code points.
        public let max: Int
        /// The language of the text; nil for a name of no language or a number.
        public let language: String?
    }

    /// The longest path of a field. Units: bytes.
    static let pathBytesMax = 100

    /// The fields of a record in the order of a form, at most 60.
    public static func of(_ record: Record) -> [Field] {
        var fields: [Field] = []
        texts(record.names, "name", 200, &fields)
        texts(record.summaries, "summary", 280, &fields)
        texts(record.descriptions, "description", 4_000, &fields)
        single(record.status, "status", 64, &fields)
        let address = record.json["place"]?.object?["address"]?.object
        for (part, max) in [("street", 200), ("locality", 120), ("region", 120), ("postcode", 20)] {
            single(address?[part]?.string, "place.address.\(part)", max, &fields)
        }
        for way in ["phone", "email", "whatsapp"] {
            let present = record.contact.first { sameBytes($0.key, way) }
            single(present?.value, "contact.\(way)", 200, &fields)
        }
        if sameBytes(record.kind, "organisation") {
            single(record.text("hours"), "hours", 500, &fields)
        }
        for (index, item) in record.list("links").prefix(10).enumerated() {
            guard let url = item.object?["url"]?.string else { continue }
            single(url, "links[\(index)].url", 2_048, &fields)
        }
        return Array(fields.filter { $0.path.utf8.count <= pathBytesMax }.prefix(60))
    }

    private static func texts(
        _ texts: [LanguageText], _ member: String, _ max: Int, _ fields: inout [Field]
    ) {
        for text in texts.prefix(12) where LanguageTag.isWellFormed(text.language) {
            fields.append(
                Field(
                    path: "\(member).\(text.language)", value: text.text, max: max,
                    language: text.language))
        }
    }

    private static func single(
        _ value: String?, _ path: String, _ max: Int, _ fields: inout [Field]
    ) {
        fields.append(Field(path: path, value: value ?? "", max: max, language: nil))
    }
}
