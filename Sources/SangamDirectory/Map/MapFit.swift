/// Finds the smallest part of the world that holds points which come one after another: linear in
/// their number, in memory that does not grow.
struct MapFit {
    /// The widest empty stretch between slices decides where the world is cut open.
    private static let slices = 720

    private var edges = [(west: Double, east: Double)?](repeating: nil, count: slices)
    private var north = 2.0
    private var south = -1.0

    mutating func add(_ point: GeoPoint) {
        let (x, y) = WebMercator.position(of: point)
        add(x: x, y: y)
    }

    mutating func add(x: Double, y: Double) {
        let slice = min(Int(x * Double(Self.slices)), Self.slices - 1)
        let before = edges[slice] ?? (x, x)
        edges[slice] = (min(before.west, x), max(before.east, x))
        north = min(north, y)
        south = max(south, y)
    }

    /// Nil if there were no points.
    var window: MapWindow? {
        let filled = edges.compactMap { $0 }
        guard let first = filled.first, let last = filled.last else { return nil }
        var west = first.west
        var width = last.east - first.west
        for (one, next) in zip(filled, filled.dropFirst()) {
            // Going from the next one eastwards over the 180th meridian to this one.
            let round = one.east + 1 - next.west
            if round < width { (west, width) = (next.west, round) }
        }
        return MapWindow(west: west, north: north, width: width, height: south - north)
    }
}
