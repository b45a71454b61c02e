/// The names by which a mapping file calls what a column can fill.
enum MemberName {
    /// What a name means; nil if it is unknown.
    static func meaning(of name: String) -> ColumnMeaning? {
        let written = CellDecoder.trimmed(name)
        var parts = written.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.allSatisfy({ !$0.isEmpty }), let first = parts.first else { return nil }
        if first == "ext" {
            return ColumnMeaning(.ext, parts.dropFirst().joined(separator: "."))
        }
        if first == "place" { parts.removeFirst() }
        if parts.first == "address" { parts.removeFirst() }
        guard let head = parts.first else { return nil }
        let argument = parts.dropFirst().joined(separator: ".")
        if let known = known(aliases[head] ?? head, argument) { return known }
        // As a column of our exports is called: `price` is the amount there, `currency` beside it.
        if let path = FlatField.path(ofColumn: written), !sameBytes(path, written) {
            return meaning(of: path)
        }
        return isPath(written) ? ColumnMeaning(.path, written) : nil
    }

    /// All names, for a message.
    static var all: [String] {
        ColumnMeaning.Member.allCases.filter { $0 != .path && $0 != .contact && $0 != .size }
            .map(\.rawValue) + aliases.keys.sorted() + [
                "contact.phone", "contact.email", "contact.whatsapp", "contact.name",
                "links.facebook", "identifiers.siret", "categories.naf", "size.members",
                "size.women", "size.workers", "name.fr", "summary.fr", "description.fr",
            ] + FlatField.all.filter { $0.headers.count == 1 }.flatMap(\.headers)
    }

    private static func known(_ head: String, _ argument: String) -> ColumnMeaning? {
        switch head {
        case "name", "summary", "description":
            guard argument.isEmpty || LanguageTag.isWellFormed(argument),
                let member = ColumnMeaning.Member(rawValue: head)
            else { return nil }
            return ColumnMeaning(member, argument)
        case "contact": return argument.isEmpty ? nil : ColumnMeaning(.contact, argument)
        case "email", "phone", "mobile", "whatsapp", "telegram", "signal", "sms", "fax", "post":
            return ColumnMeaning(.contact, head == "mobile" ? "phone" : head)
        case "link": return argument.isEmpty ? nil : ColumnMeaning(.link, argument)
        case "facebook", "twitter", "instagram", "linkedin", "youtube", "mastodon":
            return ColumnMeaning(.link, head)
        case "identifier":
            return ColumnMeaning(.identifier, argument.isEmpty ? "registration" : argument)
        case "category": return ColumnMeaning(.category, argument)
        case "size":
            let isKnown = ["members", "women", "workers"].contains(argument)
            return isKnown ? ColumnMeaning(.size, argument) : nil
        case "members", "women", "workers": return ColumnMeaning(.size, head)
        case "source": return argument == "id" ? ColumnMeaning(.id) : ColumnMeaning(.source)
        case "confirmed":
            return argument.isEmpty || argument == "at" ? ColumnMeaning(.confirmed) : nil
        case "path", "ext": return nil
        default:
            guard argument.isEmpty, let member = ColumnMeaning.Member(rawValue: head) else {
                return nil
            }
            return ColumnMeaning(member)
        }
    }

    private static let aliases = [
        "key": "id", "links": "link", "identifiers": "identifier", "categories": "category",
        "forms": "form", "tag": "tags", "city": "locality", "zip": "postcode",
        "lat": "latitude", "lon": "longitude", "url": "website", "license": "licence",
        "language": "lang", "product": "products", "skip": "ignore", "opening": "hours",
    ]

    /// Whether a path leads to a member of some kind's table.
    private static func isPath(_ path: String) -> Bool {
        RecordKind.listings.contains { shape(of: path, kind: $0) != nil }
    }

    /// The shape of the member at a path such as `price.amount`.
    static func shape(of path: String, kind: String) -> ListingShape? {
        var fields = ListingSchema.fields(of: kind)
        let parts = path.split(separator: ".").map(String.init)
        for (index, part) in parts.enumerated() {
            guard let field = fields.first(where: { sameBytes($0.name, part) }) else { return nil }
            if index == parts.count - 1 { return field.shape }
            switch field.shape {
            case .object(let inner): fields = inner
            case .texts where index == parts.count - 2: return field.shape
            default: return nil
            }
        }
        return nil
    }
}
