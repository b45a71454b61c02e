import Foundation
import SangamDirectory
import SangamLog
import Testing

@testable import SangamStore

/// What several networks list as one thing is found and counted once, against counting by hand.
struct ThingTests {
    private let directory: DrawnDirectory
    /// Of each record that is one thing with others, the number of the first of them.
    private let things: [Int: Int]

    init() async throws {
        directory = try await DrawnDirectory(linksMost: 700)
        var numbers: [RecordID: Int] = [:]
        for record in directory.records {
            let node = directory.networks[record.network].node
            let id = RecordID(node: node, key: try Network.key(record.number, record.kind))
            numbers[id] = record.number
        }
        let blocked = directory.networks[3].node
        let clusters = Clusters(
            directory.links.filter { $0.author != blocked }, ours: directory.networks[0].node,
            isLive: { $0.node != blocked })
        var things: [Int: Int] = [:]
        for cluster in clusters.all {
            let members = cluster.compactMap { numbers[$0] }
            for number in members { things[number] = members[0] }
        }
        self.things = things
    }

    private func thing(_ number: Int) -> Int { things[number] ?? number }

    private func compare(_ change: (inout SearchQuery) -> Void) async throws -> Int {
        var query = SearchQuery.everything(limit: 200)
        change(&query)
        let survey = try await directory.place.reader.survey(query, now: today)
        let numbers = try directory.matching(query)
        let expected = Set(numbers.map(thing))
        #expect(survey.total == expected.count && !survey.totalAtLeast, "\(query)")
        for kind in FacetKind.allCases {
            var counts: [String: Set<Int>] = [:]
            let open =
                query.values(of: kind).isEmpty
                ? numbers : try directory.matching(query.without(kind))
            for number in open {
                for value in directory.table[number][kind] ?? [] {
                    counts[value, default: []].insert(thing(number))
                }
            }
            let given = Dictionary(
                try #require(survey.facets[kind]).values.map {
                    (DrawnDirectory.text(kind, $0.value), $0.count)
                }, uniquingKeysWith: { $0 + $1 })
            #expect(given == counts.mapValues(\.count), "\(kind) of \(query)")
        }
        let placed = numbers.filter { directory.records[$0].point != nil }
        #expect(survey.points.count == Set(placed.map(thing)).count)
        let dated = numbers.filter { directory.records[$0].start != nil }
        #expect(survey.dates.count == Set(dated.map(thing)).count)

        var (found, cursor, total) = ([RecordID](), String?.none, 0)
        repeat {
            let page = try await directory.place.reader.search(query, after: cursor, now: today)
            found += page.hits.map(\.id)
            total = page.total
            cursor = page.next
        } while cursor != nil
        #expect(total == expected.count, "search: \(query)")
        #expect(found.count == expected.count && Set(found).count == found.count)
        return numbers.count - expected.count
    }

    @Test func `lists, facets, map and calendar of 5,000 records have each thing once`()
        async throws
    {
        let bread = Code(scheme: "goods", code: "bread")
        var fewer = 0
        for words in ["", "common millet", "common"] {
            fewer += try await compare { $0.words = words }
            for network in directory.networks[..<3] {
                fewer += try await compare { query in
                    query.words = words
                    query.networks = [network.node]
                }
            }
            fewer += try await compare { query in
                query.words = words
                query.kinds = ["offer", "image", "organisation"]
            }
            fewer += try await compare { query in
                query.words = words
                query.goods = [.code(bread)]
            }
            fewer += try await compare { query in
                query.words = words
                query.box = MapBounds("-30,10,40,60.5")
            }
            fewer += try await compare { query in
                query.words = words
                query.freshness = [.older]
            }
        }
        #expect(fewer > 100, "the test looks at more than single records")
    }

    @Test func `as records each of them is found, and pictures are too`() async throws {
        var query = SearchQuery()
        let records = try directory.matching(query).count
        #expect(try await directory.place.reader.survey(query, now: today).total == records)
        query.countsThings = true
        let things = try await directory.place.reader.survey(query, now: today).total
        #expect(things < records)
    }

    @Test func `a card tells in how many networks its thing is`() async throws {
        let stored = try await directory.place.reader.things()
        var members: [RecordID: Set<RecordID>] = [:]
        for (record, thing) in stored { members[thing, default: []].insert(record) }
        #expect(members.count == Set(things.values).count && stored.count == things.count)
        let marks = try await directory.place.reader.marks(
            of: Array(members.keys.prefix(60)), now: today)
        for (thing, records) in members.prefix(60) where marks[thing] != nil {
            #expect(
                marks[thing]?.otherNetworks == Set(records.map(\.node)).count - 1, "\(thing)")
        }
    }

    @Test func `a thing is parted and joined as links, listings and networks come and go`()
        async throws
    {
        var north = try Network("north")
        let own = try Network("own")
        let place = try await Place(own: own)
        try await place.append([try .put(1, Network.payload("Bakery"))], as: own)
        try north.put(1, kind: "organisation", Network.payload("The Bakery"))
        try await place.receive(try north.section())
        func count() async throws -> Int {
            try await place.reader.search(.everything(limit: 9), after: nil, now: today).total
        }
        #expect(try await count() == 2)
        let key = try Network.key(1)
        let link = { (relation: String) in
            let a = RecordID(node: own.node, key: key)
            let b = RecordID(node: north.node, key: key)
            return #"{"kind":"link","a":"\#(a)","b":"\#(b)","relation":"\#(relation)"}"#
        }
        try await place.append([try .put(2, kind: "link", link("same-as"))], as: own)
        #expect(try await count() == 1)
        try await place.store.setBlocked(north.node, true, now: today)
        #expect(try await place.reader.things().isEmpty)
        try await place.store.setBlocked(north.node, false, now: today)
        #expect(try await count() == 1)
        try await place.append([try .put(3, kind: "link", link("not-same-as"))], as: own)
        #expect(try await count() == 2)
        try await place.append([try .remove(3, kind: "link")], as: own)
        #expect(try await count() == 1)
        try await place.append([try .remove(2, kind: "link")], as: own)
        #expect(try await count() == 2)
        try await place.append([try .put(4, kind: "link", link("same-as"))], as: own)
        #expect(try await count() == 1)
        try await place.append([try .remove(1)], as: own)
        #expect(try await count() == 1)
        #expect(try await place.reader.things().isEmpty)
    }
}
