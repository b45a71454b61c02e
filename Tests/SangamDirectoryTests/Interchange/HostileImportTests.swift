import SangamDirectory
import Testing

@Suite struct HostileImportTests {
    /// The same bytes in every run; signs that mean something to a reader come often.
    private func noise(_ seed: UInt64, count: Int) -> [UInt8] {
        var state = seed
        let signs = Array("\"\"\",;\t|\r\n\n{}[]:\\name features kind lat,lon 1.5".utf8)
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let value = Int(state >> 33)
            return value % 4 == 0 ? UInt8(value >> 8 & 0xFF) : signs[(value >> 3) % signs.count]
        }
    }

    @Test(arguments: RowReader.Format.allCases)
    func `no bytes stop a reader, and every row is taken or refused, D10`(
        format: RowReader.Format
    ) {
        let heads: [String] = [
            "name;lat;lon;country;products\n", "{\"features\":[", "[", "\u{FEFF}", "",
        ]
        for seed in 1...120 as ClosedRange<UInt64> {
            let head = Array(heads[Int(seed) % heads.count].utf8)
            for row in readRows(head + noise(seed, count: 700), format, pieces: 97).rows {
                #expect((row.problem == nil) == !row.records.isEmpty)
            }
        }
    }

    @Test func `markup, formulas and bidirectional marks stay plain text, D5`() throws {
        let evil = "<script>alert(1)</script>{{x}}\u{202E}"
        let json = try payload(
            readRows("name,website,note\n\(evil),javascript:alert(1),\(evil)\n").first)
        #expect(json.at("name.en") == .string(evil))
        #expect(json["links"] == nil)
        #expect(json.at("ext.website") == "javascript:alert(1)")
    }

    @Test(arguments: [
        "{\"type\":\"FeatureCollection\",\"features\":", "{\"type\":\"FeatureCollection\",",
        "{\"type\":\"FeatureCollection\",\"features\":[",
        "{\"type\":\"FeatureCollection\",\"features\":[]",
    ])
    func `a collection that was cut before its first row is told, D10`(text: String) {
        var reader = RowReader(format: .geojson)
        let rows = reader.take(Array(text.utf8)) + reader.finish()
        #expect(rows.count == 1)
        #expect(rows.first?.problem?.contains("it was cut") == true, "\(rows)")
    }

    @Test(arguments: [
        (Array("PK".utf8) + [0x03, 0x04, 0x14, 0x00], "spreadsheet"),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1], "old spreadsheet"),
        ([0x1F, 0x8B, 0x08, 0x00], "packed (gzip)"),
        (Array("<!doctype html>".utf8), "web page"),
    ])
    func `a file that is no text list is told by its first bytes, and what to do, D10`(
        start: [UInt8], word: String
    ) {
        for format in RowReader.Format.allCases {
            var reader = RowReader(format: format)
            let rows = reader.take(start + noise(7, count: 90_000))
            #expect(rows.isEmpty)
            #expect(reader.fileProblem?.contains(word) == true, "\(reader.fileProblem ?? "")")
            #expect(reader.fileProblem?.contains("nothing was imported") == true)
        }
    }
}
