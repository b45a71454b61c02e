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

/// Folds the texts of a record into the columns that they are searched in.
struct SearchCollector {
    private var names = WordSplitter()
    private var places = WordSplitter()
    private var tags = WordSplitter()
    private var body = WordSplitter()

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
            case "name": Self.texts(of: member.value, into: &names)
            case "place": takePlace(member.value)
            case "tags", "goods", "categories": takeTags(member.value)
            case "labels", "synonyms": Self.texts(of: member.value, into: &tags)
            case "contact":
                for item in Contact(member.value).items where item.key == "name" {
                    Self.take(item.value, into: &body)
                }
            case let name where Self.skipped.contains(name): break
            default: Self.texts(of: member.value, into: &body)
            }
        }
        // A reference that is not one is a text, and is shown; so it is found too.
        for name in ["provider", "organiser", "operator", "sellers", "endorsers", "partOf"] {
            for text in record.texts(name) where !text.utf8.contains(UInt8(ascii: "/")) {
                Self.take(text, into: &body)
            }
        }
        // Words of open lists, such as `self-help-group`, are shown, so they are found.
        for form in record.texts("forms") { Self.take(form, into: &tags) }
        // Of a link only the host: mail addresses and numbers are contact data.
        for link in record.links where link.isWeb { Self.take(link.target, into: &body) }
    }

    var row: SearchRow {
        SearchRow(
            name: String(decoding: names.output, as: UTF8.self),
            place: String(decoding: places.output, as: UTF8.self),
            tags: String(decoding: tags.output, as: UTF8.self),
            body: String(decoding: body.output, as: UTF8.self))
    }

    mutating func takeTag(_ text: String) { Self.take(text, into: &tags) }

    mutating func takeFoldedTag(_ folded: String) { tags.takeFolded(folded) }

    private static func take(_ text: String, into column: inout WordSplitter) {
        column.take(text)
        column.takeJoined()
    }

    private mutating func takePlace(_ value: JSON) {
        guard let place = value.object else { return Self.texts(of: value, into: &places) }
        for member in place.members where member.name != "point" && member.name != "precision" {
            Self.texts(of: member.value, into: &places)
        }
    }

    private mutating func takeTags(_ value: JSON) {
        for item in value.array ?? [value] {
            guard let object = item.object else {
                Self.texts(of: item, into: &tags)
                continue
            }
            // The scheme's name would find everything that is classified at all.
            for member in object.members where member.name != "scheme" && member.name != "version" {
                Self.texts(of: member.value, into: &tags)
            }
        }
    }

    /// All strings in a value, however deep; names of members are not text of the record.
    private static func texts(of value: JSON, into column: inout WordSplitter) {
        switch value {
        case .string(let text): take(text, into: &column)
        case .array(let items):
            for item in items { texts(of: item, into: &column) }
        case .object(let object):
            for member in object.members { texts(of: member.value, into: &column) }
        case .null, .bool, .number: break
        }
    }
}
