/// The objects inside a JSON row that hold its place or its contacts, as other programs nest them.
enum InnerMembers {
    /// The members with those of `address`, `location`, `geo`, `contact` and the like beside them,
    /// and the point if one of these is a GeoJSON point.
    ///
    /// Shape: `"address": {"city": "X"}` becomes `"address.city": "X"`; an object of which the row
    /// has such a name already, and what is nested deeper, stay as they are.
    static func lift(
        _ members: [JSONObject.Member]
    ) -> (members: [JSONObject.Member], point: JSON?) {
        guard members.contains(where: { isContainer($0) }) else { return (members, nil) }
        let names = Set(members.map { Array($0.name.utf8) })
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
            let lifted = inner.members.map {
                JSONObject.Member(name: "\(member.name).\($0.name)", value: $0.value)
            }
            let isNew = !lifted.contains { names.contains(Array($0.name.utf8)) }
            result += isNew ? lifted : [member]
        }
        return (result, point)
    }

    /// What a lifted member means: that of its own name, if that says where or how to reach them. A
    /// place's name or key is not that of the row. Nil if the key is no lifted member.
    static func meaning(of key: String) -> ColumnMeaning? {
        guard let dot = key.firstIndex(of: "."), containers.contains(String(key[..<dot])) else {
            return nil
        }
        let name = String(key[key.index(after: dot)...])
        let known = ForeignKeys.meaning(of: name) ?? HeaderRecognition.meaning(of: name)
        switch known.member {
        case .street, .housenumber, .housename, .locality, .region, .postcode, .country, .point,
            .latitude, .longitude, .serviceArea, .precision, .website, .link, .contact, .hours:
            return known
        case .name where key.lowercased().hasPrefix("contact"):
            return ColumnMeaning(.contact, "name")
        // WordPress's own fields are the row's, but for what else has a name or a number there.
        case .products, .goods, .tags, .category, .summary, .description, .languages, .founded,
            .size, .image, .identifier, .memberOf, .legalForm:
            return key.hasPrefix("acf.") ? known : .unknown
        default: return .unknown
        }
    }

    private static func isContainer(_ member: JSONObject.Member) -> Bool {
        containers.contains(member.name) && member.value.object != nil
    }

    private static let containers: Set<String> = [
        "address", "location", "geo", "position", "coordinates", "contact", "contacts", "place",
        "venue", "geolocation", "geoLocation", "center", "coords", "latlng", "latLng",
        "field_location", "acf", "contact_details", "contactDetails", "contactPoint", "social",
        "socials", "social_media", "socialMedia", "adresse", "dirección", "direccion", "endereço",
        "endereco", "alamat", "ubicacion", "ubicación", "localizacion", "localización",
        "localizacao", "localização", "localisation", "lokasi", "gps", "coordenadas", "coordonnees",
    ]
}
