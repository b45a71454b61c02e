/// A rectangle of the projected world, which may cross the 180th meridian.
///
/// Units: 1 is the world's width (see `WebMercator`).
public struct MapWindow: Hashable, Sendable {
    /// The western edge, 0..<1.
    public let west: Double
    /// The northern edge, 0...1.
    public let north: Double
    /// 0...1; going on from the western edge, over the 180th meridian if need be.
    public let width: Double
    /// 0...1.
    public let height: Double

    /// A rectangle; values outside of their ranges are brought into them.
    public init(west: Double, north: Double, width: Double, height: Double) {
        self.width = max(0, min(1, width))
        self.height = max(0, min(1, height))
        self.west = WebMercator.wrapped(west)
        self.north = max(0, min(1 - self.height, north))
    }

    /// The rectangle of bounds in degrees.
    public init(_ bounds: MapBounds) {
        let (south, west) = (max(-90, bounds.south), max(-180, min(180, bounds.west)))
        let (north, east) = (min(90, bounds.north), max(-180, min(180, bounds.east)))
        let top = WebMercator.position(of: GeoPoint(latitude: north, longitude: west) ?? .origin)
        let foot = WebMercator.position(of: GeoPoint(latitude: south, longitude: east) ?? .origin)
        let isWhole = west == -180 && east == 180
        let width = isWhole ? 1 : WebMercator.wrapped(foot.x - top.x)
        self.init(west: top.x, north: top.y, width: width, height: foot.y - top.y)
    }

    /// Where a place of the world lies in the rectangle.
    ///
    /// Units: 0 is the western and northern edge, 1 the eastern and southern one. x is never
    /// negative: what lies west of the rectangle comes round the world from the east.
    public func fraction(x: Double, y: Double) -> (x: Double, y: Double) {
        let right = WebMercator.wrapped(x - west)
        return (
            width > 0 ? right / width : (right == 0 ? 0 : 2),
            height > 0 ? (y - north) / height : (y == north ? 0 : 2)
        )
    }

    /// Where a point lies, in fractions; nil if it lies outside.
    public func fraction(of point: GeoPoint) -> (x: Double, y: Double)? {
        let position = WebMercator.position(of: point)
        let place = fraction(x: position.x, y: position.y)
        // The edges in the east and south belong to the next rectangle, but for the world's end.
        let isLow = place.y < 1 || (place.y <= 1 && north + height >= 1)
        guard place.x < 1, place.y >= 0, isLow else { return nil }
        return place
    }

    /// The corners, in degrees.
    public var bounds: MapBounds {
        let foot = WebMercator.point(x: west + width, y: north + height)
        // A rectangle around the whole world ends where it begins; it is written to its end.
        let isWhole = width >= 1
        let top = WebMercator.point(x: isWhole ? 0 : west, y: north)
        let corner = isWhole || foot.longitude == -180 ? 180 : foot.longitude
        return MapBounds(
            southWest: GeoPoint(latitude: foot.latitude, longitude: top.longitude) ?? .origin,
            northEast: GeoPoint(latitude: top.latitude, longitude: corner) ?? .origin)
    }
}
