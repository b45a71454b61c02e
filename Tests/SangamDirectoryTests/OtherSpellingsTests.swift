import SangamDirectory
import Testing

/// Words that are typed in another spelling than they are listed in.
@Suite struct OtherSpellingsTests {
    /// Written, typed so that it is found, typed so that it is not.
    static let kana: [(String, [String], [String])] = [
        ("ラーメン食堂", ["らーめん", "ラーメン", "らーめ", "ﾗｰﾒﾝ"], ["ろーめん", "らめん"]),
        ("パンとコーヒー", ["ぱん", "こーひー", "パン", "コーヒー ぱん"], ["ばん", "はん"]),
        ("すし", ["スシ", "すし"], ["スス"]), ("カフェ", ["かふぇ"], ["かふえ"]),
        ("東京ベーカリー", ["べーかりー", "東京"], ["へーかりー"]),
    ]

    @Test(arguments: kana)
    func `hiragana finds katakana and the other way, and no other sound`(
        written: String, finding: [String], missing: [String]
    ) throws {
        let index = try WordIndex()
        try index.add(
            1,
            SearchText.row(for: Record(json: ["kind": "organisation", "name": .string(written)])))
        for typed in finding {
            let match = MatchExpression(typed)
            #expect(try index.found(match.anywhere) == [1], "\(typed)")
            let rank = match.rank(
                name: SearchText.fold(written), place: "", tags: "", isWhole: false)
            #expect([.nameWhole, .namePrefix].contains(rank.level), "\(typed)")
        }
        for typed in missing {
            #expect(try index.found(MatchExpression(typed).anywhere) == [], "\(typed)")
        }
    }

    @Test(arguments: [
        ("baeckerei", ["backerei"]), ("muehle", ["muhle"]), ("oekologie", ["okologie"]),
        ("feuergeraet", ["feurgeraet"]), ("strasse", []), ("neu", []), ("aeoeueaeoe", []),
        ("blaue9", []), ("queue", []),
    ])
    func `an e after a, o or u may stand for two dots, in words that find nothing`(
        typed: String, first: [String]
    ) {
        let guesses = MatchExpression(typed).guesses[0]
        guard typed != "feuergeraet", typed != "queue" else {
            // Each of several places is read both ways.
            #expect(guesses?.ranges(of: " OR ").count == 2)
            return
        }
        #expect(guesses == first.first.map { "\"\($0)\" *" })
        #expect(MatchExpression(typed).parts == ["\"\(typed)\" *"], "never by itself")
    }

    @Test(arguments: [
        ("sourdoughs", ["sourdough"]), ("épiceries", ["epicery", "epicerie"]),
        ("panaderías", ["panaderia"]), ("associações", ["associacao", "associaco"]),
        ("genossenschaften", ["genossenschaft"]), ("classes", ["class"]), ("gâteaux", []),
        ("bakers", ["baker"]), ("abcs", []),
    ])
    func `a word for several, if it finds nothing, may be listed as one`(
        typed: String, one: [String]
    ) {
        let guesses = MatchExpression(typed).guesses[0] ?? ""
        #expect(guesses.hasSuffix(one.map { "\"\($0)\" *" }.joined(separator: " OR ")))
        #expect(guesses.isEmpty == one.isEmpty)
        #expect(MatchExpression(typed).parts.allSatisfy { !$0.contains("OR") }, "never by itself")
    }

    @Test func `an Arabic word is looked for with its article and without it`() {
        #expect(
            MatchExpression("خبز").anywhere
                == #"("خبز" * OR "الخبز" * OR "والخبز" * OR "للخبز" *)"#)
        #expect(MatchExpression("خبز").guesses == [nil])
        #expect(
            MatchExpression("الخبز").anywhere
                == #"("الخبز" * OR "والخبز" * OR "للخبز" * OR "خبز" *)"#)
        #expect(
            MatchExpression("للخبز").anywhere
                == #"("للخبز" * OR "الخبز" * OR "والخبز" * OR "خبز" *)"#)
        #expect(MatchExpression("والدين").anywhere?.contains(#""الوالدين" *"#) == true)
        #expect(MatchExpression("الخبز").guesses == [nil])
        #expect(MatchExpression("الف").anywhere?.contains(#""ف""#) == false, "too short")
        #expect(MatchExpression("لا").anywhere == #""لا" *"#, "too short to be with")
        #expect(MatchExpression("بچت ٹھیک").anywhere == #""بچت" AND "ٹهيك" *"#, "Urdu has none")
    }

    @Test func `a word with a hyphen has no other spelling`() {
        #expect(MatchExpression("Mueller-Brot").guesses == [nil])
    }
}
