import SangamDirectory
import Testing

@Suite struct CSVReaderTests {
    @Test(arguments: [
        ("RFC 4180", "id,name,city\r\n1,\"Bread, warm\",Durban\r\n"),
        ("semicolon", "id;name;city\n1;Bread, warm;Durban\n"),
        ("tab", "id\tname\tcity\n1\tBread, warm\tDurban\n"),
        ("bar", "id|name|city\n1|Bread, warm|Durban\n"),
        ("sep line", "sep=;\nid;name;city\n1;Bread, warm;Durban"),
        ("sep line in quotes", "\"sep=;\"\r\nid;name;city\r\n1;Bread, warm;Durban"),
        ("CR only", "id;name;city\r1;Bread, warm;Durban\r"),
        ("mixed breaks, blank lines", "\n\nid;name;city\r\n\n\r\n;;\n1;Bread, warm;Durban\r\n\n"),
        ("spaces around quotes", "id, \"name\", city\n1, \"Bread, warm\" , Durban\n"),
        ("no break at the end", "id,name,city\n1,\"Bread, warm\",Durban"),
        ("title above", "Our members 2026;;\nid;name;city\n1;Bread, warm;Durban\n"),
        ("byte order mark", "\u{FEFF}id;name;city\n1;Bread, warm;Durban\n"),
    ])
    func `one row however it is written, D10`(label: String, text: String) throws {
        let rows = readRows(text)
        #expect(rows.count == 1)
        let json = try payload(rows.first)
        #expect(json.at("name.en") == "Bread, warm")
        #expect(json.at("place.address.locality") == "Durban")
        #expect(rows.first?.key == "1")
    }

    private static let ugly = """
        id;name;city;notes
        1;"two
        lines";X;"a ""doubled"" quote"
        2;5" pipe;Y;
        3;"Bob "the builder" Smith";Z;n

        4;a;b;c;more;cells
        5;few
        6;\u{E9}t\u{E9};Q;"x"
        """

    @Test func `every split of the bytes gives the same rows`() {
        for text in [Self.ugly, Self.ugly.replacing("\n", with: "\r\n"), Self.ugly + "\n\"open"] {
            let bytes = Array(text.utf8)
            let whole = readRows(bytes, pieces: bytes.count).rows
            #expect(whole.count >= 6)
            for size in 1...40 { #expect(readRows(bytes, pieces: size).rows == whole) }
        }
    }

    @Test func `line numbers name the line on which a row begins`() {
        #expect(readRows(Self.ugly).map(\.line) == [2, 4, 5, 7, 8, 9])
        #expect(
            readRows(Self.ugly.replacing("\n", with: "\r\n")).map(\.line) == [2, 4, 5, 7, 8, 9])
    }

    @Test func `quotes and ragged rows are taken with a notice`() throws {
        let rows = readRows(Self.ugly)
        #expect(try payload(rows[0]).at("ext.notes") == "a \"doubled\" quote")
        #expect(try payload(rows[0]).at("name.en") == "two lines")
        #expect(try payload(rows[1]).at("name.en") == "5\" pipe")
        #expect(try payload(rows[2]).at("name.en") == "Bob \"the builder\" Smith")
        #expect(try payload(rows[3]).at("ext.column 6") == "cells")
        #expect(rows[3].notices.count == 1)
        #expect(rows[4].notices == ["the row has 2 cells, the header 4"])
        #expect(lostCells(rows) == [])
    }

    @Test func `a quote that is never closed costs one line`() throws {
        let good = (1...200).map { "\($0),Group \($0),Town" }
        var lines = ["id,name,city"] + good
        lines[5] = "5,\"Group 5,Town"
        for ending in ["", "\n"] {
            let rows = readRows(lines.joined(separator: "\n") + ending)
            #expect(rows.count == 200)
            #expect(rows.filter { $0.problem != nil }.map(\.line) == [6])
            #expect(rows.last?.key == "200")
        }
    }

    @Test func `an unpaired quote that a later quote seems to close costs one line`() {
        let rows = readRows("id,name,city\n1,\"Foo,x\n2,\"Bar, Inc\",y\n3,Baz,z\n")
        #expect(rows.map(\.line) == [2, 3, 4])
        #expect(rows.map { $0.problem == nil } == [false, true, true])
    }

    @Test func `many unpaired quotes take linear time`() {
        let text = "id,name\n" + String(repeating: "1,\"a\n", count: 60_000)
        let rows = readRows(text)
        #expect(rows.contains { $0.problem != nil })
    }

    @Test func `a row over 1 MiB is one reject and the next line is read, C20`() {
        let long = String(repeating: "x", count: 1_200_000)
        for cell in [long, "\"\(long)\"", "\"\(long)\n\(long)\""] {
            let rows = readRows("id,name\n1,a\n2,\(cell)\n3,c\n")
            #expect(rows.map { $0.problem == nil } == [true, false, true])
            #expect(rows.last?.key == "3")
            #expect((rows[1].original.first?.utf8.count ?? 0) < 10_000)
        }
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func `a line over 1 MiB with an open quote does not swallow the rows after it, C20`(
        lineBreak: String
    ) {
        let long = String(repeating: "x", count: 1_200_000)
        let good = (3...2_000).map { "\($0),Group \($0),\"Town, \($0)\"" }
        let lines =
            ["id,name,city", "1,One,A", "2,\"\(long),B", "\"3\",Three,C"] + good.dropFirst()
        for ending in [lineBreak, ""] {
            for end in [lines.count, 4] {
                let text = lines.prefix(end).joined(separator: lineBreak) + ending
                let rows = readRows(text)
                #expect(rows.count == end - 1)
                #expect(rows.filter { $0.problem != nil }.map(\.line) == [3])
                #expect(rows.last?.key == "\(end - 1)" && rows.last?.line == end)
            }
        }
    }

    @Test func `NUL and what JSON cannot hold is left out and said`() throws {
        let rows = readRows("id,name\n1,a\u{0}b\u{FFFF}c\n")
        #expect(try payload(rows.first).at("name.en") == "ab\u{FFFD}c")
        #expect(rows[0].notices.count == 1)
    }

    @Test func `an empty file, a header only, a file without names`() {
        #expect(readRows([]).reader.fileProblem?.contains("empty") == true)
        #expect(readRows(Array(" \n\n".utf8)).reader.fileProblem?.contains("empty") == true)
        let header = readRows(Array("id,name\n".utf8))
        #expect(header.rows == [])
        #expect(header.reader.fileProblem == nil)
        #expect(
            header.reader.fileNotices == ["the file has a header only: no row was found under it"])
        let other = readRows(Array("foo,bar\n1,2\n".utf8)).reader.fileProblem ?? ""
        #expect(other.contains("\"foo\", \"bar\"") && other.contains("= name"))
    }

    @Test func `a second column with one header has a number`() throws {
        let json = try payload(readRows("name,note,note,,\na,b,c,d,e\n").first)
        #expect(json.at("ext.note") == "b")
        #expect(json.at("ext.note 2") == "c")
        #expect(json.at("ext.column 4") == "d")
        #expect(json.at("ext.column 5") == "e")
    }

    @Test(arguments: ["=1+1", "+27 31", "-a", "@x", "''quoted"])
    func `the mark that keeps a formula from running is taken off, D8`(text: String) throws {
        let cell = CellText.guarded(text)
        #expect(
            try payload(readRows("name,note\na,\"\(cell)\"\n").first).at("ext.note")
                == .string(text))
    }
}
