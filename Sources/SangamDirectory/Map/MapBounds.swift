/// A part of the globe between two latitudes and two longitudes.
///
/// Shape: if `west` is greater than `east`, the part crosses the 180th meridian.
public struct MapBounds: Hashable, Sendable {
    /// Units: degrees.
    public let south: Double
    /// Units: degrees.
    public let west: Double
    /// Units: degrees.
    public let north: Double
    /// Units: degrees.
    public let east: Double

    /// Bounds from two corners.
    public init(southWest: GeoPoint, northEast: GeoPoint) {
        south = min(southWest.latitude, northEast.latitude)
        north = max(southWest.latitude, northEast.latitude)
        west = southWest.longitude
        east = northEast.longitude
    }

    /// Reads `SOUTH,WEST,NORTH,EAST` in degrees. A part that crosses the 180th meridian has its
    /// western edge in the east, or goes on beyond 180°, as a map that was dragged around the world
    /// gives it. Nil for anything else.
    public init?(_ text: String) {
        guard text.utf8.count <= 120 else { return nil }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(
            Double.init(_:))
        guard parts.count == 4, let south = parts[0], let west = parts[1], let north = parts[2],
            let east = parts[3], south <= north, west.magnitude <= 3_600,
            east.magnitude <= 3_600, south.magnitude <= 90, north.magnitude <= 90,
            west <= east || (west.magnitude <= 180 && east.magnitude <= 180)
        else { return nil }
        self.south = south
        self.north = north
        let isWhole = east - west >= 360
        self.west = isWhole ? -180 : Self.turned(west)
        self.east = isWhole ? 180 : Self.turned(east)
    }

    /// A longitude beyond 180° taken round the world.
    private static func turned(_ longitude: Double) -> Double {
        longitude.magnitude <= 180
            ? longitude : WebMercator.wrapped((longitude + 180) / 360) * 360 - 180
    }

    /// One range of longitudes, or two where the part crosses the 180th meridian.
    public var longitudes: [ClosedRange<Double>] {
        west <= east ? [west...east] : [west...180, -180...east]
    }

    /// Whether a point is inside, or on an edge.
    public func contains(latitude: Double, longitude: Double) -> Bool {
        (south...north).contains(latitude) && longitudes.contains { $0.contains(longitude) }
    }

    /// `SOUTH,WEST,NORTH,EAST` in degrees.
    public func text(decimals: Int) -> String {
        [south, west, north, east].map { GeoPoint.decimal($0, decimals) }.joined(separator: ",")
    }
}
