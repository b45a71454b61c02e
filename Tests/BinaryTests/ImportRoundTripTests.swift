import Foundation
import Testing

extension BinaryFileTests {
    /// What is imported can be exported and imported again, cell by cell.
    @Suite struct ImportRoundTrip {
        /// One of each kind, with everything that a cell may stumble over.
        private static let payloads = [
            #"{"kind":"organisation","lang":"en","name":{"en":"=2+5 Bakery","zu":"Ibhikawozi"},"#
                + #""summary":{"en":"+27 is no formula, \"quoted\"; and, this\nsecond line"},"#
                + #""description":{"en":"@SUM(A1)","ar":"خبز وملح"},"forms":["enterprise"],"#
                + #""goods":[{"scheme":"goods","code":"bread"},"steamed bread; sliced"],"#
                + #""categories":[{"scheme":"essglobal-activities-ica","code":"ICA130"}],"#
                + #""tags":["a;b","c,d","-e","'f"],"#
                + #""place":{"address":{"street":"1 \"Old\" Road","#
                + #""locality":"Durban","region":"KwaZulu-Natal","postcode":"04001","#
                + #""country":"ZA"},"#
                + #""point":[-29.8600,31.03],"precision":"street","serviceArea":"eThekwini"},"#
                + #""contact":{"phone":"+27 31 555 0142","email":"a@b.example"},"#
                + #""links":[{"rel":"website","url":"https://bakery.example/?a=1&b=2"}],"#
                + #""identifiers":[{"scheme":"cipc","value":"K2019/000000"}],"#
                + #""memberOf":[{"name":"SEM","as":"enterprise"}],"#
                + #""size":{"members":14,"women":11},"#
                + #""founded":"2019","hours":"Mo-Sa 05:00-13:00","languages":["zu","en"],"#
                + #""licence":"CC-BY-4.0","confirmed":{"at":"2026-10-02","by":"steward"},"#
                + #""source":{"system":"register","id":"17"},"#
                + #""ext":{"Old number":"B-17","=Formula":"=1","deep":{"a":[1,2,{"b":null}]}}}"#,
            #"{"kind":"offer","lang":"zu","name":{"zu":"Isinkwa","en":"Steamed bread"},"#
                + #""direction":"offer","item":"good","terms":["sell","barter"],"#
                + #""price":{"amount":"18.50","currency":"ZAR","per":"loaf"},"stock":"in","#
                + #""delivers":[{"area":"eThekwini","days":["tu","fr"]}],"standing":true,"#
                + #""source":{"system":"register","id":"o1"}}"#,
            #"{"kind":"market","lang":"en","name":{"en":"Tuesday market"},"schedule":"#
                + #"{"starts":"2026-01-06T07:00","zone":"Africa/Johannesburg","minutes":300,"#
                + #""repeats":"FREQ=WEEKLY;BYDAY=TU"},"accepts":["cash"],"#
                + #""source":{"system":"register","id":"m1"}}"#,
            #"{"kind":"event","lang":"pt-BR","name":{"pt-BR":"Feira","en":"Fair"},"#
                + #""starts":"2027-01-06T07:00","zone":"America/Sao_Paulo","cancelled":false,"#
                + #""source":{"system":"register","id":"e1"},"unheardOf":{"x":[true,"-1"]}}"#,
            #"{"kind":"resource","lang":"ar","name":{"ar":"دليل الخبز"},"type":"guide","#
                + #""url":"https://guide.example/x.pdf","source":{"system":"register","id":"r1"}}"#,
            #"{"kind":"organisation","lang":"th","name":{"th":"ร้านขนมปัง"},"#
                + #""place":{"address":{"locality":"เชียงใหม่","country":"TH"}},"#
                + #""source":{"system":"register","id":"-5"}}"#,
        ]

        private static let table = """
            id,Name,Town,Country,Lat,Lon,Products,Old number,Remarks,Phone
            1,Ubuntu Weavers,Durban,South Africa,-29.86,31.03,cloth; rugs,B-1,"a ""b""
            c",+27 31 1
            2,'Apostrophe,Köln,DE,,,,=1+1, padded ,
            3,Zero,Accra,Ghana,0,0,,,"-5",
            """

        private func filled() async throws -> TestNode {
            let node = try await TestNode.make()
            let own = try await node.take(
                "register.ndjson", Self.payloads.joined(separator: "\n"))
            #expect(own.code == 0, "\(own)")
            let list = try await node.take("list.csv", Self.table)
            #expect(list.code == 0, "\(list)")
            #expect(try await node.listings().count == 11, "six, three, and two offers")
            return node
        }

        @Test(.timeLimit(.minutes(15)), arguments: ["csv", "geojson", "ndjson"])
        func `D8 an export imported where it came from changes nothing`(
            format: String
        ) async throws {
            let node = try await filled()
            let heads = try await node.heads()
            let ran = try await node.sangam("import", try await node.export(format))
            #expect(ran.code == 0, "\(ran)")
            #expect(try ran.counts == ImportCounts(unchanged: 11), "\(ran)")
            #expect(try await node.heads() == heads)
        }

        @Test(.timeLimit(.minutes(15)), arguments: ["csv", "geojson", "ndjson"])
        func
            `D8 an export is known by its records, whatever it is called and wherever it was typed`(
                format: String
            ) async throws
        {
            let node = try await filled()
            // One that was never imported, so that only its own id says which it is.
            try await node.put("Typed by hand")
            let heads = try await node.heads()
            let path = try await node.export(format)
            for source in [[], ["--source", "another name"]] {
                let ran = try await Program.run(
                    ["import", path, "--data", node.data, "--json"] + source)
                #expect(ran.code == 0, "\(ran)")
                #expect(try ran.counts == ImportCounts(unchanged: 12), "\(ran)")
                #expect(try await node.heads() == heads)
            }
        }

