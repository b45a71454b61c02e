/// Distances on the globe, computed here so that every machine gets the same bits.
///
/// The globe is a sphere: within 0.6 % of the truth, which is enough for "within 10 km".
///
/// Source: the haversine formula; mean Earth radius of IUGG, 6,371.0088 km.
public enum Distance {
    /// Units: kilometres.
    public static let earthRadiusKilometres = 6_371.0088

    /// The distance between two points along the surface.
    ///
    /// Units: kilometres.
    public static func kilometres(from one: GeoPoint, to other: GeoPoint) -> Double {
        let north = sine(radians(other.latitude - one.latitude) / 2)
        let east = sine(radians(other.longitude - one.longitude) / 2)
        let a =
            north * north
            + cosine(radians(one.latitude)) * cosine(radians(other.latitude)) * east * east
        return 2 * earthRadiusKilometres * arcSine(min(1, a.squareRoot()))
    }

    static func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }

    static func degrees(_ radians: Double) -> Double { radians * 180 / .pi }

    /// The sine of an angle from −π to π, to about 12 digits.
    static func sine(_ angle: Double) -> Double {
        var term = angle
        var sum = angle
        for step in 1...12 {
            term *= -angle * angle / Double((2 * step) * (2 * step + 1))
            sum += term
        }
        return sum
    }

    static func cosine(_ angle: Double) -> Double {
        let half = sine(angle / 2)
        return 1 - 2 * half * half
    }

    /// The arc sine of a value from 0 to 1.
    static func arcSine(_ value: Double) -> Double {
        var tangent = value / (1 + max(0, 1 - value * value).squareRoot())
        // Halving the angle twice makes the series below converge at once.
        for _ in 0..<2 { tangent /= 1 + (1 + tangent * tangent).squareRoot() }
        var term = tangent
        var sum = tangent
        for step in 1...10 {
            term *= -tangent * tangent
            sum += term / Double(2 * step + 1)
        }
        return 8 * sum
    }
}

extension SearchQuery.Near {
    /// How far `other` is, if it is near enough.
    ///
    /// Units: kilometres.
    public func distance(to other: GeoPoint) -> Double? {
        let distance = Distance.kilometres(from: point, to: other)
        return distance <= km ? distance : nil
    }

    /// The latitudes that can be near enough, so that an index finds the candidates.
    ///
    /// Units: degrees.
    public var latitudes: ClosedRange<Double> {
        let reach = Distance.degrees(km / Distance.earthRadiusKilometres) + Self.slack
        return max(-90, latitude - reach)...min(90, latitude + reach)
    }

    /// The longitudes that can be near enough: two ranges where the circle crosses the 180th
    /// meridian, all where it holds a pole.
    ///
    /// Units: degrees.
    public var longitudes: [ClosedRange<Double>] {
        let everywhere = [-180.0...180.0]
        guard latitudes.lowerBound > -90, latitudes.upperBound < 90 else { return everywhere }
        let angle = km / Distance.earthRadiusKilometres
        let ratio = Distance.sine(angle) / Distance.cosine(Distance.radians(latitude))
        guard angle < .pi / 2, ratio < 1 else { return everywhere }
        let reach = Distance.degrees(Distance.arcSine(ratio)) + Self.slack
        let (west, east) = (longitude - reach, longitude + reach)
        if west < -180 { return [-180...east, (west + 360)...180] }
        if east > 180 { return [west...180, -180...(east - 360)] }
        return [west...east]
    }

    /// More than any rounding in this file, less than a metre matters. Units: degrees.
    private static let slack = 0.000_01
}
