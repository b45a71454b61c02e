import Foundation
import GRDB
import SangamDirectory
import SangamLog
import Testing

@testable import SangamStore

/// References walked backwards and forwards, and what others state about a record.
struct RelationTests {
    private let place: Place
    private let own: Network
    private var north: Network

    init() async throws {
        own = try Network("own")
        north = try Network("north")
        place = try await Place(own: own)
    }

    private func id(_ network: Network, _ number: Int, _ kind: String = "organisation") throws
        -> RecordID
    {
        RecordID(node: network.node, key: try Network.key(number, kind))
    }

    /// Publishes records given as (number, kind, further members).
    private func publish(_ list: [(number: Int, kind: String, rest: String)]) async throws {
        try await place.append(
            try list.map {
                try .put(
                    $0.number, kind: $0.kind,
                    Network.payload("\($0.kind) \($0.number)", $0.kind, rest: $0.rest))
            }, as: own)
    }

    private func part(of id: RecordID) -> String { #","partOf":["\#(id)"]"# }

    private func names(_ list: [RecordSummary]) -> [String] { list.map { $0.record.names[0].text } }

    // MARK: - Lists

    @Test func `what names a record is found from it, the newest first, without what has run out`()
        async throws
    {
        let bakery = try id(own, 1)
        try await publish([
            (1, "organisation", ""),
            (2, "offer", #","provider":"\#(bakery.key)""#),
            (3, "offer", #","provider":"\#(bakery)","direction":"want""#),
            (4, "offer", #","provider":"\#(bakery)","available":{"until":"2020-01-01"}"#),
            (5, "image", #","of":"\#(bakery.key)""#),
            (6, "market", #","sellers":["\#(bakery)",{"date":"2026-12-01","records":["x"]}]"#),
            (7, "event", #","organiser":"\#(bakery)""#),
            (8, "organisation", #","related":[{"rel":"supplies","record":"\#(bakery)"}]"#),
            (9, "organisation", part(of: bakery)), (10, "organisation", part(of: bakery)),
        ])
        let reader = place.reader
        #expect(
            names(try await reader.offers(of: bakery, now: today).items) == [
                "event 7", "offer 3", "offer 2",
            ])
        #expect(names(try await reader.images(of: bakery, now: today)) == ["image 5"])
        #expect(names(try await reader.markets(of: bakery, now: today)) == ["market 6"])
        let related = try await reader.related(to: bakery, now: today)
        #expect(related.map(\.relation) == ["supplies"])
        #expect(names(related.map(\.source)) == ["organisation 8"])
        #expect(
            names(try await reader.children(of: bakery, now: today).items) == [
                "organisation 10", "organisation 9",
            ])
        let sellers = try await reader.sellers(of: try id(own, 6, "market"))
        #expect(sellers.compactMap(\.summary).map(\.id) == [bakery])
        // Page by page.
        let first = try await reader.children(of: bakery, limit: 1, now: today)
        let second = try await reader.children(
            of: bakery, after: first.next, limit: 1, now: today)
        #expect(names(first.items + second.items) == ["organisation 10", "organisation 9"])
        #expect(first.next != nil && second.next == nil)
    }

    @Test func `a revision takes its references along, a removal all of them`() async throws {
        let (a, b) = (try id(own, 1), try id(own, 2))
        try await publish([(1, "organisation", ""), (2, "organisation", "")])
        try await publish([(3, "organisation", part(of: a))])
        #expect(try await place.reader.children(of: a, now: today).items.count == 1)
        try await publish([(3, "organisation", part(of: b))])
        #expect(try await place.reader.children(of: a, now: today).items.isEmpty)
        #expect(try await place.reader.children(of: b, now: today).items.count == 1)
        try await place.append([try .remove(3)], as: own)
        #expect(try await place.reader.children(of: b, now: today).items.isEmpty)
        #expect(try await place.count("SELECT COUNT(*) FROM edge") == 0)
        #expect(try await place.count("SELECT COUNT(*) FROM survey") == 2)
    }

    @Test func `D8 a circle of parts ends, upwards and downwards, and nobody is below twice`()
        async throws
    {
        let ids = try (1...4).map { try id(own, $0) }
        try await publish([
            (1, "organisation", part(of: ids[3])), (2, "organisation", part(of: ids[0])),
            (3, "organisation", #","partOf":["\#(ids[1])","\#(ids[0])"]"#),
            (4, "organisation", #","partOf":["\#(ids[2])","\#(ids[3])"]"#),
        ])
        let above = try await place.reader.lineage(of: ids[3]).compactMap(\.summary).map(\.id)
        #expect(above == [ids[2], ids[1], ids[0]])
        let below = try await place.reader.descendants(of: ids[0])
        #expect(below.total == 3 && Set(below.records.map(\.id)) == Set(ids[1...]))
        var query = SearchQuery(limit: 200)
        query.below = ids[1]
        #expect(try await place.found(query).count == 3)
    }

    @Test func `what parts offer and organise is below too, and what others say they offer is not`()
        async throws
    {
        let (union, chapter) = (try id(own, 1), try id(own, 2))
        var north = north
        try north.put(7, Network.payload("Theirs", "offer", rest: #","provider":"\#(chapter)""#))
        try await place.receive(try north.section())
        try await publish([
            (1, "organisation", ""), (2, "organisation", part(of: union)),
            (3, "offer", #","provider":"\#(chapter.key)""#),
            (4, "event", #","organiser":"\#(union)""#), (5, "offer", ""),
        ])
        #expect(
            names(try await place.reader.descendants(of: union).records).sorted()
                == ["event 4", "offer 3", "organisation 2"])
        #expect(names(try await place.reader.descendants(of: chapter).records) == ["offer 3"])
        let root = try #require(try await place.reader.summaries([union]).first?.summary)
        let tree = try await place.reader.tree(of: root, now: today) { $0.names[0].text + "\($1)" }
        #expect(tree.total.listings == 4, "the union, and what is below it")
    }

    @Test func `a chain is walked eight steps, not more`() async throws {
        try await publish(
            try (1...12).map {
                ($0, "organisation", $0 == 1 ? "" : part(of: try id(own, $0 - 1)))
            })
        #expect(try await place.reader.descendants(of: try id(own, 1)).total == 8)
        #expect(try await place.reader.lineage(of: try id(own, 12)).count == 8)
    }

    @Test func `of another network a record is below only if the network above confirms it`()
        async throws
    {
        let union = try id(own, 1)
        var north = north
        try north.put(5, Network.payload("Says so", rest: part(of: union)))
        try north.put(6, Network.payload("Is", rest: part(of: union)))
        try await place.receive(try north.section())
        let member = try id(north, 6)
        try await publish([
            (1, "organisation", ""), (2, "membership", #","member":"\#(member)""#),
        ])
        let below = try await place.reader.descendants(of: union)
        #expect(names(below.records) == ["Is"])
        let all = try await place.reader.children(of: union, now: today).items
        #expect(names(all) == ["Is", "Says so"], "what says so is listed as such")
    }

    // MARK: - Statements

    @Test func `statements come with their author, index and time; what has ended is marked`()
        async throws
    {
        let bakery = try id(own, 1)
        let number = #","identifiers":[{"scheme":"cipc","value":"K2019/000000"}]"#
        try await publish([(1, "organisation", number)])
        var north = north
        try north.put(0, kind: "network", Network.payload("North", "network"))
        try north.put(
            1, kind: "membership",
            #"{"kind":"membership","member":"\#(bakery)","until":"2026-12"}"#)
        try north.put(
            2, kind: "membership",
            #"{"kind":"membership","member":{"scheme":"CIPC","value":"k2019 000000"}}"#)
        try north.put(
            3, kind: "membership",
            #"{"kind":"membership","member":"\#(bakery)","until":"2024-12-31"}"#)
        try north.put(
            4, kind: "confirm", #"{"kind":"confirm","record":"\#(bakery)","at":"2026-10-01"}"#)
        try north.put(5, kind: "vouch", #"{"kind":"vouch","node":"\#(own.node)"}"#)
        try await place.receive(try north.section())
        let found = try await place.reader.statements(about: bakery, now: today)
        #expect(found.map(\.relation) == ["confirm", "member", "member", "member"])
        #expect(found.map(\.source.index) == [4, 3, 2, 1])
        #expect(found.map(\.hasEnded) == [false, true, false, false])
        #expect(found.allSatisfy { $0.author == north.node && $0.source.networkName == "North" })
        #expect(found[0].source.time == 1_795_000_004)
        let vouches = try await place.reader.statements(about: own.node, now: today)
        #expect(vouches.map(\.relation) == ["vouch"] && vouches[0].author == north.node)
        // By its number alone it is a member too.
        var query = SearchQuery()
        query.members = [north.node]
        #expect(try await place.found(query) == ["organisation 1"])
        let survey = try await place.reader.survey(SearchQuery(), now: today, facets: [.member])
        #expect(survey.facets[.member]?.values.map(\.count) == [1])
        // C18: what a blocked network states is nowhere.
        try await place.store.setBlocked(north.node, true, now: today)
        #expect(try await place.reader.statements(about: bakery, now: today).isEmpty)
        #expect(try await place.found(query) == [])
        let none = try await place.reader.survey(SearchQuery(), now: today, facets: [.member])
        #expect(none.facets[.member]?.values.isEmpty == true)
    }

    @Test func `the links around a record are found from any of them`() async throws {
        let ids = try (1...4).map { try id(own, $0) }
        func link(_ a: Int, _ b: Int, _ relation: String) -> String {
            #","a":"\#(ids[a])","b":"\#(ids[b])","relation":"\#(relation)""#
        }
        try await publish((1...4).map { ($0, "organisation", "") })
        try await publish([
            (11, "link", link(0, 1, "same-as")), (12, "link", link(1, 2, "same-as")),
            (13, "link", link(2, 3, "not-same-as")),
        ])
        for start in ids[...2] {
            let found = try await place.reader.cluster(of: start)
            #expect(Set(found.map(\.source.index)) == [4, 5, 6])
            #expect(Set(found.map(\.relation)) == ["same-as", "not-same-as"])
        }
        #expect(try await place.reader.cluster(of: ids[3]).map(\.source.index) == [6])
    }

    // MARK: - One reading

    @Test func `summaries say of each record what is known of it, in the order asked`()
        async throws
    {
        try await publish([(1, "organisation", ""), (2, "organisation", "")])
        try await place.append([try .remove(2)], as: own)
        let ids = try [id(own, 2), id(north, 1), id(own, 1)]
        let found = try await place.reader.summaries(ids)
        guard case .removed(ids[0]) = found[0], case .unknown(ids[1]) = found[1],
            case .found(let summary) = found[2]
        else { return _ = Issue.record("\(found)") }
        #expect(summary.id == ids[2] && summary.index == 0)
        let survey = try await place.reader.survey(SearchQuery(), now: today)
        #expect(survey.total == 1)
    }

    @Test func `G6 the history of a record tells when, never what`() async throws {
        try await publish([(1, "organisation", ""), (2, "organisation", "")])
        try await publish([(1, "organisation", #","summary":{"en":"more"}"#)])
        let id = try id(own, 1)
        let history = try await place.reader.history(id)
        #expect(history.map(\.index) == [2, 0])
        #expect(history.map(\.isCurrent) == [true, false])
        #expect(history[0].size ?? 0 > 60 && history[1].size == nil)
        try await place.append([try .remove(1)], as: own)
        let after = try await place.reader.history(id)
        #expect(after.map(\.operation) == [.remove, .put, .put])
        #expect(after.allSatisfy { $0.size == nil })
        #expect(try await place.reader.history(try self.id(own, 2)).map(\.index) == [1])
        #expect(try await place.reader.history(try self.id(own, 3)).isEmpty)
        try await place.sql("DELETE FROM past")
        try await place.store.write { database in
            let node = try Int64.fetchOne(database, sql: "SELECT id FROM node") ?? 0
            try PastEntries.rebuild(database, node: node)
        }
        #expect(try await place.reader.history(id) == after, "made anew, it is the same")
    }

    @Test func `the newest and the next are found in order`() async throws {
        try await publish([
            (1, "event", #","starts":"2027-03-01T10:00""#),
            (2, "event", #","starts":"2026-12-24T10:00""#),
            (3, "event", #","starts":"2020-12-24T10:00""#),
            (4, "market", #","schedule":{"starts":"2020-01-07T07:00","repeats":"FREQ=WEEKLY"}"#),
            (
                5, "market",
                #","schedule":{"starts":"2020-01-07T07:00","repeats":"FREQ=DAILY;UNTIL=20201231"}"#
            ),
            (6, "image", ""), (7, "vouch", ""),
        ])
        let upcoming = try await place.reader.upcoming(limit: 10, now: today)
        #expect(names(upcoming.map(\.summary)) == ["event 2", "event 1", "market 4"])
        #expect(upcoming.map(\.date.repeats) == [false, false, true])
        let newest = try await place.reader.newest(limit: 3, now: today)
        #expect(names(newest) == ["market 5", "market 4", "event 3"])
    }
}