        @Test(.timeLimit(.minutes(15)), arguments: ["csv", "geojson", "ndjson"])
        func `D8 an export imported into an empty node gives the same payloads, cell by cell`(
            format: String
        ) async throws {
            let node = try await filled()
            let other = try await TestNode.make("b.test.example")
            let path = try await node.export(format)
            let ran = try await other.sangam("import", path)
            #expect(ran.code == 0, "\(ran)")
            #expect(try ran.counts == ImportCounts(new: 11))
            let (here, there) = (try await node.listings(), try await other.listings())
            try #require(here.count == there.count)
            for (one, two) in zip(here, there) { #expect(one.payload == two.payload) }
            // And from there once more: the same cells.
            let second = try await other.export(format)
            let (first, last) = (try Self.cells(path, format), try Self.cells(second, format))
            #expect(first.count > 10)
            #expect(first == last)
            let again = try await other.sangam("import", second)
            #expect(try again.counts == ImportCounts(unchanged: 11))
        }

        /// The file without what says where a row is from.
        private static func cells(_ path: String, _ format: String) throws -> String {
            let text = try String(contentsOfFile: path, encoding: .utf8)
            let id = try Regex("[a-z2-7]{32}(/[a-z]+/[a-z2-7]{26})?|Network [ab].test.example")
            return text.replacing(id, with: "…")
        }

        @Test(.timeLimit(.minutes(15)))
        func `D8 a cell that a spreadsheet would run is guarded in CSV, and plain elsewhere`()
            async throws
        {
            let node = try await filled()
            let table = try String(contentsOfFile: try await node.export("csv"), encoding: .utf8)
            #expect(table.contains("organisation,'=2+5 Bakery,"))
            #expect(table.contains("'@SUM(A1)") && table.contains("'+27 31 555 0142"))
            for formula in [",=", ",+", ",@", "\"=", "\"+", "\"@", "\n=", "\t="] {
                #expect(!table.contains(formula), "\(formula)")
            }
            // A number with a minus is a number.
            #expect(table.contains(",-29.86"))
            let map = try String(contentsOfFile: try await node.export("geojson"), encoding: .utf8)
            #expect(map.contains(#""=2+5 Bakery""#) && !map.contains("'=2+5"))
            let shown = try await node.done("listing", "search", "bakery")
            #expect(shown["items"][0]["name"]["en"].text == "=2+5 Bakery")
        }

        @Test(.timeLimit(.minutes(15)))
        func `a cell that a person edits in an export is one change, and the rest is none`()
            async throws
        {
            let node = try await filled()
            let path = try await node.export("csv")
            let text = try String(contentsOfFile: path, encoding: .utf8)
            let edited = text.replacing("Ubuntu Weavers", with: "Quiet Weavers")
            try #require(edited != text)
            let ran = try await node.take("edited.csv", edited)
            #expect(try ran.counts == ImportCounts(changed: 1, unchanged: 10), "\(ran)")
            #expect(try await node.count("quiet") == 1)
            #expect(try await node.count("ubuntu") == 0)
        }

        @Test(.timeLimit(.minutes(15)))
        func `D5 markup and controls in every field come back as the text that they are`()
            async throws
        {
            let node = try await TestNode.make()
            let evil = "<script>alert(1)</script>{{x}}\\u0000\\u001b[31m\u{202E}&amp;"
            let payload =
                #"{"kind":"organisation","lang":"en","name":{"en":"N \#(evil)"},"#
                + #""summary":{"en":"\#(evil)"},"tags":["\#(evil)"],"ext":{"<b>":"\#(evil)"},"#
                + #""id":"1"}"#
            let ran = try await node.take("evil.ndjson", payload)
            #expect(try ran.counts == ImportCounts(new: 1), "\(ran)")
            let first = try #require(try await node.listings().first)
            let text = "<script>alert(1)</script>{{x}}\u{0}\u{1B}[31m\u{202E}&amp;"
            #expect(first.document["ext"]["<b>"].text == text, "kept letter by letter")
            for format in ["csv", "geojson", "ndjson"] {
                let again = try await node.sangam("import", try await node.export(format))
                #expect(try again.counts == ImportCounts(unchanged: 1), "\(again)")
            }
            for command in [["listing", "search", "script"], ["listing", "show", first.record]] {
                let shown = try await Program.run(command + ["--data", node.data])
                #expect(shown.code == 0 && shown.out.contains("alert"), "\(shown)")
                let isCalm = shown.out.unicodeScalars.allSatisfy {
                    $0 == "\n" || ($0.value >= 0x20 && $0 != "\u{202E}")
                }
                #expect(isCalm, "nothing of a row runs in a terminal: \(command)")
            }
            let taken = try await node.take(
                "markup.csv", "id,name,x\n1,<script>alert(1)</script>,<img onerror=a>&amp;\n")
            #expect(try taken.counts == ImportCounts(new: 1))
            let listing = try #require(try await node.listings().last)
            #expect(listing.name == "<script>alert(1)</script>")
            #expect(listing.document["ext"]["x"].text == "<img onerror=a>&amp;")
        }
    }
}
