import SangamDirectory
import Testing

/// Names typed the way people type them fold to the same text as names written with care.
@Suite struct SearchTextTests {
    static let same: [(name: String, written: String, typed: String)] = [
        ("French accents", "Coopérative Épicerie", "cooperative epicerie"),
        ("French ligature", "Œuvre", "oeuvre"), ("Danish", "Smørrebrød Æble", "smorrebrod aeble"),
        ("Polish", "Spółdzielnia Łódź", "spoldzielnia lodz"),
        ("German sharp s", "Straße GROẞ", "strasse gross"),
        ("Turkish dotted and dotless i", "İstanbul Kadıköy", "istanbul kadikoy"),
        ("Vietnamese", "Đường Hợp tác xã", "duong hop tac xa"),
        ("Portuguese decomposed", "Associac\u{327}a\u{303}o", "associação"),
        ("Greek final sigma and accents", "Συνεταιρισμός", "ΣΥΝΕΤΑΙΡΙΣΜΟΣ"),
        ("Cyrillic case", "КООПЕРАТИВ", "кооператив"),
        ("full-width Latin", "ＣＯＯＰ１２", "coop12"), ("the fi ligature", "ﬁnance", "finance"),
        ("Arabic vowel marks", "النُّور", "النور"), ("Arabic hamza forms", "أإآٱ", "اااا"),
        ("Arabic tatweel", "تعـــاونية", "تعاونية"), ("Arabic teh marbuta", "تعاونية", "تعاونيه"),
        ("Arabic alef maksura", "مستشفى", "مستشفي"), ("Arabic waw with hamza", "مؤسسة", "موسسه"),
        ("Arabic yeh with hamza", "بئر", "بير"), ("Arabic hamza alone", "ماء", "ما"),
        ("Arabic ligature form", "ﻻ", "لا"), ("Urdu letters typed as Arabic", "کی ہم", "كي هم"),
        ("Urdu do-chashmi he", "بھائی", "بهايي"), ("Persian digits", "۱۲۳", "123"),
        ("Arabic digits", "٤٥٦", "456"), ("Hindi nukta", "ज़मीन", "जमीन"),
        ("Hindi nukta composed", "\u{95B}", "\u{91C}"), ("Devanagari digits", "२०२६", "2026"),
        ("Bengali digits", "২০২৬", "2026"), ("Bengali ra with nukta", "বাড়ি", "বাডি"),
        ("Hebrew points", "שָׁלוֹם", "שלום"),
        ("zero-width space in Khmer", "សហ\u{200B}ករណ៍", "សហករណ៍"),
        ("zero-width joiner", "क्\u{200D}ष", "क्ष"),
        ("direction marks", "\u{200F}abc\u{202C}", "abc"),
        ("soft hyphen", "co\u{AD}op", "coop"),
        ("Hangul decomposed", "\u{1112}\u{1161}\u{11AB}", "한"),
        ("Kana half width", "ｶﾞ", "ガ"), ("Hawaiian okina", "Hawai\u{2BB}i", "hawaii"),
        ("punctuation", "Bread, rolls & \"more\"!", "bread rolls more"),
    ]

