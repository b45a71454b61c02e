import Testing

@testable import SangamDirectory

/// *Did you mean …*: near words, the nearest and most frequent first, never put in place.
@Suite struct SuggestionTests {
    static let distances: [(String, String, Int?)] = [
        ("bread", "bread", 0), ("bread", "braed", 1), ("bread", "bred", 1), ("bread", "breads", 1),
        ("bread", "broad", 1), ("bread", "beard", 2), ("bread", "border", nil), ("abc", "cba", 2),
        ("koperasi", "koprasi", 1), ("مخبز", "مخبر", 1), ("a", "abcd", nil), ("ca", "abc", nil),
    ]

    @Test(arguments: distances) func `letters that differ are counted, a swap as one`(
        _ one: String, _ other: String, _ distance: Int?
    ) {
        func count(_ one: String, _ other: String) -> Int? {
            Suggestion.distance(Array(one.unicodeScalars), Array(other.unicodeScalars), most: 2)
        }
        #expect(count(one, other) == distance)
        #expect(count(other, one) == distance)
    }

    /// The whole table, without bounds.
    private static func slow(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Int {
        var table = [[Int]](
            repeating: [Int](repeating: 0, count: other.count + 1), count: one.count + 1)
        for row in 0...one.count {
            for column in 0...other.count {
                guard row > 0, column > 0 else {
                    table[row][column] = row + column
                    continue
                }
                let same = one[row - 1] == other[column - 1]
                var least = min(table[row - 1][column], table[row][column - 1]) + 1
                least = min(least, table[row - 1][column - 1] + (same ? 0 : 1))
                if row > 1, column > 1, one[row - 1] == other[column - 2],
                    one[row - 2] == other[column - 1]
                {
                    least = min(least, table[row - 2][column - 2] + 1)
                }
                table[row][column] = least
            }
        }
        return table[one.count][other.count]
    }

    @Test func `the bounded count is the full count, up to its bound`() {
        let letters = Array("abc".unicodeScalars)
        for round in 0..<5_000 {
            let seed = propertySeed &+ UInt64(round)
            var generator = SeededGenerator(seed: seed)
            func word() -> [Unicode.Scalar] {
                (0..<Int.random(in: 1...7, using: &generator)).map { _ in
                    letters[Int.random(in: 0..<3, using: &generator)]
                }
            }
            let (one, other) = (word(), word())
            let full = Self.slow(one, other)
            #expect(
                Suggestion.distance(one, other, most: 2) == (full <= 2 ? full : nil), "seed \(seed)"
            )
        }
    }

