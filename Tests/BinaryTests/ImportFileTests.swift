import Foundation
import Testing

extension BinaryFileTests {
    /// Tables and lists as they come from offices, with what is wrong in them.
    @Suite struct ImportFile {
        private static let table = """
            id;Name;Straße;Ort;Alte Nummer
            7;Bäckerei Größe;Südweg 3;Köln;B-17
            8;Café "Zum Löwen";Ölmühle 1;Düren;
            """

        /// The same table as programs of several countries save it.
        enum Saved: String, CaseIterable, Sendable {
            case plain, mark, windows1252, utf16little, utf16big, tabs, commas, mixedBreaks

            var bytes: [UInt8] {
                let text = table
                switch self {
                case .plain: return Array(text.utf8)
                case .mark: return [0xEF, 0xBB, 0xBF] + Array(text.utf8)
                case .windows1252:
                    return text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
                case .utf16little:
                    return ([0xFEFF] + Array(text.utf16)).flatMap {
                        [UInt8($0 & 0xFF), UInt8($0 >> 8)]
                    }
                case .utf16big:
                    return ([0xFEFF] + Array(text.utf16)).flatMap {
                        [UInt8($0 >> 8), UInt8($0 & 0xFF)]
                    }
                case .tabs: return Array(text.replacing(";", with: "\t").utf8)
                case .commas: return Array(text.replacing(";", with: ",").utf8)
                case .mixedBreaks:
                    let lines = text.split(separator: "\n")
                    return Array("\(lines[0])\r\n\(lines[1])\n\r\n\(lines[2])\r\n".utf8)
                }
            }
        }

