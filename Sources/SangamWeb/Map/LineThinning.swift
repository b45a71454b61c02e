/// Takes corners out of a line that are not seen.
enum LineThinning {
    /// The corners without which the line would be further than `distance` from where it was; the
    /// first and the last stay.
    ///
    /// Source: Ramer, Douglas and Peucker.
    static func thinned(
        _ points: [(x: Double, y: Double)], by distance: Double
    ) -> [(x: Double, y: Double)] {
        guard points.count > 2 else { return points }
        var isKept = [Bool](repeating: false, count: points.count)
        isKept[0] = true
        isKept[points.count - 1] = true
        var open = [(first: 0, last: points.count - 1)]
        while let part = open.popLast() {
            let (one, other) = (points[part.first], points[part.last])
            var (most, place) = (distance, 0)
            for index in part.first + 1..<max(part.first + 1, part.last) {
                let away = Self.distance(of: points[index], from: one, other)
                if away > most { (most, place) = (away, index) }
            }
            guard place > 0 else { continue }
            isKept[place] = true
            open += [(part.first, place), (place, part.last)]
        }
        return zip(points, isKept).filter(\.1).map(\.0)
    }

    /// From the line through two points; from the point where both are one.
    private static func distance(
        of point: (x: Double, y: Double), from one: (x: Double, y: Double),
        _ other: (x: Double, y: Double)
    ) -> Double {
        let (wide, high) = (other.x - one.x, other.y - one.y)
        let (x, y) = (point.x - one.x, point.y - one.y)
        let length = (wide * wide + high * high).squareRoot()
        guard length > 0 else { return (x * x + y * y).squareRoot() }
        return (wide * y - high * x).magnitude / length
    }
}
