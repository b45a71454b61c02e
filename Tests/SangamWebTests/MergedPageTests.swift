import SangamDirectory
import SangamNode
import Testing

@testable import SangamWeb

/// What a page says of a thing that several networks list, and of goods.
@Suite struct MergedPageTests {
    private static let one = """
        {"kind":"organisation","lang":"en","name":{"en":"Umbumbano Bakery"},"status":"active",
        "forms":["enterprise","self-help-group"],"membershipOf":"workers","partOf":["@union"],
        "goods":[{"scheme":"goods","code":"bread"},"steamed bread"],"languages":["zu","en"],
        "categories":[{"scheme":"essglobal-activities-ica","code":"ICA130"}],
        "place":{"address":{"locality":"Durban","country":"ZA"},"point":[-29.86,31.03],
        "precision":"area"},"contact":{"email":"bread@bakery.example.org"},
        "links":[{"rel":"website","url":"https://bakery.example.org"}],
        "identifiers":[{"scheme":"cipc","value":"K17"}],"size":{"members":1400},
        "founded":"2019-05-01","hours":"Mo-Sa 05:00-13:00","licence":"CC-BY-4.0",
        "memberOf":[{"name":"SEM","as":"enterprise"}],"validUntil":"2031-12-31",
        "ext":{"Old number":"B-17"}}
        """
    private static let other = """
        {"kind":"organisation","lang":"en","name":{"en":"Umbumbano Night Bakery"},
        "status":"paused","goods":[{"scheme":"goods","code":"bread"}],"languages":["zu"],
        "place":{"address":{"locality":"Durban","country":"ZA"},"precision":"street"}}
        """

    /// The card of two records that are linked, in a language.
    private func card(_ language: String, in node: TestNode, of id: RecordID) async throws -> String
    {
        let page = try await node.web.get("/\(language)/l/\(id)").text
        let parts = page.split(separator: "<section class=\"merged\"", maxSplits: 1)
        return String(try #require(parts.last)).components(before: "</section>")
    }

    private func linked(_ node: TestNode) async throws -> RecordID {
        let union = try await node.publish(
            #"{"kind":"organisation","lang":"en","name":{"en":"Bakers' Union"}}"#)
        let one = try await node.publish(Self.one.replacing("@union", with: "\(union)"))
        let other = try await node.publish(Self.other)
        _ = try await node.node.link(
            one.description, other.description, not: false, now: TestNode.now)
        return one
    }

    @Test func `the card says its values in the words of the listing's own rows`() async throws {
        try await TestNode.with { node in
            let id = try await linked(node)
            let card = try await card("en", in: node, of: id)
            for words in [
                ">active</bdi>", ">paused for now</bdi>", ">enterprise</bdi>",
                ">self-help group</bdi>", ">the workers</bdi>", ">Bread</bdi>",
                ">steamed bread</bdi>", ">isiZulu</bdi>", ">South Africa</bdi>",
                ">somewhere in this area, rounded to about 1 km</bdi>", ">in this street</bdi>",
                ">1 May 2019</bdi>", ">31 December 2031</bdi>", ">Mon–Sat, 05:00–13:00</bdi>",
                ">free to use when the source is named (CC BY 4.0)</bdi>", ">1,400</bdi>",
                ">K17, in the register cipc</bdi>", ">SEM as an enterprise</bdi>",
                ">Old number</bdi>", ">Members are<", ">Part of<", ">Country<",
                "Bakers&#39; Union</bdi></a>", "href=\"https://bakery.example.org\"",
                "mailto:bread@bakery.example.org",
            ] { #expect(card.contains(words), "\(words)") }
            for raw in [
                ">ZA<", ">zu<", ">ICA130<", "membershipOf", "partOf", "self-help-group",
                "ext.", "place.", "CC-BY-4.0", ">\(id)<",
            ] { #expect(!card.contains(raw), "\(raw)") }
        }
    }

    @Test func `the card speaks every language of the pages`() async throws {
        try await TestNode.with { node in
            let id = try await linked(node)
            let labels = FacetLabels(languages: ["fr"])
            guard case .text(let bread) = labels.code(Code(scheme: "goods", code: "bread")) else {
                Issue.record("bread has no name in French")
                return
            }
            for (language, words) in [
                ("fr", ["Afrique du Sud", bread.text, "Pays"]),
                ("ar", ["جنوب أفريقيا", "البلد", "خبز"]), ("id", ["Afrika Selatan", "Negara"]),
                ("es", ["Sudáfrica"]), ("pt", ["África do Sul"]), ("ur", ["جنوبی افریقہ"]),
            ] {
                let card = try await card(language, in: node, of: id)
                for word in words {
                    #expect(card.contains(word), "\(language): \(word)")
                }
                for raw in [">ZA<", ">zu<", ">active<", ">workers<", ">2019-05-01<"] {
                    #expect(!card.contains(raw), "\(language): \(raw)")
                }
            }
        }
    }

    @Test func `a code of the network's own vocabulary is shown by what the network calls it`()
        async throws
    {
        try await TestNode.with { node in
            try await node.publish(
                """
                {"kind":"concept","scheme":"ours","code":"K-7",
                "labels":{"zu":"isinkwa sasekhaya","en":"home bread"}}
                """)
            let id = try await node.publish(
                """
                {"kind":"organisation","lang":"zu","name":{"zu":"Ibhikawozi"},
                "goods":[{"scheme":"ours","code":"K-7"}],
                "categories":[{"scheme":"ours","code":"K-7"},{"scheme":"ours","code":"K-8"}]}
                """)
            let page = try await node.web.get("/en/l/\(id)").text
            #expect(page.split(separator: ">home bread</bdi>").count == 3)
            #expect(page.contains(">K-8</bdi>"))
            let search = try await node.web.get("/en/search?q=sasekhaya").text
            #expect(search.contains("Ibhikawozi"))
        }
    }

    @Test func `goods that no listing has are named, and lead nowhere`() async throws {
        try await TestNode.with { node in
            _ = try await node.publish(Self.other)
            let page = try await node.web.get("/en/goods").text
            let bread = "/en/search?goods=goods%3Abread"
            #expect(page.contains(bread) || page.contains("/en/search?goods=goods:bread"))
            #expect(!page.contains("goods:cheese") && !page.contains("goods%3Acheese"))
            #expect(page.contains(">Cheese</bdi>"))
        }
    }
}

extension String {
    fileprivate func components(before end: String) -> String {
        guard let range = firstRange(of: end) else { return self }
        return String(self[..<range.lowerBound])
    }
}
