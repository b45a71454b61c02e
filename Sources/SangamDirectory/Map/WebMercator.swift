/// The projection of web maps: the globe as a square of side 1.
///
/// Shape: x runs east from 0 at 180° west to 1 at 180° east, y south from 0 at 85.0511° north to 1
/// at 85.0511° south. What lies nearer to a pole is moved to that edge.
///
/// Computed here, without the C library, so that every machine draws the same clusters.
///
/// Source: spherical Mercator as in EPSG:3857; Leaflet and OpenStreetMap use it.
public enum WebMercator {
    /// The square's northern edge.
    ///
    /// Units: degrees.
    public static let latitudeMax = 85.051_128_779_806_6

    /// Where a point lies in the square.
    ///
    /// Units: 1 is the world's width; x in 0..<1, y in 0...1.
    public static func position(of point: GeoPoint) -> (x: Double, y: Double) {
        let latitude = max(-latitudeMax, min(latitudeMax, point.latitude))
        let sine = Distance.sine(Distance.radians(latitude))
        let y = 0.5 - logarithm((1 + sine) / (1 - sine)) / (4 * .pi)
        return (wrapped((point.longitude + 180) / 360), max(0, min(1, y)))
    }

    /// The point at a place of the square; x may lie outside, as when one goes round the world.
    public static func point(x: Double, y: Double) -> GeoPoint {
        let power = exponential(4 * .pi * (0.5 - max(0, min(1, y))))
        let latitude = Distance.degrees(Distance.arcSine((power - 1) / (power + 1)))
        let longitude = wrapped(x) * 360 - 180
        return GeoPoint(latitude: latitude, longitude: longitude) ?? .origin
    }

    /// The same place between 0 (with it) and 1 (without it).
    static func wrapped(_ x: Double) -> Double {
        let rest = x - x.rounded(.down)
        // A tiny negative number rounds up to 1.
        return rest < 1 ? rest : 0
    }

    /// The natural logarithm of a positive, finite number.
    static func logarithm(_ value: Double) -> Double {
        // value = significand · 2^exponent, and ln(s) = 2·artanh((s−1)/(s+1)), below 1/3.
        let ratio = (value.significand - 1) / (value.significand + 1)
        var term = ratio
        var sum = ratio
        for step in 1...16 {
            term *= ratio * ratio
            sum += term / Double(2 * step + 1)
        }
        return Double(value.exponent) * naturalLogarithmOfTwo + 2 * sum
    }

    /// e to a power between −20 and 20.
    static func exponential(_ power: Double) -> Double {
        let doublings = (power / naturalLogarithmOfTwo).rounded()
        let rest = power - doublings * naturalLogarithmOfTwo
        var term = 1.0
        var sum = 1.0
        for step in 1...18 {
            term *= rest / Double(step)
            sum += term
        }
        return Double(sign: .plus, exponent: Int(doublings), significand: sum)
    }

    private static let naturalLogarithmOfTwo = 0.693_147_180_559_945_3
}

extension GeoPoint {
    private init() {
        latitude = 0
        longitude = 0
    }

    /// 0° north, 0° east.
    static let origin = GeoPoint()

    /// Reads `LAT,LON` in degrees; nil for anything else.
    public init?(pair text: String) {
        guard text.utf8.count <= 60 else { return nil }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 2, let latitude = Double(parts[0]), let longitude = Double(parts[1])
        else { return nil }
        self.init(latitude: latitude, longitude: longitude)
    }

    /// `LAT,LON` with so many decimals, as it stands in an address.
    public func pair(decimals: Int) -> String {
        Self.decimal(latitude, decimals) + "," + Self.decimal(longitude, decimals)
    }

    /// A coordinate as a decimal without an exponent.
    static func decimal(_ value: Double, _ decimals: Int) -> String {
        let count = max(0, min(decimals, 7))
        let scale = (0..<count).reduce(1) { product, _ in product * 10 }
        let units = Int((value * Double(scale)).rounded())
        guard count > 0 else { return String(units) }
        let fraction = String(Int(units.magnitude) % scale)
        let padded = String(repeating: "0", count: count - fraction.utf8.count) + fraction
        return (units < 0 ? "-" : "") + String(Int(units.magnitude) / scale) + "." + padded
    }
}
