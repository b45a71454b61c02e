/// Where something is, as far as the record says it.
///
/// Source: Protocol.md, Listings, `place`.
public struct Place: Hashable, Sendable {
    /// Street and number.
    public let street: String?
    /// Town or village.
    public let locality: String?
    /// Province, state or district.
    public let region: String?
    /// The postal code, as written.
    public let postcode: String?
    /// ISO 3166-1 alpha-2, upper case if it has that shape, else as written.
    public let country: String?
    /// The point if it is in range.
    public let point: GeoPoint?
    /// `exact`, `street`, `area`, `place`, `none`, or whatever was written.
    public let precision: String?
    /// The area served, if it was given as text.
    public let serviceArea: String?
    /// The area served, if it was given as a radius.
    ///
    /// Units: kilometres.
    public let serviceRadiusKilometres: Double?

    init?(_ value: JSON?) {
        guard let place = value?.object else { return nil }
        let address = place["address"]?.object
        func part(_ name: String) -> String? {
            guard let text = address?[name]?.string, !text.isEmpty else { return nil }
            return text
        }
        street = part("street")
        locality = part("locality")
        region = part("region")
        postcode = part("postcode")
        country = part("country").map { CountryCode.normalised($0) ?? $0 }
        point = place["point"].flatMap(GeoPoint.init)
        precision = place["precision"]?.string
        let area = place["serviceArea"]
        serviceArea = area?.string
        let radius = area?.object?["radius"]?.double ?? area?.double
        serviceRadiusKilometres = radius.flatMap { (0...20_038).contains($0) ? $0 : nil }
    }

    /// Locality, region and country on one line, such as `Durban, KwaZulu-Natal, ZA`; nil if the
    /// record says none of them.
    public var text: String? {
        let parts = [locality, region, country].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}

/// The shape of ISO 3166-1 alpha-2 codes; whether a country exists is not asked.
public enum CountryCode {
    /// The code in upper case; nil if `text` is not two ASCII letters.
    public static func normalised(_ text: String) -> String? {
        guard text.utf8.count == 2, text.utf8.allSatisfy({ (0x61...0x7A).contains($0 | 0x20) })
        else { return nil }
        return String(decoding: text.utf8.map { $0 & 0xDF }, as: UTF8.self)
    }
}
