import SangamDirectory
import Testing

/// D6 and the point: what is withheld from display, with its reason.
@Suite struct DisplayRulesTests {
    static let safe: [(String, String)] = [
        ("https://bakery.example.org", "bakery.example.org"),
        ("HTTP://Example.ORG/a?b=c#d", "Example.ORG"),
        ("https://example.org:8443/x", "example.org:8443"),
        ("http://[2001:db8::1]:80/", "[2001:db8::1]:80"),
        ("https://example.org/a@b", "example.org"),
        ("https://example.org?u=a@b", "example.org"),
        ("https://بازار.example/متجر", "بازار.example"),
        ("mailto:info@example.org", "info@example.org"),
        ("tel:+27-31-555-0142", "+27-31-555-0142"),
    ]

    static let unsafe: [(String, DisplayRules.URLProblem)] = [
        ("", .empty),
        ("https://e.org/" + String(repeating: "a", count: 2_048), .tooLong),
        ("javascript:alert(1)", .scheme), ("JaVaScRiPt:alert(1)", .scheme),
        ("data:text/html,x", .scheme), ("vbscript:x", .scheme), ("file:///etc/passwd", .scheme),
        ("ftp://example.org", .scheme), ("blob:https://example.org/1", .scheme),
        (" javascript:alert(1)", .forbiddenCharacter),
        ("java\tscript:alert(1)", .forbiddenCharacter),
        ("java\nscript:alert(1)", .forbiddenCharacter), ("\u{1}https://e.org", .forbiddenCharacter),
        ("https://e.org/ x", .forbiddenCharacter), ("https://e.org/\u{A0}", .forbiddenCharacter),
        ("https://e.org/\u{202E}gpj", .forbiddenCharacter),
        ("https://e\u{200B}.org", .forbiddenCharacter),
        ("https://e\u{AD}.org", .forbiddenCharacter),
        ("https://e.org/\"onclick", .forbiddenCharacter),
        ("https://e.org/<b>", .forbiddenCharacter),
        ("https:\\\\evil.example", .forbiddenCharacter), ("https://e.org\\@x", .forbiddenCharacter),
        ("https://e.org/\u{7F}", .forbiddenCharacter),
        ("https://e.org/\u{E000}", .forbiddenCharacter),
        ("www.example.org", .noScheme), ("//example.org", .noScheme), (":x", .noScheme),
        ("/path", .noScheme), ("jávascript:x", .noScheme),
        ("https://paypal.com@evil.example/", .userInfo),
        ("https://user:pass@example.org", .userInfo), ("https://a@b@c", .userInfo),
        ("https:example.org", .host), ("https:/example.org", .host), ("https:///x", .host),
        ("https://", .host), ("https://?x", .host), ("https://:80/", .host),
        ("https://e%2Eorg", .host), ("https://e.org:99999999", .host), ("https://e.org:x", .host),
        ("https://.org", .host), ("https://[zz]/", .host), ("https://a,b/", .host),
        ("mailto:", .address), ("mailto:a", .address), ("mailto:a@b?bcc=c@d", .address),
        ("mailto:a@b,c@d", .address), ("mailto:a%0Ab@c", .address), ("mailto:@b", .address),
        ("mailto:a@", .address),
        ("tel:", .number), ("tel:abc", .number), ("tel:1", .number), ("tel:+1;ext=2", .number),
    ]

    @Test(arguments: safe) func `a safe link names where it leads (D6)`(
        _ text: String, _ target: String
    ) throws {
        #expect(try DisplayRules.url(text).target == target)
    }

    @Test(arguments: unsafe) func `an unsafe link is withheld for its own reason (D6)`(
        _ text: String, _ problem: DisplayRules.URLProblem
    ) {
        #expect(throws: problem) { try DisplayRules.url(text) }
    }

    @Test func `every reason for withholding a link has a vector (D6)`() {
        #expect(Set(Self.unsafe.map(\.1)) == Set(DisplayRules.URLProblem.allCases))
    }

    @Test func `a record shows its safe links and lists the others (D6)`() throws {
        let listing = try record(
            """
            {"kind":"organisation","links":[{"rel":"website","url":"https://a.example"},
            {"rel":"x","url":"javascript:alert(1)"},"https://b.example",{"rel":"no url"},7],
            "url":"data:x","joinUrl":"https://ok.example"}
            """)
        #expect(listing.links.map(\.url) == ["https://a.example", "https://b.example"])
        #expect(listing.links.map(\.rel) == ["website", ""])
        #expect(listing.withheld.map(\.field) == ["links[1].url", "url"])
        #expect(listing.withheld.first?.value == "javascript:alert(1)")
        #expect(listing.withheld.first?.reason == DisplayRules.URLProblem.scheme.rawValue)
        #expect(listing.url == nil)
    }

    @Test(arguments: [
        "[91,0]", "[-90.0001,0]", "[0,180.5]", "[1]", "[1,2,3]", "[\"1\",\"2\"]", "{\"lat\":1}",
        "1",
    ]) func `a point out of range is withheld, the record is not (D12)`(_ point: String) throws {
        let listing = try record("{\"kind\":\"market\",\"place\":{\"point\":\(point)}}")
        #expect(listing.point == nil)
        #expect(listing.withheld.map(\.field) == ["place.point"])
    }

    @Test(arguments: ["[90,180]", "[-90,-180]", "[-29.86,31.03]", "[0,0]"])
    func `a point in range is shown`(_ point: String) throws {
        let listing = try record("{\"kind\":\"market\",\"place\":{\"point\":\(point)}}")
        #expect(listing.point != nil)
        #expect(listing.withheld.isEmpty)
    }
}
