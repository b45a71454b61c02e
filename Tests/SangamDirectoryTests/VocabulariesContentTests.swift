import Testing

@testable import SangamDirectory

/// What must hold of the words that come with the program.
@Suite struct VocabulariesContentTests {
    private static let languages = [
        "en", "fr", "ar", "id", "ur", "es", "pt", "zu", "hi", "zh", "th", "km",
    ]
    private let all = BuiltinVocabularies.standard

    private func written(_ scheme: String) throws -> [Concept] {
        try #require(all.scheme(scheme)).concepts
    }

    @Test func `the built-in files can be read`() throws {
        #expect(try ResourceText.vocabularies() == all.schemes)
        #expect(all.schemes.count == 14)
    }

    @Test(arguments: ["goods", "solidarity", "forms", "members"])
    func `every word of ours has a label in all twelve languages`(scheme: String) throws {
        for concept in try written(scheme) {
            #expect(concept.labels.map(\.language) == Self.languages, "\(concept.code)")
            #expect(concept.words.allSatisfy { !SearchText.fold($0.text).isEmpty })
        }
    }

    @Test func `goods has about 150 words or more, most with synonyms in every language`() throws {
        let goods = try written("goods")
        #expect(goods.count >= 150)
        for language in Self.languages {
            let rich = goods.filter { $0.synonyms.contains { $0.language == language } }
            #expect(rich.count * 10 >= goods.count * 9, "\(language): \(rich.count)")
        }
    }

