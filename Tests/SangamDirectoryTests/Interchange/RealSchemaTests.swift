import SangamDirectory
import Testing

/// Lists as registers, maps and sites of the real world write them.
@Suite struct RealSchemaTests {
    private func one(_ text: String, _ format: RowReader.Format = .json) throws -> JSONObject {
        try payload(readRows(text, format).first)
    }

    @Test func `rows are found in the list that a program puts them in`() {
        let row = #"{"name":"A"}"#
        let files = [
            #"{"meta":{"count":1},"items":[\#(row)]}"#, #"{"data":[\#(row)],"links":{}}"#,
            #"{"@context":[{"x":"y"}],"@graph":[\#(row)]}"#,
            #"{"title":"A list","records":[\#(row)]}"#,
            #"{"cooperatives":[\#(row)]}"#,
            #"{"result":{"fields":[{"id":"_id"}],"records":[\#(row)]}}"#,
            #"{"data":{"organizations":[\#(row)]}}"#,
        ]
        for file in files {
            for pieces in [1, 1_000] {
                let rows = readRows(Array(file.utf8), .json, pieces: pieces).rows
                #expect(rows.count == 1 && rows.first?.problem == nil, "\(file)")
            }
        }
    }

    @Test func `an object with a name of its own is one row, whatever lists it holds`() throws {
        let one = #"{"name":"A","staff":[{"name":"B"}],"data":[{"x":1}]}"#
        let late = #"{"staff":[{"role":"x"}],"title":"A"}"#
        let lines = #"{"staff":[{"n":"B"}],"org_name":"A"}"# + "\n" + #"{"org_name":"C"}"#
        #expect(readRows(one, .json).count == 1)
        #expect(try payload(readRows(one, .json).first).at("ext.staff.0.name") == "B")
        #expect(try payload(readRows(late, .json).first).at("name.en") == "A")
        #expect(readRows(lines, .json).map { $0.problem == nil } == [true, true])
    }

    @Test func `Overpass JSON becomes rows with the keys and points of the map`() throws {
        let file = """
            {"version":0.6,"elements":[{"type":"node","id":7,"lat":-1.29,"lon":36.82,"tags":
            {"name":"Kibera Bakery","name:sw":"Mkate","addr:city":"Nairobi"}},{"type":"way","id":7,
            "center":{"lat":-1.3,"lon":36.8},"nodes":[1,2],"tags":{"name":"Toi Market"}},
            {"type":"node","id":8,"lat":-1.3,"lon":36.8}]}
            """
        let rows = readRows(file, .json)
        #expect(rows.map(\.key) == ["node/7", "way/7", nil])
        #expect(rows[2].problem != nil)
        let bakery = try payload(rows[0])
        #expect(bakery.at("place.point") == [.number("-1.29"), .number("36.82")])
        #expect(bakery.at("name.sw") == "Mkate")
        #expect(bakery.at("place.address.locality") == "Nairobi")
        #expect(try payload(rows[1]).at("place.point") == [.number("-1.3"), .number("36.8")])
    }

    @Test func `linked data says its language, its place, its people and its pictures`() throws {
        let json = try one(
            """
            {"@context":"https://schema.org","@graph":[{"@type":"Organization",
            "@id":"https://coops.example/1","name":{"@value":"Atelier","@language":"fr"},
            "address":{"@type":"PostalAddress","addressLocality":"Brest","addressCountry":
            {"@type":"Country","name":"FR"}},"telephone":["+33 2 1","+33 6 2"],
            "email":"mailto:a@example.fr","sameAs":["https://facebook.com/a"],
            "numberOfEmployees":{"@type":"QuantitativeValue","value":11},
            "logo":{"@type":"ImageObject","url":"https://a.example/l.png"}}]}
            """)
        #expect(json.at("name.fr") == "Atelier")
        #expect(json.at("place.address.locality") == "Brest")
        #expect(json.at("place.address.country") == "FR")
        #expect(json.at("contact.phone") == ["+33 2 1", "+33 6 2"])
        #expect(json.at("contact.email") == "a@example.fr")
        #expect(json.at("links.0.rel") == "facebook")
        #expect(json.at("links.1.url") == "https://a.example/l.png")
        #expect(json.at("size.workers") == .number("11"))
        #expect(json.at("ext.numberOfEmployees.value") == .number("11"))
        #expect(json["tags"] == ["Organization"])
    }

