import SangamDirectory
import SangamLog
import Testing

/// The readable columns: what a person sees, and what a person's edit does.
@Suite struct FlatColumnsTests {
    private static let bakery = """
        {"kind":"organisation","lang":"en","name":{"en":"Umbumbano Bakery","zu":"Ibhikawozi"},
         "forms":["enterprise"],"goods":[{"scheme":"goods","code":"bread"},"steamed bread"],
         "categories":[{"scheme":"essglobal-activities-ica","code":"ICA130"}],
         "place":{"address":{"locality":"Durban","country":"ZA"},"point":[-29.860,31.03],
         "precision":"area"},"contact":{"phone":"+27 31 555 0142","fax":"1"},
         "links":[{"rel":"website","url":"https://bakery.example.org"},
         {"rel":"map","url":"https://map.example.org"}],
         "identifiers":[{"scheme":"cipc","value":"K2019/000000"}],
         "memberOf":[{"name":"SEM","as":"enterprise"}],"size":{"members":14,"women":11},
         "founded":"2019","languages":["zu","en"],"licence":"CC-BY-4.0","standing":true,
         "confirmed":{"at":"2026-10-02","by":"steward"},"ext":{"Old number":"B-17"}}
        """

    private func cells(_ text: String, _ columns: FlatColumns) throws -> [String: String] {
        let cells = columns.cells(for: try exported(text))
        return Dictionary(uniqueKeysWithValues: zip(columns.header, cells))
    }

    private func payload(_ text: String) throws -> JSONObject { try record(text).json }

