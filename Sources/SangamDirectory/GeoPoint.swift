/// A place on the globe.
///
/// Units: degrees, latitude −90…90, longitude −180…180.
public struct GeoPoint: Hashable, Sendable {
    /// Units: degrees, north positive.
    public let latitude: Double
    /// Units: degrees, east positive.
    public let longitude: Double

    /// A point; nil if a coordinate is out of range or not finite.
    public init?(latitude: Double, longitude: Double) {
        guard latitude.magnitude <= 90, longitude.magnitude <= 180 else { return nil }
        self.latitude = latitude
        self.longitude = longitude
    }

    /// Reads `[latitude, longitude]`, the order of the directory (GeoJSON has the other one).
    init?(_ value: JSON) {
        guard let pair = value.array, pair.count == 2, let latitude = pair[0].double,
            let longitude = pair[1].double
        else { return nil }
        self.init(latitude: latitude, longitude: longitude)
    }
}
