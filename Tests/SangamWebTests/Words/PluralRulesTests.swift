import Testing

@testable import SangamWeb

@Suite struct PluralRulesTests {
    /// Language, category, counts: samples of CLDR's table of cardinal rules for whole numbers.
    private static let samples = """
        en one 1
        en other 0 2 16 100 1000000
        fr one 0 1
        fr many 1000000 2000000
        fr other 2 17 100 1000001
        es one 1
        es many 1000000
        es other 0 2 16 1000 1000001
        pt one 0 1
        pt many 1000000
        pt other 2 17 1000
        pt-PT one 1
        pt-PT other 0 2
        ar zero 0
        ar one 1
        ar two 2
        ar few 3 10 103 110 1003
        ar many 11 26 99 111 1011
        ar other 100 102 200 202 1000 1000000
        id other 0 1 15 100
        ur one 1
        ur other 0 2 16 1000
        th other 0 1 2
        km other 0 1 2
        zh other 0 1 2
        zh-Hant other 1
        vi other 0 1 2
        my other 0 1 2
        lo other 0 1 2
        hi one 0 1
        hi other 2 17 100
        zu one 0 1
        zu other 2 17 100
        bn one 0 1
        bn other 2 17
        fa one 0 1
        fa other 2 17
        de one 1
        de other 0 2
        nl one 1
        nl other 0 2
        it one 1
        it many 1000000
        it other 0 2 100
        sw one 1
        sw other 0 2
        tr one 1
        tr other 0 2 16
        pl one 1
        pl few 2 4 22 24 102
        pl many 0 5 12 19 21 25 112 1000000
        ru one 1 21 31 101 1001
        ru few 2 4 22 24 102
        ru many 0 5 11 12 14 19 100 111
        cs one 1
        cs few 2 4
        cs other 0 5 19 22
        cy zero 0
        cy many 6
        cy other 4 5 7 20
        he one 1
        he two 2
        he other 0 3 17
        ga few 3 6
        ga many 7 10
        ga other 0 11 25
        sl one 1 101
        sl two 2 102
        sl few 3 4 103
        sl other 0 5 19 100
        ro one 1
        ro few 0 2 16 101 119
        ro other 20 35 100 120
        lt one 1 21 101
        lt few 2 9 22
        lt other 0 10 11 19 20 111
        lv zero 0 10 11 20 30 111
        lv one 1 21 101
        lv other 2 9 22
        hr one 1 21
        hr few 2 4 22
        hr other 0 5 11 19
        fil one 0 1 2 3 5 7 8 10
        fil other 4 6 9 14
        xx other 0 1 2
        """

    @Test(arguments: samples.split(separator: "\n").map(String.init))
    func `a count falls into the category that CLDR gives`(line: String) throws {
        let parts = line.split(separator: " ")
        let rules = PluralRules(String(parts[0]))
        let category = try #require(PluralCategory(rawValue: String(parts[1])))
        #expect(rules.categories.contains(category))
        for number in parts.dropFirst(2) {
            let count = try #require(Int(number))
            #expect(rules.category(of: count) == category, "\(parts[0]) \(count)")
            #expect(rules.category(of: -count) == category)
            #expect(rules.category(of: UInt64(count)) == category)
        }
    }

    @Test(arguments: ["en", "fr", "es", "pt", "ar", "id", "ur", "ru", "cy", "lv", "xx", ""])
    func `every category of a language is used, and no other`(tag: String) {
        let rules = PluralRules(tag)
        let used = Set((0..<2_000).map(rules.category) + [rules.category(of: 1_000_000)])
        // In Slavic languages `other` is for fractions; it stands in for a form that is missing.
        #expect(used.union([.other]) == Set(rules.categories))
        #expect(rules.categories.last == .other)
    }

    @Test func `the largest numbers do not trap`() {
        for tag in ["en", "ar", "pl", "lv", "xx"] {
            for count in [Int.min, Int.max] { _ = PluralRules(tag).category(of: count) }
            _ = PluralRules(tag).category(of: UInt64.max)
        }
    }
}
