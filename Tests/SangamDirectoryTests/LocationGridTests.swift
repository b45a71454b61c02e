import SangamDirectory
import Testing

/// A place with precision `area` says no more than its cell.
@Suite struct LocationGridTests {
    static let cells: [(latitude: Double, longitude: Double, centre: [Double])] = [
        (-29.86, 31.03, [-29.855, 31.035]), (-29.8600001, 31.03, [-29.855, 31.035]),
        (-29.8601, 31.0299, [-29.865, 31.025]), (0.001, -0.001, [0.005, -0.005]),
        (-0.001, 0.001, [-0.005, 0.005]), (51.5, -0.12, [51.505, -0.11]),
        (64.14, -21.94, [64.145, -21.93]), (78.22, 15.64, [78.225, 15.66]),
        (90, 180, [89.995, 179.95]), (-90, -180, [-89.995, -179.95]),
        (12, 180, [12.005, 179.995]), (12, -180, [12.005, -179.995]),
    ]

    @Test(arguments: cells) func `a point becomes the centre of its cell`(
        _ latitude: Double, _ longitude: Double, _ centre: [Double]
    ) throws {
        let point = try #require(GeoPoint(latitude: latitude, longitude: longitude))
        let rounded = LocationGrid.rounded(point)
        #expect([rounded.latitude, rounded.longitude] == centre)
    }

    @Test func `rounding twice changes nothing, and a cell is small`() throws {
        for round in 0..<5_000 {
            let seed = propertySeed &+ UInt64(round)
            var generator = SeededGenerator(seed: seed)
            let point = try #require(
                GeoPoint(
                    latitude: .random(in: -90...90, using: &generator),
                    longitude: .random(in: -180...180, using: &generator)))
            let once = LocationGrid.rounded(point)
            #expect(LocationGrid.rounded(once) == once, "seed \(seed)")
            #expect((once.latitude - point.latitude).magnitude <= 0.005_001, "seed \(seed)")
            #expect((once.longitude - point.longitude).magnitude <= 0.050_001, "seed \(seed)")
        }
    }

    @Test func `preparing rounds the point of an area and says so`() throws {
        let (json, problems) = ListingRules.prepare(
            try prepared("\"place\":{\"point\":[-29.8579,31.0292],\"precision\":\"area\"}"))
        #expect(json["place"]?.object?["point"] == [.number("-29.855"), .number("31.025")])
        #expect(problems.map(\.severity) == [.adjusted])
        #expect(problems.map(\.field) == ["place.point"])
        // What was prepared stays as it is: a second revision reveals nothing more.
        let (again, none) = ListingRules.prepare(json)
        #expect(again == json)
        #expect(none == [])
        let bytes = String(decoding: try RecordCoding.payload(json), as: UTF8.self)
        #expect(!bytes.contains("8579"))
        #expect(!bytes.contains("0292"))
    }

    @Test func `a person's point without a precision is rounded, another's is kept`() throws {
        let point = "\"place\":{\"point\":[-29.8579,31.0292]}"
        let (person, problems) = ListingRules.prepare(
            try prepared("\"forms\":[\"individual\"]," + point))
        #expect(Record(json: person).precision == "area")
        #expect(problems.map(\.field) == ["place.precision", "place.point"])
        let (enterprise, none) = ListingRules.prepare(
            try prepared("\"forms\":[\"enterprise\"]," + point))
        #expect(Record(json: enterprise).point?.latitude == -29.8579)
        #expect(none == [])
    }

    @Test(
        arguments: [
            (nil, nil, nil, -29.8579), ("exact", nil, "exact", -29.8579),
            ("area", nil, "area", -29.855), ("place", nil, "place", -29.855),
            ("none", nil, "none", nil),
            ("area", "exact", "exact", -29.8579), ("exact", "area", "area", -29.855),
        ] as [(String?, String?, String?, Double?)])
    func `the node's setting holds where a listing says nothing`(
        setting: String?, own: String?, precision: String?, latitude: Double?
    ) throws {
        let member = own.map { ",\"precision\":\"\($0)\"" } ?? ""
        let (json, _) = ListingRules.prepare(
            try prepared("\"place\":{\"point\":[-29.8579,31.0292]\(member)}"),
            precision: setting)
        #expect(Record(json: json).precision == precision)
        #expect(Record(json: json).point?.latitude == latitude)
        // A person's is never more exact than an area, unless the listing itself says so.
        let (person, _) = ListingRules.prepare(
            try prepared(
                "\"forms\":[\"individual\"],\"place\":{\"point\":[-29.8579,31.0292]}"),
            precision: setting)
        #expect(Record(json: person).point?.latitude != -29.8579)
    }

    @Test func `with precision none no point is published`() throws {
        let (json, problems) = ListingRules.prepare(
            try prepared("\"place\":{\"point\":[1.5,2.5],\"precision\":\"none\"}"))
        #expect(json["place"]?.object?["point"] == nil)
        #expect(problems.map(\.severity) == [.adjusted])
    }

    @Test func `a country code is written in capitals`() throws {
        let (json, problems) = ListingRules.prepare(
            try prepared("\"place\":{\"address\":{\"country\":\"za\"}}"))
        #expect(Record(json: json).country == "ZA")
        #expect(problems.map(\.severity) == [.adjusted])
    }

    private func prepared(_ members: String) throws -> JSONObject {
        try record(
            "{\"kind\":\"organisation\",\"lang\":\"en\",\"name\":{\"en\":\"A\"},\(members)}"
        ).json
    }
}
