import SangamDirectory
import Testing

/// A corpus of what people send, and the count of every cell of it.
@Suite struct SpreadsheetTests {
    private static let sheets: [String] = [
        "Name;PLZ;Ort;Land\nHof Süd;10115;Berlin;BRD\n",
        "Nama Koperasi,Alamat,Kota/Kabupaten,No. HP,Produk\n"
            + "Maju,Jl. Raya 1,Bandung,0812-1,\"kopi, teh/gula\"\n",
        "Razón social;Dirección;Municipio;Correo electrónico;Nº de socios\n"
            + "Sol;C/ Mayor 3;Olot;a@sol.coop;1.200\n",
        "Nom de la coopérative\tVille\tCode postal\tAnnée de création\n"
            + "Le Pain\tLyon\t69001\tmai 1998\n",
        "Nome da cooperativa,Município,UF,CEP,Telefone,Atividades\n"
            + "Luz,Olinda,PE,53000-000,+55 81 1,\"mel; cera\"\n",
        "Name,Website\nA,update6\nB,www.b.org\nC,c@d.org\nD,http:/x\nE,\"www.e.org, www.f.org\"\n",
        "Name,Lat,Long\nA,0,0\nB,91,5\nC,x,y\n",
        "name,members\nA,about 30\nB,14 members\nC,\"1,200\"\n",
        "NAME,COUNTRY\nA,Frace\nB,ABERDEEN\nC,UK\nD,GB\n",
        "Members 2026,,\n,,\nName,City,Note\nA,B,C\n",
        "Contact,,Address,\nName,Phone,Street,Town\nA,1,S,T\n", "name,name,name\nA,B,C\n",
        "name,=cmd()\nA,\"'=1+1\"\nB,'+27\n",
        "name,founded\nA,04/05/2019\nB,31.05.2019\nC,long ago\n",
        "name,Tags\nA,\"a; b, c; d\"\nB,\"x, y\"\n",
        "name,type\nA,Cooperative\nB,Union\nC,Weird thing\n",
        "name,name:fr,description:gr,nom_ar\nA,B,Γ,خبز\n",
        "name,lang,summary\nUmbumbano,zu,Isinkwa\n",
        "name,twitter,facebook\nA,@coop,https://www.facebook.com/coop\nB,coop.b,my page\n",
        "name,email\nA,\"a@b.org; c@d.org\"\nB,no mail\nC,www.c.org\n",
        "name,hours\nA,Mo-Fr 09:00-17:00\nB,https://x.org/hours\n", "id,name\n1,A\n,B\n1,C\n",
        "name,image,video\n"
            + "A,https://x.org/a.png,https://youtu.be/1\nB,data:image/png;base64,AAAA\n",
        "name,languages\nA,\"French, isiZulu\"\nB,Klingon\n",
        "name,Status,Legal form\nA,Live,CIC\nB,Odd,x\n",
        "name,Member of\nA,yes\nB,SEM\nC,No\n",
        "Name\u{A0},\u{A0}City \nA\u{A0},\u{A0}B\n", "name;notes\nA;\"line\n\nline\"\"\"\n",
    ]

    @Test(arguments: sheets)
    func `every cell of a taken row stands in its payload, and the payload may be published`(
        sheet: String
    ) throws {
        let rows = readRows(sheet)
        #expect(!rows.isEmpty)
        // E-mail addresses are cut apart, and not kept in ext where exports would show them.
        #expect(lostCells(rows).filter { !$0.contains("a@b.org;") } == [])
        for row in rows {
            #expect(row.problem == nil)
            #expect(row.key != nil || row.derivedKey != nil)
            for record in row.records {
                let (json, problems) = ListingRules.prepare(record.json)
                #expect(problems.filter { $0.severity == .refused } == [])
                #expect(throws: Never.self) { try RecordCoding.payload(json) }
            }
        }
    }

    @Test func `a yes is no network to be a member of`() throws {
        let rows = readRows("name,Member of\nA,yes\nB,SEM\n")
        #expect(try payload(rows.first)["memberOf"] == nil)
        #expect(try payload(rows.first).at("ext.Member of") == "yes")
        #expect(try payload(rows.last).at("memberOf.0.name") == "SEM")
    }

    @Test func `products become offers that refer to their provider`() throws {
        let rows = readRows("name,Products\nA,\"Bread, rolls and cakes; Jam (plum, fig); bread\"\n")
        let row = try #require(rows.first)
        #expect(
            row.records.map(\.subkey) == [
                "", "product:bread rolls and cakes", "product:jam plum fig", "product:bread",
            ])
        #expect(row.records[1].refersToOwn == ["provider"])
        #expect(row.records[1].json["kind"] == "offer")
        #expect(row.records[1].json["direction"] == "offer")
        #expect(
            row.records[0].json["goods"] == ["Bread, rolls and cakes", "Jam (plum, fig)", "bread"])
    }

    @Test func `the SEA standard table is read by its own words`() throws {
        let base = "https://dev.lod.coop/essglobal/2.1/standard/"
        let text = """
            Identifier,Name,Primary Activity,Country ID,Companies House Number,\
            Membership Type,Twitter,Territory ID
            R1,Wheel,\(base)activities-ica/ICA280,GB,04711097,\
            \(base)base-membership-type/BMT30,wheelcoop,T9
            """
        let row = try #require(readRows(text).first)
        let json = try payload(row)
        #expect(
            json.at("categories.0") == ["scheme": "essglobal-activities-ica", "code": "ICA280"])
        #expect(json["membershipOf"] == "workers")
        #expect(json.at("identifiers.0") == ["scheme": "gb-coh", "value": "04711097"])
        #expect(json.at("links.0.url") == "https://twitter.com/wheelcoop")
        #expect(json.at("ext.Territory ID") == "T9")
        #expect(lostCells([row]) == [])
    }

    @Test func `what is too long for its member is kept elsewhere`() throws {
        let (name, text) = (
            String(repeating: "n", count: 300), String(repeating: "t ", count: 6_000)
        )
        let row = readRows(
            "name,summary,description,tags\n\(name),\(text.prefix(300)),\(text),\(name)\n"
        ).first
        let json = try payload(row)
        #expect(json.at("description.en") == .string(String(text.prefix(299))))
        #expect(json.at("ext.name") == .string(name))
        #expect(json.at("ext.description.0")?.string?.utf8.count == 10_000)
        #expect(ListingRules.prepare(json).1.filter { $0.severity == .refused } == [])
        let huge = readRows("name,note\na,\(String(repeating: "x", count: 70_000))\n").first
        #expect(huge?.problem?.contains("70") == true)
    }

    @Test func `rejects come back as the table that they were, with a reason in front`() throws {
        let (rows, reader) = readRows(Array("id;name;note\n1;A;x\n2;;=1+1\n3;;\"a;b\"\n".utf8))
        let writer = reader.rejects
        let bytes = writer.begin() + rows.flatMap { writer.row($0) }
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.hasPrefix("reason;id;name;note\r\n"))
        #expect(text.contains("line 3: the row has no name"))
        #expect(text.contains(";2;;'=1+1\r\n"))
        let again = readRows(Array(text.replacing(";3;;", with: ";3;C;").utf8)).rows
        #expect(again.map(\.key) == [nil, "3"])
        #expect(try payload(again[1]).at("ext.reason") == nil)
    }
}
