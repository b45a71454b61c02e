import Testing

@testable import SangamDirectory

/// A good is found in any of the languages, whatever word it was listed under.
@Suite struct VocabulariesSearchTests {
    private let all = BuiltinVocabularies.standard

    private func record(_ members: JSONObject) -> Record { Record(json: members) }

    private func good(_ value: JSON, lang: String = "en") -> Record {
        record(["kind": "organisation", "lang": .string(lang), "goods": [value]])
    }

    /// As search asks: every word must be in the row, the last one may be cut.
    private func finds(_ typed: String, _ record: Record) -> Bool {
        let row = all.foldedLabels(for: record).joined(separator: " ")
        let words = row.utf8.split(separator: 0x20).map { String(Substring($0)) }
        let asked = SearchText.fold(typed).utf8.split(separator: 0x20).map { Substring($0) }
        guard let last = asked.last else { return false }
        return asked.dropLast().allSatisfy { words.contains(String($0)) }
            && words.contains { $0.utf8.starts(with: last.utf8) }
    }

    private func match(_ text: String, _ language: String? = nil) -> [String] {
        all.index.places(ofText: text, language: language).map { all.index.concepts[$0].code.code }
    }

    static let words: [(String, String)] = [
        ("roti", "bread"), ("روٹی", "bread"), ("روٹي", "bread"), ("isinkwa", "bread"),
        ("خبز", "bread"), ("khobz", "bread"), ("pan", "bread"), ("pão", "bread"),
        ("pao", "bread"), ("pain", "bread"), ("steamed bread", "bread"), ("ujeqe", "bread"),
        ("chapati", "flatbread"), ("tortillas", "flatbread"), ("naan", "flatbread"),
        ("عسل", "honey"), ("شہد", "honey"), ("شهد", "honey"), ("madu", "honey"), ("uju", "honey"),
        ("miel", "honey"), ("imifino", "vegetables"), ("imifino", "leafy-greens"),
        ("morogo", "leafy-greens"), ("sayur", "vegetables"), ("سبزی", "vegetables"),
        ("خضار", "vegetables"), ("verduras", "vegetables"), ("hortaliças", "vegetables"),
        ("amadumbe", "taro-yam"), ("impuphu", "maize-meal"), ("fubá", "maize-meal"),
        ("beras", "rice"), ("چاول", "rice"), ("أرز", "rice"), ("ارز", "rice"), ("arroz", "rice"),
        ("tempe", "tofu-tempeh"), ("کھجور", "dates-figs"), ("تمر", "dates-figs"),
        ("amasi", "yoghurt"), ("دہی", "yoghurt"), ("زبادي", "yoghurt"), ("kopi", "coffee"),
        ("قهوة", "coffee"), ("ikhofi", "coffee"), ("چائے", "tea"), ("yerba mate", "tea"),
        ("umqombothi", "beer"), ("azeite", "olive-oil"), ("زيت زيتون", "olive-oil"),
        ("batik", "fabric"), ("tatreez", "embroidery"), ("تطريز", "embroidery"),
        ("ubuhlalu", "beadwork"), ("درزی", "sewing"), ("خياطة", "sewing"), ("penjahit", "sewing"),
        ("ukuthunga", "sewing"), ("costurera", "sewing"), ("inkulisa", "childcare"),
        ("stokvel", "savings-credit"), ("isitokofela", "savings-credit"),
        ("arisan", "savings-credit"), ("tontine", "savings-credit"), ("tanda", "savings-credit"),
        ("xitique", "savings-credit"), ("کمیٹی", "savings-credit"), ("warung", "shop"),
        ("isipaza", "shop"), ("ojek", "passenger-transport"), ("catadores", "waste-recycling"),
        ("pemulung", "waste-recycling"), ("software libre", "software"), ("vivienda", "housing"),
        ("izindlu", "housing"), ("cuidado de ancianos", "care"), ("ڈھابہ", "restaurant-cafe"),
        ("پلمبر", "plumbing"), ("électricien", "electrical-work"),
        ("electricien", "electrical-work"),
        ("शहद", "honey"), ("蜂蜜", "honey"), ("น้ำผึ้ง", "honey"), ("ទឹកឃ្មុំ", "honey"),
        ("面包", "bread"), ("麵包", "bread"), ("กาแฟ", "coffee"), ("चपाती", "flatbread"),
        ("œufs", "eggs"), ("oeufs", "eggs"), ("U-ANYANISI", "onions"), ("Tomatoes", "tomatoes"),
    ]

