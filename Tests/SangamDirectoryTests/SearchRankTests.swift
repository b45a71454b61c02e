import SangamDirectory
import Testing

/// Whole words before a prefix, name before place before tags before text.
@Suite struct SearchRankTests {
    private static func rank(
        _ typed: String, name: String = "", place: String = "", tags: String = "",
        isWhole: Bool = true
    ) -> SearchRank.Level {
        MatchExpression(typed).rank(
            name: SearchText.fold(name), place: SearchText.fold(place),
            tags: SearchText.fold(tags), isWhole: isWhole
        ).level
    }

    @Test func `where the words stand decides`() {
        #expect(Self.rank("bread", name: "Good Bread") == .nameWhole)
        #expect(Self.rank("bread", name: "Breadwinners", isWhole: false) == .namePrefix)
        #expect(Self.rank("bread", name: "Breadwinners") == .namePrefix, "and whole in a text")
        #expect(Self.rank("bread durban", name: "Bread", place: "Durban") == .placeWhole)
        #expect(
            Self.rank("bread dur", name: "Bread", place: "Durban", isWhole: false) == .placePrefix)
        #expect(Self.rank("bread", place: "Durban", tags: "bread") == .tagsWhole)
        #expect(Self.rank("brea", tags: "bread", isWhole: false) == .tagsPrefix)
        // A seller of honey (`mel`) comes before Melati, who sells something else.
        #expect(
            Self.rank("mel", tags: "honey mel") < Self.rank("mel", name: "Melati", isWhole: false))
        #expect(Self.rank("bread", name: "Other") == .textWhole)
        #expect(Self.rank("bread", name: "Other", isWhole: false) == .textPrefix)
        #expect(Self.rank("bread", name: "Flatbread") == .textWhole, "no word begins with it")
    }

    @Test func `runs of unspaced scripts and joined words are seen in the name`() {
        #expect(Self.rank("合作社", name: "北京工人合作社") == .nameWhole)
        #expect(Self.rank("工", name: "北京工人合作社") == .nameWhole)
        #expect(Self.rank("作合", name: "北京工人合作社") == .textWhole)
        #expect(Self.rank("co-op", name: "Coop Bank") == .nameWhole)
        #expect(Self.rank("co-op", name: "The co-op") == .nameWhole)
    }

    @Test func `of two names that answer the shorter one comes first`() {
        let expression = MatchExpression("bread")
        let short = expression.rank(name: "bread", place: "", tags: "", isWhole: true)
        let long = expression.rank(
            name: "bread and other things", place: "", tags: "", isWhole: true)
        #expect(short < long)
        #expect(long < expression.rank(name: "breads", place: "", tags: "", isWhole: false))
    }

    @Test func `a query of many single clusters is cut (D14)`() {
        let many = MatchExpression("京 大 社 工 人 合")
        #expect(many.isCut)
        #expect(many.anywhere?.contains("人") == false)
        #expect(!MatchExpression("bread bread bread").isCut)
        #expect(MatchExpression("bread bread").anywhere == "\"bread\" *")
    }

    @Test func `every level is an expression that FTS5 takes, whatever is typed (D14)`() throws {
        let index = try WordIndex()
        try index.add(1, SearchText.row(for: try record(#"{"kind":"offer","name":"Bread"}"#)))
        for round in 0..<500 {
            var generator = SeededGenerator(seed: propertySeed &+ UInt64(round))
            let typed = RoundTripTests.text(using: &generator) + " NEAR(\"a\" b*)"
            let expression = MatchExpression(typed)
            for part in expression.levels
                + [expression.whole, expression.anywhere].compactMap({ $0 })
            {
                _ = try index.found(part)
            }
        }
    }
}
