/// Listings at one place, on their way to a map.
public struct MapPoint: Hashable, Sendable {
    /// Where they are: for a listing the centre of its `AreaCircle`, so that no bounds of a cluster
    /// are more exact than the record wants.
    public let point: GeoPoint
    /// How many listings are there: 1, or more where the caller has counted them already.
    public let count: Int
    /// The caller's own number for the first of them, such as its place in a list.
    public let tag: Int

    /// A place with listings.
    ///
    /// - Parameter count: brought into 1…2^31.
    public init(_ point: GeoPoint, count: Int = 1, tag: Int) {
        self.point = point
        self.count = max(1, min(count, 1 << 31))
        self.tag = tag
    }
}
