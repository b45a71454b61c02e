import SangamDirectory
import Testing

/// What we publish: examples that pass, and each rule with a record that breaks only it.
@Suite struct ListingRulesTests {
    static let reference = "organisation/3n372anpsvzcdjeytnslg5ykqm"

    static let examples: [String] = [
        """
        {"kind":"network","lang":"en","name":{"en":"SEM South Africa"},
        "url":"https://sem.example.org","region":"ZA","languages":["en","zu","xh"],
        "charter":"https://sem.example.org/charter",
        "vouching":{"en":"We have visited each member."}}
        """,
        """
        {"kind":"organisation","lang":"en",
        "name":{"en":"Umbumbano Bakery","zu":"Ibhikawozi Lobumbano"},
        "summary":{"en":"Bread and rolls, baked each night by 14 members."},
        "forms":["enterprise"],"membershipOf":"workers","status":"active",
        "goods":[{"scheme":"goods","code":"bread"},"steamed bread"],
        "categories":[{"scheme":"essglobal-activities-ica","code":"ICA130"}],
        "place":{"address":{"locality":"Durban","region":"KwaZulu-Natal","country":"ZA"},
        "point":[-29.86,31.03],"precision":"area"},"contact":{"phone":"+27 31 555 0142"},
        "links":[{"rel":"website","url":"https://bakery.example.org"}],
        "identifiers":[{"scheme":"cipc","value":"K2019/000000"}],
        "memberOf":[{"name":"SEM","as":"enterprise"}],"size":{"members":14,"women":11},
        "founded":"2019","hours":"Mo-Sa 05:00-13:00","languages":["zu","en"],
        "licence":"CC-BY-4.0","confirmed":{"at":"2026-10-02","by":"steward"},
        "source":{"system":"members.csv","id":"17"},"ext":{"Old number":"B-17"}}
        """,
        """
        {"kind":"offer","lang":"zu","name":{"zu":"Isinkwa esishisayo","en":"Steamed bread"},
        "direction":"offer","item":"good","terms":["sell","barter"],
        "provider":"organisation/3n372anpsvzcdjeytnslg5ykqm",
        "goods":[{"scheme":"goods","code":"bread"}],
        "price":{"amount":"18.50","currency":"ZAR","per":"loaf"},"stock":"in",
        "delivers":[{"area":"eThekwini","days":["tu","fr"]}],"standing":true}
        """,
        """
        {"kind":"market","lang":"en","name":{"en":"Tuesday market"},
        "schedule":{"starts":"2026-01-06T07:00","zone":"Africa/Johannesburg","minutes":300,
        "repeats":"FREQ=WEEKLY;BYDAY=TU"},
        "place":{"address":{"locality":"Durban","country":"ZA"},"point":[-29.85,31.02],
        "precision":"street"},"sellers":["organisation/3n372anpsvzcdjeytnslg5ykqm"],
        "accepts":["cash"]}
        """,
        listing("event", "\"own\":1"),
        """
        {"kind":"link","a":"\(reference)","b":"offer/4sowhmviu6hqjc5pys2fsabjma",
        "relation":"same-as"}
        """,
        """
        {"kind":"vouch","node":"k4gidesfoerp245rpxqf2vacrwd7bj7w","since":"2024"}
        """,
        """
        {"kind":"membership","member":{"scheme":"cipc","value":"1"},"as":"worker"}
        """,
        "{\"kind\":\"confirm\",\"record\":\"\(reference)\",\"at\":1795000000}",
        """
        {"kind":"concept","scheme":"goods","code":"bread","labels":{"zu":"isinkwa"}}
        """,
        "{\"kind\":\"suggest\",\"anything\":true}",
        listing("library-of-things", "\"own\":[1,{\"x\":2}]"),
        listing("image", image("AAAA") + alt),
    ]

    @Test(arguments: examples) func `the directory's own examples may be published`(
        _ text: String
    ) throws {
        #expect(ListingRules.check(try record(text)) == [])
    }

