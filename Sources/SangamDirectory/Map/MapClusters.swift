/// Puts points into a bounded number of clusters for one view.
///
/// Shape: the window is cut into cells, and the points of a cell belong together. From the fullest
/// cell to the emptiest, each gets a symbol at the middle of its points, unless one that has its
/// symbol already is closer than `gap`: then it joins the nearest of those. So symbols stand where
/// listings are many, and never on each other. The result depends on the set of points alone, not
/// on their order. The work is linear in the points.
public struct MapClusters: Hashable, Sendable {
    /// The most clusters of one answer, for any grid.
    public static let maximum = 400

    /// Larger ones first; of equals, by rows from the north, in a row from the west.
    public let clusters: [MapCluster]
    /// Listings that lie outside of the window.
    public let outside: Int
    /// Listings in the clusters.
    public var inside: Int { clusters.reduce(0) { $0 + $1.count } }

    /// How the window is cut up.
    public struct Grid: Hashable, Sendable {
        /// 1…20.
        public let columns: Int
        /// 1…20.
        public let rows: Int
        /// The least distance between two symbols. Units: widths of the window; 0 joins nothing.
        public let gap: Double
        /// How far from the edges symbols stand. Units: widths of the window.
        public let margin: Double
        /// The window's height divided by its width, to measure `gap` and `margin`.
        public let aspect: Double

        /// A grid; values out of range are brought into it.
        public init(columns: Int, rows: Int, gap: Double, margin: Double, aspect: Double) {
            self.columns = max(1, min(columns, 20))
            self.rows = max(1, min(rows, 20))
            self.gap = max(0, min(gap, 1))
            self.margin = max(0, min(margin, 0.25))
            self.aspect = max(0.1, min(aspect, 10))
        }

        /// For a picture on a telephone, 328 pixels wide, whose symbols are 44 pixels wide: two of
        /// them never touch.
        public static let picture = Grid(
            columns: 14, rows: 10, gap: 0.137, margin: 0.07, aspect: MapView.aspect)
        /// For a program, which joins symbols itself.
        public static let data = Grid(columns: 20, rows: 20, gap: 0, margin: 0, aspect: 1)
    }

    /// The clusters of all points that lie in `window`.
    public init(_ points: some Collection<MapPoint>, window: MapWindow, grid: Grid) {
        var cells = [Heap?](repeating: nil, count: grid.columns * grid.rows)
        // The cell of each point, so that nothing is projected twice; −1 is outside.
        var places: [(cell: Int, x: Int, y: Int)] = []
        places.reserveCapacity(points.count)
        var outside = 0
        for point in points {
            guard let spot = Spot(point.point, in: window) else {
                outside += point.count
                places.append((-1, 0, 0))
                continue
            }
            let column = min(spot.x * grid.columns / Spot.one, grid.columns - 1)
            let row = min(spot.y * grid.rows / Spot.one, grid.rows - 1)
            let cell = row * grid.columns + column
            cells[cell, default: Heap(cell: cell)].add(spot, count: point.count)
            places.append((cell, spot.x, spot.y))
        }
        var heaps = cells.compactMap { $0 }
        heaps.sort { ($1.count, $0.cell) < ($0.count, $1.cell) }
        var joined = Self.joined(heaps, grid)
        var owner = [Int](repeating: -1, count: cells.count)
        for (index, heap) in joined.enumerated() {
            for cell in heap.cells { owner[cell] = index }
        }
        // Spots are fractions of each side: distances need both in the same measure.
        let aspect = window.width > 0 ? min(16, window.height / window.width) : 1
        let share = Int((aspect * 256).rounded())
        for (point, place) in zip(points, places) where place.cell >= 0 {
            joined[owner[place.cell]].consider(
                tag: point.tag, x: place.x, y: place.y, share: share)
        }
        clusters = joined.map { $0.cluster(in: window, grid) }
        self.outside = outside
    }

