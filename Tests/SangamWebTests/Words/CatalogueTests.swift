import Testing

@testable import SangamWeb

@Suite struct CatalogueTests {
    private let catalogues: Catalogues

    init() throws { catalogues = try Catalogues() }

    private func language(_ tag: String) throws -> Catalogue {
        try #require(catalogues.named(tag))
    }

    @Test(arguments: [
        ("en", 0, "0 listings"), ("en", 1, "1 listing"), ("en", 1_204, "1,204 listings"),
        ("fr", 0, "0 fiche"), ("fr", 2, "2 fiches"), ("fr", 1_000_000, "1 000 000 de fiches"),
        ("ar", 0, "لا مُدرَجات"), ("ar", 1, "مُدرَج واحد"), ("ar", 2, "مُدرَجان"),
        ("ar", 5, "٥ مُدرَجات"), ("ar", 11, "١١ مُدرَجًا"), ("ar", 100, "١٠٠ مُدرَج"),
        ("id", 1, "1 entri"), ("ur", 2, "2 اندراجات"), ("es", 1_204, "1204 fichas"),
    ])
    func `a count takes the form of its language`(tag: String, count: Int, text: String) throws {
        let shown = try language(tag).text("listingCount", count: count)
        #expect(shown.replacing("\u{202F}", with: " ") == text)
    }

    @Test func `a value keeps its reading direction to itself`() throws {
        let arabic = try language("ar").text("carriedDirect", ["network": "SEM (ZA)"])
        #expect(arabic == "وصلنا مباشرة من \u{2068}SEM (ZA)\u{2069}.")
        let own = try language("ar").text("carriedDirect", ["network": "النور"])
        #expect(own == "وصلنا مباشرة من النور.")
        let english = try language("en").text("carriedDirect", ["network": "النور"])
        #expect(english == "It came to us directly from \u{2068}النور\u{2069}.")
        #expect(
            try language("en").text("carriedDirect", ["network": "SEM"])
                == "It came to us directly from SEM.")
    }

    @Test func `a value that looks like a place of a value is not filled`() throws {
        let text = try language("en").text(
            "confirmedBy", ["time": "{person}", "person": "{time}"])
        #expect(text == "{person} by {time}")
    }

    @Test func `what is missing is seen and does not trap`() throws {
        let english = try language("en")
        #expect(english.text("noSuchKey") == "noSuchKey")
        #expect(english.text("noSuchKey", count: 3) == "noSuchKey")
        #expect(english.text("carriedDirect") == "It came to us directly from {network}.")
        #expect(english.text("skip", count: 3) == "To the content")
    }

    @Test func `a value of an open list that we have no word for has none`() throws {
        let english = try language("en")
        #expect(english.word("form", "working-group") == "working group")
        #expect(english.word("licence", "CC-BY-SA-4.0")?.contains("CC BY-SA 4.0") == true)
        for value in [
            "", "guild", "wörking", "working\u{0}group", String(repeating: "a", count: 100_000),
            "<b>", "enterprise\u{301}",
        ] {
            #expect(english.word("form", value) == nil)
        }
    }

    @Test(arguments: [
        ("en", "12 March 2026"), ("fr", "12 mars 2026"), ("es", "12 de marzo de 2026"),
        ("pt", "12 de março de 2026"), ("ar", "١٢ مارس ٢٠٢٦"), ("id", "12 Maret 2026"),
        ("ur", "12 مارچ 2026"),
    ])
    func `days are in the words and digits of the language`(tag: String, text: String) throws {
        #expect(try language(tag).date(1_773_273_600) == text)
    }

    @Test(arguments: [
        ("2026", "2026"), ("2026-03", "March 2026"), ("2026-03-12", "12 March 2026"),
        ("2026-01-06T07:00", "6 January 2026, 07:00"),
        ("2026-01-06T07:00:30", "6 January 2026, 07:00"),
        ("2026-01-06T07:00Z", "6 January 2026, 07:00 UTC"),
        ("2026-01-06T07:00+02:00", "6 January 2026, 07:00 UTC+02:00"),
    ])
    func `dates as records write them become words`(written: String, text: String) throws {
        #expect(try language("en").written(written) == text)
    }

    @Test(arguments: [
        "", "T", "soon", "2026-13", "2026-02-30", "2026-03-12 ", "2026-03-12T", "2026-03-12T7",
        "2026-03-12T07:00 <b>", "2026-03-12T07:00+\u{0}", "12 March 2026", "٢٠٢٦",
    ])
    func `what is no date stays as it was written`(written: String) throws {
        #expect(try language("en").written(written) == nil)
    }

    @Test func `weekdays are counted from Monday`() throws {
        let english = try language("en")
        #expect(english.dateWithWeekday(0) == "Thursday, 1 January 1970")
        #expect(english.dateWithWeekday(-1) == "Wednesday, 31 December 1969")
        #expect(english.dateWithWeekday(1_773_273_600) == "Thursday, 12 March 2026")
        #expect(english.dateWithWeekday(.max) == "an unknown day")
        #expect(english.weekday(code: "TU") == "Tuesday")
        #expect(english.weekday(code: "su") == "Sunday")
        #expect(english.weekday(code: "1") == nil)
    }

    @Test(arguments: [
        ("en", "3 days ago"), ("fr", "il y a 3 jours"), ("es", "hace 3 días"),
        ("pt", "há 3 dias"), ("ar", "قبل ٣ أيام"), ("id", "3 hari yang lalu"),
        ("ur", "3 دن پہلے"),
    ])
    func `times are relative in every language`(tag: String, text: String) throws {
        #expect(try language(tag).ago(1_000_000, now: 1_259_200) == text)
    }

    @Test func `lists have the comma of the language`() throws {
        #expect(try language("en").list(["a", "b"]) == "a, b")
        #expect(try language("ar").list(["ا", "ب"]) == "ا، ب")
    }

    @Test func `the pseudo-locales are long, marked, and run the other way`() throws {
        let long = try language(PseudoLocale.long)
        let english = try language("en")
        let mirrored = try language(PseudoLocale.rightToLeft)
        #expect(long.direction == .leftToRight && mirrored.direction == .rightToLeft)
        for (key, text) in english.words where text.contains(where: \.isLetter) {
            for pseudo in [long, mirrored] {
                let shown = try #require(pseudo.words[key])
                #expect(shown != text, "\(key)")
                let letters = shown.unicodeScalars.contains {
                    $0.isASCII && $0.properties.isAlphabetic
                }
                #expect(!letters, "\(key): \(shown)")
                #expect(shown.unicodeScalars.count >= text.unicodeScalars.count)
            }
        }
        let filled = long.text("carriedDirect", ["network": "SEM"])
        #expect(filled.contains("SEM") && !filled.contains("{"))
        #expect(mirrored.text("listingCount", count: 2).contains("٢"))
        #expect(
            !catalogues.all.contains {
                [PseudoLocale.long, PseudoLocale.rightToLeft].contains($0.tag)
            })
        #expect(catalogues.lookup("en-XA")?.tag == "en")
        #expect(catalogues.choose(path: "en-XA", accepted: [], home: nil).tag == "en-XA")
    }
}
