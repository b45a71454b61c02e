/// What of a foreign JSON object is the row: other programs put it into an object of its own, or
/// say the language of each text beside the text.
enum RowObject {
    /// The members of the row itself.
    ///
    /// Shape: JSON:API's `attributes`, Airtable's `fields`, OpenStreetMap's `tags` and the like are
    /// the row, with what stands beside them (an inner name that stands outside too keeps its
    /// path); `"name": {"@value": "X", "@language": "fr"}` becomes `"name:fr": "X"`.
    static func members(_ object: JSONObject) -> [JSONObject.Member] {
        var members = object.members
        if !members.contains(where: { rowNames.contains($0.name) }),
            let place = members.firstIndex(where: {
                containers.contains($0.name) && $0.value.object != nil
            }),
            let inner = members[place].value.object
        {
            let container = members[place].name
            if container == "tags" { members = keyed(members) }
            members.removeAll { sameBytes($0.name, container) }
            let outer = Set(members.map { Array($0.name.utf8) })
            members += inner.members.map { member in
                outer.contains(Array(member.name.utf8))
                    ? .init(name: "\(container).\(member.name)", value: member.value) : member
            }
        }
        guard members.contains(where: { isTagged($0.value) }) else { return members }
        return members.flatMap(untagged)
    }

    /// The text that an object stands for where a column means `member`: the address of a picture,
    /// the name of a country, the number of people; nil if it has none.
    static func text(_ object: JSONObject, for member: ColumnMeaning.Member) -> String? {
        let names: [String] =
            switch member {
            case .image: ["url", "contentUrl", "src", "@id"]
            case .website, .link: ["url", "href", "@id"]
            case .size: ["value"]
            case .country, .region, .locality, .memberOf, .category, .tags, .goods, .products:
                ["name", "title", "label"]
            default: []
            }
        for name in names {
            if let value = object[name], let text = Record.written(value) { return text }
        }
        return nil
    }

    private static let rowNames: Set<String> = ["name", "title", "label", "kind"]

    private static let containers: Set<String> = [
        "attributes", "fields", "tags", "item", "node", "record", "data", "organization",
        "organisation",
    ]

    /// Nodes, ways and relations count apart: their key is `way/17`, as in other programs.
    private static func keyed(_ members: [JSONObject.Member]) -> [JSONObject.Member] {
        let object = JSONObject(members)
        guard let type = object["type"]?.string, ["node", "way", "relation"].contains(type),
            let id = object["id"].flatMap(Record.written)
        else { return members }
        return [.init(name: "id", value: .string("\(type)/\(id)"))]
            + members.filter { $0.name != "type" && $0.name != "id" }
    }

    // MARK: - Texts with their language

    private static func isTagged(_ value: JSON) -> Bool {
        if let items = value.array { return !items.isEmpty && items.allSatisfy(isTagged) }
        return value.object.map { $0["@value"] != nil || $0["rendered"] != nil } ?? false
    }

    /// Linked data's value, and the text of a site's page as WordPress gives it; what such a text
    /// had around it in its page stays beside it, for `ext`.
    private static func untagged(_ member: JSONObject.Member) -> [JSONObject.Member] {
        guard isTagged(member.value) else { return [member] }
        let items = member.value.array ?? [member.value]
        return items.compactMap(\.object).flatMap { item -> [JSONObject.Member] in
            let name = member.name + (item["@language"]?.string.map { ":" + $0 } ?? "")
            if let value = item["@value"] { return [.init(name: name, value: value)] }
            guard let rendered = item["rendered"] else { return [] }
            guard let html = rendered.string else { return [.init(name: name, value: rendered)] }
            let plain = MarkupText.plain(html)
            let text = JSONObject.Member(name: name, value: .string(plain.text))
            guard plain.lostMarkup, member.value.array == nil else { return [text] }
            return [text, .init(name: member.name + ".rendered", value: rendered)]
        }
    }
}
