import Testing

@testable import SangamWeb

/// A file with a good head and some lines below it, which begin in line 5.
func catalogueText(_ lines: String, direction: String = "ltr") -> [UInt8] {
    Array(
        """
        # language: isiZulu
        # english-name: Zulu
        # direction: \(direction)
        # checked: N. Dlamini, 2026-11-20
        \(lines)
        """.utf8)
}

@Suite struct CatalogueFileTests {
    @Test func `a file is read with its head, its texts and its forms`() throws {
        let file = try CatalogueFile(
            catalogueText(
                """
                # a remark, and an empty line

                find = Thola
                  confirmedBy=ngu-{person} {time}
                agoDays[one] = usuku olu-{count} oludlule
                agoDays[other] = izinsuku ezi-{count} ezidlule = ezedlule
                """, direction: "rtl"))
        #expect(file.ownName == "isiZulu")
        #expect(file.englishName == "Zulu")
        #expect(file.direction == .rightToLeft)
        #expect(file.checkedBy == "N. Dlamini, 2026-11-20")
        #expect(file.entries.count == 3)
        #expect(file.entries["find"]?.text?.plain == "Thola")
        #expect(file.entries["find"]?.line == 7)
        #expect(file.entries["confirmedBy"]?.text?.placeholders == ["person", "time"])
        let many = file.entries["agoDays"]?.plural[.other]?.filled(["count": "3"]) { $0 }
        #expect(many == "izinsuku ezi-3 ezidlule = ezedlule")
    }

    @Test func `a file of another system's editor is read`() throws {
        let lines = String(decoding: catalogueText("find = Thola"), as: UTF8.self)
        let windows = "\u{FEFF}" + lines.split(separator: "\n").joined(separator: "\r\n") + "\r\n"
        let file = try CatalogueFile(Array(windows.utf8))
        #expect(file.entries["find"]?.text?.plain == "Thola")
        #expect(file.checkedBy == "N. Dlamini, 2026-11-20")
    }

    @Test(arguments: [
        ("find Thola", "there is no = between key and text"),
        ("= Thola", "a key is a letter"), ("Find = Thola", "a key is a letter"),
        ("find-it = Thola", "a key is a letter"), ("thôla = Thola", "a key is a letter"),
        ("find =", "the text of find is empty"), ("find = \t ", "the text of find is empty"),
        ("find = a {name", "not written as {name}"), ("find = a name}", "not written as {name}"),
        ("find = {}", "not written as {name}"), ("find = {a{b}}", "not written as {name}"),
        ("find = {{b}}", "not written as {name}"), ("find = {a b}", "not written as {name}"),
        ("agoDays[some] = x", "after [ comes zero"), ("agoDays[one = x", "after [ comes zero"),
        ("agoDays[] = x", "after [ comes zero"), ("agoDays[one]x = x", "after [ comes zero"),
        ("find = a\u{0}b", "U+0"), ("find = a\u{7}b", "U+7"), ("find = a\u{85}b", "U+85"),
        ("find = a\u{202E}b", "U+202E"), ("find = a\u{2066}b", "U+2066"),
        ("find = a\u{200F}b", "U+200F"), ("find = a\u{61C}b", "U+61C"),
        ("find = a\u{2028}b", "U+2028"), ("find = a\u{FEFF}b", "U+FEFF"),
        ("find = a\u{E0041}b", "U+E0041"), ("find = a\u{E000}b", "U+E000"),
        ("find = a\u{FFFF}b", "U+FFFF"), ("# a\u{202E}b", "U+202E"),
        ("# language: isiXhosa", "\"# language:\" is there twice"),
    ])
    func `D4 a line that is wrong is named with its number`(line: String, reason: String) {
        let fault = #expect(throws: CatalogueFile.Fault.self) {
            try CatalogueFile(catalogueText("# good\n" + line + "\nhome = Ikhaya"))
        }
        #expect(fault?.line == 6)
        #expect(fault?.reason.contains(reason) == true, "\(fault?.description ?? "none")")
    }

    @Test(arguments: [
        "find = a\nfind = b", "find = a\nfind[one] = b", "find[one] = a\nfind = b",
        "find[one] = a\nfind[one] = b",
    ])
    func `a key that is there twice is named with both lines`(lines: String) {
        let fault = #expect(throws: CatalogueFile.Fault.self) {
            try CatalogueFile(catalogueText(lines))
        }
        #expect(
            fault == CatalogueFile.Fault(line: 6, reason: "find is there twice, first in line 5"))
    }

    @Test(arguments: ["language", "english-name", "direction", "checked"])
    func `every line of the head is needed`(name: String) {
        let text = String(decoding: catalogueText("find = Thola"), as: UTF8.self)
        let without = text.split(separator: "\n").filter { !$0.hasPrefix("# \(name):") }
        let fault = #expect(throws: CatalogueFile.Fault.self) {
            try CatalogueFile(Array(without.joined(separator: "\n").utf8))
        }
        #expect(fault?.line == 0)
        #expect(fault?.reason.contains(name) == true)
    }

    @Test func `a direction is one of two words`() {
        #expect(throws: CatalogueFile.Fault(line: 0, reason: "\"# direction:\" is ltr or rtl")) {
            try CatalogueFile(catalogueText("find = a", direction: "right"))
        }
    }

    @Test func `E8 a file, a line and a number of texts that are too large are refused`() {
        func reason(_ bytes: [UInt8]) -> String? {
            do throws(CatalogueFile.Fault) {
                _ = try CatalogueFile(bytes)
                return nil
            } catch { return error.description }
        }
        let large = [UInt8](repeating: UInt8(ascii: "a"), count: 10_000_000)
        #expect(reason(large) == "it is longer than 524288 bytes")
        let line = "find = " + String(repeating: "a", count: 5_000)
        #expect(reason(catalogueText(line)) == "line 5: it is longer than 4096 bytes")
        let many = (0..<9_000).map { "k\($0) = a" }.joined(separator: "\n")
        #expect(reason(catalogueText(many)) == "line 8005: there are more than 8000 texts")
        let equals = String(repeating: "=", count: 4_000)
        #expect(reason(catalogueText(equals))?.hasPrefix("line 5: a key is") == true)
        #expect(reason([]) != nil)
    }

    @Test func `what is not UTF-8 is refused with its line`() {
        for bytes in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xC3]] as [[UInt8]] {
            let fault = #expect(throws: CatalogueFile.Fault.self) {
                try CatalogueFile(
                    catalogueText("a = b\nfind = ") + bytes + Array("\nb = c".utf8))
            }
            #expect(fault?.line == 6)
            #expect(fault?.reason.contains("UTF-8") == true)
        }
    }

    @Test func `marks, joiners and zero-width spaces of real scripts stay`() throws {
        let texts = ["می\u{200C}روم", "क्\u{200D}ष", "ភាសា\u{200B}ខ្មែរ", "e\u{301}", "👩\u{200D}🌾"]
        for text in texts {
            let file = try CatalogueFile(catalogueText("find = " + text))
            let read = try #require(file.entries["find"]?.text?.plain)
            #expect(read.utf8.elementsEqual(text.utf8))
        }
    }
}
