import HTTPTypes
import SangamDirectory
import SangamLog
import SangamNode
import Testing

@testable import SangamStore
@testable import SangamWeb

/// What pages say in words: hours, memberships, why something is not here, letters.
@Suite struct SpokenPageTests {
    @Test(arguments: [
        ("Mo-Sa 05:00-13:00", ["Mon–Sat, 05:00–13:00"]),
        (
            "Mo-Fr 8:00-12:00,14:00-18:00; Sa off; PH closed",
            ["Mon–Fri, 08:00–12:00, 14:00–18:00", "Sat, closed", "public holidays, closed"]
        ),
        ("Mo, We 10:00-11:30", ["Mon, Wed, 10:00–11:30"]), ("24/7", ["always open"]),
        ("09:00-17:00", ["09:00–17:00"]),
    ])
    func `plain opening hours are said in words`(written: String, lines: [String]) throws {
        let hours = HoursText(catalogue: try Visit.english().catalogue)
        #expect(hours.lines(written) == lines)
    }

    @Test(arguments: [
        "", "sunrise-sunset", "Apr-Oct: Mo 10:00-12:00", "Mo 10:00+", "Mo-", "Xx 10:00-12:00",
        "Mo 25:61-26:00", "<b> 10:00-12:00", "Mo", "; ;",
    ])
    func `D7 other opening hours stay as they were written`(written: String) throws {
        #expect(HoursText(catalogue: try Visit.english().catalogue).lines(written) == nil)
    }

    @Test func `numbers in names are put in the order in which people count`() {
        let names = ["stall 13", "stall 5", "stall 005b", "stall", "stall 21"]
        #expect(
            names.sorted { NaturalOrder.key($0) < NaturalOrder.key($1) }
                == ["stall", "stall 5", "stall 005b", "stall 13", "stall 21"])
    }

    @Test func `a membership of a number is told as that, and not as one of the listing`()
        async throws
    {
        try await TestNode.with { node in
            let id = try await node.publish(
                """
                {"kind":"organisation","lang":"en","name":{"en":"Bakery"},
                "identifiers":[{"scheme":"cipc","value":"K2019/000017"}]}
                """)
            try await node.publish(
                """
                {"kind":"membership","member":{"scheme":"cipc","value":"K2019/000017"},
                "as":"worker","until":"2031-12-31"}
                """)
            let page = try await node.web.get("/l/\(id)").text
            #expect(page.contains("confirms the holder of number K2019/000017"))
            #expect(page.contains("Member as: a worker"))
            #expect(!page.contains("Confirmed by SEM South Africa until"))
        }
    }

    @Test func `a listing that is not here says why, and one that is here is found by its address`()
        async throws
    {
        try await RichNode.with { rich in
            let bakery = try #require(rich.ids["bakery"])
            let unknown = "/l/\(bakery.node.text)/organisation/3n372anpsvzcdjeytnslg5ykqm"
            let page = try await rich.node.web.get(unknown)
            #expect(page.status == 404 && page.text.contains("We do not know of it here."))
            let address = "https://elsewhere.example.org/l/\(bakery)?x=1"
            let found = try await rich.node.web.get(
                "/search?q=\(QueryParameters.encode(address))")
            #expect(found.text.contains("href=\"/l/\(bakery)\""))
            let other = try await rich.node.web.get(
                "/search?q=\(QueryParameters.encode("https://x.example" + unknown))")
            #expect(other.text.contains("We do not know of it here."))
        }
    }

    @Test func `what is passed on for another network says so in the letter`() throws {
        let hostile = try #require(HostileRecords("Steel Rivers"))
        let context = try hostile.context(try Visit.english())
        let summary = hostile.summary(try #require(hostile.records().first))
        func words(_ place: AskPlace) -> Enquiry.Words {
            FormMaking(
                context: context, id: summary.id, summary: summary,
                fields: FormFields(.empty), problems: [], place: place
            ).enquiry(.ask, caller: "", in: context.catalogue).words
        }
        #expect(words(.byUs(url: nil)).opening.contains("could not take it; please pass this on"))
        #expect(words(.byUs(url: nil)).subject.hasPrefix("For "))
        #expect(words(.here).subject.hasPrefix("A question about"))
    }

    @Test func `a listing in two networks is one card, and pictures are no listings`()
        async throws
    {
        try await RichNode.with { rich in
            let all = try await rich.node.web.get("/search")
            let twin = try #require(rich.ids["twin"])
            let bakery = try #require(rich.ids["bakery"])
            let tags = HTMLTags(all.body).tags
            let cards = zip(tags, tags.dropFirst()).filter { $0.name == "h3" && $1.name == "a" }
                .flatMap(\.1.attributes).map(\.value)
            #expect(cards.count { $0 == "/l/\(twin)" || $0 == "/l/\(bakery)" } == 1)
            let image = try #require(rich.ids["image"])
            #expect(!cards.contains("/l/\(image)"))
            let pictures = try await rich.node.web.get("/search?kind=image")
            #expect(pictures.text.contains("/l/\(image)"))
        }
    }
}
