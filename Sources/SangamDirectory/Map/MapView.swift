/// What a map shows: a middle and a zoom, as in web maps.
///
/// Shape: at zoom 0 the picture is as wide as the world; each further zoom halves its width. The
/// picture is four wide and three high. It goes on over the 180th meridian, and never beyond the
/// northern and southern edge of the projection.
public struct MapView: Hashable, Sendable {
    /// The zooms that there are: from the world to 2.4 km at the equator.
    public static let zooms = 0...14
    /// Height divided by width.
    public static let aspect = 0.75
    /// Half of the picture by half of it: how far a step of panning goes.
    private static let step = 0.5
    /// The share of the picture that points may fill when it is made to fit them; the rest is a
    /// margin in which symbols have room.
    private static let filled = 0.8

    /// One of `zooms`.
    public let zoom: Int
    /// The part of the world that is shown.
    public let window: MapWindow

    /// The view around a middle; a zoom out of range is brought into it.
    public init(centre: GeoPoint, zoom: Int) {
        let position = WebMercator.position(of: centre)
        self.init(x: position.x, y: position.y, zoom: zoom)
    }

    /// The view around a place of the projected world.
    init(x: Double, y: Double, zoom: Int) {
        self.zoom = max(Self.zooms.lowerBound, min(Self.zooms.upperBound, zoom))
        let width = 1 / Double(1 << self.zoom)
        let height = width * Self.aspect
        window = MapWindow(
            west: x - width / 2, north: y - height / 2, width: width, height: height)
    }

    /// Reads `LAT,LON` and a zoom, as they stand in an address; nil for anything else.
    public init?(at text: String, zoom: String) {
        guard let centre = GeoPoint(pair: text), zoom.utf8.count <= 2, let number = Int(zoom),
            Self.zooms.contains(number)
        else { return nil }
        self.init(centre: centre, zoom: number)
    }

    /// The whole world, but for what lies about the poles.
    public static let world = MapView(x: 0.5, y: 0.43, zoom: 0)

    /// The closest view that shows all of `window` with a margin.
    ///
    /// - Parameter closest: the zoom beyond which it does not go.
    public init(fitting window: MapWindow, closest: Int) {
        let (x, y) = (window.west + window.width / 2, window.north + window.height / 2)
        let zoom = Self.zooms.last { zoom in
            let width = Self.filled / Double(1 << zoom)
            return window.width <= width && window.height <= width * Self.aspect
        }
        let chosen = min(zoom ?? 0, closest)
        // All of the world is seen at zoom 0: it is cut where everybody expects it.
        self.init(x: chosen == 0 ? 0.5 : x, y: y, zoom: chosen)
    }

    /// The closest view that shows all points with a margin, going the short way round the world;
    /// the world if there are none.
    ///
    /// - Parameter closest: the zoom beyond which it does not go, so that a single point still
    ///   has its surroundings.
    public init(fitting points: some Sequence<GeoPoint>, closest: Int = 9) {
        var fit = MapFit()
        for point in points { fit.add(point) }
        self = fit.window.map { MapView(fitting: $0, closest: closest) } ?? .world
    }

    /// The middle.
    public var centre: GeoPoint { WebMercator.point(x: middle.x, y: middle.y) }

    /// The corners, in degrees.
    public var bounds: MapBounds { window.bounds }

    /// The middle as it stands in an address, to about a hundredth of the picture.
    public var at: String { centre.pair(decimals: zoom < 2 ? 1 : zoom < 6 ? 2 : zoom < 10 ? 3 : 4) }

    /// The next view in a direction, half a picture away.
    ///
    /// - Parameters: 1 is one step east or south, −1 one west or north.
    public func moved(east: Int = 0, south: Int = 0) -> MapView {
        MapView(
            x: middle.x + window.width * Self.step * Double(max(-2, min(2, east))),
            y: middle.y + window.height * Self.step * Double(max(-2, min(2, south))), zoom: zoom)
    }

    /// The same middle, closer (positive) or further away.
    public func zoomed(by steps: Int) -> MapView {
        MapView(x: middle.x, y: middle.y, zoom: zoom + max(-14, min(14, steps)))
    }

    /// How wide the picture is in its middle.
    ///
    /// Units: kilometres.
    public var widthKilometres: Double {
        let around = 2 * Double.pi * Distance.earthRadiusKilometres
        return around * window.width * Distance.cosine(Distance.radians(centre.latitude))
    }

    private var middle: (x: Double, y: Double) {
        (window.west + window.width / 2, window.north + window.height / 2)
    }
}
