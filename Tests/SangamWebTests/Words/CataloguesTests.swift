import Foundation
import Testing

@testable import SangamWeb

@Suite struct CataloguesTests {
    @Test(
        arguments: [
            (nil, "fr", "en", "fr"), ("ar", "fr", "en", "ar"), ("xx", "fr", "en", "fr"),
            (nil, "de, fr;q=0.5", "en", "fr"), (nil, "fr;q=0.4, ur;q=0.8", "en", "ur"),
            (nil, "fr;q=0, ur", "en", "ur"), (nil, "de", "pt", "pt"), (nil, "de", "xx", "en"),
            (nil, "", "id", "id"), (nil, "pt-BR", "en", "pt"), (nil, "PT-br", "en", "pt"),
            (nil, "zh-Hant-TW, ar-u-nu-latn", "en", "ar"), (nil, "*", "es", "es"),
            (nil, "fr-x-private", "en", "fr"), (nil, "frr", "en", "en"),
            (nil, "q=1;;;,\u{0}, ;q=9, en;q=nonsense, id;q=1e400", "fr", "id"),
            ("AR", "", "en", "en"), ("", "", "ur", "ur"),
        ] as [(String?, String, String, String)])
    func `a reader gets the language asked for`(
        path: String?, accept: String, home: String, tag: String
    ) throws {
        let catalogues = try Catalogues()
        let accepted = ReaderLanguages.read([accept])
        #expect(catalogues.choose(path: path, accepted: accepted, home: home).tag == tag)
    }

    @Test func `a reader in the Maghreb gets the digits used there`() throws {
        let catalogues = try Catalogues()
        #expect(catalogues.lookup("ar-MA")?.grouped(1_000) == "1,000")
        #expect(catalogues.lookup("ar-EG")?.grouped(1_000) == "١٬٠٠٠")
        #expect(catalogues.lookup("ar-MA")?.tag == "ar")
    }

    @Test func `a header of thousands of ranges costs little`() {
        let header = (0..<5_000).map { "x\($0)-aa;q=0.\($0)" }.joined(separator: ",")
        #expect(ReaderLanguages.read([header]).count <= ReaderLanguages.rangesMax)
    }

    // MARK: - Files that are dropped in

    private func dropped(_ name: String, _ lines: String) -> Catalogues.Dropped {
        Catalogues.Dropped(name: name, bytes: catalogueText(lines))
    }

    @Test func `a file adds a language, and what it lacks is said in English`() throws {
        let catalogues = try Catalogues(
            dropped: [
                dropped(
                    "zu.txt",
                    "find = Thola\nagoDays[one] = usuku\nagoDays[other] = izinsuku ezi-{count}")
            ])
        let zulu = try #require(catalogues.named("zu"))
        #expect(zulu.text("find") == "Thola" && zulu.ownName == "isiZulu")
        #expect(zulu.text("agoDays", count: 0) == "usuku")
        #expect(zulu.text("agoDays", count: 2) == "izinsuku ezi-2")
        #expect(zulu.text("skip") == "To the content")
        // English in its own forms: 0 is one in Zulu and other in English.
        #expect(zulu.text("agoHours", count: 0) == "0 hours ago")
        #expect(!zulu.isUnchecked)
        #expect(catalogues.all.map(\.tag).last == "zu")
        #expect(catalogues.choose(path: nil, accepted: ["zu-ZA"], home: nil).tag == "zu")
        #expect(catalogues.problems.count == 1)
        #expect(catalogues.problems.first?.hasSuffix("they stay as they were") == true)
    }

    @Test func `a file replaces words of a language that is built in`() throws {
        let catalogues = try Catalogues(dropped: [dropped("fr.txt", "find = Trouver")])
        let french = try #require(catalogues.named("fr"))
        #expect(french.text("find") == "Trouver")
        #expect(french.text("skip") == "Aller au contenu")
        #expect(catalogues.all.count == 7)
        #expect(!french.isUnchecked)
    }

    @Test(arguments: [
        ("find = Thola {name}", "line 5: find takes one text and no values"),
        ("carriedHere[other] = x {count}", "line 5: carriedHere takes one text"),
        ("carriedDirect = Yafika", "line 5: carriedDirect takes one text with {network}"),
        ("agoDays = izinsuku", "line 5: agoDays takes forms such as agoDays[other] with {count}"),
        ("agoDays[one] = {count}", "line 5: agoDays[other] is missing"),
        ("agoDays[other] = {count}", "line 5: agoDays has no form for one"),
        ("nothing2 = x", "line 5: no page asks for nothing2"),
    ])
    func `a text that no page can use is reported and left out`(line: String, note: String) throws {
        let catalogues = try Catalogues(dropped: [dropped("zu.txt", line)])
        #expect(catalogues.problems.contains { $0.hasPrefix("zu.txt: " + note) })
        let zulu = try #require(catalogues.named("zu"))
        let english = try #require(catalogues.named("en"))
        #expect(zulu.text("find") == english.text("find"))
        #expect(zulu.text("carriedDirect", ["network": "A"]).contains("A"))
        #expect(zulu.text("agoDays", count: 2).contains("2"))
    }

    @Test(arguments: [
        "readme.txt", "api.txt", "log.txt", "map.txt", "n.txt", "..txt", ".txt", "ZU.txt",
        "zu.txt.txt", "zu zu.txt", "../zu.txt", "zu/../x.txt", "<b>.txt", "zu", "en-XA.txt",
        "a-b.txt", "zu-\u{202E}.txt", "x-y.txt",
    ])
    func `E7 a name that is no tag, or is a page of ours, adds no language`(name: String) throws {
        let catalogues = try Catalogues(dropped: [dropped(name, "find = Thola")])
        #expect(catalogues.all.count == 7)
        #expect(catalogues.problems.count == 1)
        #expect(catalogues.problems.first?.hasSuffix("it is not used") == true)
    }

    @Test func `a file that is broken is reported and changes nothing`() throws {
        let catalogues = try Catalogues(
            dropped: [
                dropped("zu.txt", "find Thola"), dropped("fr.txt", "find = a\u{202E}"),
                Catalogues.Dropped(name: "xh.txt", bytes: nil),
                Catalogues.Dropped(name: "st.txt", bytes: [0xFF, 0xFE, 0x00]),
            ])
        #expect(catalogues.all.count == 7)
        #expect(catalogues.named("fr")?.text("find") == "Chercher")
        #expect(catalogues.problems.count == 4)
        #expect(catalogues.problems.contains { $0.hasPrefix("zu.txt: line 5:") })
    }

    @Test func `the folder is read, and what is no plain file is not`() throws {
        let data = FileManager.default.temporaryDirectory.path + "/words-\(UUID().uuidString)"
        let folder = data + "/languages"
        #expect(LanguagesFolder.read(data: data).isEmpty)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: data) }
        func write(_ name: String, _ bytes: [UInt8]) {
            _ = FileManager.default.createFile(atPath: folder + "/" + name, contents: Data(bytes))
        }
        write("zu.txt", catalogueText("find = Thola"))
        write("notes.md", [1])
        write(".zu.txt", [1])
        write("xh.txt", [UInt8](repeating: 0x61, count: CatalogueFile.bytesMax + 1))
        try FileManager.default.createDirectory(
            atPath: folder + "/st.txt", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: folder + "/tn.txt", withDestinationPath: "/dev/zero")
        let files = LanguagesFolder.read(data: data)
        #expect(files.map(\.name) == ["st.txt", "tn.txt", "xh.txt", "zu.txt"])
        #expect(files.map { $0.bytes != nil } == [false, false, false, true])
    }
}
