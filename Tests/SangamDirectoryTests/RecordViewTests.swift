import SangamDirectory
import Testing

/// Views give what is there, in any shape, and never fail.
@Suite struct RecordViewTests {
    @Test func `an organisation's fields are read`() throws {
        let bakery = try record(ListingRulesTests.examples[1])
        #expect(bakery.names.map(\.language) == ["en", "zu"])
        #expect(
            bakery.names.best(for: ["zu-ZA"], original: bakery.lang)?.text == "Ibhikawozi Lobumbano"
        )
        #expect(bakery.names.best(for: ["fr"], original: bakery.lang)?.text == "Umbumbano Bakery")
        #expect(bakery.placeText == "Durban, KwaZulu-Natal, ZA")
        #expect(
            bakery.goods == [.code(Code(scheme: "goods", code: "bread")), .text("steamed bread")])
        #expect(bakery.confirmedAt == 1_790_899_200)
        #expect(bakery.contact.map(\.key) == ["phone"])
        #expect(bakery.sourceSystem == "members.csv")
        #expect(bakery.sourceID == "17")
        let organisation = try #require(Organisation(bakery))
        #expect(organisation.members == 14)
        #expect(organisation.women == 11)
        #expect(organisation.workers == nil)
        #expect(organisation.identifiers.map(\.value) == ["K2019/000000"])
        #expect(organisation.memberOf.map(\.role) == ["enterprise"])
        #expect(Offer(bakery) == nil)
    }

    @Test func `an offer's and a market's fields are read`() throws {
        let offer = try #require(Offer(try record(ListingRulesTests.examples[2])))
        #expect(offer.price?.amount == "18.50")
        #expect(offer.price?.currency == "ZAR")
        #expect(offer.terms == ["sell", "barter"])
        #expect(offer.delivers.map(\.days) == [["tu", "fr"]])
        #expect(offer.provider == ListingRulesTests.reference)
        let market = try #require(Market(try record(ListingRulesTests.examples[3])))
        #expect(market.schedule?.minutes == 300)
        #expect(market.schedule?.zone == "Africa/Johannesburg")
        #expect(market.sellers.count == 1)
    }

    @Test func `a record of nothing but wrong shapes reads as empty`() throws {
        let names = [
            "lang", "name", "summary", "description", "status", "links", "contact", "place",
            "categories", "goods", "tags", "confirmed", "validUntil", "source", "partOf",
            "provider",
            "related", "size", "identifiers", "memberOf", "schedule", "price", "delivers",
            "available",
        ]
        let values: [JSON] = [
            nil, true, 7, .number("1e300"), [], [[]], [nil], [7], [:], ["x": nil], ["x": [1]],
        ]
        for value in values {
            for kind in ["organisation", "offer", "market", "event", "resource", "concept"] {
                var object: JSONObject = ["kind": .string(kind)]
                for name in names { object[name] = value }
                let record = Record(json: object)
                #expect(record.names.isEmpty && record.links.isEmpty && record.tags.isEmpty)
                #expect(record.categories.isEmpty && record.goods.isEmpty && record.point == nil)
                #expect(record.confirmedAt == nil || value == 7)
                _ = (record.withheld, record.placeText, record.contact, record.expires(at: 0))
                _ = (Organisation(record)?.memberOf, Offer(record)?.price, Market(record)?.schedule)
                _ = (Vocabulary([record]), SearchText.row(for: record), ListingRules.check(record))
            }
        }
    }

    @Test func `a record runs out at the end of its last day unless it stands`() throws {
        let day: Int64 = 1_790_899_200
        let text = "{\"kind\":\"offer\",\"validUntil\":\"2026-10-02\"}"
        #expect(try !record(text).expires(at: day + 86_399))
        #expect(try record(text).expires(at: day + 86_400))
        let standing = "{\"kind\":\"offer\",\"validUntil\":\"2026-10-02\",\"standing\":true}"
        #expect(try !record(standing).expires(at: day + 86_400))
        let available = "{\"kind\":\"offer\",\"available\":{\"until\":1790899200}}"
        #expect(try record(available).expires(at: day))
        #expect(try !record(available).expires(at: day - 1))
        #expect(try !record("{\"kind\":\"offer\"}").expires(at: .max))
    }

    static let moments: [(text: String, seconds: Int64?)] = [
        ("1970-01-01", 0), ("2000-02-29", 951_782_400), ("2026-10-02", 1_790_899_200),
        ("0000-01-01", -62_167_219_200), ("9999-12-31", 253_402_214_400),
        ("2026-10-02T12:30", 1_790_944_200), ("2026-10-02T12:30:15Z", 1_790_944_215),
        ("2026-10-02T12:30:15.123+02:00", 1_790_937_015), ("2026-10-02T12:30-05:30", 1_790_964_000),
        ("2100-02-29", nil), ("2023-02-29", nil), ("2026-13-01", nil), ("2026-00-01", nil),
        ("2026-04-31", nil), ("2026-1-1", nil), ("26-01-01", nil), ("2026-10-02 12:30", nil),
        ("2026-10-02T24:00", nil), ("2026-10-02T12:60", nil), ("2026-10-02T12:30:", nil),
        ("2026-10-02T12:30:15.", nil), ("2026-10-02T12:30+2", nil), ("2026-10-02x", nil),
        ("", nil), ("٢٠٢٦-10-02", nil),
    ]

    @Test(arguments: moments) func `dates and times are read or refused`(
        _ text: String, _ seconds: Int64?
    ) {
        #expect(CivilTime.unixSeconds(text) == seconds)
    }

    @Test func `every day comes back as its own date`() {
        for day in stride(from: Int64(-719_528), to: 2_932_896, by: 97) {
            let text = CivilTime.date(unixSeconds: day * 86_400 + 86_399)
            #expect(text.flatMap(CivilTime.unixSeconds) == day * 86_400)
        }
        #expect(CivilTime.date(unixSeconds: .max) == nil)
        #expect(CivilTime.date(unixSeconds: .min) == nil)
        #expect(CivilTime.date(unixSeconds: -1) == "1969-12-31")
    }

    @Test func `language tags have the shape of BCP 47`() {
        for tag in [
            "zu", "en", "ar-ZA", "zh-Hant-TW", "es-419", "sl-rozaj-biske", "de-1996",
            "zh-yue-HK", "en-a-bbb-x-a-ccc", "x-own", "fil", "art-x-klingon",
        ] {
            #expect(LanguageTag.isWellFormed(tag), "\(tag)")
        }
        for tag in [
            "", "e", "1n", "en_ZA", "en-", "-en", "en--ZA", "english language", "abcdefghi",
            "en-x", "x", "en-a", "en-12", "zü", "en-ZA-GB",
            String(repeating: "en-variant", count: 9),
        ] {
            #expect(!LanguageTag.isWellFormed(tag), "\(tag)")
        }
    }

    @Test func `a concept's labels in all languages make its records searchable`() throws {
        let words = Vocabulary([
            try record(
                """
                {"kind":"concept","scheme":"goods","code":"bread",
                "labels":{"en":"bread","ur":"روٹی"},
                "synonyms":{"ur":["نان"],"en":["loaf"]}}
                """)
        ])
        let bakery = try record(ListingRulesTests.examples[1])
        #expect(words.labels(for: bakery) == ["bread", "روٹی", "نان", "loaf"])
    }
}
