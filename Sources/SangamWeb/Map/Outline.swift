import SangamDirectory

/// The land of the world, read once when the program starts: an outline without borders.
///
/// Shape: see the head of `Resources/outline.txt`.
struct Outline: Sendable {
    /// A file that cannot be read: the program does not start.
    struct Fault: Error, CustomStringConvertible {
        let line: Int
        var description: String { "the land outline cannot be read: line \(line)" }
    }

    /// A closed ring in the projected world (see `WebMercator`).
    private struct Ring {
        let points: [(x: Double, y: Double)]
        let west, east, north, south: Double

        init(_ points: [(x: Double, y: Double)]) {
            let (xs, ys) = (points.map(\.x), points.map(\.y))
            self.points = points
            west = xs.min() ?? 0
            east = xs.max() ?? 0
            north = ys.min() ?? 0
            south = ys.max() ?? 0
        }

        /// The same with as few corners as keep within `distance` of it; a small island stays.
        func thinned(by distance: Double) -> Ring {
            guard let first = points.first else { return self }
            let open = LineThinning.thinned(points + [first], by: distance)
            return open.count > 4 ? Ring(Array(open.dropLast())) : self
        }
    }

    /// The picture that paths are drawn in: the view is this wide and high, in whole units.
    static let width = 1_024
    static let height = 768
    /// Up to this zoom the coarse level is enough, and it is drawn in steps of more than a unit: on
    /// a phone a unit is a third of a pixel, and finer steps would take half of the page's bytes.
    private static let coarseZoomMax = 1
    /// From this zoom on the corners are rounded, because the eye sees them.
    private static let roundZoomMin = 5
    /// Beyond this zoom the outline would only mislead: it is ten kilometres out here and there.
    static let zoomMax = 8
    /// How far outside of the picture a path is cut.
    private static let margin = 80.0

    /// By the zoom.
    private let coarse: [[Ring]]
    private let fine: [Ring]
    /// The fine level for the live map: units across the world, and rings as in the file.
    let json: [UInt8]

    init(_ file: [UInt8]) throws(Fault) {
        var levels: [[Ring]] = []
        var units = 0
        var texts: [Substring] = []
        let lines = String(decoding: file, as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !line.isEmpty && !line.hasPrefix("#") {
            if line.hasPrefix("level ") {
                guard let number = line.split(separator: " ").last.flatMap({ Int($0) }),
                    number > 0
                else { throw Fault(line: index + 1) }
                units = number
                levels.append([])
                texts = []
            } else {
                guard !levels.isEmpty, let ring = Self.ring(line, units: Double(units)) else {
                    throw Fault(line: index + 1)
                }
                levels[levels.count - 1].append(ring)
                texts.append(line)
            }
        }
        guard levels.count == 2 else { throw Fault(line: lines.count) }
        coarse = (0...Self.coarseZoomMax).map { zoom in
            let unit = 1 / Double(Self.width << zoom)
            return levels[0].map { $0.thinned(by: unit * Double(Self.step(zoom)) / 2) }
        }
        fine = levels[1]
        let rings = texts.map { "[" + $0.split(separator: " ").joined(separator: ",") + "]" }
        json = Array("{\"units\":\(units),\"rings\":[\(rings.joined(separator: ","))]}\n".utf8)
    }

    /// In steps of how many units the land is drawn at a zoom.
    static func step(_ zoom: Int) -> Int {
        switch zoom {
        case ...0: 4
        case 1: 2
        default: 1
        }
    }

    private static func ring(_ line: Substring, units: Double) -> Ring? {
        let numbers = line.split(separator: " ").compactMap { Int($0) }
        guard numbers.count >= 6, numbers.count.isMultiple(of: 2),
            numbers.allSatisfy({ $0.magnitude <= 1 << 24 })
        else { return nil }
        var (x, y) = (0, 0)
        var points: [(x: Double, y: Double)] = []
        for index in stride(from: 0, to: numbers.count, by: 2) {
            x += numbers[index]
            y += numbers[index + 1]
            points.append((Double(x) / units, Double(y) / units))
        }
        return Ring(points)
    }

    /// The land of a view as the data of a path of SVG, cut a little outside of the picture; empty
    /// where there is none, and where the outline is too coarse for the view.
    ///
    /// Units: `step(view.zoom)` units of the picture.
    func path(_ view: MapView) -> String {
        guard view.zoom <= Self.zoomMax else { return "" }
        let window = view.window
        var path = SVGPath()
        let isRound = view.zoom >= Self.roundZoomMin
        let east = window.west + window.width
        let step = Double(Self.step(view.zoom))
        for ring in view.zoom <= Self.coarseZoomMax ? coarse[max(0, view.zoom)] : fine {
            // The world goes on beyond the 180th meridian.
            for turn in [-1.0, 0, 1]
            where ring.east + turn > window.west && ring.west + turn < east
                && ring.south > window.north && ring.north < window.north + window.height
            {
                let points = ring.points.map { point in
                    (
                        x: (point.x + turn - window.west) / window.width * Double(Self.width),
                        y: (point.y - window.north) / window.height * Double(Self.height)
                    )
                }
                path.add(
                    Self.cut(points).map { (x: $0.x / step, y: $0.y / step) }, isRound: isRound)
            }
        }
        return path.text
    }

    /// The part of a ring inside of the picture and its margin, one edge after another.
    ///
    /// Source: Sutherland and Hodgman.
    private static func cut(_ points: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
        var points = points
        let (west, north) = (-margin, -margin)
        let (east, south) = (Double(width) + margin, Double(height) + margin)
        points = cut(points, { $0.x - west })
        points = cut(points, { east - $0.x })
        points = cut(points, { $0.y - north })
        return cut(points, { south - $0.y })
    }

    private static func cut(
        _ points: [(x: Double, y: Double)], _ depth: ((x: Double, y: Double)) -> Double
    ) -> [(x: Double, y: Double)] {
        guard var before = points.last, points.contains(where: { depth($0) < 0 }) else {
            return points
        }
        var kept: [(x: Double, y: Double)] = []
        for point in points {
            let (last, now) = (depth(before), depth(point))
            if (last < 0) != (now < 0) {
                let part = last / (last - now)
                kept.append(
                    (
                        before.x + (point.x - before.x) * part,
                        before.y + (point.y - before.y) * part
                    ))
            }
            if now >= 0 { kept.append(point) }
            before = point
        }
        return kept
    }
}
