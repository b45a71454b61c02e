import HTTPTypes
import SangamDirectory
import SangamLog
import SangamNode
import Testing

@testable import SangamWeb

@Suite struct PageTests {
    private let referrer = HTTPField.Name("Referrer-Policy")

    @Test func `every page allows nothing from elsewhere and sets no cookie`() async throws {
        try await TestNode.with { node in
            let id = try await node.publish(TestNode.bakery)
            let referrer = try #require(referrer)
            for path in [
                "/", "/search", "/search?q=bread", "/networks", "/l/\(id)", "/nothing",
                "/l/\(node.node.nodeID)/offer/3n372anpsvzcdjeytnslg5ykqm", "/style.css",
                "/icon.svg", "/search?limit=0", "/api/v1/status", "/sangam/v1/roster",
            ] {
                let reply = try await node.web.get(path)
                #expect(
                    reply.headers[.contentSecurityPolicy]
                        == "default-src 'none'; style-src 'self'; script-src 'self'; connect-src "
                        + "'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
                        + "frame-ancestors 'none'")
                #expect(reply.headers[.xContentTypeOptions] == "nosniff")
                #expect(reply.headers[referrer] == "no-referrer")
                #expect(reply.headers[.setCookie] == nil)
                // A script is ours, from this site, or data that no browser runs.
                let isPage = reply.headers[.contentType]?.hasPrefix("text/html") == true
                #expect(!isPage || ForeignMarkup.found(reply.body) == [], "\(path)")
                #expect(isPage || !reply.text.contains("<script"))
                #expect(!reply.text.contains("style="))
            }
        }
    }

    @Test func `the page of a listing shows every member and who says so`() async throws {
        try await TestNode.with { node in
            let id = try await node.publish(TestNode.bakery)
            let page = try await node.web.get("/l/\(id)").text
            for text in [
                "Umbumbano Bakery", "Ibhikawozi Lobumbano", "lang=\"zu\"", "isiZulu",
                "Bread and rolls, baked each night by 14 members.", "enterprise", "the workers",
                "steamed bread", "Durban", "somewhere in this area", "tel:+27315550142",
                "bakery.example.org", "14 members, 11 women", "steward", "Old number", "B-17",
                "oven",
                "wood", "Who says so", "SEM South Africa", "It is change 2 of the 2",
                "It was written here.", "/api/v1/listings/\(id)", "/payload/1",
                "dir=\"auto\"",
            ] {
                #expect(page.contains(text), "\(text)")
            }
        }
    }

    @Test func `a statement is shown as a statement`() async throws {
        try await TestNode.with { node in
            let a = try await node.publish(TestNode.bakery)
            let b = try await node.publish(TestNode.bakery)
            let link = try await node.node.link(
                a.description, b.description, not: true, now: TestNode.now)
            let page = try await node.web.get("/l/\(link.id)").text
            #expect(page.contains("This is a statement"))
            #expect(page.contains("not the same"))
            #expect(page.contains("<a href=\"/l/\(a)\">"))
        }
    }

    @Test func `the search page keeps its filters and offers to widen them`() async throws {
        try await TestNode.with { node in
            try await node.publish(TestNode.bakery)
            let found = try await node.web.get("/search?q=bread&country=ZA").text
            #expect(found.contains("1 listing<"))
            #expect(found.contains("value=\"bread\""))
            #expect(found.contains("href=\"/search?q=bread\""))
            let none = try await node.web.get("/search?q=bread&country=GB&kind=organisation").text
            #expect(none.contains("Nothing was found."))
            #expect(none.contains("href=\"/search?q=bread&amp;kind=organisation\""))
            #expect(none.contains("Without “United Kingdom”: 1 listing"))
            for kept in ["name=\"country\" value=\"GB\"", "name=\"kind\" value=\"organisation\""] {
                #expect(none.contains("<input type=\"hidden\" \(kept)>"))
            }
        }
    }

    @Test func `where no filter alone is too much, all are taken away`() async throws {
        try await TestNode.with { node in
            try await node.publish(TestNode.bakery)
            let none = try await node.web.get("/search?q=bread&country=GB&kind=offer").text
            #expect(none.contains("Without all filters: 1 listing"))
            #expect(none.contains("<li><a href=\"/search?q=bread\">"))
        }
    }

    @Test func `a place that no listing locates leaves the search as it is, and says so`()
        async throws
    {
        try await TestNode.with { node in
            try await node.publish(TestNode.bakery)
            try await node.publish(
                #"{"kind":"organisation","lang":"en","name":{"en":"No point"},"#
                    + #""place":{"address":{"locality":"Umlazi"}}}"#)
            for view in ["search", "map", "calendar"] {
                let page = try await node.web.get("/\(view)?q=bread&near=Pretoria")
                #expect(page.status == 200)
                #expect(page.text.contains("No listing here says where Pretoria is."), "\(view)")
                #expect(page.text.contains("value=\"bread\""))
            }
            let none = try await node.web.get("/search?q=bread&near=Pretoria").text
            #expect(none.contains("Without “near Pretoria”: 1 listing"))
            let there = try await node.web.get("/search?near=umlazi").text
            #expect(there.contains("No point") && !there.contains("Nothing was found"))
            let known = try await node.web.get("/search?q=bread&near=durban").text
            #expect(known.contains("Umbumbano") && !known.contains("says where"))
            let within = try await node.web.get("/search?near=durban&within=abc")
            #expect(within.status == 400 && within.text.contains("within"))
        }
    }

    @Test func `what is over is named when its words are searched`() async throws {
        try await TestNode.with { node in
            try await node.publish(TestNode.bakery)
            let id = try await node.publish(
                #"{"kind":"offer","lang":"en","name":{"en":"Old yoghurt"},"#
                    + #""available":{"until":"2026-10-01"}}"#)
            let page = try await node.web.get("/search?q=yoghurt").text
            #expect(page.contains("href=\"/l/\(id)\"") && page.contains("Old yoghurt"))
            #expect(page.contains("The time it was for is over."))
            #expect(!page.contains("Its network may have withdrawn it"))
            let listing = try await node.web.get("/l/\(id)").text
            #expect(listing.contains("This ended on 1 October 2026."))
        }
    }

    @Test func `the home page counts what a search finds, not pictures nor what is over`()
        async throws
    {
        try await TestNode.with { node in
            try await node.publish(TestNode.bakery)
            try await node.publish(
                #"{"kind":"offer","lang":"en","name":{"en":"Old"},"#
                    + #""available":{"until":"2026-10-01"}}"#)
            let page = try await node.web.get("/").text
            #expect(page.contains("1 listing") && !page.contains("2 listings"))
            let figures = try await node.web.get("/figures.csv").text
            #expect(figures.contains("total,,All together,<5,"))
            #expect(figures.contains("kind,organisation") && !figures.contains("kind,offer"))
        }
    }

    @Test func `goods that no vocabulary has are among the goods`() async throws {
        try await TestNode.with { node in
            try await node.publish(
                TestNode.bakery.replacing("steamed bread", with: "rocket stoves"))
            let page = try await node.web.get("/goods").text
            #expect(page.contains("In their own words") && page.contains("rocket stoves"))
            #expect(page.contains("href=\"/search?goods=rocket"))
        }
    }

    @Test func `what lasts two days stands on both`() async throws {
        try await TestNode.with { node in
            for (name, starts, ends) in [
                ("Course", "2026-12-05T09:00", "2026-12-06T17:00"),
                ("Dance", "2026-12-12T20:00", "2026-12-13T02:00"),
            ] {
                try await node.publish(
                    #"{"kind":"event","lang":"en","name":{"en":"\#(name)"},"#
                        + #""starts":"\#(starts)","ends":"\#(ends)"}"#)
            }
            let page = try await node.web.get("/calendar?month=2026-12").text
            for day in ["05", "06", "12"] {
                #expect(page.contains("id=\"d2026-12-\(day)\""), "\(day)")
            }
            #expect(!page.contains("d2026-12-13") && !page.contains("d2026-12-04"))
        }
    }

    @Test func `what lasts a whole month makes a page no longer than it may be`() async throws {
        try await TestNode.with { node in
            for number in 0..<20 {
                try await node.publish(
                    #"{"kind":"event","lang":"en","name":{"en":"Long \#(number)"},"#
                        + #""starts":"2026-12-01T08:00","ends":"2026-12-31T20:00"}"#)
            }
            let page = try await node.web.get("/calendar?month=2026-12").text
            #expect(page.split(separator: "href=\"/l/").count - 1 == CalendarMaking.itemsMost)
        }
    }

    @Test func `the home page names the network and its newest listings`() async throws {
        try await TestNode.with { node in
            try await node.publish(TestNode.bakery)
            let page = try await node.web.get("/").text
            #expect(page.contains("<title>SEM South Africa</title>"))
            #expect(page.contains("Umbumbano Bakery"))
            #expect(page.contains("1 listing"))
            let zulu = try await node.web.get("/", headers: [.acceptLanguage: "zu, en;q=0.5"])
            #expect(zulu.text.contains("Ibhikawozi Lobumbano"))
            #expect(zulu.headers[.vary]?.contains("Accept-Language") == true)
        }
    }

    @Test func `pages are small`() async throws {
        try await TestNode.with { node in
            for number in 0..<20 {
                try await node.publish(
                    TestNode.bakery.replacing("Umbumbano", with: "Umbumbano \(number)"))
            }
            let style = Gzip.compress(WebResources.bytes("style.css")).count
            for path in ["/", "/search?q=bread", "/networks"] {
                let page = try await node.web.get(path)
                #expect(Gzip.compress(page.body).count + style < 14_000, "\(path)")
            }
        }
    }

    @Test func `the style uses logical sides only, for readers from right to left`() {
        let style = String(decoding: WebResources.bytes("style.css"), as: UTF8.self)
        for word in ["left", "right", "url(", "@import", "letter-spacing", "uppercase"] {
            #expect(!style.contains(word), "\(word)")
        }
    }

    @Test(arguments: [
        (0, "just now"), (120, "2 minutes ago"), (7_200, "2 hours ago"),
        (259_200, "3 days ago"), (8_000_000, "3 months ago"), (70_000_000, "2 years ago"),
    ])
    func `times are said in words`(seconds: Int, text: String) throws {
        let english = try Catalogues().choose(path: nil, accepted: [], home: nil)
        #expect(english.ago(1_795_200_000 - Int64(seconds), now: 1_795_200_000) == text)
    }

    @Test func `times that make no sense do not trap`() throws {
        let english = try Catalogues().choose(path: nil, accepted: [], home: nil)
        for then in [Int64.min, Int64.max, -1, 0] {
            for now in [Int64.min, Int64.max, 0] {
                #expect(!english.ago(then, now: now).isEmpty)
            }
        }
        #expect(english.date(1_773_273_600) == "12 March 2026")
    }

    @Test func `a page that is not there says so in a plain page`() async throws {
        try await TestNode.with { node in
            let reply = try await node.web.get("/nothing")
            #expect(reply.status == 404)
            #expect(reply.headers[.contentType] == "text/html; charset=utf-8")
            #expect(reply.text.contains("We do not have this page"))
        }
    }
}
