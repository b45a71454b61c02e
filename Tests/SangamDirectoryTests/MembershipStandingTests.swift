import SangamDirectory
import SangamLog
import Testing

@Suite struct MembershipStandingTests {
    private let number = #""identifiers":[{"scheme":"cipc","value":"K2019/000000"}]"#

    private func statement(_ more: String, of network: Int, index: Int64) throws
        -> MembershipStanding.Statement
    {
        let record = try Graph.record(#"{"kind":"membership",\#(more)}"#)
        return .init(
            id: try Graph.id(Int(index), of: network, kind: "membership"), index: index,
            membership: try #require(Membership(record)))
    }

    private func standings(
        _ record: Record, _ statements: [MembershipStanding.Statement], at now: Int64 = Graph.now
    ) throws -> [MembershipStanding] {
        MembershipStanding.of(
            record, id: try Graph.id(1), statements: statements, at: now,
            names: { $0 == Graph.node(2) ? ["workers.coop", "Workers’ Union"] : [] })
    }

    @Test func `a statement confirms until its last day is over`() throws {
        let record = try Graph.organisation("Bakery")
        let id = try Graph.id(1)
        let said = try statement(
            #""member":"\#(id)","as":"enterprise","since":"2019","until":"2026-12-31""#, of: 2,
            index: 1)
        let end = try #require(CivilTime.unixSeconds("2027-01-01"))
        let standing = try #require(try standings(record, [said], at: end - 1).first)
        #expect(standing.state == .confirmed)
        #expect(standing.network == Graph.node(2))
        #expect(standing.role == "enterprise")
        #expect(standing.until == "2026-12-31")
        #expect(!standing.isByIdentifier)
        #expect(try standings(record, [said], at: end).map(\.state) == [.lapsed])
        let year = try statement(#""member":"\#(id)","until":"2026""#, of: 2, index: 1)
        #expect(try standings(record, [year], at: end - 1).map(\.state) == [.confirmed])
        #expect(try standings(record, [year], at: end).map(\.state) == [.lapsed])
        let month = try statement(#""member":"\#(id)","until":"2026-02""#, of: 2, index: 1)
        let march = try #require(CivilTime.unixSeconds("2026-03-01"))
        #expect(try standings(record, [month], at: march - 1).map(\.state) == [.confirmed])
        #expect(try standings(record, [month], at: march).map(\.state) == [.lapsed])
        let soon = try statement(#""member":"\#(id)","since":"2027-01""#, of: 2, index: 1)
        #expect(try standings(record, [soon], at: end - 1).map(\.state) == [.upcoming])
    }

    @Test func `a number confirms its bearer and says so`() throws {
        let said = try statement(
            #""member":{"scheme":"CIPC","value":"k2019 000000"}"#, of: 2, index: 1)
        let bearer = try Graph.organisation("Bakery", number)
        let standing = try #require(try standings(bearer, [said]).first)
        #expect(standing.state == .confirmed && standing.isByIdentifier)
        #expect(try standings(try Graph.organisation("Other"), [said]).isEmpty)
    }

    @Test func `of one network the newest statement wins, whichever way it names the member`()
        throws
    {
        let id = try Graph.id(1)
        let bearer = try Graph.organisation("Bakery", number)
        let old = try statement(#""member":"\#(id)","until":"2030""#, of: 2, index: 4)
        let new = try statement(
            #""member":{"scheme":"cipc","value":"K2019/000000"},"until":"2020""#, of: 2, index: 9)
        let other = try statement(#""member":"\#(id)""#, of: 3, index: 1)
        for statements in [[old, new, other], [other, new, old]] {
            let found = try standings(bearer, statements)
            #expect(found.map(\.state) == [.confirmed, .lapsed])
            #expect(found.map(\.network) == [Graph.node(3), Graph.node(2)])
            #expect(found.home == Graph.node(3))
        }
    }

    @Test func `C8 what a record says of itself is only a claim, and is told once`() throws {
        let record = try Graph.organisation(
            "Bakery", #""memberOf":[{"name":"Workers.Coop","as":"enterprise"},{"name":"SEM"}]"#)
        #expect(try standings(record, []).map(\.state) == [.claimed, .claimed])
        let said = try statement(#""member":"\#(try Graph.id(1))""#, of: 2, index: 1)
        let found = try standings(record, [said])
        #expect(found.map(\.state) == [.confirmed, .claimed])
        #expect(found.map(\.name) == ["Workers.Coop", "SEM"])
        // A reference without a node means the log that holds it: nobody confirms another's.
        let elsewhere = try statement(#""member":"\#(try Graph.id(1).key)""#, of: 2, index: 1)
        #expect(try standings(record, [elsewhere]).map(\.state) == [.claimed, .claimed])
    }
}
