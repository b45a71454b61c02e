import Testing

@testable import SangamDirectory

@Suite struct MarketSellersTests {
    private func market(_ sellers: String) throws -> Market {
        let list = sellers.split(separator: "\n").joined()
        let text = #"{"kind":"market","lang":"en","name":{"en":"M"},"sellers":\#(list)}"#
        return try #require(Market(try RecordCoding.parse(Array(text.utf8), kind: "market")))
    }

    @Test func `sellers are read in every form, always or for a day`() throws {
        let market = try market(
            #"""
            ["organisation/a", {"record":"organisation/b"},
             {"record":"organisation/c","dates":["2026-11-24","2026-12-01"]},
             {"record":"organisation/d","date":"2026-11-24"},
             {"date":"2026-12-01","records":["organisation/e","organisation/a",7]}, 5, {}]
            """#)
        let names = { (list: [String]) in list.map { $0.split(separator: "/").last ?? "" } }
        #expect(names(market.sellers) == ["a", "b", "c", "d", "e"])
        #expect(names(market.sellers(on: CivilDate("2026-11-24"))) == ["a", "b", "c", "d"])
        #expect(names(market.sellers(on: CivilDate("2026-12-01"))) == ["a", "b", "c", "e"])
        #expect(names(market.sellers(on: nil)) == ["a", "b"])
    }
}
