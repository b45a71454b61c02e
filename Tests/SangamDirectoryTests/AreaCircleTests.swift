import Testing

@testable import SangamDirectory

@Suite struct AreaCircleTests {
    private func circle(_ json: String) throws -> AreaCircle? {
        let value = try RecordCoding.parseJSON(Array(json.utf8))
        return Place(value).flatMap(AreaCircle.init)
    }

    @Test func `an area is a circle around its grid cell, and holds all of it`() throws {
        for latitude in [-85.0, -75, -60.5, -29.861, 0, 0.004, 49.995, 53.8, 69.995, 79.995] {
            for longitude in [-180.0, -1.553, 0, 31.034, 180] {
                let json = """
                    {"point":[\(latitude),\(longitude)],"precision":"area"}
                    """
                let circle = try #require(try circle(json))
                #expect(!circle.isDot && circle.meaning == .area)
                let point = try #require(GeoPoint(latitude: latitude, longitude: longitude))
                #expect(circle.centre == LocationGrid.rounded(point))
                #expect(
                    Distance.kilometres(from: circle.centre, to: point)
                        <= circle.radiusKilometres + 1e-9)
                #expect((0.5...1.6).contains(circle.radiusKilometres))
            }
        }
    }

    @Test func `F6 two points of one cell give the same circle`() throws {
        let one = try circle(#"{"point":[-29.8601,31.0301],"precision":"area"}"#)
        let two = try circle(#"{"point":[-29.8699,31.0399],"precision":"area"}"#)
        #expect(one == two && one != nil)
    }

    @Test(arguments: [
        (#""precision":"none""#, nil), (#""precision":"exact""#, "exact"),
        (#""precision":"street""#, "street"), (#""precision":"place""#, "place"),
        (#""precision":"area""#, "area"), (#""precision":"to the metre""#, "area"),
        (#""x":1"#, "area"),
    ])
    func `F6 a word that is not known makes no place more exact`(
        member: String, meaning: String?
    ) throws {
        let circle = try circle(#"{"point":[53.8,-1.55],\#(member)}"#)
        #expect(circle?.meaning.rawValue == meaning)
        #expect(circle.map(\.isDot) ?? false == ["exact", "street"].contains(meaning))
    }

    @Test func `a place without a point has no circle`() throws {
        #expect(try circle(#"{"precision":"area"}"#) == nil)
        #expect(try circle(#"{"point":[91,0],"precision":"area"}"#) == nil)
    }
}