    /// A good listing with more members.
    static func listing(_ kind: String, _ members: String) -> String {
        "{\"kind\":\"\(kind)\",\"lang\":\"en\",\"name\":{\"en\":\"A\"},\(members)}"
    }

    static func organisation(_ members: String) -> String { listing("organisation", members) }

    static func image(_ data: String) -> String {
        "\"of\":\"\(reference)\",\"type\":\"png\",\"data\":\"\(data)\""
    }

    static let alt = ",\"alt\":{\"en\":\"A\"}"

    /// A link statement from a bakery's record to `end`.
    static func link(_ end: String) -> String {
        "{\"kind\":\"link\",\"a\":\"\(reference)\"\(end)}"
    }

    static let broken: [(text: String, field: String)] = [
        ("{\"kind\":\"offer\",\"lang\":\"en\"}", "name"),
        ("{\"kind\":\"offer\",\"name\":{\"en\":\"A\"}}", "lang"),
        ("{\"kind\":\"offer\",\"lang\":\"en\",\"name\":null}", "name"),
        ("{\"kind\":\"offer\",\"lang\":\"en\",\"name\":{}}", "name"),
        ("{\"kind\":\"offer\",\"lang\":\"en\",\"name\":\"A\"}", "name"),
        ("{\"kind\":\"offer\",\"lang\":\"en\",\"name\":{\"en\":\"\"}}", "name.en"),
        ("{\"kind\":\"offer\",\"lang\":\"en\",\"name\":{\"en\":\" \\u00a0\"}}", "name.en"),
        ("{\"kind\":\"offer\",\"lang\":\"en\",\"name\":{\"en_ZA\":\"A\"}}", "name.en_ZA"),
        ("{\"kind\":\"offer\",\"lang\":\"english language\",\"name\":{\"en\":\"A\"}}", "lang"),
        ("{\"kind\":\"Offer\",\"lang\":\"en\",\"name\":{\"en\":\"A\"}}", "kind"),
        ("{\"kind\":\"\"}", "kind"),
        (
            organisation("\"place\":{\"address\":{\"country\":\"South Africa\"}}"),
            "place.address.country"
        ),
        (organisation("\"place\":{\"point\":[91,0]}"), "place.point"),
        (organisation("\"place\":{\"point\":[0,0]}"), "place.point"),
        (organisation("\"place\":{\"point\":[0,0.0]}"), "place.point"),
        (organisation("\"place\":\"Durban\""), "place"),
        (organisation("\"links\":[{\"rel\":\"x\"}]"), "links[0].url"),
        (organisation("\"links\":[{\"url\":\"javascript:x\"}]"), "links[0].url"),
        (organisation("\"founded\":\"2019-13\""), "founded"),
        (organisation("\"founded\":\"2023-02-29\""), "founded"),
        (organisation("\"confirmed\":{\"at\":\"yesterday\"}"), "confirmed.at"),
        (organisation("\"confirmed\":{}"), "confirmed.at"),
        (organisation("\"partOf\":[\"organisation/short\"]"), "partOf[0]"),
        (organisation("\"partOf\":\"\(reference)\""), "partOf"),
        (organisation("\"size\":{\"members\":-1}"), "size.members"),
        (organisation("\"size\":{\"members\":1.5}"), "size.members"),
        (organisation("\"identifiers\":[{\"scheme\":\"x\"}]"), "identifiers[0].value"),
        (organisation("\"goods\":[\"a\",{\"scheme\":\"goods\"}]"), "goods[1].code"),
        (organisation("\"standing\":\"yes\""), "standing"),
        (organisation("\"source\":{\"url\":\"mailto:a@b.org\"}"), "source.url"),
        (listing("event", "\"starts\":\"2026-01-06\""), "starts"),
        (listing("event", "\"zone\":\"GMT 2\""), "zone"),
        (listing("event", "\"repeats\":\"every Tuesday\""), "repeats"),
        (listing("event", "\"repeats\":\"BYDAY=TU\""), "repeats"),
        (listing("market", "\"schedule\":{\"repeats\":\"weekly\"}"), "schedule.repeats"),
        (
            listing("event", "\"starts\":\"2026-01-06T07:00\",\"ends\":\"2026-01-06T06:00\""),
            "ends"
        ),
        (listing("offer", "\"price\":{\"amount\":\"R 18\"}"), "price.amount"),
        (listing("offer", "\"price\":{\"amount\":-1}"), "price.amount"),
        (link(",\"relation\":\"same-as\""), "b"),
        (link(",\"b\":\"the bakery\",\"relation\":\"same-as\""), "b"),
        (link(",\"b\":\"\(reference)\""), "relation"),
        ("{\"kind\":\"vouch\"}", "node"), ("{\"kind\":\"vouch\",\"node\":\"x\"}", "node"),
        ("{\"kind\":\"membership\"}", "member"), ("{\"kind\":\"confirm\",\"at\":1}", "record"),
        ("{\"kind\":\"confirm\",\"record\":\"\(reference)\"}", "at"),
        ("{\"kind\":\"concept\",\"scheme\":\"s\",\"code\":\"c\"}", "labels"),
        (listing("image", image("AAA") + alt), "data"),
        (listing("image", image(String(repeating: "A", count: 60_004)) + alt), "data"),
        (listing("image", image("AAAA")), "alt"),
    ]

