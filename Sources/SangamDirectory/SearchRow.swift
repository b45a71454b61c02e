/// What the search index holds of one record, folded.
public struct SearchRow: Hashable, Sendable {
    /// The names in all languages.
    public let name: String
    /// Locality, region, country, street and the area served.
    public let place: String
    /// Tags, goods, codes and the labels of codes.
    public let tags: String
    /// Every other text that the record carries, unknown members included.
    public let body: String

    /// A row of columns that are already folded.
    public init(name: String, place: String, tags: String, body: String) {
        self.name = name
        self.place = place
        self.tags = tags
        self.body = body
    }
}

/// Gathers the texts of a record by the column that they are searched in.
struct SearchCollector {
    var names: [String] = []
    var places: [String] = []
    var tags: [String] = []
    var body: [String] = []

    /// Members that are ids, machine values or contact data: not words that people search by.
    private static let skipped: Set<String> = [
        "kind", "lang", "source", "identifiers", "partOf", "provider", "related", "contactVia",
        "organiser", "operator", "sellers", "endorsers", "of", "a", "b", "record", "node",
        "data", "sha256", "confirmed", "links", "url", "charter", "joinUrl", "status", "standing",
        "validUntil", "languages", "licence", "direction", "item", "forms", "schedule", "starts",
        "ends", "zone", "repeats", "hours", "published", "founded", "dissolved", "language",
    ]

    init(_ record: Record) {
        for member in record.json.members {
            switch member.name {
            case "name": texts(of: member.value, into: &names)
            case "place": takePlace(member.value)
            case "tags", "goods", "categories": takeTags(member.value)
            case "labels", "synonyms": texts(of: member.value, into: &tags)
            case "contact":
                body += Contact(member.value).items.filter { $0.key == "name" }.map(\.value)
            case let name where Self.skipped.contains(name): break
            default: texts(of: member.value, into: &body)
            }
        }
        // A reference that is not one is a text, and is shown; so it is found too.
        for name in ["provider", "organiser", "operator", "sellers", "endorsers", "partOf"] {
            body += record.texts(name).filter { !$0.utf8.contains(UInt8(ascii: "/")) }
        }
        // Words of open lists, such as `self-help-group`, are shown, so they are found.
        tags += record.texts("forms")
        // Of a link only the host: mail addresses and numbers are contact data.
        body += record.links.filter { $0.isWeb }.map(\.target)
    }

    private mutating func takePlace(_ value: JSON) {
        guard let place = value.object else { return texts(of: value, into: &places) }
        for member in place.members where member.name != "point" && member.name != "precision" {
            texts(of: member.value, into: &places)
        }
    }

    private mutating func takeTags(_ value: JSON) {
        for item in value.array ?? [value] {
            guard let object = item.object else {
                texts(of: item, into: &tags)
                continue
            }
            // The scheme's name would find everything that is classified at all.
            for member in object.members where member.name != "scheme" && member.name != "version" {
                texts(of: member.value, into: &tags)
            }
        }
    }

    /// All strings in a value, however deep; names of members are not text of the record.
    private func texts(of value: JSON, into list: inout [String]) {
        switch value {
        case .string(let text): list.append(text)
        case .array(let items):
            for item in items { texts(of: item, into: &list) }
        case .object(let object):
            for member in object.members { texts(of: member.value, into: &list) }
        case .null, .bool, .number: break
        }
    }
}
