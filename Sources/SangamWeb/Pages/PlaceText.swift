import SangamDirectory

/// Where something is, in words: address, how exact the point is, the area served.
struct PlaceText {
    let values: [FieldValue]

    init(_ value: JSON, record: Record, catalogue: Catalogue) {
        guard let object = value.object, let place = record.place else {
            values = value == .null ? [] : [FieldValue(catalogue.flat(value))]
            return
        }
        var values: [FieldValue] = []
        let address = [
            place.street, place.postcode, place.locality, place.region,
            place.country.map { catalogue.country($0) },
        ].compactMap { $0 }
        if !address.isEmpty {
            values.append(FieldValue(catalogue.list(address), joinedIn: catalogue))
        }
        if let point = place.point, place.precision != "none" {
            values.append(
                FieldValue(
                    "\(point.latitude), \(point.longitude)",
                    note: Self.exactness(place.precision, catalogue)))
        }
        if let area = place.serviceArea {
            values.append(FieldValue(catalogue.text("serves", ["area": area]), joinedIn: catalogue))
        }
        if let radius = place.serviceRadiusKilometres {
            values.append(FieldValue(Self.around(radius, catalogue)))
        }
        let rest = Self.rest(object, catalogue)
        if !rest.isEmpty { values.append(FieldValue(rest)) }
        self.values = values
    }

    private static func exactness(_ precision: String?, _ catalogue: Catalogue) -> String {
        guard let precision else { return catalogue.text("precisionUnknown") }
        return catalogue.word("precision", precision) ?? precision
    }

    private static func around(_ kilometres: Double, _ catalogue: Catalogue) -> String {
        guard let whole = Int(exactly: kilometres) else {
            return catalogue.text("servesAround", ["count": "\(kilometres)"])
        }
        return catalogue.text("servesAround", count: whole)
    }

    /// What the lines above do not show.
    private static func rest(_ object: JSONObject, _ catalogue: Catalogue) -> String {
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
        if let inner, object.members.count == 1 { return catalogue.flat(.object(inner)) }
        return catalogue.flat(.object(object))
    }
}
