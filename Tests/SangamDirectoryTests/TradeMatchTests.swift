import SangamDirectory
import SangamLog
import Testing

@Suite struct TradeMatchTests {
    private func subject(
        _ number: Int, _ name: String, _ more: String, lang: String = "en"
    ) throws -> TradeSubject {
        let record = try Graph.offer(name, more, lang: lang)
        return try #require(
            TradeSubject(id: try Graph.id(number, of: number, kind: "offer"), record: record))
    }

    private func reasons(
        _ want: String, _ offer: String, names: (String, String) = ("Aa", "Bb")
    ) throws -> [TradeMatch.Reason]? {
        let one = try subject(1, names.0, #""direction":"want",\#(want)"#)
        let other = try subject(2, names.1, #""direction":"offer",\#(offer)"#)
        let found = TradeMatch.find(for: one, among: [other], at: Graph.now)
        // Matching is the same from both sides.
        let back = TradeMatch.find(for: other, among: [one], at: Graph.now)
        #expect(found.map(\.reasons) == back.map(\.reasons))
        return found.first?.reasons
    }

    private let bread = #""goods":[{"scheme":"goods","code":"bread"}]"#

    @Test func `the same goods match by code, by a word in any language and by a wider word`()
        throws
    {
        #expect(try reasons(bread, bread) == [.sameGoods])
        #expect(try reasons(#""goods":["roti"]"#, bread)?.first == .sameGoods)
        #expect(try reasons(#""goods":["vegetables"]"#, #""goods":["okra"]"#)?.first == .widerGoods)
        #expect(try reasons(#""goods":["okra"]"#, #""goods":["carrots"]"#) == nil)
        #expect(try reasons(#""goods":["bread"]"#, #""goods":["shoes"]"#) == nil)
        // By the name alone, if it is a word of the vocabulary.
        #expect(
            try reasons(#""tags":[]"#, bread, names: ("Steamed bread", "Bb")) == [.sameGoods])
    }

    @Test func `words match where no vocabulary has one; one word of a name is not enough`() throws
    {
        #expect(
            try reasons(#""goods":["oak barrels"]"#, #""tags":["barrels"]"#) == [.sameWords])
        #expect(
            try reasons(
                #""tags":[]"#, #""tags":[]"#, names: ("Wanted: oak barrels", "Old oak barrels"))
                == [.sameWords])
        #expect(
            try reasons(
                #""tags":[]"#, #""tags":[]"#, names: ("Wanted: big barrels", "Barrels of laughs"))
                == nil)
    }

    @Test func `item and terms must fit`() throws {
        let sell = bread + #","item":"good","terms":["sell","barter"]"#
        #expect(try reasons(sell, sell) == [.sameGoods, .sameTerms])
        #expect(try reasons(sell, bread + #","item":"service""#) == nil)
        #expect(try reasons(bread + #","terms":["barter"]"#, bread + #","terms":["sell"]"#) == nil)
        #expect(try reasons(bread + #","terms":["sell"]"#, bread + #","terms":["give"]"#) != nil)
        #expect(
            try reasons(
                #""item":"work","goods":["accounting"]"#, #""item":"skill","goods":["accounting"]"#)
                != nil)
        #expect(try reasons(bread, bread + #","stock":"out""#) == nil)
    }

    @Test func `distance, reach, delivery and country decide whether it is within reach`() throws {
        func at(_ latitude: Double, _ more: String = "") -> String {
            bread + #","place":{"point":[\#(latitude),31],"address":{"country":"ZA"}\#(more)}"#
        }
        #expect(try reasons(at(-29), at(-29.3)) == [.sameGoods, .near])
        #expect(try reasons(at(-29), at(-29.8)) == [.sameGoods])
        #expect(try reasons(at(-29), at(-31)) == nil)
        #expect(
            try reasons(at(-29), at(-31, #","serviceArea":{"radius":300}"#))
                == [.sameGoods, .withinReach])
        #expect(try reasons(at(-29, #","serviceArea":{"radius":20}"#), at(-29.3)) == nil)
        #expect(
            try reasons(at(-29), at(-31) + #","reach":"Anywhere""#) == [.sameGoods, .anywhere])
        let durban = bread + #","place":{"address":{"locality":"Durban","country":"ZA"}}"#
        #expect(
            try reasons(durban, at(-31) + #","delivers":[{"area":"Greater Durban"}]"#)
                == [.sameGoods, .delivers, .sameCountry])
        let leeds = bread + #","place":{"address":{"locality":"Leeds","country":"GB"}}"#
        #expect(try reasons(durban, leeds) == nil)
        #expect(try reasons(durban, durban) == [.sameGoods, .sameCountry])
    }

    @Test func `what is over, not yet begun or out of season`() throws {
        #expect(try reasons(bread, bread + #","validUntil":"2026-11-01""#) == nil)
        #expect(
            try reasons(bread, bread + #","available":{"from":"2027-02-01"}"#)
                == [.sameGoods, .later])
        #expect(
            try reasons(
                bread + #","validUntil":"2026-12-31""#,
                bread + #","available":{"from":"2027-02-01"}"#
            ) == nil)
        #expect(
            try reasons(bread, bread + #","available":{"season":"November to January"}"#)
                == [.sameGoods, .inSeason])
        #expect(
            try reasons(bread, bread + #","available":{"season":"mars à mai"}"#)
                == [.sameGoods, .later])
        #expect(
            try reasons(
                bread + #","available":{"season":"June"}"#,
                bread + #","available":{"season":"May, July, August"}"#) == nil)
        #expect(
            try reasons(bread, bread + #","available":{"season":"when it rains"}"#) == [.sameGoods])
    }

    @Test func `ten at most, the best and nearest first, never one's own`() throws {
        let want = try subject(
            1, "Wanted", #""direction":"want",\#(bread),"place":{"point":[-29,31]}"#)
        let offers = try (2..<40).map { number in
            try subject(
                number, "Offer",
                #""direction":"offer",\#(bread),"#
                    + #""place":{"point":[\#(-29 - Double(number) / 100),31]}"#
            )
        }
        let found = TradeMatch.find(for: want, among: offers.reversed(), at: Graph.now)
        #expect(found.count == 10)
        #expect(found.map(\.id) == offers.prefix(10).map(\.id))
        let provider = #","provider":"\#(try Graph.id(7, of: 7))""#
        #expect(try reasons(bread + provider, bread + provider) == nil)
        let codes = want.candidates().codes
        #expect(codes.contains(Code(scheme: "goods", code: "bread")))
        #expect(codes.contains(Code(scheme: "goods", code: "food")))
    }

    @Test func `D4 hostile names and lists cost little and match nothing`() throws {
        let zalgo = "a" + String(repeating: "\u{301}", count: 10_000)
        let one = try subject(1, zalgo, #""direction":"want","tags":["\#(zalgo)"]"#)
        let tags = (0..<3_000).map { "\"t\($0)\"" }.joined(separator: ",")
        let other = try subject(2, "Bb", #""direction":"offer","goods":[\#(tags)]"#)
        #expect(TradeMatch.find(for: one, among: [other], at: Graph.now).isEmpty)
    }
}