    @Test func `the nearest comes first, then the most frequent, and never the word itself`() {
        let words = [("bread", 5), ("beard", 900), ("broad", 7), ("brad", 7), ("braed", 1)]
        let best = Suggestion.best(
            for: "braed", among: words.map { (word: $0.0, rows: $0.1) }, limit: 9)
        #expect(best.map(\.word) == ["brad", "bread", "beard", "broad"])
        #expect(Suggestion.best(for: "ab", among: [(word: "abc", rows: 1)]).isEmpty)
        #expect(
            Suggestion.best(for: "roti", among: [(word: "kopi", rows: 9), (word: "rotu", rows: 1)])
                .map(\.word) == ["rotu"], "short words differ in one letter at most")
    }

    @Test func `words are taken from the query and put back`() {
        #expect(Suggestion.words(of: "Brraed co-op 合作社 x") == ["brraed", "coop", "x"])
        #expect(
            Suggestion.query("Brraed Shop", replacing: "brraed", by: "bread") == "bread shop")
    }

    @Test func `trigrams find inside words, in a real table`() throws {
        let index = try WordIndex()
        try index.run(
            """
            CREATE VIRTUAL TABLE name_tri USING fts5 (name, tokenize='trigram', detail='none')
            """)
        let names = ["Pertanian organik", "baseThekwini", "المخبز", "Bakery"]
        for (number, name) in names.enumerated() {
            let folded = WordIndex.quoted(SearchText.fold(name))
            try index.run("INSERT INTO name_tri (rowid, name) VALUES (\(number), \(folded))")
        }
        func found(_ expression: String?) throws -> [Int] {
            guard let expression else { return [] }
            return try index.rows(
                "SELECT rowid FROM name_tri WHERE name_tri MATCH \(WordIndex.quoted(expression))")
        }
        for (number, typed) in ["tani", "Thekwini", "مَخبز", "aker"].enumerated() {
            let query = TrigramQuery(typed)
            #expect(try found(query.inside) == [number], "\(typed)")
            #expect(query.isIn(SearchText.fold(names[number])), "\(typed)")
            #expect(!query.isIn(SearchText.fold(names[(number + 1) % 4])), "\(typed)")
        }
        #expect(TrigramQuery("ab").inside == nil)
        let quote = TrigramQuery("\" OR * (a)").inside
        #expect(quote == nil, "signs are no words (D14)")
    }

    @Test func `words that differ by one letter or one swap share a key`() {
        let letters = Array("abcé\u{628}".unicodeScalars)
        for round in 0..<3_000 {
            let seed = propertySeed &+ UInt64(round)
            var generator = SeededGenerator(seed: seed)
            let word = (0..<Int.random(in: 3...9, using: &generator)).map { _ in
                letters[Int.random(in: 0..<letters.count, using: &generator)]
            }
            var other = word
            let place = Int.random(in: 0..<word.count - 1, using: &generator)
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: other.remove(at: place)
            case 1: other.insert("x", at: place)
            case 2: other[place] = "x"
            default: other.swapAt(place, place + 1)
            }
            func keys(_ word: [Unicode.Scalar]) -> Set<Int64> {
                Set(Suggestion.keys(of: String(String.UnicodeScalarView(word))))
            }
            #expect(!keys(word).isDisjoint(with: keys(other)), "seed \(seed)")
        }
        #expect(Set(Suggestion.keys(of: "bread")).isDisjoint(with: Suggestion.keys(of: "cloth")))
        #expect(Suggestion.keys(of: String(repeating: "ab", count: 50_000)).count <= 41)
    }

    @Test func `words to suggest are words of spaced scripts, without numbers`() {
        let folded = SearchText.fold("Bread & bread, 2026, no ab ขนมปัง مخبز 合作社 b4b")
        #expect(Suggestion.words(inColumn: folded) == ["bread", "مخبز", "b4b"])
    }

    @Test func `a removed name leaves no trigram in the file, once the index is optimised`() throws
    {
        let index = try WordIndex()
        try index.run(
            """
            CREATE TABLE listing (record INTEGER PRIMARY KEY, name TEXT NOT NULL);
            CREATE VIRTUAL TABLE name_tri USING fts5 (name, content='listing',
                content_rowid='record', tokenize='trigram', detail='none');
            INSERT INTO listing VALUES (1, 'secret'), (2, 'public');
            INSERT INTO name_tri (rowid, name) SELECT record, name FROM listing;
            INSERT INTO name_tri (name_tri, rowid, name) VALUES ('delete', 1, 'secret');
            DELETE FROM listing WHERE record = 1;
            CREATE VIRTUAL TABLE trigram USING fts5vocab ('name_tri', 'row')
            """)
        func blocks(_ text: String) throws -> [Int] {
            let hex = text.utf8.map { String($0, radix: 16, uppercase: true) }.joined()
            return try index.rows(
                "SELECT count(*) FROM name_tri_data WHERE instr(hex(block), '\(hex)') > 0")
        }
        try index.run("INSERT INTO name_tri (name_tri) VALUES ('optimize')")
        #expect(try index.rows("SELECT count(*) FROM trigram WHERE term = 'ecr'") == [0])
        #expect(try blocks("ecr") == [0])
        #expect(try blocks("ubl") == [1], "the search for bytes finds what is there")
    }

    @Test func `one wrong cluster still finds names in Thai, Khmer and Chinese`() throws {
        let index = try WordIndex()
        let texts = SearchWords.all.filter { ["th", "km", "zh"].contains($0.language) }
        for (number, words) in texts.enumerated() {
            let name = SearchText.fold(words.written)
            try index.add(number, SearchRow(name: name, place: "", tags: "", body: ""))
        }
        var (asked, found, rows) = (0, 0, 0)
        for (number, words) in texts.enumerated() {
            let scalars = Array(words.written.unicodeScalars)
            for place in scalars.indices {
                var wrong = scalars
                wrong[place] = scalars[(place + 5) % scalars.count]
                let typed = String(String.UnicodeScalarView(wrong))
                guard typed != words.written, let nearly = MatchExpression(typed).nearly else {
                    continue
                }
                let hits = try index.found(nearly)
                asked += 1
                rows += hits.count
                if hits.contains(number) { found += 1 }
            }
        }
        #expect(asked > 500)
        #expect(Double(found) / Double(asked) > 0.8, "\(found) of \(asked)")
        #expect(Double(rows) / Double(asked) < 2, "few others are found")
    }
}
