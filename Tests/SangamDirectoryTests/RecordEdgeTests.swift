import SangamDirectory
import SangamLog
import Testing

@Suite struct RecordEdgeTests {
    private func edges(_ json: String) throws -> [String] {
        RecordEdges.of(try Graph.record(json), home: Graph.node(1)).map {
            "\($0.relation) \($0.target.text)"
        }
    }

    @Test func `every reference of a listing becomes an edge, once`() throws {
        let a = try Graph.id(1)
        let b = try Graph.id(2, of: 2)
        let found = try edges(
            """
            {"kind":"market","partOf":["\(a.key)","\(a)"],"provider":"\(b)","organiser":"\(a)",
            "operator":"\(a)","contactVia":"\(b)","sellers":["\(a)",{"record":"\(b)"},
            {"date":"2026-12-01","records":["\(a)","\(b)"]},"Ann from the corner"],
            "memberOf":[{"record":"\(b)"}],"endorsers":["\(b)"],
            "related":[{"rel":"supplies","record":"\(b)"},{"rel":"part-of","record":"\(b)"}]}
            """.replacing("\n", with: ""))
        #expect(
            found == [
                "part-of \(a)", "part-of \(b)", "provider \(b)", "organiser \(a)", "operator \(a)",
                "contact-via \(b)", "seller \(a)", "seller \(b)", "endorser \(b)",
                "member-of \(b)", "related:supplies \(b)",
            ])
    }

    @Test func `statements point at records, at numbers and at networks`() throws {
        let a = try Graph.id(1)
        let b = try Graph.id(2, of: 2)
        let node = Graph.node(3)
        #expect(
            try edges(#"{"kind":"link","a":"\#(a)","b":"\#(b)","relation":"not-same-as"}"#)
                == ["not-same-as \(a)", "not-same-as \(b)"])
        #expect(
            try edges(#"{"kind":"membership","member":"\#(b)"}"#) == ["member \(b)"])
        #expect(
            try edges(
                #"{"kind":"membership","member":{"scheme":"CIPC","value":"K2019 / 000000"}}"#)
                == ["member cipc:k2019000000"])
        #expect(
            try edges(#"{"kind":"membership","member":"cipc:k2019/000000"}"#)
                == ["member cipc:k2019000000"])
        #expect(
            try edges(#"{"kind":"confirm","record":"\#(a.key)","at":"2026-01-01"}"#)
                == ["confirm \(a)"])
        #expect(try edges(#"{"kind":"vouch","node":"\#(node)"}"#) == ["vouch \(node)"])
        #expect(
            try edges(#"{"kind":"image","of":"\#(a)"}"#) == ["image-of \(a)"])
        #expect(
            try edges(
                #"{"kind":"organisation","identifiers":[{"scheme":"cipc","value":"K2019/000000"},"#
                    + #"{"value":"17"},{"scheme":"x","value":"--"}]}"#)
                == ["identifier cipc:k2019000000"])
    }

    @Test func `a target's text is read back as the same target`() throws {
        let key = try #require(IdentifierKey("cipc:K1"))
        for target: RecordEdge.Target in [
            .record(try Graph.id(4, of: 2)), .node(Graph.node(2)), .identifier(key),
        ] {
            #expect(RecordEdge.Target(target.text) == target)
        }
        #expect(RecordEdge.Target("Ann from the corner") == nil)
    }

    @Test func `D7 thousands of references and relations of a megabyte stay bounded`() throws {
        var object: JSONObject = ["kind": "organisation"]
        let ids = try (0..<5_000).map { JSON.string(try Graph.id($0).description) }
        object["partOf"] = .array(ids)
        object["related"] = .array([
            ["rel": .string(String(repeating: "x", count: 1_000_000)), "record": ids[1]]
        ])
        let edges = RecordEdges.of(Record(json: object), home: Graph.node(1))
        #expect(edges.count == RecordEdges.maximum)
        #expect(edges.allSatisfy { $0.relation.utf8.count < 100 })
    }
}
