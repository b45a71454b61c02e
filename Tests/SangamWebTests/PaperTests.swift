import SangamDirectory
import SangamLog
import SangamNode
import SangamStore
import Testing

@testable import SangamWeb

/// The directory on paper, which comes in parts.
struct PaperTests {
    private func summaries(_ count: Int) throws -> [RecordSummary] {
        let hostile = try #require(HostileRecords("x"))
        return try (0..<count).map { number in
            let town = number % 3 == 0 ? "Durban" : "Leeds \(number % 7)"
            let place = #"{"address":{"locality":"\#(town)"}}"#
            let text =
                #"{"kind":"organisation","lang":"en","name":{"en":"Co-op \#(number)"},"#
                + #""goods":[{"scheme":"goods","code":"bread"}],"place":\#(place)}"#
            var summary = hostile.summary(
                try RecordCoding.parse(Array(text.utf8), kind: "organisation").json)
            let bytes =
                [UInt8(number >> 8), UInt8(number & 255)] + [UInt8](repeating: 7, count: 14)
            let key = try #require(RecordKey(kind: "organisation", randomBytes: bytes))
            summary.id = RecordID(node: summary.id.node, key: key)
            return summary
        }
    }

    private func page(_ records: [RecordSummary], part: Int) throws -> PrintPage {
        let hostile = try #require(HostileRecords("x"))
        let context = try hostile.context(Visit.english())
        let asked = try SearchParameters(QueryParameters(items: []), cursorName: "page")
        return PrintMaking(
            context: context, records: records, marks: [:], total: records.count,
            isAtLeast: false, address: ViewAddress("/search", items: [("q", "bread")])
        ).page(asked: asked, part: part)
    }

    @Test func `each listing stands in one part, and the index of all at the end of the last`()
        throws
    {
        let records = try summaries(400)
        var numbers: [Int] = []
        for part in 1...3 {
            let page = try page(records, part: part)
            let entries = page.places.flatMap(\.entries)
            #expect(entries.count <= WebLimits.printedAtOnce)
            numbers += entries.map(\.entryNumber)
            #expect(page.parts.map(\.isPartShown) == [part == 1, part == 2, part == 3])
            #expect(page.parts[1].partPath.hasSuffix("/print?q=bread&part=2"))
            #expect(page.hasGoodsIndex == (part == 3) && page.hasPlaceIndex == (part == 3))
        }
        #expect(numbers == Array(1...400))
        #expect(try page(records, part: 9).places.last?.entries.last?.entryNumber == 400)
        let short = try page(Array(records.prefix(20)), part: 1)
        #expect(short.partText == nil && short.parts.isEmpty && short.hasGoodsIndex)
    }

    @Test func `on paper each listing says whom to ask, and a want is one`() async throws {
        try await TestNode.with { node in
            let union = try await node.publish(
                #"{"kind":"organisation","lang":"en","name":{"en":"Weavers' union"},"#
                    + #""contact":{"phone":"+27 31 555 0199"}}"#)
            let weaver = try await node.publish(
                #"{"kind":"organisation","lang":"en","name":{"en":"Nomsa"},"forms":["producer"],"#
                    + #""contact":{"phone":"+27 82 555 0111"},"contactVia":"\#(union)"}"#)
            try await node.publish(
                #"{"kind":"offer","lang":"en","name":{"en":"Wool"},"direction":"want","#
                    + #""provider":"\#(weaver)"}"#)
            let page = try await node.web.get("/print").text
            #expect(!page.contains("555 0111"), "people are left out of paper")
            for (number, more) in [
                #""links":[{"rel":"phone","url":"tel:+27825550112"}]"#,
                #""url":"tel:+27825550112""#,
                #""links":[{"rel":"mail","url":"mailto:thandi112@example.org"}]"#,
            ].enumerated() {
                let person = try await node.publish(
                    #"{"kind":"organisation","lang":"en","name":{"en":"Thandi \#(number)"},"#
                        + #""forms":["individual"],\#(more)}"#)
                try await node.publish(
                    #"{"kind":"offer","lang":"en","name":{"en":"Mats \#(number)"},"#
                        + #""provider":"\#(person)"}"#)
            }
            let people = try await node.web.get("/print").text
            #expect(people.contains("Thandi 2") && people.contains("Mats 2"))
            #expect(!people.contains("5550112") && !people.contains("thandi112"))
            let parts = page.split(separator: "Weavers&#39; union · +27 31 555 0199")
            #expect(parts.count == 3, "the weaver and her wool are asked for there")
            #expect(page.contains("they look for this"))
            let alone = try await node.web.get("/print?q=wool").text
            #expect(alone.contains("they look for this"))
        }
    }
}
