/// A map of language to text in cells: one column for the record's own language (`name`), and one
/// for each further language that the table has (`name:fr`).
enum FlatTexts {
    /// The name of the column for a language: `name:fr`.
    static func header(_ name: String, _ tag: String) -> String { name + ":" + tag }

    /// Fills the cells of a map and gives back what they do not say; nil if they say everything.
    ///
    /// `own` is the number of the column of the record's language, `tags` those of the others.
    static func take(
        _ value: JSON, lang: String?, own: Int, tags: [String: Int], _ cells: inout [String]
    ) -> JSON? {
        guard let object = value.object else {
            cells[own] = shown(value, lang: lang)
            return value
        }
        var rest: [JSONObject.Member] = []
        var original: JSONObject.Member?
        for member in object.members {
            if let lang, sameBytes(member.name, lang) {
                original = member
                continue
            }
            guard let column = tags[member.name], isTag(member.name) else {
                rest.append(member)
                continue
            }
            cells[column] = FlatCodec.plain(member.value)
            if !isExact(member.value, cells[column]) { rest.append(member) }
        }
        if let original {
            let text = FlatCodec.plain(original.value)
            // Where the rest would be shown as the same text, nobody could tell later whether the
            // cell was taken out of it or is a view of it.
            let isShown = sameBytes(text, shown(.object(JSONObject(rest)), lang: lang))
            if isExact(original.value, text), !isShown {
                cells[own] = text
            } else {
                rest.append(original)
            }
        }
        if cells[own].isEmpty { cells[own] = shown(.object(JSONObject(rest)), lang: lang) }
        let isEmptied = rest.isEmpty && !object.members.isEmpty
        return isEmptied ? .none : .some(.object(JSONObject(rest)))
    }

    /// What the own column shows of a map that stands in `more`: the text in the record's language,
    /// else the first text, so that a row always has a name to be read by.
    static func shown(_ value: JSON?, lang: String?) -> String {
        guard let object = value?.object else { return value.map(FlatCodec.plain) ?? "" }
        if let lang, let own = object[lang] { return FlatCodec.plain(own) }
        return firstText(object).map { FlatCodec.plain($0.value) } ?? ""
    }

    /// Puts the cell of the own column into a map, unless it shows what the map says anyway.
    static func put(
        _ cell: String, lang: String?, otherwise: String?, in value: JSON?
    ) -> JSON? {
        if sameBytes(cell, shown(value, lang: lang)) { return value }
        var object = value?.object ?? JSONObject()
        if cell.isEmpty {
            // An emptied cell takes its text out; the text of another language stays.
            guard value?.object != nil else { return nil }
            guard let lang, object[lang] != nil else { return value }
            object[lang] = nil
            return object.members.isEmpty ? .none : .some(.object(object))
        }
        let tag = lang ?? firstText(object)?.name ?? otherwise ?? "und"
        object[tag] = .string(cell)
        return .object(object)
    }

    /// Puts the cell of a further language into a map.
    static func put(_ cell: String, tag: String, in value: JSON?) -> JSON? {
        var object = value?.object ?? JSONObject()
        let present = object[tag].map(FlatCodec.plain) ?? ""
        guard !sameBytes(cell, present) else { return value }
        object[tag] = cell.isEmpty ? .none : .some(.string(cell))
        return object.members.isEmpty ? .none : .some(.object(object))
    }

    /// Tags are compared as bytes; a dictionary compares more loosely, but not within ASCII.
    private static func isTag(_ name: String) -> Bool { name.utf8.allSatisfy { $0 < 0x80 } }

    private static func isExact(_ value: JSON, _ cell: String) -> Bool {
        guard let text = value.string, !cell.isEmpty else { return false }
        return sameBytes(text, cell)
    }

    private static func firstText(_ object: JSONObject) -> JSONObject.Member? {
        object.members.first { !FlatCodec.plain($0.value).isEmpty && $0.value.string != nil }
    }
}