    @Test func `a person can read a row`() throws {
        let columns = FlatColumns(languages: ["zu"], ext: ["Old number"])
        let cells = try cells(Self.bakery, columns)
        let expected = [
            "kind": "organisation", "name": "Umbumbano Bakery", "name:zu": "Ibhikawozi",
            "forms": "enterprise", "goods": "goods:bread; steamed bread",
            "categories": "essglobal-activities-ica:ICA130", "locality": "Durban",
            "country": "ZA", "latitude": "-29.860", "longitude": "31.03",
            "phone": "'+27 31 555 0142", "website": "https://bakery.example.org",
            "links": "map https://map.example.org", "identifiers": "cipc:K2019/000000",
            "member_of": "SEM (enterprise)", "members": "14", "women": "11", "standing": "true",
            "confirmed_at": "2026-10-02", "ext:Old number": "B-17", "licence": "CC-BY-4.0",
            "network_name": "SEM South Africa", "last_confirmed": "2026-10-02",
            "network": String(repeating: "a", count: 32),
            "more": #"{"contact":{"fax":"1"}}"#,
        ]
        for (name, cell) in expected { #expect(cells[name] == cell, "\(name)") }
        #expect(cells["link"]?.hasSuffix(cells["record"] ?? "?") == true)
        #expect(columns.header.last == "more")
    }

    @Test func `every row of the table is read, and no column has two meanings`() {
        let header = FlatColumns().header
        #expect(header.count > 90)
        #expect(Set(header).count == header.count)
        #expect(FlatHeader.isOurs(header))
        #expect(!FlatHeader.isOurs(["name", "kind", "record"]))
        #expect(FlatHeader(["name"]) == nil)
    }

    @Test func `columns of other kinds are left out, their members are not lost`() throws {
        let columns = FlatColumns(kinds: ["organisation"])
        #expect(!columns.header.contains("price") && columns.header.contains("members"))
        let text = #"{"kind":"offer","lang":"en","name":{"en":"x"},"price":{"amount":"18.50"}}"#
        let cells = try cells(text, columns)
        #expect(cells["more"] == #"{"price":{"amount":"18.50"}}"#)
        #expect(CanonicalJSON.same(try FlatColumns.payload(cells: cells), try payload(text)))
    }

    @Test(arguments: [
        // What is typed, where, and what the payload then says there.
        ("name", "New name", "name", #"{"zu":"Ibhikawozi","en":"New name"}"#),
        ("name", "", "name", #"{"zu":"Ibhikawozi"}"#),
        ("goods", "soap; goods:oil ;", "goods", #"["soap",{"scheme":"goods","code":"oil"}]"#),
        ("members", "15", "size", #"{"members":15,"women":11}"#),
        ("members", "about 15", "size", #"{"members":"about 15","women":11}"#),
        ("members", "", "size", #"{"women":11}"#),
        ("latitude", "-30,5", "place.point", "[-30.5,31.03]"),
        ("standing", "FALSE", "standing", "false"),
        (
            "website", "https://b.example", "links",
            #"""
            [{"rel":"website","url":"https://b.example"},
             {"rel":"map","url":"https://map.example.org"}]
            """#
        ),
        ("phone", "'=1+1", "contact", #"{"fax":"1","phone":"=1+1"}"#),
        ("hours", "Mo-Sa 05:00-13:00", "hours", #""Mo-Sa 05:00-13:00""#),
        ("Notes", "call first", "ext", #"{"Old number":"B-17","Notes":"call first"}"#),
        (
            "name:fr", "Boulangerie", "name",
            #"""
            {"zu":"Ibhikawozi","en":"Umbumbano Bakery","fr":"Boulangerie"}
            """#
        ),
    ])
    func `what a person writes into a cell is what counts`(
        header: String, typed: String, path: String, expected: String
    ) throws {
        var cells = try cells(Self.bakery, FlatColumns())
        cells[header] = typed
        var value: JSON? = .object(try FlatColumns.payload(cells: cells))
        for name in path.split(separator: ".") { value = value?.object?[String(name)] }
        let read = try RecordCoding.parseJSON(Array(expected.utf8))
        #expect(
            CanonicalJSON.same(["v": value ?? .null], ["v": read]), "\(String(describing: value))")
    }

    @Test(arguments: [
        #""goods":["a; b","c"]"#, #""goods":["goods:bread"]"#, #""goods":"bread""#,
        #""tags":["a\r\nb"]"#, #""price":{"amount":18.5}"#, #""size":{"members":"14"}"#,
        #""categories":[{"scheme":"a","code":"b","version":"1"}]"#,
        #""place":{"point":["1","2"]}"#, #""place":{"point":[1,2,3]}"#,
        #""status":" active""#, #""status":"a\u0000b""#, #""status":"\u2028x""#,
        #""links":[{"rel":"website","url":"https://a.example","title":"A"}]"#,
        #""links":[{"url":"a;b"}]"#, #""open":{"en":"yes"}"#,
        #""delivers":[{"area":"here (now)","days":[]}]"#,
    ])
    func `a value that a cell cannot say exactly is shown and stays in more`(
        member: String
    ) throws {
        let text = #"{"kind":"offer","lang":"en","name":{"en":"x"},"# + member + "}"
        let cells = try cells(text, FlatColumns())
        #expect(cells["more"]?.isEmpty == false)
        #expect(CanonicalJSON.same(try FlatColumns.payload(cells: cells), try payload(text)))
        guard
            let shown = ["goods", "status", "tags"].first(where: { member.contains("\"\($0)\"") })
        else { return }
        #expect(cells[shown]?.isEmpty == false)
        var edited = cells
        edited[shown] = "z"
        let value = try FlatColumns.payload(cells: edited)[shown]
        #expect(value == (shown == "status" ? "z" : ["z"]))
    }

    @Test func `a text in two languages that are the same text keeps both`() throws {
        let text = #"{"kind":"x","lang":"zu","name":{"en":"SEM","zu":"SEM"}}"#
        for columns in [FlatColumns(), FlatColumns(languages: ["en", "zu"])] {
            let cells = try cells(text, columns)
            #expect(cells["name"] == "SEM")
            #expect(CanonicalJSON.same(try FlatColumns.payload(cells: cells), try payload(text)))
        }
    }

    @Test func `a text in another language than the record says is shown, and stays what it is`()
        throws
    {
        let text = #"{"kind":"x","lang":"en","name":{"fr":"Pain"}}"#
        var cells = try cells(text, FlatColumns())
        #expect(cells["name"] == "Pain")
        #expect(CanonicalJSON.same(try FlatColumns.payload(cells: cells), try payload(text)))
        cells["name"] = "Bread"
        #expect(try FlatColumns.payload(cells: cells)["name"]?.object?["en"] == "Bread")
    }

    @Test func `a new row takes its texts in the language that the import names`() throws {
        let cells = ["kind": "organisation", "record": "", "more": "", "name": "Pain"]
        let read = try FlatColumns.payload(cells: cells, lang: "fr")
        #expect(read == ["kind": "organisation", "name": ["fr": "Pain"]])
        let plain = try FlatColumns.payload(cells: cells)
        #expect(plain["name"] == ["und": "Pain"])
    }

    @Test func `a column that is taken out leaves what more says`() throws {
        let text = #"{"kind":"offer","lang":"en","status":" a","price":{"amount":18.5}}"#
        var cells = try cells(text, FlatColumns())
        for name in ["status", "price", "currency"] { cells[name] = nil }
        #expect(CanonicalJSON.same(try FlatColumns.payload(cells: cells), try payload(text)))
    }

    @Test func `ten thousand columns that nobody knows take no longer than their cells`()
        throws
    {
        let names = (0..<10_000).map { "c\($0)" } + (0..<10_000).map { "name:aa-\(10_000 + $0)" }
        let header = try #require(FlatHeader(["record", "kind", "more"] + names))
        var read = JSONObject()
        for _ in 0..<2 {
            read = try header.payload(["", "offer", ""] + names)
        }
        #expect(read["ext"]?.object?.members.count ?? 0 > 19_000)
    }

    @Test func `a damaged more is refused with a reason, not half read`() {
        #expect(throws: FlatProblem.moreIsNoObject) {
            try FlatColumns.payload(cells: ["kind": "offer", "more": "[1]"])
        }
        #expect(throws: FlatProblem.self) {
            try FlatColumns.payload(cells: ["kind": "offer", "more": "{\"a\":"])
        }
    }

    @Test(arguments: [
        // ASVS 1.2.10 and what spreadsheets make of it.
        "=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "-2+3+cmd|' /C calc'!A0", "@SUM(1+1)*cmd",
        "\t=1", "\r=1", "\n=1", "\u{0}=1", "'=1", "'", "''", "\u{FF1D}1", "\u{FF0B}1",
        "\u{FF0D}1", "\u{FF20}1",
    ])
    func `a formula gets an apostrophe, and loses it again exactly (D8)`(text: String) {
        let cell = CellText.guarded(text)
        #expect(Array(cell.utf8) == [0x27] + Array(text.utf8))
        #expect(Array(CellText.unguarded(cell).utf8) == Array(text.utf8))
    }

    @Test(arguments: ["", "bread", "a=1", "1", "'tis", "'n Boer", "\u{FF21}", " =1", "\u{301}"])
    func `any other text is left alone (D8)`(text: String) {
        if !text.hasPrefix("'") { #expect(CellText.guarded(text) == text) }
        #expect(CellText.unguarded(text) == text)
        #expect(CellText.unguarded(CellText.guarded(text)) == text)
    }
}