    @Test(arguments: [
        ("FREQ=WEEKLY;BYDAY=TU", 0), ("rrule:freq=daily;", 0), ("FREQ=HOURLY", 1),
        ("FREQ=MONTHLY;BYWEEKNO=2;X-OURS=a b".replacing(" ", with: "_"), 1),
    ])
    func `a rule that calendars here cannot repeat by is kept, and that is told`(
        rule: String, told: Int
    ) throws {
        for text in [
            Self.listing("event", "\"repeats\":\"\(rule)\""),
            Self.listing("market", "\"schedule\":{\"repeats\":\"\(rule)\"}"),
        ] {
            let json = try record(text).json
            let (prepared, problems) = ListingRules.prepare(json)
            #expect(prepared == json && problems.count == told, "\(problems)")
            #expect(
                problems.allSatisfy { $0.severity == .adjusted && $0.field.hasSuffix("repeats") })
        }
    }

    @Test(arguments: broken) func `a listing that breaks one rule is refused by that field (D7)`(
        _ text: String, _ field: String
    ) throws {
        let problems = ListingRules.check(try record(text))
        #expect(problems.map(\.field) == [field])
        #expect(problems.allSatisfy { $0.severity == .refused && !$0.reason.isEmpty })
    }

    static let free: [String] = [
        "\"status\":\"sleeping\"", "\"forms\":[\"guild\"]", "\"partOf\":[\"the old guild\"]",
        "\"place\":{\"precision\":\"village\"}", "\"memberOf\":[{\"name\":\"A / B\"}]",
        "\"place\":{\"serviceArea\":12}", "\"place\":{\"serviceArea\":{\"radius\":12}}",
        "\"place\":{\"serviceArea\":\"the valley\"}", "\"open\":true", "\"open\":{\"en\":\"ask\"}",
        "\"contact\":{\"email\":[\"a@b\",\"c@d\"]}", "\"contact\":{\"pigeon\":\"grey\"}",
        "\"confirmed\":{\"at\":1795000000}", "\"tags\":null", "\"source\":{\"id\":17}",
        "\"lang2\":{\"deep\":[[[1]]]}",
    ]

    @Test(arguments: free) func `unknown members and values of open lists may be published`(
        _ members: String
    ) throws {
        #expect(ListingRules.check(try record(Self.organisation(members))) == [])
    }

    /// A field's limit as a record at the limit and one beyond it.
    static let limits: [(field: String, max: Int, json: @Sendable (Int) -> JSON)] = [
        ("name.en", 200, { ["name": ["en": text($0)]] }),
        ("summary.en", 280, { ["summary": ["en": text($0)]] }),
        ("description.zu", 8_000, { ["description": ["zu": text($0)]] }),
        ("name", 60, { .object(["name": languages($0)]) }),
        ("status", 64, { ["status": text($0)] }),
        ("tags", 50, { ["tags": items($0)] }),
        ("tags[0]", 64, { ["tags": [text($0)]] }),
        ("goods", 100, { ["goods": items($0)] }),
        ("goods[0]", 100, { ["goods": [text($0)]] }),
        ("goods[0].code", 128, { ["goods": [["scheme": "s", "code": text($0)]]] }),
        ("categories[0].scheme", 64, { ["categories": [["scheme": text($0), "code": "c"]]] }),
        ("links[0].title", 200, { ["links": [["url": "https://a.b", "title": text($0)]]] }),
        ("contact.phone", 200, { ["contact": ["phone": text($0)]] }),
        ("contact.email", 10, { ["contact": ["email": items($0)]] }),
        ("place.address.street", 200, { ["place": ["address": ["street": text($0)]]] }),
        ("place.serviceArea", 200, { ["place": ["serviceArea": text($0)]] }),
        ("partOf", 20, { ["partOf": items($0)] }),
        ("partOf[0]", 200, { ["partOf": [text($0)]] }),
        ("licence", 64, { ["licence": text($0)] }),
        ("hours", 500, { ["hours": text($0)] }),
        ("own", 10_000, { ["own": text($0)] }),
        ("own.list", 1_000, { ["own": ["list": items($0)]] }),
        ("ext.note", 10_000, { ["ext": ["note": text($0)]] }),
        ("ext", 1_000, { .object(["ext": members($0)]) }),
    ]

    @Test(arguments: limits.map(\.field)) func `each limit holds exactly and is named (D7)`(
        _ field: String
    ) throws {
        let limit = try #require(Self.limits.first { $0.field == field })
        func problems(_ count: Int) -> [ListingProblem] {
            var object: JSONObject = ["kind": "organisation", "lang": "en", "name": ["en": "A"]]
            for member in limit.json(count).object?.members ?? [] {
                object[member.name] = member.value
            }
            return ListingRules.check(Record(json: object))
        }
        #expect(problems(limit.max) == [])
        let over = problems(limit.max + 1)
        #expect(over.map(\.field) == [field])
        #expect(over.first?.reason.contains("at most \(limit.max) are allowed") == true)
    }

    @Test func `a list of a million items is refused by its field and limit (D7)`() throws {
        let tags = JSON.array(Array(repeating: .null, count: 1_000_000))
        let problems = ListingRules.check(
            Record(json: ["kind": "offer", "lang": "en", "name": ["en": "A"], "tags": tags]))
        #expect(problems.map(\.description) == ["tags: has 1000000 items; at most 50 are allowed"])
    }

    @Test func `a record with endless problems gets a bounded answer (D7)`() throws {
        let links = JSON.array(Array(repeating: ["url": "x"], count: 30))
        let forms = JSON.array(Array(repeating: .null, count: 20))
        let tags = JSON.array(Array(repeating: .null, count: 50))
        let problems = ListingRules.check(
            Record(json: ["kind": "organisation", "links": links, "forms": forms, "tags": tags]))
        #expect(problems.count == 50)
    }

    static func text(_ count: Int) -> JSON { .string(String(repeating: "ß", count: count)) }

    static func items(_ count: Int) -> JSON { .array((0..<count).map { .string("i\($0)") }) }

    static func members(_ count: Int) -> JSON {
        .object(JSONObject((0..<count).map { .init(name: "m\($0)", value: true) }))
    }

    static func languages(_ count: Int) -> JSON {
        .object(
            JSONObject(
                (0..<count).map { index in
                    let letters = [97 + index / 26, 97 + index % 26].map { UInt8($0) }
                    return .init(name: String(decoding: letters, as: UTF8.self), value: "A")
                }))
    }
}
