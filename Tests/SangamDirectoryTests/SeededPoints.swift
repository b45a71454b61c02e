@testable import SangamDirectory

/// Points that a seed decides: about towns, over the 180th meridian, and anywhere.
struct SeededPoints {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func fraction() -> Double { Double(next() >> 11) / Double(1 << 53) }

    private static let towns: [(Double, Double)] = [
        (-29.86, 31.03), (-6.2, 106.8), (53.8, -1.55), (14.6, 121), (-18.1, 178.4),
        (-17.7, -178.8), (40.4, -3.7), (-23.5, -46.6), (28.6, 77.2), (64.1, -21.9),
    ]

    mutating func point() -> GeoPoint {
        let kind = next() % 20
        if kind == 0 {
            return made(-90 + 180 * fraction(), -180 + 360 * fraction())
        }
        let town = Self.towns[Int(next() % UInt64(Self.towns.count))]
        let spread = kind < 4 ? 12.0 : kind < 12 ? 2 : 0.1
        // Some share one spot exactly, as listings of one house or grid cell do.
        if kind == 19 { return made(town.0, town.1) }
        return made(
            town.0 + spread * (fraction() - 0.5), town.1 + spread * (fraction() - 0.5))
    }

    mutating func points(_ count: Int) -> [MapPoint] {
        (0..<count).map { MapPoint(point(), tag: $0) }
    }

    private func made(_ latitude: Double, _ longitude: Double) -> GeoPoint {
        var east = longitude
        if east > 180 { east -= 360 }
        if east < -180 { east += 360 }
        return GeoPoint(latitude: max(-90, min(90, latitude)), longitude: east) ?? .origin
    }
}
