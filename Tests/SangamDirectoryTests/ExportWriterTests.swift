import SangamDirectory
import SangamLog
import Testing

/// The bytes of each format.
@Suite struct ExportWriterTests {
    private func file(_ writer: any ExportWriter, _ records: [ExportedRecord]) -> [UInt8] {
        var writer = writer
        return writer.begin() + records.flatMap { writer.row($0) } + writer.end()
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    private func graph(_ bytes: [UInt8]) throws -> [JSONObject] {
        let value = try RecordCoding.parseJSON(bytes, maximumBytes: .max, maximumDepth: 20)
        #expect(value.object?["@context"] == "https://schema.org")
        return try #require(value.object?["@graph"]?.array).compactMap(\.object)
    }

    @Test func `a file without records is a whole file`() throws {
        #expect(file(NDJSONWriter(privacy: .everything), []).isEmpty)
        #expect(try collection(file(GeoJSONWriter(privacy: .everything), [])).isEmpty)
        #expect(try graph(file(JSONLDWriter(privacy: .everything), [])).isEmpty)
        let rows = StrictCSV.parse(file(CSVWriter(privacy: .everything), []))
        #expect(rows == [FlatColumns().header])
    }

    @Test func `CSV quotes what needs it, ends rows with CRLF, and begins with a mark for Excel`() {
        let row = CSVWriter.row(["a", "b,c", "d\"e", "f\ng", "h;i", "", "ü"])
        #expect(text(row) == "a,\"b,c\",\"d\"\"e\",\"f\ng\",\"h;i\",,ü\r\n")
        #expect(file(CSVWriter(privacy: .everything), []).first == UInt8(ascii: "k"))
        let excel = file(CSVWriter(privacy: .everything, excel: true), [])
        #expect(excel.prefix(4) == [0xEF, 0xBB, 0xBF, UInt8(ascii: "k")])
    }

    @Test(arguments: [
        ("[-29.860,31.0300]", "[31.0300,-29.860]"), ("[-0,1e1]", "[1e1,-0]"),
        ("[90,-180]", "[-180,90]"),
    ])
    func `a point keeps its digits and turns round in GeoJSON (D12)`(
        point: String, coordinates: String
    ) throws {
        let record = try exported(#"{"kind":"x","place":{"point":"# + point + "}}")
        let bytes = file(GeoJSONWriter(privacy: .everything), [record])
        #expect(text(bytes).contains(#""coordinates":"# + coordinates))
        let feature = try #require(try collection(bytes).first)
        #expect(feature["properties"]?.object?["latitude"] == nil)
        #expect(CanonicalJSON.same(try FlatFeature.payload(feature), record.payload))
    }

    @Test(arguments: ["[91,0]", "[0,181]", "[1,2,3]", #"["1","2"]"#, "[]", "null", "1e300"])
    func `what is no point on the globe has no geometry and is not lost (D12)`(
        point: String
    ) throws {
        let record = try exported(#"{"kind":"x","place":{"point":"# + point + "}}")
        let bytes = file(GeoJSONWriter(privacy: .everything), [record])
        let feature = try #require(try collection(bytes).first)
        #expect(feature["geometry"] == .null)
        #expect(CanonicalJSON.same(try FlatFeature.payload(feature), record.payload))
        let node = try graph(file(JSONLDWriter(privacy: .everything), [record]))
        #expect(!text(RecordCoding.encode(.array(node.map { .object($0) }))).contains("geo"))
    }

    @Test func `a feature that was moved on a map says where it is now`() throws {
        let record = try exported(#"{"kind":"x","place":{"point":[1,2],"precision":"exact"}}"#)
        let bytes = file(GeoJSONWriter(privacy: .everything), [record])
        var feature = try #require(try collection(bytes).first)
        feature["geometry"] = ["type": "Point", "coordinates": [4, 3, 100]]
        let place = try FlatFeature.payload(feature)["place"]
        #expect(place?.object?["point"] == [3, 4])
        #expect(place?.object?["precision"] == "exact")
    }

    @Test func `a payload's own member sangam survives NDJSON`() throws {
        let own = try exported(#"{"kind":"x","sangam":{"record":"mine","own":[1]}}"#)
        let line = file(NDJSONWriter(privacy: .everything), [own])
        let read = try #require(NDJSONLine.parse(line))
        #expect(read.record == own.id)
        #expect(CanonicalJSON.same(read.payload, own.payload))
        #expect(NDJSONLine.parse(own.payload) == nil)
        #expect(NDJSONLine.parse(Array("[]".utf8)) == nil)
    }

    @Test(arguments: [
        (#"{"kind":"organisation","forms":["individual"]}"#, false),
        (#"{"kind":"organisation","forms":["Individual","enterprise"]}"#, false),
        (#"{"kind":"organisation","forms":"individual"}"#, false),
        (#"{"kind":"organisation","forms":["producer"]}"#, false),
        (#"{"kind":"organisation","forms":["producer"],"place":{"precision":"area"}}"#, false),
        (#"{"kind":"organisation","forms":["producer"],"place":{"precision":"street"}}"#, true),
        (#"{"kind":"organisation","forms":["producer"],"size":{"members":12}}"#, true),
        (#"{"kind":"organisation","forms":["producer","enterprise"]}"#, true),
        (#"{"kind":"organisation"}"#, true),
    ])
    func `people are in no file for the public, and in the operator's own`(
        payload: String, isPublic: Bool
    ) throws {
        let record = try exported(payload)
        #expect((ExportPrivacy.public.reduced(record) != nil) == isPublic)
        #expect(ExportPrivacy.everything.reduced(record) == record)
    }

    @Test func `no way of contact is in any file for the public`() throws {
        let record = try exported(
            """
            {"kind":"organisation","lang":"en","name":{"en":"A"},"contact":{"email":"canary@a.example",
             "signal":"canary"},"links":[{"rel":"mail","url":"MailTo:canary@a.example"},
             {"rel":"website","url":"https://a.example"}],"ext":{"Mail 2":" canary@a.example ","b":"c"}}
            """)
        for writer in [
            CSVWriter(privacy: .public), GeoJSONWriter(privacy: .public),
            JSONLDWriter(privacy: .public), NDJSONWriter(privacy: .public),
        ] as [any ExportWriter] {
            let bytes = text(file(writer, [record]))
            #expect(!bytes.contains("canary") && bytes.contains("https://a.example"))
        }
        let kept = ExportPrivacy.public.reduced(record)?.payload
        #expect(kept?["ext"] == ["b": "c"])
        #expect(text(file(JSONLDWriter(privacy: .everything), [record])).contains("canary"))
    }

    @Test func `columns about people are in no file for the public`() throws {
        let columns: JSONObject = [
            "Treasurer": "Jane Wairimu", "Secretary's cell": "0711 000 001", "Next of kin": "Peter",
            "Focal point": "+254 711 000 002", "ID number": "23456789", "Nama Bendahara": "Siti",
            "负责人": "王芳", "अध्यक्ष": "सीता", "سربراہ": "شازیہ", "ประธานกลุ่ม": "สมศรี",
            "Tesorera": "Ana", "Nº de CPF": "123.456.789-00", "Prénom": "Awa",
            // These are about the group.
            "Turnover": "12000000", "Crops": "maize", "Founded by law": "12/2019", "Rooms": "12",
            "Reg": "20231234567", "Sector": "3",
        ]
        let record = try exported(#"{"kind":"organisation","lang":"en","name":{"en":"A"}}"#)
        var whole = record
        whole.payload["ext"] = .object(columns)
        let kept = ExportPrivacy.public.reduced(whole)?.payload["ext"]?.object
        #expect(
            kept?.members.map(\.name)
                == ["Turnover", "Crops", "Founded by law", "Rooms", "Reg", "Sector"])
        #expect(ExportPrivacy.everything.reduced(whole) == whole)
    }

    @Test func `an offer is an Offer with its seller, a want a Demand (JSON-LD)`() throws {
        let seller = "organisation/3n372anpsvzcdjeytnslg5ykqm"
        func node(_ direction: String) throws -> JSONObject {
            let record = try exported(
                """
                {"kind":"offer","lang":"zu","name":{"zu":"Isinkwa","en":"Bread"},"item":"good",
                 "direction":"\(direction)","provider":"\(seller)","stock":"in",
                 "price":{"amount":"18.50","currency":"ZAR","per":"loaf"},"licence":"CC-BY-4.0"}
                """)
            let nodes = try graph(file(JSONLDWriter(privacy: .everything), [record]))
            return try #require(nodes.first)
        }
        let offer = try node("offer")
        #expect(offer["@type"] == "Offer")
        let id = "https://sem.example.org/l/\(try SangamDirectoryTests.node())/\(seller)#it"
        #expect(offer["seller"]?.object?["@id"] == .string(id))
        #expect(
            offer["priceSpecification"] == [
                "@type": "UnitPriceSpecification", "price": "18.50", "priceCurrency": "ZAR",
                "unitText": "loaf",
            ])
        let page = offer["subjectOf"]?.object
        #expect(page?["license"] == "https://spdx.org/licenses/CC-BY-4.0")
        #expect(page?["creditText"] == "SEM South Africa")
        #expect(page?["lastReviewed"] == "2026-10-02")
        let want = try node("want")
        #expect(want["@type"] == "Demand" && want["seller"] == nil)
        #expect(want["@reverse"]?.object?["seeks"]?.object?["@id"] == .string(id))
    }

    @Test func `no payload can name a term, a node or a page of the graph (D5)`() throws {
        let allowed = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@".unicodeScalars)
        var nodes = 0
        func check(_ value: JSON) {
            for item in value.array ?? [] { check(item) }
            for member in value.object?.members ?? [] {
                #expect(member.name.unicodeScalars.allSatisfy(allowed.contains))
                if member.name == "@id" {
                    #expect(member.value.string?.hasPrefix("https://sem.example.org/l/") == true)
                }
                check(member.value)
            }
        }
        for round in 0..<600 {
            var generator = NastyPayload(seed: propertySeed &+ UInt64(round))
            var record = try exported(generator.next())
            let kinds = RecordKind.listings + RecordKind.statements + ["film"]
            record.payload["kind"] = .string(kinds[round % kinds.count])
            guard let bytes = JSONLDWriter.document(record, privacy: .everything) else { continue }
            #expect(!bytes.contains(UInt8(ascii: "<")), "round \(round)")
            check(try RecordCoding.parseJSON(bytes, maximumDepth: 20))
            nodes += 1
        }
        #expect(nodes > 300)
    }

    @Test func `the canonical form does not ask for the order of members`() throws {
        let a = try record(#"{"kind":"x","b":{"z":1.0,"a":[{"d":1,"c":"\u00e9"}]},"a":null}"#)
        let b = try record(#"{"a":null,"b":{"a":[{"c":"é","d":1}],"z":1.0},"kind":"x"}"#)
        let canonical = #"{"a":null,"b":{"a":[{"c":"é","d":1}],"z":1.0},"kind":"x"}"#
        #expect(text(CanonicalJSON.encode(a.json)) == canonical)
        #expect(CanonicalJSON.encode(a.json) == CanonicalJSON.encode(b.json))
        let other = try record(#"{"a":null,"b":{"a":[{"c":"é","d":1}],"z":1},"kind":"x"}"#)
        #expect(!CanonicalJSON.same(a.json, other.json))
        // By bytes: U+FF5E comes before U+1F35E, which UTF-16 puts first; é is not e and accent.
        let order = JSONObject([
            .init(name: "\u{1F35E}", value: 1), .init(name: "\u{FF5E}", value: 2),
            .init(name: "\u{E9}", value: 3), .init(name: "e\u{301}", value: 4),
        ])
        #expect(
            text(CanonicalJSON.encode(order)) == "{\"e\u{301}\":4,\"\u{E9}\":3,\"～\":2,\"🍞\":1}")
    }
}
