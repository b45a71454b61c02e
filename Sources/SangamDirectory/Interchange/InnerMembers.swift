/// The objects inside a JSON row that hold its place or its contacts, as other programs nest them.
enum InnerMembers {
    /// The members with those of `address`, `location`, `geo`, `contact` and the like beside them,
    /// and the point if one of these is a GeoJSON point.
    ///
    /// Shape: `"address": {"city": "X"}` becomes `"address.city": "X"`; names that the row has
    /// already, and what is nested deeper, stay as they are.
    static func lift(
        _ members: [JSONObject.Member]
    ) -> (members: [JSONObject.Member], point: JSON?) {
        guard members.contains(where: { isContainer($0) }) else { return (members, nil) }
        var result: [JSONObject.Member] = []
        var point: JSON?
        for member in members {
            guard isContainer(member), let inner = member.value.object else {
                result.append(member)
                continue
            }
            if inner["coordinates"] != nil {
                var ignored: [String] = []
                point = point ?? GeoJSONPoint.read(member.value, &ignored)
                if !ObjectRows.isPlainPoint(member.value) { result.append(member) }
                continue
            }
            for part in inner.members {
                result.append(.init(name: "\(member.name).\(part.name)", value: part.value))
            }
        }
        return (result, point)
    }

    /// The meaning of a lifted member: that of its own name.
    static func ownName(of key: String) -> String? {
        guard let dot = key.firstIndex(of: "."), containers.contains(String(key[..<dot])) else {
            return nil
        }
        return String(key[key.index(after: dot)...])
    }

    private static func isContainer(_ member: JSONObject.Member) -> Bool {
        containers.contains(member.name) && member.value.object != nil
    }

    private static let containers: Set<String> = [
        "address", "location", "geo", "position", "coordinates", "contact", "contacts", "place",
        "venue", "adresse", "dirección", "direccion", "endereço", "endereco", "alamat",
    ]
}
