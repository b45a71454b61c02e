/// A feature of a GeoJSON file that was exported here, perhaps edited since: back to a payload.
public enum FlatFeature {
    /// How deep features nest: a payload's own levels, and those around `more` in a collection.
    public static let maximumDepth = RecordCoding.maximumDepth + 4

    /// Whether a feature was written by `GeoJSONWriter`: its properties have `record` and `more`.
    public static func isOurs(_ feature: JSONObject) -> Bool {
        guard let properties = feature["properties"]?.object else { return false }
        return properties["record"]?.string != nil && properties["more"] != nil
    }

    /// The record that the feature was made of; nil if `record` names none.
    public static func record(_ feature: JSONObject) -> RecordID? {
        feature["properties"]?.object?["record"]?.string.flatMap(RecordID.init)
    }

    /// The payload of a feature; a property that is not known goes to `ext` as it is.
    ///
    /// `lang` is the language of texts in a feature that does not say its own; it is not added.
    /// Throws: `FlatProblem` if the property `more` was damaged.
    public static func payload(
        _ feature: JSONObject, lang: String? = nil
    ) throws(FlatProblem) -> JSONObject {
        var names: [String] = []
        var cells: [String] = []
        var more = JSONObject()
        for member in feature["properties"]?.object?.members ?? [] {
            if sameBytes(member.name, "more") {
                more = try self.more(member.value)
            } else {
                names.append(CellText.canonical(member.name))
                cells.append(FlatCodec.plain(member.value))
            }
        }
        if !names.contains("latitude"), !names.contains("longitude"),
            let position = feature["geometry"]?.object?["coordinates"]?.array, position.count >= 2
        {
            names += ["latitude", "longitude"]
            cells += [FlatCodec.plain(position[1]), FlatCodec.plain(position[0])]
        }
        return FlatHeader(names: names).payload(unguarded: cells, more: more, lang: lang)
    }

    /// `more` as an object, or as its text: some programs keep nested objects only as text.
    private static func more(_ value: JSON) throws(FlatProblem) -> JSONObject {
        switch value {
        case .null: return JSONObject()
        case .object(let object): return object
        case .string(let text): return try FlatHeader.more(text)
        default: throw .moreIsNoObject
        }
    }
}