    @Test(arguments: words)
    func `a word of any language finds the good that was listed by code`(
        word: String, code: String
    ) {
        #expect(finds(word, good(["scheme": "goods", "code": .string(code)])))
        #expect(match(word).contains(code))
    }

    @Test(arguments: words)
    func `a good written as text is found by its English label too`(word: String, code: String)
        throws
    {
        let concept = try #require(all.concept(scheme: "goods", code: code))
        #expect(finds(concept.label(languages: ["en"]), good(.string(word))))
        #expect(finds(concept.label(languages: ["zu"]), good(.string(word))))
    }

    @Test func `the test's question finds nothing that is not there`() {
        #expect(!finds("roti", good("pottery")) && !finds("oven pain", good("bread")))
        #expect(finds("fresh bak", good("bread")) == false && finds("baki", good("bread")))
    }

    @Test func `wider words find narrower ones by their labels alone, headings never`() {
        let okra = good(["scheme": "goods", "code": "aubergine-okra"])
        #expect(finds("vegetables", okra) && finds("سبزیاں", okra) && finds("makanan", okra))
        #expect(!finds("greengrocer", okra), "a synonym of vegetables")
        let plumbing = good(["scheme": "goods", "code": "plumbing"])
        #expect(finds("construction", plumbing) && !finds("services", plumbing))
        #expect(finds("services", good(["scheme": "goods", "code": "service"])))
    }

    @Test(arguments: [
        "https://dev.lod.coop/essglobal/2.1/standard/activities-ica/ICA130",
        "http://purl.org/essglobal/standard/activities-ica/ICA130",
        "http://www.purl.org/essglobal/standard/activities-ica/ICA130/",
        "https://lod.coop/essglobal/2.1/standard/activities-ica#ICA130",
    ])
    func `an address of ESSglobal is found in eight languages under any host`(uri: String) {
        let ways: [JSON] = [
            .string(uri), ["scheme": "essglobal", "code": .string(uri)],
            ["scheme": "essglobal-activities-ica", "code": "ICA130"],
        ]
        for way in ways {
            let club = record(["kind": "organisation", "categories": [way]])
            #expect(finds("Tourism", club) && finds("turismo", club) && finds("سياحة", club))
            #expect(finds("ezokuvakasha", club) && !finds("services", club))
        }
        #expect(all.concept(uri: uri)?.code.code == "ICA130")
    }

    @Test func `an address may be parted into scheme and code, and stand in other members`() {
        let base = "https://dev.lod.coop/essglobal/2.1/standard/organisational-structure/"
        let parted = record([
            "kind": "organisation",
            "categories": [["scheme": .string(base), "code": "OS60"]],
        ])
        #expect(finds("workers co-operative", parted) && finds("cooperative", parted))
        let member = record(["kind": "organisation", "structure": .string(base + "OS60")])
        #expect(finds("workers", member))
        #expect(all.labels(for: record(["qualifiers": ["bread"]])) == [], "no good, a word")
    }

