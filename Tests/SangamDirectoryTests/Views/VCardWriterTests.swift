import SangamDirectory
import Testing

@Suite struct VCardWriterTests {
    private let bakery = """
        {"kind":"organisation","lang":"en","name":{"en":"Bakery; Sons, \\\\Co","zu":"Ibhikawozi"},
         "contact":{"email":"a@b.example","phone":"+27 31 555 0142","whatsapp":"+27 31 555 0142",
         "signal":"umbumbano.01"},"place":{"address":{"street":"1 Road, Yard","locality":"Durban",
         "country":"ZA"},"point":[-29.86,31.03],"precision":"area"},"attribution":"SEM",
         "links":[{"rel":"website","url":"https://a.example"},{"rel":"x","url":"javascript:1"}]}
        """

    @Test func `one card has what an address book needs, and only what was published`() throws {
        let writer = ViewFormat.vcf.writer(viewHead, isOne: true)
        let found = contentLines(file(writer, [try exported(bakery)]))
        for line in [
            "BEGIN:VCARD", "VERSION:3.0", "FN:Bakery\\; Sons\\, \\\\Co",
            "N:Bakery\\; Sons\\, \\\\Co;;;;", "ORG:Bakery\\; Sons\\, \\\\Co",
            "NICKNAME:Ibhikawozi", "EMAIL;TYPE=INTERNET:a@b.example",
            "TEL;TYPE=VOICE:+27 31 555 0142", "ADR;TYPE=WORK:;;1 Road\\, Yard;Durban;;;ZA",
            "URL:https://a.example", "END:VCARD",
            "NOTE:whatsapp: +27 31 555 0142\\nsignal: umbumbano.01\\nSEM",
        ] { #expect(found.contains(line), "\(line)") }
        #expect(found.count { $0.hasPrefix("TEL") } == 1)
        #expect(!found.contains { $0.hasPrefix("GEO") || $0.contains("javascript") })
    }

    @Test func `many cards have no ways of contact`() throws {
        let writer = ViewFormat.vcf.writer(viewHead)
        let found = contentLines(file(writer, [try exported(bakery)]))
        #expect(found.contains("BEGIN:VCARD"))
        #expect(!found.contains { $0.hasPrefix("TEL") || $0.hasPrefix("EMAIL") })
        #expect(!found.contains { $0.contains("umbumbano") || $0.contains("555") })
    }

    @Test func `a card of version 4 says what kind it is`() throws {
        let writer = VCardWriter(language: "zu", privacy: .everything, version: .four)
        let found = contentLines(file(writer, [try exported(bakery)]))
        #expect(found.contains("VERSION:4.0") && found.contains("KIND:org"))
        #expect(found.contains("FN:Ibhikawozi"))
    }

    @Test func `no text can begin a line or a card of its own (D5)`() throws {
        for round in 0..<300 {
            var generator = NastyPayload(seed: propertySeed &+ UInt64(round))
            var record = try exported(generator.next())
            record.payload["name"] = ["en": "x\r\nEND:VCARD\r\nBEGIN:VCARD\nTEL:1\u{85}\u{2029}y"]
            record.payload["contact"] = ["pho\r\nEMAIL:e": "evil\nTEL:2", "email": "a@b.example\n"]
            let writer = VCardWriter(language: "en", privacy: .everything)
            let found = contentLines(file(writer, [record]))
            #expect(found.count { $0 == "BEGIN:VCARD" } == 1, "round \(round)")
            #expect(!found.contains { $0 == "TEL:1" || $0 == "TEL:2" || $0.hasPrefix("EMAIL:e") })
        }
    }
}
