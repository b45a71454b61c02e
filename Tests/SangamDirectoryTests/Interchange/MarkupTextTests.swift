import Testing

@testable import SangamDirectory

/// Texts that their source says are HTML.
@Suite struct MarkupTextTests {
    @Test(arguments: [
        ("Caf&#233; Uno", "Café Uno", false),
        ("Tortiller&iacute;a &amp; M&#xE1;s", "Tortillería & Más", false),
        ("<p>Miel</p><p>y <b>pan</b></p>", "Miel\ny pan", true), ("a<br />b", "a\nb", false),
        ("1 < 2 & 3 > 2", "1 < 2 & 3 > 2", false),
        ("&unknown; &#0; &#x110000; &", "&unknown; &#0; &#x110000; &", false),
        ("<", "<", false), ("<a", "<a", false), ("&#", "&#", false), ("", "", false),
        ("<script>x</script>", "x", true),
    ])
    func `a page's text as plain text`(html: String, text: String, lost: Bool) {
        let found = MarkupText.plain(html)
        #expect(found.text == text && found.lostMarkup == lost)
    }

    @Test func `a million beginnings of tags are read once (D5)`() {
        let text = String(repeating: "<a", count: 500_000)
        #expect(MarkupText.plain(text).text == text)
        #expect(MarkupText.plain(text + ">").text.isEmpty)
    }

    @Test func `columns of choices are found by name, however many there are (D14)`() throws {
        let names = (0..<20_000).map { "products/\($0)" }
        let columns = ImportColumn.columns(["name"] + names, mapping: ImportMapping())
        #expect(columns.count == 20_001 && columns[1].meaning.member == .products)
    }

    @Test func `a site's pages are rows`() throws {
        let page = """
            [{"id":1,"title":{"rendered":"Caf&#233; Uno"},
            "content":{"rendered":"<p>Miel <a href=\\"https://x.example/\\">aqui</a></p>"},
            "acf":{"productos":"miel, pan","telefono":"0711","ubicacion":"x"},
            "ubicacion":{"lat":-1.5,"lng":36.5}}]
            """
        let row = try #require(readRows(page, .json).first)
        let json = try payload(row)
        #expect(json.at("name.en") == "Café Uno" && json.at("description.en") == "Miel aqui")
        #expect(
            json["ext"]?.object?["content.rendered"]?.string?.contains("https://x.example/") == true
        )
        #expect(json["goods"] == ["miel", "pan"])
        #expect(json.at("contact.phone") == "0711")
        #expect(json.at("place.point") == [.number("-1.5"), .number("36.5")])
    }
}
