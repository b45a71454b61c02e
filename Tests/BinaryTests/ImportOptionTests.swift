import Foundation
import Testing

extension BinaryFileTests {
    /// The options of `import`, one by one.
    @Suite struct ImportOption {
        // MARK: - Mapping and keys

        @Test(.timeLimit(.minutes(15)))
        func `a mapping says what columns are that nobody else could know`() async throws {
            let node = try await TestNode.make()
            let mapping = try node.folder.write(
                "annuaire.map",
                """
                # the register
                Réf = id
                Appellation = name.fr
                Où = place.address.locality
                Truc = ignore
                lang := fr
                country := FR
                """)
            let table = "Réf;Appellation;Où;Truc;Reste\nF-1;La Miche;Lyon;secret;gardé\n"
            let without = try await node.take("annuaire.csv", table)
            #expect(without.code == 2, "\(without)")
            let ran = try await node.take("annuaire.csv", table, "--mapping", mapping)
            #expect(ran.code == 0, "\(ran)")
            let listing = try #require(try await node.listings().first)
            #expect(listing.sourceID == "F-1" && listing.document["lang"].text == "fr")
            #expect(listing.document["name"]["fr"].text == "La Miche")
            let address = listing.document["place"]["address"]
            #expect(address["locality"].text == "Lyon" && address["country"].text == "FR")
            #expect(listing.document["ext"]["Reste"].text == "gardé")
            #expect(!listing.payload.contains("secret"))
        }

        @Test(
            .timeLimit(.minutes(15)),
            arguments: [
                ("A = name\nB = postcod", "line 2", "\"postcode\""),
                ("A = nmae.fr", "line 1", "\"name.fr\""), ("A", "line 1", "no ="),
                ("A = tags (cut ;)", "line 1", "split"),
                ("encoding := klingon", "line 1", "windows-1252"),
            ])
        func `a wrong line of a mapping is named with the nearest right word`(
            text: String, line: String, hint: String
        ) async throws {
            let node = try await TestNode.make()
            let before = try await node.heads()
            let mapping = try node.folder.write("wrong.map", text)
            let ran = try await node.take("list.csv", "A,B\nx,y\n", "--mapping", mapping)
            #expect(ran.code == 2, "\(ran)")
            let message = try ran.document["error"]["message"].text
            #expect(message.contains(line) && message.contains(hint), "\(message)")
            #expect(try await node.heads() == before)
        }

        @Test(.timeLimit(.minutes(15)))
        func `--id-column is the key, so that a new name is a revision`() async throws {
            let node = try await TestNode.make()
            let first = try await node.take(
                "list.csv", "Licence no,Name\nL1,Oven\nL2,Loom\n", "--id-column", "licence NO")
            #expect(try first.counts == ImportCounts(new: 2))
            #expect(try await node.listings().map(\.sourceID) == ["L1", "L2"])
            let again = try await node.take(
                "list.csv", "Licence no,Name\nL2,Loom\nL1,Night oven\n", "--id-column",
                "Licence no")
            #expect(try again.counts == ImportCounts(changed: 1, unchanged: 1))
            #expect(try await node.listings().map(\.name).sorted() == ["Loom", "Night oven"])
        }

        @Test(.timeLimit(.minutes(15)))
        func `without a column of keys rows are known by name, postcode and website`() async throws
        {
            let node = try await TestNode.make()
            let table = "name,postcode,website,town\nOven,4001,oven.example,Durban\nOven,4002,,X\n"
            let first = try await node.take("list.csv", table)
            #expect(try first.counts == ImportCounts(new: 2))
            #expect(first.err.contains("--id-column"), "it is said: \(first)")
            let again = try await node.take(
                "list.csv", table.replacing("Durban", with: "eThekwini"))
            #expect(try again.counts == ImportCounts(changed: 1, unchanged: 1))
            #expect(
                !(try await node.take("keys.csv", "id,name\n1,A\n")).err.contains("--id-column"))
        }

