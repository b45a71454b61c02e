import SangamDirectory
import Testing

/// Distances and the box that an index is asked for.
@Suite struct DistanceTests {
    static let known: [(from: [Double], to: [Double], km: Double)] = [
        ([0, 0], [0, 0], 0), ([0, 0], [0, 1], 111.195), ([0, 0], [0, 180], 20_015.115),
        ([90, 0], [-90, 0], 20_015.115), ([-29.8587, 31.0218], [-26.2041, 28.0473], 499.9),
        ([0, 179.5], [0, -179.5], 111.195), ([60, 10], [60, 11], 55.597),
        ([51.5, -0.12], [48.8566, 2.3522], 343.0),
    ]

    @Test(arguments: known) func `distances are right within a kilometre`(
        _ from: [Double], _ to: [Double], _ km: Double
    ) throws {
        let one = try #require(GeoPoint(latitude: from[0], longitude: from[1]))
        let other = try #require(GeoPoint(latitude: to[0], longitude: to[1]))
        #expect((Distance.kilometres(from: one, to: other) - km).magnitude < 1)
        #expect((Distance.kilometres(from: other, to: one) - km).magnitude < 1)
    }

    @Test func `whatever is near enough lies inside the box`() throws {
        var inside = 0
        for round in 0..<20_000 {
            let seed = propertySeed &+ UInt64(round)
            var generator = SeededGenerator(seed: seed)
            let near = try #require(
                SearchQuery.Near(
                    latitude: .random(in: -90...90, using: &generator),
                    longitude: .random(in: -180...180, using: &generator),
                    km: .random(in: 1...9_000, using: &generator)))
            let point = try #require(
                GeoPoint(
                    latitude: .random(in: -90...90, using: &generator),
                    longitude: .random(in: -180...180, using: &generator)))
            guard near.distance(to: point) != nil else { continue }
            inside += 1
            #expect(near.latitudes.contains(point.latitude), "seed \(seed)")
            #expect(near.longitudes.contains { $0.contains(point.longitude) }, "seed \(seed)")
        }
        #expect(inside > 1_000)
    }

    @Test func `the box of a small circle is small, and is cut at the 180th meridian`() throws {
        let durban = try #require(SearchQuery.Near("-29.86,31.03,10"))
        #expect(durban.longitudes.count == 1)
        #expect(durban.latitudes.upperBound - durban.latitudes.lowerBound < 0.2)
        #expect(durban.longitudes[0].upperBound - durban.longitudes[0].lowerBound < 0.21)
        #expect(try #require(SearchQuery.Near("-17,179.99,50")).longitudes.count == 2)
        #expect(try #require(SearchQuery.Near("89.99,0,50")).longitudes == [-180...180])
    }
}