    @Test func `a place's name is not the row's, and a profile's point is found`() throws {
        let json = try one(
            #"[{"location":{"name":"Town hall","id":"9","city":"Jakarta"},"name":"Kitchen","#
                + #""geolocation":{"lat":-6.26,"lon":106.81},"#
                + #""contact_details":{"email":"k@x.id"}}]"#
        )
        #expect(json.at("name.en") == "Kitchen")
        #expect(json.at("ext.location.name") == nil)
        #expect(json["ext"]?.object?["location.name"] == "Town hall")
        #expect(json.at("place.address.locality") == "Jakarta")
        #expect(json.at("place.point") == [.number("-6.26"), .number("106.81")])
        #expect(json.at("contact.email") == "k@x.id")
    }

    @Test func `a map of several layers gives the features of all`() {
        let layer =
            #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":"#
            + #"{"name":"A"},"geometry":null}],"_umap_options":{"name":"L"}}"#
        let map = #"{"type":"umap","properties":{"name":"Map"},"layers":[\#(layer),\#(layer)]}"#
        #expect(readRows(map, .geojson).filter { $0.problem == nil }.count == 2)
        #expect(readRows(map, .json).filter { $0.problem == nil }.count == 2)
    }

    @Test func `a cell that says that there is nothing fills nothing, and is kept`() throws {
        let rows = readRows(
            "name,phone,email,ref\nN/A,1,,a\nRose,-,#N/A,N/A\nNaan,None,nan,b\n")
        #expect(rows[0].problem?.contains("no name") == true)
        let rose = try payload(rows[1])
        #expect(rose["contact"] == nil && rows[1].key == nil)
        #expect(rose.at("ext.phone") == "-" && rose.at("ext.email") == "#N/A")
        #expect(try payload(rows[2]).at("ext.phone") == "None")
    }

    @Test func `the men among the members are not the members`() throws {
        let json = try one(
            "Name,No. of members (M),No. of members (F),Trabajadores (hombres)\nA,12,23,4\n", .csv)
        #expect(json.at("size.women") == .number("23"))
        #expect(json.at("size.members") == nil && json.at("size.workers") == nil)
        #expect(json.at("ext.No. of members (M)") == nil)
        #expect(json["ext"]?.object?["No. of members (M)"] == "12")
        #expect(try one("Name,Members (2024)\nA,12\n", .csv).at("size.members") == .number("12"))
    }

    @Test func `a table without a column of names takes the one called after a group`() throws {
        let row = readRows("Type of group,Parent organisation,Registrant Organisation\nx,y,Z\n")
        #expect(try payload(row.first).at("name.en") == "Z")
        let register = "siret,denominationUniteLegale,codePostalEtablissement\n1,SCOP,35000\n"
        #expect(try one(register, .csv).at("name.en") == "SCOP")
        #expect(try one(register, .csv).at("place.address.postcode") == "35000")
        let turkish = "Kooperatif adı;İl;Üye sayısı\nIşık;Muğla;1.050\n"
        #expect(try one(turkish, .csv).at("name.en") == "Işık")
        #expect(try one(turkish, .csv).at("size.members") == .number("1050"))
        #expect(readRows("Town,Group size\nX,3\n").isEmpty)
    }

    @Test func `digits and years of other calendars are understood, and kept as written`() throws {
        let json = try one("ชื่อ,จำนวนสมาชิก,ปีที่ก่อตั้ง\nผ้า,๔๕,๒๕๒๐\n", .csv)
        #expect(json.at("size.members") == .number("45"))
        #expect(json.at("founded") == "1977")
        #expect(json.at("ext.ปีที่ก่อตั้ง") == "๒๕๒๐")
        #expect(try one("Ref,Name\n\"=\"\"00123\"\"\",A\n", .csv)["ext"] == nil)
        #expect(readRows("Ref,Name\n\"=\"\"00123\"\"\",A\n").first?.key == "00123")
    }
}