        @Test(.timeLimit(.minutes(15)))
        func `--source and --lang say whose rows they are and how they speak`() async throws {
            let node = try await TestNode.make()
            let table = "id,name,lang\n1,Forno,pt\n2,Tear,\n"
            let first = try await node.take("a.csv", table, "--source", "cirandas", "--lang", "es")
            #expect(try first.counts == ImportCounts(new: 2))
            // Another file's name, the same source.
            let second = try await node.take("b.csv", table, "--source", "cirandas", "--lang", "es")
            #expect(try second.counts == ImportCounts(unchanged: 2))
            let third = try await node.take("c.csv", table)
            #expect(try third.counts == ImportCounts(new: 2), "another source")
            let listings = try await node.listings()
            #expect(listings.map { $0.document["lang"].text } == ["pt", "es", "pt", "en"])
            #expect(
                listings.map { $0.document["source"]["system"].text } == [
                    "cirandas", "cirandas", "c.csv", "c.csv",
                ])
        }

        // MARK: - What would be done, what was not done

        @Test(.timeLimit(.minutes(15)))
        func `a dry run counts exactly what the run then does, and writes nothing`() async throws {
            let node = try await TestNode.make()
            _ = try await node.take("list.csv", "id,name\n1,One\n2,Two\n3,Three\n")
            let before = try await node.heads()
            let next = "id,name\n1,One\n2,Two changed\n4,Four\n5,\n"
            let dry = try await node.take("list.csv", next, "--dry-run", "--remove-missing")
            #expect(dry.code == 3, "\(dry)")
            let expected = ImportCounts(new: 1, changed: 1, unchanged: 1, rejected: 1, missing: 1)
            #expect(try dry.counts == expected)
            #expect(try await node.heads() == before)
            let real = try await node.take("list.csv", next)
            #expect(try real.counts == expected)
            #expect(try await node.heads() != before)
        }

        @Test(.timeLimit(.minutes(15)))
        func `rejected rows of a table are mended in their file and imported`() async throws {
            let node = try await TestNode.make()
            let rejects = node.folder.file("rejects.csv")
            let first = try await node.take(
                "list.csv", "id;name;town\n1;One;\"Dur;ban\"\n2;;\"a \"\"b\"\"\nc\"\n3;;=1+1\n",
                "--rejects", rejects)
            #expect(first.code == 3, "\(first)")
            #expect(try first.counts == ImportCounts(new: 1, rejected: 2))
            #expect(TemporaryFolder.mode(rejects) == 0o600)
            var text = try String(contentsOfFile: rejects, encoding: .utf8)
            #expect(text.hasPrefix("reason;id;name;town\r\n"), "\(text)")
            text = text.replacing(";2;;", with: ";2;Two;").replacing(";3;;", with: ";3;Three;")
            let second = try await node.take("rejects.csv", text, "--source", "list.csv")
            #expect(try second.counts == ImportCounts(new: 2, missing: 1), "\(second)")
            let listings = try await node.listings()
            #expect(listings.map(\.sourceID) == ["1", "2", "3"])
            try #require(listings.map(\.name) == ["One", "Two", "Three"])
            let towns = listings.map { $0.document["place"]["address"]["locality"].text }
            #expect(towns[0] == "Dur;ban" && towns[2] == "=1+1", "\(towns)")
            #expect(listings.allSatisfy { $0.document["ext"]["reason"].isNull })
            // And the whole list again: what was mended is known.
            let whole = try await node.take(
                "list.csv",
                "id;name;town\n1;One;\"Dur;ban\"\n2;Two;\"a \"\"b\"\"\nc\"\n"
                    + "3;Three;=1+1\n")
            #expect(try whole.counts == ImportCounts(unchanged: 3))
        }

        @Test(.timeLimit(.minutes(15)))
        func `rejected payloads are mended in their file and imported`() async throws {
            let node = try await TestNode.make()
            let rejects = node.folder.file("rejects.ndjson")
            let first = try await node.take(
                "list.ndjson",
                #"{"kind":"organisation","lang":"en","name":{"en":"One"},"id":"1"}"# + "\n"
                    + #"{"kind":"organisation","lang":"en","name":{},"id":"2"}"# + "\n",
                "--rejects", rejects)
            #expect(try first.counts == ImportCounts(new: 1, rejected: 1))
            let text = try String(contentsOfFile: rejects, encoding: .utf8)
            let mended = text.replacing(#""name":{}"#, with: #""name":{"en":"Two"}"#)
            try #require(mended != text)
            let second = try await node.take("rejects.ndjson", mended, "--source", "list.ndjson")
            #expect(try second.counts.new == 1, "\(second)")
            #expect(try await node.listings().map(\.name) == ["One", "Two"])
        }

        @Test(.timeLimit(.minutes(15)))
        func `a file of rejects that cannot be made is told before anything is imported`()
            async throws
        {
            let node = try await TestNode.make()
            let before = try await node.heads()
            let ran = try await node.take(
                "list.csv", "id,name\n1,One\n2,\n", "--rejects", "/nonexistent/rejects.csv")
            #expect(ran.code == 1, "\(ran)")
            #expect(try await node.heads() == before, "the counts would be lost: \(ran)")
        }

        @Test(.timeLimit(.minutes(15)))
        func `--remove-missing removes what is gone, but nothing when a row was rejected`()
            async throws
        {
            let node = try await TestNode.make()
            _ = try await node.take("list.csv", "id,name\n1,One\n2,Two\n3,Three\n")
            _ = try await node.take("other.csv", "id,name\n9,Of another source\n")
            let told = try await node.take("list.csv", "id,name\n1,One\n2,Two\n")
            #expect(try told.counts == ImportCounts(unchanged: 2, missing: 1))
            #expect(try await node.listings().count == 4, "only said")
            let careful = try await node.take(
                "list.csv", "id,name\n1,One\n3,\n", "--remove-missing")
            #expect(careful.code == 3, "\(careful)")
            #expect(careful.err.contains("nothing was removed"), "\(careful)")
            #expect(try await node.listings().count == 4)
            let two = try #require(try await node.listings().first { $0.name == "Two" }).record
            let removed = try await node.take("list.csv", "id,name\n1,One\n", "--remove-missing")
            #expect(removed.code == 0, "\(removed)")
            #expect(try removed.counts == ImportCounts(unchanged: 1, missing: 2))
            #expect(try await node.listings().map(\.name) == ["One", "Of another source"])
            // The record stays removed; the row that comes back is another one.
            let back = try await node.take("list.csv", "id,name\n1,One\n2,Two\n")
            #expect(try back.counts == ImportCounts(new: 1, unchanged: 1))
            let again = try await node.take("list.csv", "id,name\n1,One\n2,Two\n")
            #expect(try again.counts == ImportCounts(unchanged: 2))
            let new = try #require(try await node.listings().first { $0.name == "Two" }).record
            #expect(new != two)
            let shown = try await node.sangam("listing", "show", two)
            #expect(try shown.document["error"]["code"].text == "removed")
            // What somebody has taken out by hand no import brings back.
            try await node.done("listing", "remove", new)
            let byHand = try await node.take("list.csv", "id,name\n1,One\n2,Two\n")
            #expect(try byHand.counts == ImportCounts(unchanged: 1, rejected: 1))
            #expect(byHand.err.contains("removed here"), "\(byHand)")
        }
    }
}
