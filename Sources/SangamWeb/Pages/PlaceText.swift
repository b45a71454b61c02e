import SangamDirectory

/// Where something is, in words: address, how exact the point is, the area served.
struct PlaceText {
    let values: [FieldValue]

    init(_ value: JSON, record: Record) {
        guard let object = value.object, let place = record.place else {
            values = value == .null ? [] : [FieldValue(JSONText.flat(value))]
            return
        }
        var values: [FieldValue] = []
        let address = [
            place.street, place.postcode, place.locality, place.region, place.country,
        ].compactMap { $0 }
        if !address.isEmpty { values.append(FieldValue(address.joined(separator: ", "))) }
        if let point = place.point, place.precision != "none" {
            values.append(
                FieldValue(
                    "\(point.latitude), \(point.longitude)", note: Self.exactness(place.precision)))
        }
        if let area = place.serviceArea { values.append(FieldValue("serves \(area)")) }
        if let radius = place.serviceRadiusKilometres {
            values.append(FieldValue("serves \(radius) km around"))
        }
        let rest = Self.rest(object)
        if !rest.isEmpty { values.append(FieldValue(rest)) }
        self.values = values
    }

    private static func exactness(_ precision: String?) -> String {
        switch precision {
        case "exact": "exact"
        case "street": "in this street"
        case "area": "somewhere in this area, rounded to about 1 km"
        case "place": "the middle of the place"
        default: precision ?? "how exact is not said"
        }
    }

    /// What the lines above do not show.
    private static func rest(_ object: JSONObject) -> String {
        var object = object
        for name in ["point", "precision", "serviceArea"] { object[name] = nil }
        if var address = object["address"]?.object {
            for name in ["street", "locality", "region", "postcode", "country"]
            where address[name]?.string != nil {
                address[name] = nil
            }
            object["address"] = address.members.isEmpty ? nil : .object(address)
        }
        let inner = object["address"]?.object
        if let inner, object.members.count == 1 { return JSONText.flat(.object(inner)) }
        return JSONText.flat(.object(object))
    }
}
