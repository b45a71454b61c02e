import SangamDirectory
import Testing

@Suite struct ObjectReadingTests {
    private static let collection = """
        {"type":"FeatureCollection","crs":{"features":[1]},"license":"Public Domain","features":[
        {"type":"Feature","properties":{"name":"Food \\"Bank\\"","addr:country":"BG","addr:street":"ул. Стара",
        "addr:housenumber":"106","contact:website":"update6","contact:email":"a@b.org","organic":"yes",
        "type_of_initiative":"a_b;c","description":"x","description:gr":"ελ","_id":"e9","_created":148,
        "_uri":"https://data.example.org/e9","opening_hours":"Mo-Fr 09:00-17:00","a":"b"},
        "geometry":{"type":"Point","coordinates":[23.335,42.698]}},
        {"type":"Feature","properties":{"name":"Line"},"geometry":{"type":"LineString","coordinates":[[10,50],[12,52]]}},
        {"type":"Feature","properties":{"addr:city":"X"},"geometry":null},
        {"type":"Feature","properties":{"name":"bad" "x":1},"geometry":null},
        17,
        {"type":"Feature","id":"f5","properties":{"name":"Last]}","website":"www.last.org"},"geometry":null}
        ],"after":[{"name":"not a feature"}]}
        """

    @Test func `GeoJSON with OpenStreetMap's keys becomes payloads, whatever the pieces`() throws {
        let bytes = Array(Self.collection.utf8)
        let rows = readRows(bytes, .geojson).rows
        for size in [1, 3, 64, 10_000] {
            #expect(readRows(bytes, .geojson, pieces: size).rows == rows)
        }
        #expect(rows.map(\.line) == [1, 2, 3, 4, 5, 6])
        #expect(rows.map { $0.problem == nil } == [true, true, false, false, false, true])
        let json = try payload(rows[0])
        #expect(rows[0].key == "e9")
        #expect(json.at("place.address.street") == "ул. Стара 106")
        #expect(json.at("place.address.country") == "BG")
        #expect(json.at("place.point") == [.number("42.698"), .number("23.335")])
        #expect(json.at("description.el") == "ελ")
        #expect(json.at("ext.contact:website") == "update6")
        #expect(json.at("source.url") == "https://data.example.org/e9")
        #expect(json.at("ext.a") == "b")
        #expect(json["tags"] == ["a_b", "c", "organic"])
        #expect(try payload(rows[1]).at("place.point") == [.number("51"), .number("11")])
        #expect(try payload(rows[5]).at("links.0.url") == "https://www.last.org")
        #expect(rows[5].key == "f5")
    }

    @Test func `features a line and a single feature are read too`() {
        let line = #"{"type":"Feature","properties":{"name":"A"},"geometry":null}"#
        #expect(readRows(line + "\n" + line, .geojson).count == 2)
        #expect(readRows("[\(line),\(line)]", .geojson).count == 2)
        #expect(readRows(line, .geojson).first?.problem == nil)
    }

    @Test func `a collection that is cut says so and keeps what came`() {
        let whole = Array(Self.collection.utf8)
        let rows = readRows(Array(whole.prefix(700)), .geojson).rows
        #expect(rows.first?.problem == nil)
        #expect(rows.last?.problem?.contains("cut") == true)
    }

    @Test func `OpenFairDB's entries become payloads`() throws {
        let text = """
            {"visible":[{"id":"fe2e","lat":51.95,"lng":7.63,"title":"Teikei","description":"d","zip":"48143",
            "city":"Münster","country":"Germany","telephone":"+49 251 1","homepage":"https://teikei.example",
            "categories":["2cd00bebec0c48ba9db761da48678134"],"tags":["coffee",""],"license":"CC0-1.0",
            "avg_rating":2.0,"image_url":"https://img.example/a.png"}],"invisible":[{"id":"2","title":"B"}]}
            """
        for shape in [text, "[{\"id\":\"fe2e\",\"title\":\"Teikei\",\"lat\":51.95,\"lng\":7.63}]"] {
            let rows = readRows(shape, .json)
            #expect(rows[0].key == "fe2e")
            #expect(try payload(rows[0]).at("name.en") == "Teikei")
            #expect(try payload(rows[0]).at("place.point") == [.number("51.95"), .number("7.63")])
        }
        let rows = readRows(text, .json)
        let json = try payload(rows[0])
        #expect(rows.count == 2)
        #expect(json.at("place.address.country") == "DE")
        #expect(json.at("categories.0.scheme") == "openfairdb")
        #expect(json.at("licence") == "CC0-1.0")
        #expect(json["tags"] == ["coffee"])
        #expect(json.at("links.1.rel") == "image")
        #expect(ListingRules.prepare(json).1.filter { $0.severity == .refused } == [])
    }

    @Test func `our own payloads pass as they are, one bad one is told`() {
        let good = #"{"kind":"organisation","lang":"zu","name":{"zu":"A"},"source":{"id":"17"}}"#
        let rows = readRows("\(good)\n{\"kind\":\n\(good)", .json)
        #expect(rows.map { $0.problem == nil } == [true, false, true])
        #expect(rows[0].key == "17")
        #expect(rows[0].records.first?.json["lang"] == "zu")
        #expect(rows[2].line == 3)
        // In a list, which is often one long line, the rows are counted.
        #expect(readRows("[{\"a\":1}, \(good),{]\n", .json).map(\.line) == [1, 2, 3])
    }
}