    @Test(arguments: same) func `two spellings fold to one`(
        _ name: String, _ written: String, _ typed: String
    ) {
        let folded = SearchText.fold(written)
        #expect(!folded.isEmpty)
        #expect(
            Array(folded.utf8) == Array(SearchText.fold(typed).utf8),
            "\(name): \(folded) / \(SearchText.fold(typed))")
    }

    static let different: [(String, String)] = [
        ("बाल", "बिल"), ("ดี", "ดู"), ("ক", "কি"), ("か", "が"), ("ملے", "ملي"), ("ދަ", "ދި"),
        ("한", "하"), ("abc", "abd"),
    ]

    @Test(arguments: different) func `words that differ stay different`(
        _ one: String, _ other: String
    ) {
        #expect(SearchText.fold(one) != SearchText.fold(other))
    }

    static let folded: [(text: String, words: [String])] = [
        ("", []), ("  \t\n ", []), ("😀 — !", []), ("Isinkwa", ["isinkwa"]),
        ("東京都", ["东京", "京都", "都"]), ("京", ["京"]), ("東京coop", ["东京", "京", "coop"]),
        ("パン、米", ["パン", "ン", "米"]), ("สหกรณ์", ["สห", "หก", "กร", "รณ์", "ณ์"]),
        ("သမ", ["သမ", "မ"]), ("ល្អ", ["ល្អ"]), ("co-op", ["co", "op"]),
        ("R&D\r\nlab", ["r", "d", "lab"]),
        ("e\u{301}\u{301}\u{301}", ["e"]), ("\u{301}x", ["x"]), ("½", ["1", "2"]),
    ]

    @Test(arguments: folded) func `words and pairs come out as the index holds them`(
        _ text: String, _ words: [String]
    ) {
        #expect(SearchText.fold(text) == words.joined(separator: " "))
    }

    @Test func `folding twice changes nothing`() {
        for sample in Self.same
        where !sample.name.hasPrefix("Kana") && !sample.name.contains("Khmer") {
            let once = SearchText.fold(sample.written)
            #expect(SearchText.fold(once) == once, "\(sample.name)")
        }
    }

    @Test func `the plain path and the path for all scripts agree`() {
        for round in 0..<300 {
            let seed = propertySeed &+ UInt64(round)
            var generator = SeededGenerator(seed: seed)
            let bytes = (0..<30).map { _ in UInt8.random(in: 0x20...0x7E, using: &generator) }
            let text = String(decoding: bytes, as: UTF8.self)
            let both = SearchText.fold(text + " é")
            let plain = SearchText.fold(text)
            #expect(both == (plain.isEmpty ? "e" : plain + " e"), "seed \(seed)")
        }
    }

    @Test func `a folded text holds nothing that FTS5 would read as syntax (D14)`() {
        for round in 0..<300 {
            var generator = SeededGenerator(seed: propertySeed &+ UInt64(round))
            let text = RoundTripTests.text(using: &generator)
            let ascii = SearchText.fold(text).utf8.filter { $0 < 0x80 }
            #expect(
                ascii.allSatisfy {
                    $0 == 0x20 || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0)
                }, "round \(round)")
        }
    }

    @Test func `thousands of marks on one letter take bounded time (D4)`() {
        for mark in ["\u{301}", "\u{93F}", "\u{E34}", "\u{3099}"] {
            let text = "a" + String(repeating: mark, count: 20_000) + "b"
            #expect(processorTime { _ = SearchText.fold(text) } < .seconds(60))
        }
    }

    @Test func `every text of a record is searchable, ids and contact data are not`() throws {
        let row = SearchText.row(
            for: try record(
                """
                {"kind":"organisation","lang":"en",
                "name":{"en":"Umbumbano Bakery","zu":"Ibhikawozi"},
                "summary":{"en":"summaryword"},"description":{"en":"descriptionword"},
                "goods":[{"scheme":"goods","code":"bread"},"dumplings"],"tags":["night"],
                "categories":[{"scheme":"schemeword","code":"ICA130"}],
                "place":{"address":{"locality":"Durban","region":"KwaZulu-Natal","country":"ZA"}},
                "contact":{"name":"Thandi","phone":"0315550142","email":"secret@mail.example"},
                "links":[{"rel":"website","url":"https://bakery.example.org/x"}],
                "source":{"system":"sourceword","id":"17"},"partOf":["the old guild"],
                "provider":"organisation/3n372anpsvzcdjeytnslg5ykqm","forms":["self-help-group"],
                "ext":{"Colour":["blueword",{"deep":"deepword"}]},"motto":"mottoword"}
                """), labels: ["roti"])
        #expect(row.name == "umbumbano bakery ibhikawozi")
        #expect(row.place == "durban kwazulu natal kwazulunatal za")
        for word in ["bread", "dumplings", "night", "ica130", "roti", "self", "selfhelpgroup"] {
            #expect(row.tags.split(separator: " ").contains(Substring(word)), "\(word)")
        }
        for word in [
            "summaryword", "descriptionword", "blueword", "deepword", "mottoword", "guild",
            "thandi",
            "bakery",
        ] {
            #expect(row.body.split(separator: " ").contains(Substring(word)), "\(word)")
        }
        let all = [row.name, row.place, row.tags, row.body].joined(separator: " ")
        for word in ["0315550142", "secret", "sourceword", "schemeword", "3n372", "colour"] {
            #expect(!all.contains(word), "\(word)")
        }
    }
}
