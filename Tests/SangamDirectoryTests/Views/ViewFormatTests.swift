import SangamDirectory
import SangamLog
import Testing

@Suite struct ViewFormatTests {
    @Test(arguments: [
        ("/search.csv", "/search", ViewFormat.csv), ("/search.excel.csv", "/search", .excel),
        ("/ar/n/abc.geojson", "/ar/n/abc", .geojson), ("/calendar.ics", "/calendar", .ics),
    ])
    func `an extension is taken off its path`(
        path: String, expected: String, format: ViewFormat
    ) throws {
        let found = try #require(ViewFormat.split(path))
        #expect(found.path == expected && found.format == format)
    }

    @Test(arguments: ["/search", "/.csv", ".csv", "/l/a/.ics", "/search.CSV", "/csv", "/a.csv/b"])
    func `a path without one is left alone`(path: String) {
        #expect(ViewFormat.split(path) == nil)
    }

    @Test func `a file's name is plain whatever the view is called (D5)`() {
        #expect(ViewFormat.excel.fileName(view: "search") == "sangam-search.excel.csv")
        #expect(ViewFormat.ics.fileName(view: "../\r\n\"é نور/x") == "sangam-x.ics")
        #expect(ViewFormat.csv.fileName(view: "…") == "sangam.csv")
        let header = ViewFormat.csv.disposition(view: "a\"; filename=b")
        #expect(header == "attachment; filename=\"sangam-a-filename-b.csv\"")
    }

    @Test func `every format holds the kinds that it says, and each is a whole file`() throws {
        for format in ViewFormat.allCases {
            for kind in RecordKind.listings + ["network"] {
                let record = try exported(
                    """
                    {"kind":"\(kind)","name":{"en":"marker"},"starts":"2026-01-06",
                     "schedule":{"starts":"2026-01-06"}}
                    """)
                let bytes = file(format.writer(viewHead), [record])
                let isIn = String(decoding: bytes, as: UTF8.self).contains("marker")
                #expect(isIn == format.holds(kind: kind), "\(format) \(kind)")
            }
            #expect(format.contentType.hasPrefix(format.mediaType))
        }
    }

    @Test func `only Excel's file guards formulas, and both come back the same (D8)`() throws {
        let names = ["=1+1", "+27", "-x", "@SUM(A1)", "'=1", "''x", "＝1", "plain"]
        for name in names {
            let record = try exported(#"{"kind":"x","lang":"en","name":{"en":"\#(name)"}}"#)
            for (format, mark) in [(ViewFormat.csv, []), (.excel, [0xEF, 0xBB, 0xBF] as [UInt8])] {
                let bytes = file(format.writer(viewHead), [record])
                #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]) == !mark.isEmpty)
                let rows = try #require(StrictCSV.parse(Array(bytes.dropFirst(mark.count))))
                let header = try #require(FlatHeader(rows[0]))
                #expect(CanonicalJSON.same(try header.payload(rows[1]), record.payload))
                let cell = rows[1][try #require(rows[0].firstIndex(of: "name"))]
                if format == .excel { #expect(!"=+-@＝".contains(cell.prefix(1))) }
                if format == .csv, !name.hasPrefix("'") { #expect(cell == name) }
            }
        }
    }

    @Test func `every row says whom to name, on what terms, and where it is from`() throws {
        var plain = try exported(#"{"kind":"offer","name":{"en":"A"}}"#)
        plain.licence = "ODbL-1.0"
        let own = try exported(
            #"{"kind":"offer","name":{"en":"A"},"attribution":"Us","licence":"CC0-1.0"}"#)
        let unseen = try exported(
            #"{"kind":"offer","name":{"en":"A"},"attribution":"\u200b ","licence":" "}"#)
        let records = [plain, own, unseen]
        let wanted = [
            ("SEM South Africa", "ODbL-1.0"), ("Us", "CC0-1.0"), ("SEM South Africa", ""),
        ]
        let rows = try #require(
            StrictCSV.parse(file(ViewFormat.csv.writer(viewHead), records)))
        #expect(
            rows[0].suffix(8) == [
                "record", "network", "network_name", "link", "last_confirmed", "more", "credit_to",
                "credit_licence",
            ])
        let features = try collection(file(ViewFormat.geojson.writer(viewHead), records))
        let lines = file(ViewFormat.ndjson.writer(viewHead), records).split(separator: 0x0A)
        for (index, (credit, terms)) in wanted.enumerated() {
            #expect(rows[index + 1].suffix(2) == [credit, terms])
            let properties = features[index]["properties"]?.object
            let origin = try RecordCoding.parseJSON(Array(lines[index])).object?["sangam"]?.object
            for members in [properties, origin] {
                #expect(members?["credit_to"]?.string == credit)
                #expect(members?["credit_licence"]?.string ?? "" == terms)
                #expect(members?["network_name"] == "SEM South Africa")
                #expect(members?["network"]?.string == records[index].id.node.text)
                #expect(members?["last_confirmed"] == "2026-10-02")
                #expect(members?["link"]?.string == records[index].link)
            }
            // None of it becomes part of the payload.
            let payload = records[index].payload
            #expect(CanonicalJSON.same(try FlatFeature.payload(features[index]), payload))
            #expect(
                CanonicalJSON.same(
                    try #require(NDJSONLine.parse(Array(lines[index]))).payload, payload))
        }
        let graph = file(ViewFormat.jsonld.writer(viewHead), [plain])
        let text = String(decoding: graph, as: UTF8.self)
        #expect(text.contains("\"license\":\"https://spdx.org/licenses/ODbL-1.0\""))
    }

    @Test func `views of anything come back as the payloads that they show`() throws {
        let header = FlatColumns(credits: true)
        for round in 0..<300 {
            var generator = NastyPayload(seed: propertySeed &+ UInt64(round))
            let record = try exported(generator.next())
            for guards in [true, false] {
                let cells = header.cells(for: record, guardsFormulas: guards)
                let read = try #require(FlatHeader(header.header)).payload(cells)
                #expect(CanonicalJSON.same(read, record.payload), "round \(round)")
            }
        }
    }

    @Test func `JSON-LD cannot leave its script element and reads as it was (D5)`() throws {
        for name in ["</script><script>", "<!--", "]]>", "a\u{2028}b\u{2029}c", "<\u{301}", "&lt;"]
        {
            var record = try exported(#"{"kind":"organisation","lang":"en"}"#)
            record.payload["name"] = ["en": .string(name)]
            let bytes = try #require(JSONLDWriter.document(record, privacy: .public))
            let text = String(decoding: bytes, as: UTF8.self)
            for scalar in "<>&\u{2028}\u{2029}".unicodeScalars {
                #expect(!text.unicodeScalars.contains(scalar))
            }
            let read = try RecordCoding.parseJSON(bytes).object?["name"]
            #expect(read == ["@language": "en", "@value": .string(name)])
        }
    }
}