        @Test(.timeLimit(.minutes(15)), arguments: Saved.allCases)
        func `D10 a table says the same however a program saved it`(saved: Saved) async throws {
            let node = try await TestNode.make()
            let ran = try await node.take("liste.csv", saved.bytes)
            #expect(ran.code == 0, "\(ran)")
            #expect(try ran.counts == ImportCounts(new: 2))
            let listings = try await node.listings()
            #expect(listings.map(\.sourceID) == ["7", "8"])
            #expect(listings.map(\.name) == ["Bäckerei Größe", "Café \"Zum Löwen\""])
            let place = listings.first?.document["place"]["address"]
            #expect(place?["street"].text == "Südweg 3")
            #expect(place?["locality"].text == "Köln")
            #expect(listings.first?.document["ext"]["Alte Nummer"].text == "B-17")
            #expect(try await node.count("grosse koln") == 1, "as it is typed without a keyboard")
            if saved == .windows1252 { #expect(ran.err.contains("Windows-1252"), "\(ran)") }
        }

        @Test(
            .timeLimit(.minutes(15)),
            arguments: [
                [0x83, 0x70, 0x83, 0x93, 0x89, 0xAE], [0xD5, 0xEB, 0xE5, 0xE1],
            ] as [[UInt8]])
        func `D10 letters of another code page are refused whole, and nothing is written`(
            word: [UInt8]
        ) async throws {
            let node = try await TestNode.make()
            let before = try await node.heads()
            let bytes = Array("name,town\nFine,Durban\n".utf8) + word + Array(",x\n".utf8)
            let ran = try await node.take("list.csv", bytes)
            #expect(ran.code == 2, "\(ran)")
            #expect(try ran.document["error"]["code"].text == "import-file")
            #expect(try ran.document["error"]["message"].text.contains("encoding"))
            #expect(try await node.heads() == before)
        }

        @Test(.timeLimit(.minutes(15)))
        func `quotes go across lines, and one bad row stops no good one`() async throws {
            let node = try await TestNode.make()
            let ran = try await node.take(
                "list.csv",
                "id,name,town,description\r\n"
                    + "1,\"Two\r\nlines\",Durban,\"He said \"\"bread\"\",\nand went\"\r\n"
                    + "2,,Nameless,x\r\n3,Third,Accra,\"not closed, but it is one cell")
            #expect(ran.code == 3, "\(ran)")
            #expect(try ran.counts == ImportCounts(new: 1, rejected: 2))
            #expect(ran.err.contains("line 6 is not taken: a quote mark"), "\(ran)")
            #expect(ran.err.contains("line 5 is not taken: the row has no name"), "\(ran)")
            let listings = try await node.listings()
            #expect(listings.first?.name == "Two lines")
            let description = listings.first?.document["description"]["en"].text
            #expect(description == "He said \"bread\",\nand went")
        }

        @Test(.timeLimit(.minutes(15)))
        func `a line of megabytes and a quote that never ends are one bad row each`() async throws {
            let node = try await TestNode.make()
            let long = String(repeating: "x", count: 3_000_000)
            let first = try await node.take(
                "long.csv", "id,name,town\n1,One,A\n2,\(long),B\n3,Three,C\n")
            #expect(first.code == 3, "\(first.err.prefix(500))")
            #expect(try first.counts == ImportCounts(new: 2, rejected: 1))
            #expect(first.err.contains("line 3 is not taken: the row is longer than 1 MiB"))
            let rows = (3..<30).map { "\($0),Member \($0),C\n" }.joined()
            let second = try await node.take(
                "open.csv", "id,name,town\n1,One,A\n2,\"Two,B\n\(rows)")
            #expect(try second.counts == ImportCounts(new: 28, rejected: 1), "\(second)")
            let payload = #"{"kind":"organisation","lang":"en","name":{"en":"N"},"id":"#
            let third = try await node.take(
                "long.ndjson",
                payload + "\"1\"}\n" + payload + "\"\(long)\"}\n" + payload + "\"3\"}")
            #expect(try third.counts == ImportCounts(new: 2, rejected: 1))
        }

        @Test(.timeLimit(.minutes(15)))
        func `a header only is no fault, an empty file is one, and neither writes`() async throws {
            let node = try await TestNode.make()
            let before = try await node.heads()
            let header = try await node.take("header.csv", "id,name,town\n")
            #expect(header.code == 0, "\(header)")
            #expect(try header.counts == ImportCounts())
            #expect(header.err.contains("header only"), "\(header)")
            for text in ["", "\u{FEFF}", "\n\n  \n"] {
                let empty = try await node.take("empty.csv", text)
                #expect(empty.code == 2, "\(empty)")
                #expect(try empty.document["error"]["code"].text == "import-file")
            }
            let unnamed = try await node.take("numbers.csv", "a,b\n1,2\n")
            #expect(unnamed.code == 2, "\(unnamed)")
            let message = try unnamed.document["error"]["message"].text
            #expect(message.contains("\"a\", \"b\"") && message.contains("mapping"))
            #expect(try await node.heads() == before)
        }

        @Test(.timeLimit(.minutes(15)))
        func `a folder, a pipe and a device are refused wherever a file is named`() async throws {
            let node = try await TestNode.make()
            let pipe = node.folder.file("pipe")
            #expect(mkfifo(pipe, 0o600) == 0)
            let good = try node.folder.write("good.csv", "id,name\n1,A\n")
            for path in [node.folder.path, pipe, "/dev/zero"] {
                for arguments in [["import", path], ["import", good, "--mapping", path]] {
                    let ran = try await Program.run(
                        arguments + ["--data", node.data, "--json"])
                    #expect(ran.code == 1, "\(ran)")
                    #expect(try ran.document["error"]["code"].text == "not-a-file", "\(ran)")
                    #expect(try ran.document["error"]["message"].text.contains(path))
                }
            }
            #expect(try await node.listings().isEmpty)
        }

        @Test(.timeLimit(.minutes(15)))
        func `of two rows with one key the first is taken, the second comes back`() async throws {
            let node = try await TestNode.make()
            let rejects = node.folder.file("rejects.csv")
            let ran = try await node.take(
                "list.csv", "id,name\n1,First\n2,Other\n1,Second\n", "--rejects", rejects)
            #expect(ran.code == 3, "\(ran)")
            #expect(try ran.counts == ImportCounts(new: 2, rejected: 1))
            let text = try String(contentsOfFile: rejects, encoding: .utf8)
            #expect(text.hasPrefix("reason,id,name\r\nline 4: "))
            #expect(text.contains("key 1") && text.hasSuffix(",1,Second\r\n"), "\(text)")
            #expect(try await node.listings().map(\.name) == ["First", "Other"])
        }

        @Test(.timeLimit(.minutes(15)))
        func `D12 swapped, zero, far and unreadable coordinates are put right or told`()
            async throws
        {
            let node = try await TestNode.make()
            let ran = try await node.take(
                "places.csv",
                """
                id,name,lat,lon,country
                1,Straight,-29.86,31.03,ZA
                2,Swapped,31.03,-29.86,ZA
                3,Beyond,120.5,14.6,PH
                4,Zero,0,0,GH
                5,Far,91,200,GH
                6,Not a number,NaN,inf,GH
                7,Half,5.6,,GH
                8,Comma,"-29,86","31,03",ZA
                """)
            #expect(ran.code == 0, "no row is lost for its point: \(ran)")
            #expect(try ran.counts == ImportCounts(new: 8))
            let listings = try await node.listings()
            let points = listings.map { listing in
                let point = listing.document["place"]["point"].items
                return point.map { ($0.value as? NSNumber)?.stringValue ?? "" }
                    .joined(separator: " ")
            }
            let durban = "-29.86 31.03"
            try #require(points == [durban, durban, "14.6 120.5", "", "", "", "", durban])
            for line in [3, 4, 5, 6, 7, 8] {
                #expect(ran.err.contains("line \(line): "), "\(line): \(ran.err)")
            }
            for line in [2, 9] { #expect(!ran.err.contains("line \(line): "), "\(ran.err)") }
            // What could not be read is still there, under its header.
            #expect(listings[4].document["ext"]["lat"].text == "91")
            #expect(listings[5].document["ext"]["lon"].text == "inf")
        }

        @Test(.timeLimit(.minutes(15)))
        func `a column of products becomes offers, and a changed list changes them`() async throws {
            let node = try await TestNode.make()
            let first = try await node.take(
                "list.csv", "id,name,products\n1,Oven,bread; rolls; Bread\n2,Loom,\n")
            #expect(try first.counts == ImportCounts(new: 2), "rows are counted, not offers")
            let listings = try await node.listings()
            try #require(listings.map(\.name) == ["Oven", "bread", "rolls", "Loom"])
            let oven = listings[0].record.split(separator: "/").dropFirst().joined(separator: "/")
            for offer in listings[1...2] {
                #expect(offer.document["kind"].text == "offer")
                #expect(offer.document["direction"].text == "offer")
                #expect(offer.document["provider"].text == oven)
            }
            let again = try await node.take(
                "list.csv", "id,name,products\n1,Oven,bread; cake\n2,Loom,\n")
            #expect(try again.counts == ImportCounts(changed: 1, unchanged: 1, missing: 1))
            let removed = try await node.take(
                "list.csv", "id,name,products\n1,Oven,bread; cake\n2,Loom,\n", "--remove-missing")
            #expect(try removed.counts == ImportCounts(unchanged: 2, missing: 1))
            #expect(
                try await node.listings().map(\.name).sorted() == ["Loom", "Oven", "bread", "cake"])
        }

        @Test(.timeLimit(.minutes(15)), arguments: [false, true])
        func `thousands of rows at once come in, again as nothing, and changed as changes`(
            isServed: Bool
        ) async throws {
            let node = try await TestNode.make()
            let served = isServed ? try await node.serve() : nil
            func text(_ change: (Int) -> String) -> String {
                "id,name,town\n"
                    + (0..<1_230).map { "\($0),Weaver \($0)\(change($0)),Town \($0 % 40)\n" }
                    .joined()
            }
            let first = try await node.take("many.csv", text { _ in "" })
            #expect(try first.counts == ImportCounts(new: 1_230))
            #expect(try await node.done("status")["records"].number == 1_230)
            let heads = try await node.heads()
            let again = try await node.take("many.csv", text { _ in "" })
            #expect(try again.counts == ImportCounts(unchanged: 1_230))
            #expect(try await node.heads() == heads, "the same rows write no entry")
            let third = try await node.take("many.csv", text { $0 % 3 == 0 ? " changed" : "" })
            #expect(try third.counts == ImportCounts(changed: 410, unchanged: 820))
            #expect(try await node.count("weaver changed") == 410)
            #expect(try await node.done("status")["size"].number == 1 + 1_230 + 410)
            try await served?.stop()
        }
    }
}
