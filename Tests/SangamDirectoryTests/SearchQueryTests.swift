import SangamDirectory
import SangamLog
import Testing

/// Words become an FTS5 expression in which nothing typed is syntax.
@Suite struct SearchQueryTests {
    static let expressions: [(typed: String, expression: String?)] = [
        ("", nil), ("   ", nil), ("!!! ()*\" 😀", nil),
        ("bread", "\"bread\" *"), ("Steamed  BREAD", "\"steamed\" AND \"bread\" *"),
        ("bread OR cake", "\"bread\" AND \"or\" AND \"cake\" *"),
        ("NEAR(a b, 5)", "\"near\" AND \"a\" AND \"b\" AND \"5\""),
        ("name:bread", "(\"name bread\" * OR \"namebread\" *)"), ("bread*", "\"bread\" *"),
        ("\"; DROP TABLE search; --", "\"drop\" AND \"table\" AND \"search\" *"),
        ("^a + b", "\"a\" AND \"b\""), ("100%_", "\"100\" *"),
        ("co-op bread", "(\"co op\" OR \"coop\") AND \"bread\" *"),
        ("co-op", "(\"co op\" * OR \"coop\" *)"), ("O’Brien", "(\"o brien\" * OR \"obrien\" *)"),
        ("Œuvre", "\"oeuvre\" *"), ("東京", "\"东京\" *"), ("東京都", "\"东京 京都\" *"),
        ("京 bread", "\"京\" * AND \"bread\" *"), ("東京coop", "\"东京\" AND \"coop\" *"),
    ]

    @Test(arguments: expressions) func `words are and-ed and the last is a prefix (D14)`(
        _ typed: String, _ expression: String?
    ) {
        #expect(SearchQuery(words: typed).matchExpression == expression)
    }

    @Test func `the expression for the name wants whole words there`() {
        #expect(
            SearchQuery(words: "Steamed bread").nameMatchExpression
                == "name : (\"steamed\" AND \"bread\")")
        #expect(SearchQuery(words: "?!").nameMatchExpression == nil)
    }

    @Test func `a megabyte of words is cut and says so (D14)`() {
        for piece in ["a ", "\"", "東", "co-op ", "x", "\u{E34}", "e\u{301} "] {
            let query = SearchQuery(
                words: String(repeating: piece, count: 1_000_000 / piece.utf8.count))
            var length = 0
            let time = processorTime { length = query.matchExpression?.utf8.count ?? 0 }
            #expect(query.isCut)
            #expect(length <= 8_192, "\(piece)")
            #expect(time < .seconds(30), "\(piece)")
        }
        #expect(!SearchQuery(words: "bread").isCut)
        let words = (1...25).map { "w\($0)" }.joined(separator: " ")
        #expect(SearchQuery(words: words).isCut)
        #expect(SearchQuery(words: words).matchExpression?.contains("w24") == true)
        #expect(SearchQuery(words: words).matchExpression?.contains("w25") == false)
    }

    @Test func `limits, places and codes are read with their bounds`() throws {
        #expect(SearchQuery(limit: 0).limit == 1)
        #expect(SearchQuery(limit: 1_000).limit == 200)
        #expect(SearchQuery(countries: ["za"]).countries == ["ZA"])
        let near = try #require(SearchQuery.Near("-29.86,31.03,10"))
        #expect([near.latitude, near.longitude, near.km] == [-29.86, 31.03, 10])
        for bad in [
            "", "1,2", "1,2,3,4", "91,0,1", "0,181,1", "0,0,0", "0,0,-1", "nan,0,1", "0,0,inf",
            "a,b,c", "0,0,30000",
        ] {
            #expect(SearchQuery.Near(bad) == nil, "\(bad)")
        }
        #expect(Code("goods:bread") == Code(scheme: "goods", code: "bread"))
        #expect(Code("a:b:c")?.code == "b:c")
        #expect(Code("goods") == nil)
        #expect(Code(":bread") == nil)
        #expect(Code("goods:") == nil)
        #expect(Code(scheme: "s", code: "\u{E9}") != Code(scheme: "s", code: "e\u{301}"))
    }
}
