import SangamDirectory
import SangamLog
import Testing

@Suite struct AtomWriterTests {
    private func text(_ records: [ExportedRecord]) -> String {
        String(decoding: file(AtomWriter(viewHead), records), as: UTF8.self)
    }

    @Test func `an entry has its id, time, author, page and licence`() throws {
        var record = try exported(
            """
            {"kind":"organisation","lang":"zu","name":{"zu":"Ibhikawozi"},
             "summary":{"zu":"Isinkwa"},"contact":{"email":"canary@a.example"},
             "goods":[{"scheme":"goods","code":"bread"}]}
            """)
        record.updated = 1_770_000_061
        record.licence = "CC-BY-4.0"
        let feed = text([record])
        let id = "\(record.id.node):organisation:3n372anpsvzcdjeytnslg5ykqm"
        for part in [
            "<entry xml:lang=\"zu\">", "<id>urn:sangam:\(id)</id>", "<title>Ibhikawozi</title>",
            "<updated>2026-02-02T02:41:01Z</updated>", "<name>SEM South Africa</name>",
            "<link rel=\"alternate\" type=\"text/html\" href=\"https://sem.example.org/l/",
            "<category term=\"bread\" scheme=\"urn:sangam:goods\"/>",
            "<summary type=\"text\" xml:lang=\"zu\">Isinkwa</summary>",
            "<rights>© SEM South Africa · CC-BY-4.0</rights>",
            "<title>Markets &amp; &lt;more&gt;</title>",
            "href=\"https://sem.example.org/calendar?a=1&amp;b=2\"",
        ] { #expect(feed.contains(part), "\(part)") }
        #expect(!feed.contains("canary"))
    }

    @Test func `a record without a page has content, and a person is in no feed`() throws {
        var record = try exported(#"{"kind":"offer","name":{"en":"Bread"}}"#)
        record.link = "javascript:alert(1)"
        let feed = text([record])
        #expect(feed.contains("<content type=\"text\">Bread</content>"))
        #expect(!feed.contains("javascript"))
        let person = try exported(#"{"kind":"organisation","forms":["individual"]}"#)
        #expect(!text([person]).contains("<entry"))
    }

    @Test func `no text can leave its element, and XML's forbidden characters are dropped (D5)`()
        throws
    {
        for round in 0..<300 {
            var generator = NastyPayload(seed: propertySeed &+ UInt64(round))
            var record = try exported(generator.next())
            record.payload["name"] = [
                "en": "</title><evil a='\"'>\u{0}\u{1B}\u{FFFF}\u{FFFE}&\u{301}"
            ]
            record.payload["description"] = ["en": "]]>\r\n\u{202E}<![CDATA[\u{600}<b>"]
            record.network = "<\u{301}&\u{301}\">\u{B}"
            let bytes = file(AtomWriter(viewHead), [record])
            let isForbidden = bytes.contains { $0 < 0x20 && $0 != 0x0A && $0 != 0x09 }
            #expect(!isForbidden)
            let feed = String(decoding: bytes, as: UTF8.self)
            #expect(!feed.contains("\u{FFFF}") && !feed.contains("\u{202E}"))
            let names = feed.utf8.split(separator: UInt8(ascii: "<")).dropFirst().map {
                String(decoding: $0.prefix { $0 > 0x20 && $0 != UInt8(ascii: ">") }, as: UTF8.self)
            }
            #expect(Set(names).isSubset(of: Self.allowed), "round \(round)")
        }
    }

    private static let allowed: Set<String> = [
        "?xml", "feed", "/feed", "id", "/id", "title", "/title", "updated", "/updated", "author",
        "/author", "name", "/name", "uri", "/uri", "link", "rights", "/rights", "generator",
        "/generator", "entry", "/entry", "category", "summary", "/summary", "content", "/content",
    ]
}
