import SangamDirectory
import Testing

/// Filters are words of the index that nobody can type.
@Suite struct SearchFacetTests {
    private func column(_ country: String, _ category: String) throws -> String {
        var facets = SearchFacets()
        facets.add(kind: "self-help", isListing: true)
        facets.add(country: country)
        facets.add(network: 12)
        facets.add(language: "pt-BR")
        facets.add(category: try #require(Code(category)))
        return facets.column
    }

    @Test func `filters find the rows that have them, and words never do (D14)`() throws {
        let index = try WordIndex()
        let rows = [("ZA", "goods:bread"), ("KE", "goods:Bread"), ("ZA", "a b:c\"d")]
        for (number, row) in rows.enumerated() {
            try index.add(
                number,
                SearchRow(name: "x", place: "", tags: "", body: try column(row.0, row.1)))
        }
        func code(_ text: String) throws -> [Code] { [try #require(Code(text))] }
        #expect(try index.found(SearchFacets.anyOf(countries: ["ZA"])) == [0, 2])
        #expect(try index.found(SearchFacets.anyOf(countries: ["za", "KE"])) == [0, 1, 2])
        #expect(try index.found(SearchFacets.anyOf(categories: code("goods:bread"))) == [0])
        #expect(try index.found(SearchFacets.anyOf(categories: code("a b:c\"d"))) == [2])
        #expect(try index.found(SearchFacets.anyOf(languages: ["PT"])) == [0, 1, 2])
        #expect(try index.found(SearchFacets.anyOf(languages: ["p"])) == [])
        #expect(try index.found(SearchFacets.anyOf(networks: [1])) == [])
        #expect(try index.found(SearchFacets.anyOf(networks: [12])) == [0, 1, 2])
        #expect(try index.found(SearchFacets.anyOf(kinds: ["self-help"])) == [0, 1, 2])
        #expect(try index.found("\"\(SearchFacets.listing)\"") == [0, 1, 2])
        #expect(SearchFacets.anyOf(kinds: []) == nil)
        for typed in ["cza", "za", "listed", "\u{640}listed", "\u{640}cza", "n12", "lpt"] {
            #expect(try index.found(MatchExpression(typed).anywhere) == [], "\(typed)")
        }
    }
}
