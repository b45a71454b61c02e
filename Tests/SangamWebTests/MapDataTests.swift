import Testing

@testable import SangamDirectory
@testable import SangamWeb

@Suite struct MapDataTests {
    private let address = ViewAddress(mapAt: "/ur", QueryParameters(items: []))

    private func data(
        _ trial: MapTrial, _ bounds: String, circle: AreaCircle? = nil
    ) throws -> JSONObject {
        let window = MapWindow(try #require(MapBounds(bounds)))
        let clusters = MapClusters(trial.points, window: window, grid: .data)
        var details: [Int: MapDetail] = [:]
        for cluster in clusters.clusters {
            details[cluster.tag] = MapDetail(
                name: ShownLine("A \"b\" <c>", language: "zu"), path: "/ur/l/n/k/1",
                place: "Durban", circle: circle)
        }
        return try #require(MapData(clusters, details: details, address: address).json.object)
    }

    @Test(arguments: ["-90,-180,90,180", "-31,30,-28,32", "-90,-400,90,400", "-40,170,40,210"])
    func `at most 400 items, and their counts are what is here`(bounds: String) throws {
        let answer = try data(MapTrial(count: 5_000, seed: 20), bounds)
        let items = try #require(answer["items"]?.array)
        #expect(items.count <= 400)
        #expect(items.reduce(0) { $0 + ($1.object?["count"]?.int ?? 0) } == answer["here"]?.int)
        #expect(answer["total"]?.int == 5_000)
        for item in items {
            let object = try #require(item.object)
            #expect(GeoPoint(object["at"] ?? .null) != nil)
            #expect((object["path"] == nil) == (object["bounds"] != nil))
        }
    }

    @Test
    func `F6 one listing in an area has the centre of its cell and a radius, and no exact point`()
        throws
    {
        let place = try RecordCoding.parseJSON(
            Array(#"{"point":[-29.86123,31.03987],"precision":"area"}"#.utf8))
        let circle = try #require(Place(place).flatMap(AreaCircle.init))
        let exact = try #require(GeoPoint(latitude: -29.86123, longitude: 31.03987))
        let trial = MapTrial(points: [MapPoint(exact, tag: 0)], detail: { _ in nil })
        let answer = try data(trial, "-31,30,-28,32", circle: circle)
        let text = String(decoding: RecordCoding.encode(.object(answer)), as: UTF8.self)
        #expect(text.contains(#""at":[-29.86500,31.03500]"#) && text.contains(#""area":0.7"#))
        #expect(!text.contains("86123") && !text.contains("03987"))
    }

    @Test func `the small map of an area has a circle and no dot`() throws {
        let outline = try #require(MapTrial.outline)
        for (precision, meaning, isDot) in [
            ("area", "mapThisArea", false), ("place", "mapThisPlace", false),
            ("exact", "mapHereExactly", true), ("street", "mapThisStreet", true),
        ] {
            let place = try RecordCoding.parseJSON(
                Array(#"{"point":[-29.86123,31.03987],"precision":"\#(precision)"}"#.utf8))
            let circle = try #require(Place(place).flatMap(AreaCircle.init))
            let picture = PlacePicture(
                circle, name: "<Durban>", address: address, outline: outline,
                words: MapTrial.words)
            let html = try MapTrial.html(picture, "placepicture")
            let reader = MarkupReader(html)
            #expect(reader.isWhole)
            #expect(picture.placeMeaning == meaning)
            #expect(html.contains(#"class="dot""#) == isDot)
            #expect(html.contains(#"class="area""#) == !isDot)
            #expect(html.contains("86123") == false)
            #expect(html.contains("-29.8612") == (precision != "area"))
        }
    }
}
