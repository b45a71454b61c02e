/// One spelling for JSON that says the same: what a digest is taken over, so that another order of
/// members is no change.
public enum CanonicalJSON {
    /// The object on one line: in every object the members stand in the order of their names' UTF-8
    /// bytes; texts are escaped in one way; numbers keep their spelling, because `1.0` and `1` are
    /// two things that somebody wrote.
    ///
    /// Shape: valid UTF-8, no byte below 0x20.
    public static func encode(_ object: JSONObject) -> [UInt8] {
        var bytes: [UInt8] = []
        JSONWriter.write(.object(sorted(object)), to: &bytes)
        return bytes
    }

    /// Whether two objects say the same, whatever the order of their members.
    public static func same(_ left: JSONObject, _ right: JSONObject) -> Bool {
        left == right || sorted(left) == sorted(right)
    }

    private static func sorted(_ object: JSONObject) -> JSONObject {
        let members = object.members.map {
            JSONObject.Member(name: $0.name, value: sorted($0.value))
        }
        return JSONObject(
            members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) })
    }

    private static func sorted(_ value: JSON) -> JSON {
        switch value {
        case .array(let items): .array(items.map(sorted))
        case .object(let object): .object(sorted(object))
        default: value
        }
    }
}