    @Test func `what an organisation is, is found in every language, but for what most are`()
        throws
    {
        func words(_ members: String) throws -> String {
            let record = try Graph.organisation("Ward 4", members)
            #expect(
                BuiltinVocabularies.mayClassify(record) || all.foldedLabels(for: record).isEmpty)
            return all.foldedLabels(for: record).joined(separator: " ")
        }
        let union = try words(#""forms":["union","enterprise"]"#)
        for word in ["syndicat", "sindicato", "serikat", "نقابة", "یونین", "यूनियन", "inyunyana"] {
            #expect(union.contains(SearchText.fold(word)), "\(word)")
        }
        let workers = try words(#""forms":["enterprise"],"membershipOf":"workers""#)
        for word in ["scop", "koperasi", "cooperativa", "trabajo", "umfelandawonye", "सहकारी"] {
            #expect(workers.contains(SearchText.fold(word)), "\(word)")
        }
        for none in [#""forms":["enterprise","producer"]"#, #""forms":["workers"]"#] {
            #expect(try words(none).isEmpty)
        }
    }

    @Test(arguments: ["goods", "solidarity", "forms", "members"])
    func `no word says the same thing twice in one language`(scheme: String) throws {
        for concept in try written(scheme) {
            for language in Self.languages {
                let folded = concept.words.filter { $0.language == language }
                    .map { SearchText.fold($0.text) }
                let twice = folded.filter { text in folded.filter { $0 == text }.count > 1 }
                #expect(twice == [], "\(concept.code) \(language)")
            }
        }
    }

    @Test func `codes are unique, wider words exist and none is under itself`() {
        for scheme in all.schemes {
            let codes = scheme.concepts.map(\.code)
            #expect(Set(codes).count == codes.count)
            for concept in scheme.concepts {
                var above = concept.broader
                var steps = 0
                while let code = above.popLast(), steps < 100 {
                    let wider = all.concept(scheme: scheme.name, code: code)
                    #expect(wider != nil && wider != concept, "\(concept.code) < \(code)")
                    above += wider?.broader ?? []
                    steps += 1
                }
                #expect(steps < 100)
            }
        }
    }

    @Test(arguments: ["goods", "solidarity", "forms", "members"])
    func `every text is in the script of its language`(scheme: String) throws {
        let concepts = try written(scheme)
        let titles = try #require(all.scheme(scheme)).titles
        for text in concepts.flatMap({ $0.words + $0.notes }) + titles {
            let wrong = text.text.unicodeScalars.filter { !isAllowed($0, in: text.language) }
            #expect(wrong.isEmpty, "\(text.language): \(text.text)")
        }
    }

    private func isAllowed(_ scalar: Unicode.Scalar, in language: String) -> Bool {
        guard scalar.properties.isAlphabetic || scalar.value > 0x24F else { return true }
        let isArabic = (0x600...0x6FF).contains(scalar.value)
        switch language {
        case "ar": return isArabic && !arabicUses(scalar)
        // Arabic yeh, kaf, heh, alef maksura and teh marbuta look alike and are other letters.
        case "ur":
            return isArabic && ![0x64A, 0x643, 0x647, 0x649, 0x629].contains(scalar.value)
        case "hi": return (0x900...0x97F).contains(scalar.value)
        case "th": return (0xE00...0xE7F).contains(scalar.value)
        case "km": return (0x1780...0x17FF).contains(scalar.value)
        case "zh":
            return (0x4E00...0x9FFF).contains(scalar.value)
                || (0x3001...0x3002).contains(scalar.value)
                || (0xFF01...0xFF1F).contains(scalar.value)
        default: return scalar.value <= 0x24F || [0x2019, 0x2026].contains(scalar.value)
        }
    }

    /// Letters of Persian and Urdu that Arabic does not have.
    private func arabicUses(_ scalar: Unicode.Scalar) -> Bool {
        (0x671...0x6D3).contains(scalar.value)
    }

    @Test func `the script rule sees a letter of the wrong script`() {
        #expect(!isAllowed("\u{643}", in: "ur") && isAllowed("\u{6A9}", in: "ur"))
        #expect(!isAllowed("\u{6A9}", in: "ar") && isAllowed("\u{643}", in: "ar"))
        #expect(!isAllowed("a", in: "ar") && !isAllowed("\u{435}", in: "es"))
        #expect(isAllowed("ã", in: "pt") && isAllowed(";", in: "ar"))
    }

    @Test func `each scheme says its licence, its source and who checked which language`() {
        for scheme in all.schemes {
            #expect(scheme.licence != nil && scheme.source != nil && scheme.version != nil)
            let used = Set(scheme.concepts.flatMap { $0.words.map(\.language) })
            #expect(used == Set(scheme.checks.map(\.language)), "\(scheme.name)")
        }
        #expect(all.scheme("essglobal-themes")?.licence == "CC-BY-3.0")
        #expect(all.scheme("essglobal-themes")?.attribution?.contains("RIPESS") == true)
    }

    /// type-of-labour has 6 in the source; the sixth is a second T1 without any label.
    @Test(arguments: [
        ("activities", 21), ("activities-ica", 29), ("activities-modified", 16),
        ("base-membership-type", 6), ("legal-form", 5), ("organisational-structure", 25),
        ("products-services", 130), ("qualifiers", 23), ("themes", 19), ("type-of-labour", 5),
    ])
    func `ESSglobal's lists are complete`(name: String, count: Int) throws {
        let concepts = try written("essglobal-\(name)")
        #expect(concepts.count == count)
        for concept in concepts {
            let uri = try #require(concept.uri)
            #expect(uri == "http://purl.org/essglobal/standard/\(name)/\(concept.code.code)")
            #expect(all.concept(uri: uri) == concept)
            #expect(concept.labels.allSatisfy { LanguageTag.isWellFormed($0.language) })
            #expect(concept.labels.allSatisfy { $0.language == $0.language.lowercased() })
        }
    }

    @Test func `ESSglobal's words carry their label, not their number`() {
        func label(_ scheme: String, _ code: String, _ language: String) -> String {
            all.label(scheme: "essglobal-\(scheme)", code: code, languages: [language])
        }
        #expect(label("products-services", "90100000", "en") == "Restaurants and catering")
        #expect(label("products-services", "85150000", "en") == "Food and nutrition services")
        #expect(label("activities-ica", "ICA130", "en") == "Tourism")
        #expect(label("activities-ica", "ICA130", "fr") == "Tourism")
        #expect(label("activities", "a16", "fr").hasPrefix("Éducation"))
        #expect(label("nothing", "ABC", "fr") == "ABC")
        let numbers = all.schemes.flatMap(\.concepts).filter { concept in
            concept.labels[0].text.utf8.allSatisfy { (0x30...0x39).contains($0) }
        }
        // The source has no word at all for this one.
        #expect(numbers.map(\.code.code) == ["85140000"])
    }

    @Test func `every match with ESSglobal names a word of it, and no two words claim one`() {
        var claimed: [String: Code] = [:]
        for concept in all.schemes.flatMap(\.concepts) {
            for uri in concept.exactMatch + concept.closeMatch where uri.contains("essglobal") {
                #expect(all.concept(uri: uri)?.uri == uri, "\(concept.code) \(uri)")
            }
            for uri in concept.exactMatch {
                let other = claimed.updateValue(concept.code, forKey: uri)
                #expect(other == nil, "\(concept.code) \(uri)")
            }
        }
    }
}
