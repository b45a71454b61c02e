import Testing

@testable import SangamDirectory

@Suite struct PlaceReadingTests {
    @Test(arguments: [
        ("Österreich", "AT"), ("ÖSterreich", "AT"), ("UK", "GB"), ("uk", "GB"), ("England", "GB"),
        ("SCOTLAND", "GB"), ("Frace", "FR"), ("Italu", "IT"), ("Ελλάδα", "GR"), ("Latvija", "LV"),
        ("Portogallo", "PT"), ("Slovenija", "SI"), ("Cypres", "CY"), ("România", "RO"),
        ("Deutschland", "DE"), ("DEU", "DE"), ("zaf", "ZA"), ("iNingizimu Afrika", "ZA"),
        ("جنوب أفريقيا", "ZA"), ("भारत", "IN"), ("中国", "CN"), ("ประเทศไทย", "TH"),
        ("កម្ពុជា", "KH"), ("پاکستان", "PK"), ("Isle of Man", "IM"), ("Côte d'Ivoire", "CI"),
        ("U.S.A.", "US"), ("Germany (DE)", "DE"), ("Afrika Selatan", "ZA"), ("Brasil", "BR"),
        ("Bosnia and Herzegovina", "BA"), ("China", "CN"), ("Trinidad y Tobago", "TT"),
    ])
    func `a country is known by its names and codes`(text: String, code: String) {
        #expect(CountryName.match(text)?.code == code)
    }

    @Test(arguments: ["ABERDEEN", "", "Atlantis", "xx", "Europe", "Austral", "12"])
    func `what is no country is not guessed`(text: String) {
        #expect(CountryName.match(text) == nil)
    }

    private func point(_ cells: String, header: String = "name,lat,lon,country") -> ImportRow? {
        readRows("\(header)\nA,\(cells)\n").first
    }

    @Test(arguments: [
        ("-29.86,31.03,ZA", "-29.86", "31.03", 0), ("31.03,-29.86,ZA", "-29.86", "31.03", 1),
        ("\"-29,86\",\"31,03\",ZA", "-29.86", "31.03", 0), ("120.5,14.6,PH", "14.6", "120.5", 1),
        ("51°30'26\"\"N,0°7'39\"\"W,GB", "51.5072222", "-0.1275", 0),
        ("S 29.86,E 31.03,ZA", "-29.86", "31.03", 0), ("-0.23,51.49,UK", "51.49", "-0.23", 1),
        ("90,180,", "90", "180", 0), ("-90,-180,", "-90", "-180", 0),
    ])
    func `a point is read and put right, D12`(
        cells: String, latitude: String, longitude: String, notices: Int
    ) throws {
        let quoted = cells.contains("°") ? cells.replacing(",", with: "\",\"") : cells
        let row = point(cells.contains("°") ? "\"\(quoted)\"" : cells)
        let json = try payload(row)
        #expect(json.at("place.point") == [.number(latitude), .number(longitude)])
        #expect(row?.notices.count == notices)
        #expect(lostCells(row.map { [$0] } ?? []) == [])
    }

    @Test(arguments: [
        "0,0,ZA", "0.0,-0,ZA", "95,200,", "NaN,5,", "inf,-inf,", "1e999,5,", "51.5,,GB",
        "north,south,", "91,181,", "1.2.3,4,", "-,-,",
    ])
    func `a row with a bad point is imported without it and keeps its cells, D12`(
        cells: String
    ) throws {
        let row = point(cells)
        #expect(row?.problem == nil)
        #expect(try payload(row).at("place.point") == nil)
        #expect(row?.notices.isEmpty == false)
        #expect(lostCells(row.map { [$0] } ?? []) == [])
    }

    @Test(arguments: [
        "\"51.5, -0.1\"", "\"51,5; -0,1\"", "POINT(-0.1 51.5)", "\"-0.1 E, 51.5 N\"", "51.5 -0.1",
    ])
    func `both coordinates may stand in one cell`(cell: String) throws {
        let row = point(cell, header: "name,coordinates")
        #expect(try payload(row).at("place.point") == [.number("51.5"), .number("-0.1")])
    }

    @Test func `a person's exact point does not stand beside the rounded one`() throws {
        let row = point(
            "\"-29,861234\",\"31,031234\",ZA,producer", header: "name,lat,lon,country,type")
        let json = try payload(row)
        let (safe, _) = ListingRules.prepare(json)
        #expect(safe.at("place.precision") == "area")
        #expect(!words(.object(safe)).contains { $0.contains("861234") })
    }

    @Test func `a postcode's point stands in for a missing one`() throws {
        let header = "name,Latitude,Longitude,Geo Container Latitude,Geo Container Longitude"
        let row = point(",,51.6,-3.65", header: header)
        #expect(try payload(row).at("place.point") == [.number("51.6"), .number("-3.65")])
        #expect(try payload(row).at("place.precision") == "street")
    }
}
