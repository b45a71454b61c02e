/// Listings that a map shows as one symbol.
public struct MapCluster: Hashable, Sendable {
    /// How many listings; never 0.
    public let count: Int
    /// The middle of its points, or of most of them; not of its bounds.
    public let centre: GeoPoint
    /// The rectangle around its points.
    public let window: MapWindow
    /// The tag of the point nearest to the middle; of several, the smallest.
    public let tag: Int
    /// Where the symbol stands in the view, in fractions: the middle, moved inwards where it is too
    /// near to an edge for a symbol.
    public let x: Double
    /// See `x`.
    public let y: Double

    /// Whether all of its points are at one spot, so that zooming in does not part them.
    ///
    /// Units of the comparison: about 20 m at the equator.
    public var isOneSpot: Bool { window.width < 5e-7 && window.height < 5e-7 }

    /// The rectangle in degrees.
    public var bounds: MapBounds { window.bounds }
}
