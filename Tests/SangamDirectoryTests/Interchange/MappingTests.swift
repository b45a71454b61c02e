import SangamDirectory
import Testing

@Suite struct MappingTests {
    private static let table = """
        Réf;Appellation;Appellation ar;Rubrique;Où;Nb;Truc;Prix;Caisse
        F-1;La Miche;الخبز;pain/levain# farine;Saint-Denis;12;secret;keep;3,50
        F-2;;;x;y;1;z;k;
        """
    private static let text = """
        # the register
        Réf           = id
        Appellation   = name.fr
        Appellation ar = name.ar
        "Rubrique"    = tags (split #)
        Où            = place.address.locality
        Nb            = size.workers
        Truc          = ignore
        Prix          = ext.Old price   # kept
        lang         := fr
        country      := FR
        kind         := organisation
        licence      := CC-BY-4.0
        """

    @Test func `a table in an invented schema is read by its mapping`() throws {
        let mapping = try ImportMapping(Array(Self.text.utf8))
        let rows = readRows(Self.table, mapping: mapping)
        let json = try payload(rows.first)
        #expect(rows[0].key == "F-1")
        #expect(json["lang"] == "fr")
        #expect(json.at("name") == ["fr": "La Miche", "ar": "الخبز"])
        #expect(json["tags"] == ["pain/levain", "farine"])
        #expect(json.at("place.address") == ["locality": "Saint-Denis", "country": "FR"])
        #expect(json.at("size.workers") == 12)
        #expect(json.at("ext.Old price") == "keep")
        #expect(json.at("ext.Caisse") == "3,50")
        #expect(json["licence"] == "CC-BY-4.0")
        #expect(!words(.object(json)).contains("secret"))
        #expect(rows[1].problem?.contains("no name") == true)
    }

    @Test func `a description that is too long is kept under its header, and that is told`() throws
    {
        let fits = String(repeating: "a", count: 8_000)
        let rows = readRows("name,description\nA,\(fits)\nB,\(fits)b\n")
        #expect(try payload(rows[0]).at("description.en") == .string(fits))
        #expect(rows[0].notices == [])
        #expect(try payload(rows[1])["description"] == nil)
        #expect(try payload(rows[1]).at("ext.description") == .string(fits + "b"))
        #expect(rows[1].notices.count == 1 && rows[1].notices[0].contains("8000 characters"))
    }

    @Test func `the same as JSON`() throws {
        let text = #"{"columns":{"Appellation":"name.fr","Réf":"id"},"constants":{"lang":"fr"}}"#
        let rows = readRows(Self.table, mapping: try ImportMapping(Array(text.utf8)))
        #expect(try payload(rows.first).at("name.fr") == "La Miche")
    }

    @Test func `offers with prices are mapped by path`() throws {
        let mapping = try ImportMapping(
            Array(
                "kind := offer\ndirection := offer\nP = price.amount\nC = price.currency\nT = terms"
                    .utf8))
        let row = readRows(
            "name;P;C;T\nBread;18.50;ZAR;sell, barter\nCake;dear;ZAR;sell\n", mapping: mapping)
        #expect(try payload(row[0]).at("price") == ["amount": .number("18.50"), "currency": "ZAR"])
        #expect(try payload(row[0]).at("terms") == ["sell", "barter"])
        #expect(try payload(row[0]).at("kind") == "offer")
        #expect(try payload(row[1]).at("ext.P") == "dear")
    }

    @Test func `a web shop's products are offers, by the names that our own exports use`() throws {
        let mapping = try ImportMapping(
            Array(
                """
                kind := offer
                currency := ZAR
                Name = name.en
                Regular price = price
                Sold by = price_per
                In stock = stock
                Asked at = contact_name
                """.utf8))
        let rows = readRows(
            """
            Name\tRegular price\tSold by\tIn stock\tAsked at
            Soap\t4,50\tbar\tyes\tThandi
            Jam\t6.00\tjar\tno\tThandi
            Honey\t1,500\tdrum\tno\tThandi
            """, mapping: mapping)
        let soap = try payload(rows[0])
        #expect(soap.at("price") == ["amount": .number("4.50"), "per": "bar", "currency": "ZAR"])
        #expect(soap.at("kind") == "offer" && soap.at("contact.name") == "Thandi")
        #expect(soap.at("ext.Regular price") == "4,50", "what was read is kept as it was written")
        #expect(try payload(rows[1]).at("price.amount") == .number("6.00"))
        // One thousand five hundred, or one and a half: not guessed.
        #expect(try payload(rows[2]).at("price.amount") == nil)
        #expect(try payload(rows[2]).at("ext.Regular price") == "1,500")
    }

    @Test(arguments: [
        ("A = nmae", 1, "did you mean \"name\""),
        ("A = contact.phone\nB = postcod", 2, "\"postcode\""), ("A = curency", 1, "\"currency\""),
        ("A", 1, "no = in it"), ("A = tags (cut ;)", 1, "(split ;)"),
        ("encoding := klingon", 1, "windows-1256"), ("\"A = b", 1, "quote mark"),
        ("A =", 1, "missing"), ("delimiter := ab", 1, "one sign"),
    ])
    func `a wrong line is named with what was meant`(text: String, line: Int, part: String) {
        #expect {
            _ = try ImportMapping(Array(text.utf8))
        } throws: { error in
            guard let problem = error as? ImportMapping.Problem else { return false }
            return problem.line == line && problem.message.contains(part)
        }
    }

    @Test func `a column that the file does not have is told`() throws {
        let mapping = try ImportMapping(Array("Nmae = name".utf8))
        let reader = readRows(Array("Name\nA\n".utf8), mapping: mapping).reader
        #expect(reader.fileNotices.contains { $0.contains("\"Nmae\"") })
    }
}
