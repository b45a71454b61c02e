import SangamDirectory
import Testing

@Suite struct ShareTextTests {
    private func share(_ payload: String, _ languages: [String] = ["en"]) throws -> [Substring] {
        let text = ShareText.text(try exported(payload), languages: languages)
        #expect(text.unicodeScalars.count <= 300)
        return text.split(separator: "\n")
    }

    @Test func `a message says name, place, what and link, in the reader's language or its own`()
        throws
    {
        let payload = """
            {"kind":"organisation","lang":"zu","name":{"zu":"Ibhikawozi","en":"Bakery"},
             "summary":{"zu":"Isinkwa"},"contact":{"phone":"+27 31 555 0142"},
             "place":{"address":{"locality":"Durban","country":"ZA"}}}
            """
        let link = "https://sem.example.org/l/\(try exported(payload).id)"
        #expect(try share(payload) == ["Bakery · Durban, South Africa", "Isinkwa", link[...]])
        #expect(
            try share(payload, ["ar"])[0]
                == "\u{2068}Ibhikawozi\u{2069} · \u{2068}Durban, جنوب أفريقيا\u{2069}")
    }

    @Test func `parts that run different ways stand in isolation (D4)`() throws {
        let lines = try share(
            """
            {"kind":"organisation","lang":"ar","name":{"ar":"\\u202eتعاونية النور"},
             "place":{"address":{"locality":"Durban"}}}
            """)
        #expect(lines[0] == "\u{2068}تعاونية النور\u{2069} · \u{2068}Durban\u{2069}")
    }

    @Test(arguments: [
        "e\u{301}", "e" + String(repeating: "\u{301}", count: 40), "👩‍👩‍👧‍👦", "🇿🇦", "👍🏽", "क्षि", "กำ", "한",
        "ស្រ្តី", "\u{600}1", "ab ", "مرحبا ", "x", "ကို",
    ])
    func `a long text is cut, and no letter is torn from its marks (D4)`(unit: String) throws {
        for shift in 0..<7 {
            let long = String(repeating: "y", count: shift) + String(repeating: unit, count: 400)
            var record = try exported(#"{"kind":"x","lang":"en"}"#)
            record.payload["name"] = ["en": .string(long)]
            record.payload["summary"] = ["en": .string(long)]
            let text = ShareText.text(record, languages: ["en"])
            #expect(text.unicodeScalars.count <= 300)
            let lines = text.split(separator: "\n")
            #expect(lines.count == 3 && lines[2].hasPrefix("https://"))
            let clean = DisplayText.line(long, scalarsMax: .max)
            for line in lines.prefix(2) {
                #expect(line.unicodeScalars.last == "…")
                let kept = line.unicodeScalars.dropLast()
                #expect(clean.unicodeScalars.starts(with: kept))
                // What follows in the text begins a letter of its own.
                let rest = String(
                    String.UnicodeScalarView(clean.unicodeScalars.dropFirst(kept.count)))
                #expect(String(String.UnicodeScalarView(kept)).count + rest.count == clean.count)
            }
        }
    }

    @Test func `a link too long for a message is left out, never cut`() throws {
        let record = try exported(#"{"kind":"x","lang":"en","name":{"en":"Bread"}}"#)
        let long = "https://a.example/" + String(repeating: "x", count: 290)
        #expect(ShareText.text(record, languages: [], link: long) == "Bread")
        #expect(ShareText.text(record, languages: [], link: "javascript:x") == "Bread")
    }

    @Test func `any payload makes a message of at most 300 characters (D4)`() throws {
        for round in 0..<300 {
            var generator = NastyPayload(seed: propertySeed &+ UInt64(round))
            let text = ShareText.text(try exported(generator.next()), languages: ["fr"])
            #expect(!text.isEmpty && text.unicodeScalars.count <= 300)
            #expect(!text.unicodeScalars.contains("\u{202E}"))
        }
    }
}
