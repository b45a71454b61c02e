import SangamDirectory
import SangamLog
import Testing

@Suite struct ContactPathTests {
    private struct NoWay: Error {}

    private func resolve(
        _ start: RecordID, _ records: [RecordID: String], network: String? = nil
    ) throws -> ContactPath {
        let all = try records.mapValues { try Graph.record("{\"kind\":\"x\",\($0)}") }
        let profile = try network.map { try Graph.record("{\"kind\":\"network\",\($0)}") }
        var asked: Set<RecordID> = []
        return try ContactPath.resolve(
            try #require(all[start]), id: start,
            lookup: { id throws(NoWay) in
                guard asked.insert(id).inserted else { throw NoWay() }
                return all[id]
            },
            network: { _ throws(NoWay) in profile.flatMap { NetworkProfile($0) } })
    }

    @Test func `own contact, contactVia, provider, partOf, network: in this order`() throws {
        let ids = try (0..<6).map { try Graph.id($0) }
        let phone = #""contact":{"phone":"1"}"#
        #expect(try resolve(ids[0], [ids[0]: phone]).end == .itself)
        let via = #""contactVia":"\#(ids[1])","provider":"\#(ids[2])","partOf":["\#(ids[3])"]"#
        var records = [
            ids[0]: phone + "," + via, ids[1]: phone, ids[2]: phone, ids[3]: phone,
        ]
        #expect(try resolve(ids[0], records).end == .record(ids[1]))
        // Who takes enquiries cannot be reached: then oneself.
        records[ids[1]] = #""tags":[]"#
        #expect(try resolve(ids[0], records).end == .itself)
        records[ids[0]] = via
        #expect(try resolve(ids[0], records).steps.map(\.relation) == [RecordEdges.provider])
        records[ids[2]] = #""partOf":["\#(ids[4])"]"#
        records[ids[4]] = phone
        let path = try resolve(ids[0], records)
        #expect(path.steps.map(\.relation) == [RecordEdges.provider, RecordEdges.partOf])
        #expect(path.end == .record(ids[4]))
        records[ids[4]] = nil
        #expect(try resolve(ids[0], records).end == .record(ids[3]))
        records[ids[3]] = #""links":["https://union.example.org"]"#
        #expect(try resolve(ids[0], records).links.map(\.target) == ["union.example.org"])
        records[ids[3]] = nil
        let last = try resolve(
            ids[0], records,
            network: #""url":"https://sem.example.org","contact":{"email":"a@b.c"}"#)
        #expect(last.end == .network(Graph.node(1)))
        #expect(last.askAt?.target == "sem.example.org")
        #expect(last.contact.map(\.value) == ["a@b.c"])
    }

    @Test func `every record has a way, whatever it points at`() throws {
        let ids = try (0..<60).map { try Graph.id($0) }
        var records: [RecordID: String] = [:]
        for place in 0..<60 {
            let parents = (0..<60).map { "\"\(ids[($0 * 7 + place) % 60])\"" }
            records[ids[place]] =
                #""contactVia":"\#(ids[(place + 1) % 60])","#
                + #""partOf":[\#(parents.joined(separator: ","))]"#
        }
        for id in ids {
            let path = try resolve(id, records)
            #expect(path.end == .network(Graph.node(1)))
            #expect(!path.isWay)
        }
        #expect(
            try resolve(ids[0], [ids[0]: #""contactVia":"ask Ann""#]).end == .network(Graph.node(1))
        )
    }
}