    /// Joins what lies too close. The cells are few, whatever the points are.
    private static func joined(_ heaps: [Heap], _ grid: Grid) -> [Heap] {
        guard grid.gap > 0 else { return heaps }
        var kept: [Heap] = []
        for heap in heaps {
            let near = kept.indices
                .map { (distance: kept[$0].distance(to: heap, grid), index: $0) }
                .filter { $0.distance < grid.gap }
                .min { $0 < $1 }
            if let near {
                kept[near.index].take(heap)
            } else {
                kept.append(heap)
            }
        }
        return kept.sorted { ($1.count, $0.cell) < ($0.count, $1.cell) }
    }
}

/// A point in a window, in whole numbers, so that sums do not depend on their order.
private struct Spot {
    /// The window's width and height.
    static let one = 1 << 22

    let x: Int
    let y: Int

    init?(_ point: GeoPoint, in window: MapWindow) {
        guard let place = window.fraction(of: point) else { return nil }
        x = min(Int(place.x * Double(Self.one)), Self.one - 1)
        y = min(Int(place.y * Double(Self.one)), Self.one - 1)
    }
}

/// The points of one cell, and of others that joined it: the symbol stays where it is.
private struct Heap {
    private static let countMax = 1 << 31

    let cell: Int
    private(set) var cells: [Int]
    private(set) var count = 0
    /// Of the first cell alone.
    private var own = 0
    private var sumX = 0
    private var sumY = 0
    private var west = Int.max
    private var east = Int.min
    private var north = Int.max
    private var south = Int.min
    private var nearest: (distance: Int, tag: Int)?

    init(cell: Int) {
        self.cell = cell
        cells = [cell]
    }

    mutating func add(_ spot: Spot, count more: Int) {
        // 2^31 listings a cell: nobody has so many, and no sum can overflow.
        let more = min(more, Self.countMax - count)
        count += more
        own += more
        sumX += spot.x * more
        sumY += spot.y * more
        (west, east) = (min(west, spot.x), max(east, spot.x))
        (north, south) = (min(north, spot.y), max(south, spot.y))
    }

    mutating func take(_ other: Heap) {
        cells += other.cells
        count += other.count
        (west, east) = (min(west, other.west), max(east, other.east))
        (north, south) = (min(north, other.north), max(south, other.south))
    }

    /// - Parameter share: the window's height. Units: a 256th of its width.
    mutating func consider(tag: Int, x: Int, y: Int, share: Int) {
        let (right, down) = (x - sumX / own, (y - sumY / own) * share / 256)
        let found = (distance: right * right + down * down, tag: tag)
        guard let best = nearest, best <= found else { return nearest = found }
    }

    /// Where the symbol stands. Units: fractions of the window.
    func place(_ grid: MapClusters.Grid) -> (x: Double, y: Double) {
        let (x, y) = (Double(sumX / own) / Double(Spot.one), Double(sumY / own) / Double(Spot.one))
        let high = min(0.5, grid.margin / grid.aspect)
        return (
            max(grid.margin, min(1 - grid.margin, x)), max(high, min(1 - high, y))
        )
    }

    /// Units: widths of the window.
    func distance(to other: Heap, _ grid: MapClusters.Grid) -> Double {
        let (one, two) = (place(grid), other.place(grid))
        let (right, down) = (one.x - two.x, (one.y - two.y) * grid.aspect)
        return (right * right + down * down).squareRoot()
    }

    func cluster(in window: MapWindow, _ grid: MapClusters.Grid) -> MapCluster {
        let one = Double(Spot.one)
        func x(_ value: Int) -> Double { window.west + Double(value) / one * window.width }
        func y(_ value: Int) -> Double { window.north + Double(value) / one * window.height }
        let symbol = place(grid)
        return MapCluster(
            count: count, centre: WebMercator.point(x: x(sumX / own), y: y(sumY / own)),
            window: MapWindow(
                west: x(west), north: y(north), width: x(east) - x(west),
                height: y(south) - y(north)),
            tag: nearest?.tag ?? 0, x: symbol.x, y: symbol.y)
    }
}

extension [Heap?] {
    fileprivate subscript(index: Int, default value: Heap) -> Heap {
        get { self[index] ?? value }
        set { self[index] = newValue }
    }
}
