import SangamDirectory
import Testing

@testable import SangamWeb

/// The catalogues that are built in.
@Suite struct BuiltinCatalogueTests {
    /// Texts that may be as in English: names, forms without words, and words that the languages
    /// share.
    private static let alike: [String: Set<String>] = [
        "*": [
            "atLeast", "contactEmail", "contactFax", "contactSignal", "contactTelegram",
            "contactWhatsapp",
            "dateAndTime", "dateDay", "dateDayMonth", "dateMonth", "dateWithWeekday", "linkBlog",
            "listPair", "listingUnnamed", "mapKilometres", "mapOneNear", "mapPlaceNear",
            "networkSameName", "partHow", "partRelation",
            "partZone",
        ],
        "fr": [
            "exportVCF", "figureOrganisations", "kindConfirm", "kindOrganisation", "kindsConfirm",
            "kindsOrganisation", "labelCode", "labelFormat",
            "labelLicence", "labelRelation", "labelStructure", "labelType", "linkDocument",
            "linkVideo", "precisionExact", "resourceDocument", "resourceGuide", "resourceService",
        ],
        "es": ["cancelledFalse", "no"],
        "id": [
            "labelFormat", "linkVideo", "month4", "month9", "month11", "partPer",
            "resourceEpisode",
        ],
    ]

    private let files: [(tag: String, file: CatalogueFile)]

    init() throws {
        files = try BuiltinCatalogues.tags.map { tag in
            (tag, try CatalogueFile(BuiltinCatalogues.bytes(tag)))
        }
    }

    private var english: CatalogueFile { files[0].file }

    @Test func `the languages are those that were promised, English first`() throws {
        #expect(files.map(\.tag) == ["en", "fr", "es", "pt", "ar", "id", "ur"])
        #expect(
            files.map(\.file.ownName) == [
                "English", "Français", "Español", "Português", "العربية", "Bahasa Indonesia",
                "اردو",
            ])
        for (tag, file) in files {
            #expect(LanguageNames.own(tag) == file.ownName)
            #expect((file.direction == .rightToLeft) == ["ar", "ur"].contains(tag))
        }
    }

    @Test func `every language has the same keys, values and its own forms`() {
        for (tag, file) in files {
            let keys = Set(file.entries.keys)
            #expect(Set(english.entries.keys).subtracting(keys) == [], "\(tag) misses")
            #expect(keys.subtracting(english.entries.keys) == [], "\(tag) has too many")
            let categories = Set(PluralRules(tag).categories)
            for (key, entry) in file.entries {
                guard let first = english.entries[key] else { continue }
                #expect((entry.text == nil) == (first.text == nil), "\(tag) \(key)")
                #expect(
                    entry.text?.placeholders == first.text?.placeholders, "\(tag) \(key)")
                guard let other = first.plural[.other] else { continue }
                #expect(Set(entry.plural.keys) == categories, "\(tag) \(key)")
                for form in entry.plural.values {
                    #expect(
                        form.placeholders.union(["count"])
                            == other.placeholders.union(["count"]),
                        "\(tag) \(key)")
                }
            }
        }
    }

    @Test func `no text was left in English`() {
        for (tag, file) in files.dropFirst() {
            let allowed = (Self.alike["*"] ?? []).union(Self.alike[tag] ?? [])
            let same = file.entries.filter { key, entry in
                english.entries[key].map { $0.text == entry.text && $0.plural == entry.plural }
                    ?? false
            }.map(\.key)
            #expect(Set(same).subtracting(allowed) == [], "\(tag)")
        }
    }

    @Test func `every catalogue says who checked it`() throws {
        for catalogue in try BuiltinCatalogues.read() {
            #expect(catalogue.isUnchecked == (catalogue.tag != "en"), "\(catalogue.tag)")
        }
    }

    @Test func `texts are plain: no markup, no two spaces, and the letters of the language`() {
        for (tag, file) in files {
            for (key, entry) in file.entries {
                for text in [entry.text].compactMap({ $0 }) + entry.plural.values {
                    let shown = text.filled([:]) { $0 }
                    #expect(
                        !["<b", "<a", "</", "<s", "&lt;", "&amp;", "  "].contains {
                            shown.contains($0)
                        },
                        "\(tag) \(key)")
                    #expect(!shown.contains(" node") && !shown.contains("hash"), "\(tag) \(key)")
                    // Arabic letters that look like those of Urdu and are others.
                    let isUrdu = tag == "ur"
                    #expect(
                        !isUrdu
                            || !shown.unicodeScalars.contains { "كيىةه".contains($0.description) },
                        "\(key)")
                }
            }
        }
    }

    @Test func `a template finds every text that takes no value`() throws {
        let catalogues = try Catalogues().all
        for catalogue in catalogues {
            #expect(catalogue.words["skip"] != nil)
            #expect(catalogue.words["listingCount"] == nil)
            #expect(Set(catalogue.words.keys) == Set(catalogues[0].words.keys))
        }
    }

    @Test func `every field and every value of the table has a label`() throws {
        let english = try #require(try Catalogues().named("en"))
        for field in FieldTable.all {
            #expect(english.words[field.label] != nil, "\(field.label)")
        }
        let lists = [
            "form": "enterprise producer federation network movement chapter working-group union "
                + "self-help-group community support fund media public-body informal individual",
            "ownedBy": "workers users producers multi", "status": "active paused closed",
            "direction": "offer want", "item": "good service work skill finance space",
            "terms": "sell give lend barter share wage volunteer membership",
            "stock": "in few out", "certified": "third-party participatory own-word",
            "attendance": "in-person online mixed", "access": "open members",
            "resource": "document guide newsletter training media episode space tool land fund "
                + "service",
            "related": "part-of in-series supplies supports uses funded-by successor-of",
            "twin": "same-as not-same-as",
            "role": "enterprise worker supporter founder associate network",
            "precision": "exact street area place",
            "contact": "email phone whatsapp signal sms post",
            "kind": "organisation offer event market resource campaign image network vouch link "
                + "membership confirm concept",
            "state": "ok behind stale over-quota paused unreachable blocked broken frozen "
                + "identity-conflict read-only",
            "licence": "CC0-1.0 CC-BY-4.0 CC-BY-SA-4.0 ODbL-1.0",
        ]
        for (group, values) in lists {
            for value in values.split(separator: " ") {
                #expect(english.word(group, String(value)) != nil, "\(group) \(value)")
            }
        }
    }

    @Test func `every code of the directory has a sentence in every language`() throws {
        let codes =
            TradeMatch.Reason.allCases.map { Catalogue.key("trade", code: $0.rawValue) }
            + LikelyDuplicates.Reason.allCases.map { Catalogue.key("duplicate", code: $0.rawValue) }
            + WhyNotHere.allCases.map { Catalogue.key("why", code: $0.rawValue) }
            + PictureProblem.allCases.map(\.key)
        for catalogue in try Catalogues().all {
            #expect(codes.filter { catalogue.messages[$0] == nil } == [], "\(catalogue.tag)")
        }
    }
}