    @Test func `what no vocabulary has gives nothing and harms nothing`() {
        let odd: [JSON] = [
            "", "   ", "https://", "http://essglobal//", ["scheme": "goods", "code": "Bread"],
            ["scheme": "goods"], ["scheme": 1, "code": []], nil, true, [["bread"]],
            .string(String(repeating: "bread ", count: 10_000)), "\u{0}", "\"bread",
        ]
        for value in odd.dropLast() { #expect(all.labels(for: good(value)) == []) }
        #expect(all.labels(for: record(["goods": "bread"])).isEmpty == false)
        #expect(all.labels(for: record(["goods": nil, "categories": true])) == [])
    }

    @Test func `a record that lists everything gets the labels of one hundred words (D5)`() {
        let codes = all.schemes.flatMap(\.concepts).map { concept -> JSON in
            ["scheme": .string(concept.code.scheme), "code": .string(concept.code.code)]
        }
        let greedy = record(["goods": .array(codes + codes + codes)])
        #expect(all.concepts(for: greedy).count == 100)
        #expect(all.foldedLabels(for: greedy).joined().utf8.count < 150_000)
    }

    @Test func `a word is given once, and labels inside other labels once`() throws {
        let twice = record(["goods": ["bread", "roti", ["scheme": "goods", "code": "bread"]]])
        #expect(all.concepts(for: twice).map(\.code.code) == ["bread"])
        let row = try #require(all.foldedLabels(for: twice).first)
        let words = row.utf8.split(separator: 0x20).map { String(Substring($0)) }
        #expect(words.filter { $0 == "isinkwa" }.count == 1)
        #expect(words.filter { $0 == "steamed" }.count == 1)
    }

    @Test func `the row that is folded beforehand says what the labels say`() {
        for (word, _) in Self.words {
            let listed = good(.string(word))
            let words = { (texts: [String]) in
                Set(texts.flatMap { $0.utf8.split(separator: 0x20).map { String(Substring($0)) } })
            }
            let tags = SearchText.row(for: record([:]), labels: all.labels(for: listed)).tags
            #expect(words([tags]) == words(all.foldedLabels(for: listed)))
        }
    }

    @Test func `the record's language decides between words that look alike`() {
        // `pan` is bread in Spanish; `sal` is salt in Spanish and Portuguese.
        #expect(match("manga", "pt-BR") == ["mangoes"])
        #expect(match("Anggur", "id") == ["grapes"])
        #expect(match("café", "es") == ["coffee"])
    }

    static let lists: [(text: String, language: String, codes: [String])] = [
        ("Tenun dan batik", "id", ["fabric"]),
        ("Bread, eggs & Honey", "en", ["bread", "eggs", "honey"]),
        ("bread and housing co-op", "en", ["bread", "housing"]),
        ("bread + eggs", "en", ["bread", "eggs"]),
        ("pan y miel", "es", ["bread", "honey"]), ("mel e ovos", "pt", ["honey", "eggs"]),
        ("pain et œufs", "fr", ["bread", "eggs"]), ("خبز وعسل", "ar", ["bread", "honey"]),
        ("خبز و عسل", "ar", ["bread", "honey"]), ("روٹی اور شہد", "ur", ["bread", "honey"]),
        ("bread; vegetables\n", "en", ["bread", "vegetables"]), ("eggs, egg", "en", ["eggs"]),
        ("egg", "en", ["eggs"]), ("housing co-op", "en", ["housing"]),
        ("kopi arabika", "id", ["coffee"]), ("café orgânico", "pt", ["coffee"]),
        ("pan integral", "es", ["bread"]), ("isinkwa sikabhontshisi", "zu", ["bread"]),
        ("organic honey", "en", ["honey"]), ("free range eggs (30)", "en", ["eggs"]),
        ("Honey 500 g", "en", ["honey"]), ("coffee table", "en", ["furniture"]),
        ("soap with honey", "en", []), ("honey of the month", "en", []),
        ("café orgânico e mel silvestre", "pt", ["coffee", "honey"]),
        // One that nobody knows, and all stays the text that it is.
        ("bread, moon dust", "en", []), ("bread and", "en", []), ("breadth", "en", []),
        (" ;, / ", "en", []), ("", "en", []), ("and", "en", []), ("\u{648}", "ar", []),
    ]

    @Test(arguments: lists)
    func `a text that lists goods names each of them, if all are known`(
        text: String, language: String, codes: [String]
    ) {
        #expect(match(text, language) == codes)
    }

    @Test func `a facet has what a text says, not what it is a kind of`() {
        let codes = { all.codes(ofGoods: $0, language: "en").map(\.code) }
        #expect(codes("bread & eggs") == ["bread", "eggs"] && codes("eggs") == ["eggs"])
        #expect(codes("organic honey") == [] && codes("bread & organic honey") == [])
    }

    @Test func `labels are shown in the reader's language, else in English, else as the code`() {
        #expect(all.label(scheme: "goods", code: "bread", languages: ["ur", "en"]) == "روٹی")
        #expect(all.label(scheme: "goods", code: "bread", languages: ["pt-BR"]) == "Pão")
        #expect(all.label(scheme: "goods", code: "bread", languages: ["km"]) == "នំប៉័ង")
        #expect(all.label(scheme: "goods", code: "bread", languages: ["ta"]) == "Bread")
        #expect(all.label(scheme: "goods", code: "unknown", languages: ["km"]) == "unknown")
        #expect(all.concept(scheme: "goods", code: "\u{212A}ale") == nil)
    }
}
