import Foundation
import Testing

extension BinaryFileTests {
    /// Files of other programs, and of addresses in place of a path.
    @Suite struct ImportForeign {
        @Test(.timeLimit(.minutes(15)))
        func `GeoJSON with OpenStreetMap's keys comes in, one bad feature stops none`() async throws
        {
            let node = try await TestNode.make()
            let collection = """
                {"type":"FeatureCollection","name":"coops","features":[
                {"type":"Feature","properties":{"_id":"e9","name":"Пекарня","addr:city":"София",
                "addr:country":"България","description:gr":"ελ",
                "website":"pekarna.example","a":"b"},
                "geometry":{"type":"Point","coordinates":[23.335,42.698]}},
                {"type":"Feature","properties":{"addr:city":"Nameless"},"geometry":null},
                {"type":"Feature","id":"f3","properties":{"name":"Line"},
                "geometry":{"type":"LineString","coordinates":[[10,50],[12,52]]}}
                ]}
                """
            let ran = try await node.take("coops.geojson", collection)
            #expect(ran.code == 3, "\(ran)")
            #expect(try ran.counts == ImportCounts(new: 2, rejected: 1))
            let listings = try await node.listings()
            try #require(listings.map(\.sourceID) == ["e9", "f3"])
            let first = listings[0].document
            #expect(first["place"]["address"]["country"].text == "BG")
            #expect(first["place"]["point"].items.map(\.number) == [42, 23])
            #expect(first["description"]["el"].text == "ελ", "gr is no language: el is")
            #expect(first["links"][0]["url"].text == "https://pekarna.example")
            #expect(first["ext"]["a"].text == "b")
            #expect(try await node.count("пекарня софия") == 1)
            let again = try await node.take("coops.geojson", collection)
            #expect(try again.counts == ImportCounts(unchanged: 2, rejected: 1))
        }

        @Test(.timeLimit(.minutes(15)))
        func `OpenFairDB's answer comes in with its invisible entries`() async throws {
            let node = try await TestNode.make()
            let ran = try await node.take(
                "search.json",
                """
                {"visible":[{"id":"fe2e","lat":51.95,"lng":7.63,"title":"Teikei","description":"d",
                "zip":"48143","city":"Münster","country":"Germany","telephone":"+49 251 1",
                "homepage":"https://teikei.example",
                "categories":["2cd00bebec0c48ba9db761da48678134"],
                "tags":["coffee","solawi"],"license":"CC0-1.0","avg_rating":2.0}],
                "invisible":[{"id":"2","lat":1,"lng":2,"title":"Far away","tags":[]}]}
                """, "--lang", "de")
            #expect(try ran.counts == ImportCounts(new: 2), "\(ran)")
            let first = try #require(try await node.listings().first).document
            #expect(first["name"]["de"].text == "Teikei")
            #expect(first["place"]["address"]["postcode"].text == "48143")
            #expect(first["place"]["address"]["country"].text == "DE")
            #expect(first["tags"].items.map(\.text) == ["coffee", "solawi"])
            #expect(first["categories"][0]["scheme"].text == "openfairdb")
            #expect(first["licence"].text == "CC0-1.0")
            #expect(try await node.count("coffee munster") == 1)
        }

        @Test(.timeLimit(.minutes(15)))
        func `payloads come in as an array or by lines, with the key that they carry`() async throws
        {
            let node = try await TestNode.make()
            let rows = [
                #"{"kind":"organisation","lang":"zu","name":{"zu":"Isinkwa"},"#
                    + #""source":{"system":"register","id":"17"}}"#,
                #"{"kind":"event","lang":"en","name":{"en":"Fair"},"#
                    + #""starts":"2027-01-06T07:00","id":"e1"}"#,
            ]
            let lines = try await node.take("a.ndjson", rows.joined(separator: "\n"))
            #expect(try lines.counts == ImportCounts(new: 2), "\(lines)")
            let array = try await node.take("a.ndjson", "[\(rows.joined(separator: ",\n"))]")
            #expect(try array.counts == ImportCounts(unchanged: 2), "\(array)")
            #expect(
                try await node.listings().map { $0.document["kind"].text }.sorted() == [
                    "event", "organisation",
                ])
            // The source that a payload names goes before the file's name.
            let other = try await node.take("another.ndjson", rows[0])
            #expect(try other.counts == ImportCounts(unchanged: 1), "\(other)")
        }

        // MARK: - Addresses

        private static let table = "id,name\n1,Fetched one\n2,Fetched two\n"

        @Test(.timeLimit(.minutes(15)), arguments: [false, true])
        func `an address is fetched like a peer: a private one only when that is said`(
            isServed: Bool
        ) async throws {
            let node = try await TestNode.make()
            let served = isServed ? try await node.serve() : nil
            let server = try FileServer { path in
                path == "/lists/coops.csv?v=1" ? .file(Array(Self.table.utf8)) : .status(404)
            }
            let address = server.url + "/lists/coops.csv?v=1"
            let before = try await node.heads()
            let refused = try await node.sangam("import", address)
            #expect(refused.code == 4, "\(refused)")
            #expect(try refused.document["error"]["message"].text.contains("not allowed"))
            #expect(server.paths.isEmpty, "nobody was asked")
            #expect(try await node.heads() == before)

            let taken = try await node.sangam("import", address, "--private")
            #expect(taken.code == 0, "\(taken)")
            #expect(try taken.counts == ImportCounts(new: 2))
            #expect(server.paths == ["/lists/coops.csv?v=1"])
            let systems = try await node.listings().map { $0.document["source"]["system"].text }
            #expect(systems == ["coops.csv", "coops.csv"])
            let again = try await node.sangam("import", address, "--private")
            #expect(try again.counts == ImportCounts(unchanged: 2))
            server.end()
            try await served?.stop()
        }

        @Test(.timeLimit(.minutes(15)))
        func `a redirect is not followed, and no address but http and https is one`() async throws {
            let node = try await TestNode.make()
            let before = try await node.heads()
            let target = try FileServer { _ in .file(Array(Self.table.utf8)) }
            let server = try FileServer { path in
                path == "/gone.csv" ? .status(410) : .redirect(target.url + "/list.csv")
            }
            let moved = try await node.sangam("import", server.url + "/list.csv", "--private")
            #expect(moved.code == 4, "\(moved)")
            let error = try moved.document["error"]
            #expect(
                error["message"].text.contains("302") && error["hint"].text.contains("redirect"))
            #expect(target.paths.isEmpty, "nobody was led there")
            let gone = try await node.sangam("import", server.url + "/gone.csv", "--private")
            #expect(gone.code == 4, "\(gone)")
            #expect(try gone.document["error"]["message"].text.contains("410"))
            for address in ["file:///etc/passwd", "ftp://127.0.0.1/a.csv", "gopher://127.0.0.1/"] {
                let ran = try await node.sangam("import", address, "--private")
                #expect(ran.code != 0, "\(ran)")
                #expect(ran.out.contains("error") && !ran.out.contains("root:"), "\(ran)")
            }
            #expect(try await node.heads() == before)
            target.end()
            server.end()
        }
    }
}
