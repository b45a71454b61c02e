import SangamDirectory
import SangamLog
import Testing

/// Pictures as records: what is published is clean, what is not clean is not shown.
@Suite struct PictureRecordTests {
    private static func record(_ data: String, type: String? = "jpeg") -> JSONObject {
        var json: JSONObject = [
            "kind": "image", "lang": "en", "name": ["en": "The oven"],
            "of": "organisation/3n372anpsvzcdjeytnslg5ykqm", "data": .string(data),
            "alt": ["en": "Two women before a brick oven"],
        ]
        json["type"] = type.map { .string($0) }
        return json
    }

    private static func encoded(_ text: String) -> String {
        Base64.encode(PictureFixture.decoded(text))
    }

    @Test func `publishing a picture cuts it and says so by field`() throws {
        let json = Self.record(Self.encoded(PictureFixture.jpegDirty), type: "JPG")
        let (done, problems) = ListingRules.prepare(json)
        #expect(problems.map(\.field) == ["data", "type"])
        #expect(problems.allSatisfy { $0.severity == .adjusted })
        #expect(done["type"] == "jpeg")
        let file = try #require(try Picture(Record(json: done))?.file())
        #expect(file.bytesCut == 0)
        #expect(ListingRules.prepare(done).1 == [])
    }

    @Test func `a type that is missing or wrong is written from the bytes`() {
        for type in [nil, "png", "image/webp", "é"] {
            let json = Self.record(Self.encoded(PictureFixture.webpLossy), type: type)
            let (done, problems) = ListingRules.prepare(json)
            #expect(done["type"] == "webp")
            #expect(problems.map(\.description) == ["type: written as webp"])
        }
    }

    @Test(arguments: ["", "AAA", "QUJD", "QUJE=", "QUJDRA==\n", "Zm9=", "data:image/png;base64,"])
    func `what is no picture is refused once, by the field data`(_ data: String) {
        let problems = ListingRules.prepare(Self.record(data)).1
        #expect(problems.map(\.field) == ["data"])
        #expect(problems.first?.severity == .refused)
    }

    @Test func `alt and of are required`() {
        for field in ["alt", "of"] {
            var json = Self.record(Self.encoded(PictureFixture.jpegBaseline))
            json[field] = nil
            #expect(ListingRules.prepare(json).1.map(\.description) == ["\(field): missing"])
        }
    }

    @Test func `a received picture is served only if it is clean (D15)`() throws {
        let clean = Record(json: Self.record(Self.encoded(PictureFixture.webpLossy), type: "png"))
        let answer = try #require(PictureAnswer(clean))
        // The bytes decide, not what the record says of them.
        #expect(answer.mediaType == "image/webp")
        #expect((answer.width, answer.height) == (12, 8))
        for text in [PictureFixture.jpegDirty, PictureFixture.pngDirty, PictureFixture.webpMoving] {
            #expect(PictureAnswer(Record(json: Self.record(Self.encoded(text)))) == nil)
        }
        #expect(PictureAnswer(Record(json: Self.record("QUJD"))) == nil)
        var other = Self.record(Self.encoded(PictureFixture.webpLossy))
        other["kind"] = "organisation"
        #expect(PictureAnswer(Record(json: other)) == nil)
    }

    @Test func `the reason of a picture that is not shown has a name`() {
        let record = Record(json: Self.record(Self.encoded(PictureFixture.jpegDirty)))
        #expect(throws: PictureProblem.notClean) { try Picture(record)?.file() }
        let text = Record(json: Self.record("not base64"))
        #expect(throws: PictureProblem.notBase64) { try Picture(text)?.file() }
    }
}
