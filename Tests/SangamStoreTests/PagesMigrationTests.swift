import Foundation
import GRDB
import SangamDirectory
import SangamLog
import Testing

@testable import SangamStore

/// The third migration, and what is destroyed of what it adds.
struct PagesMigrationTests {
    /// Writes what a place holds as the second version would have: its tables, filled.
    private func writeOld(of place: Place, to path: String) throws {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        try Schema.migrator.migrate(queue, upTo: "2 search in every script")
        try queue.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA foreign_keys = OFF; PRAGMA journal_mode = WAL")
            try database.execute(
                sql: "ATTACH DATABASE ? AS new", arguments: [place.folder.file("sangam.sqlite")])
            try database.inTransaction {
                for name in [
                    "meta", "node", "log", "entry", "tile", "record", "payload", "source_key",
                    "gone_key", "listing", "destruction", "peer", "block", "peer_log", "term",
                    "term_near",
                ] {
                    try database.execute(
                        sql: "INSERT INTO main.\(name) SELECT * FROM new.\(name)")
                }
                // The second version had none of the words of the third.
                try database.execute(
                    sql: """
                        UPDATE main.listing SET facets = 'old';
                        INSERT INTO search (rowid, name, place, tags, body, facets)
                            SELECT record, name, place, tags, body, facets FROM main.listing;
                        INSERT INTO name_tri (rowid, name) SELECT record, name FROM main.listing;
                        """)
                return .commit
            }
            try database.execute(sql: "DETACH DATABASE new")
        }
    }

    @Test func `a folder of the second version opens, and its rows have what pages need`()
        async throws
    {
        let own = try Network("own")
        var north = try Network("north")
        let place = try await Place(own: own)
        let key = try Network.key(1)
        let rest =
            #","place":{"address":{"locality":"Durban"},"point":[-29.86,31.03]},"goods":["bread"]"#
        try await place.append(
            [
                try .put(1, Network.payload("Umbumbano Bakery", rest: rest)),
                try .put(
                    2, kind: "offer",
                    Network.payload("Loaf", "offer", rest: #","provider":"\#(key)""#)),
                try .put(3, Network.payload("Removed Quandong")),
            ], as: own)
        try await place.append([try .put(1, Network.payload("Bakery", rest: rest))], as: own)
        try await place.append([try .remove(3)], as: own)
        try north.put(1, Network.payload("Northern Bakery"))
        try await place.receive(try north.section())
        try await place.store.setBlocked(north.node, true, now: today)
        while try await place.store.gatherTerms() {}
        place.store.close()
        let folder = try TemporaryFolder()
        try writeOld(of: place, to: folder.file("sangam.sqlite"))
        let store = try Store.open(path: folder.file("sangam.sqlite"))
        #expect(try await store.reader.schemaVersion() == Schema.version)
        let survey = try await store.reader.survey(SearchQuery(), now: today)
        // The loaf is where its baker is.
        #expect(survey.total == 2 && survey.points.count == 2)
        #expect(
            survey.facets[.goods]?.values.map(\.value) == [
                .code(Code(scheme: "goods", code: "bread"))
            ])
        var query = SearchQuery(words: "bakery")
        query.places = ["durban"]
        #expect(try await store.reader.search(query, after: nil, now: today).total == 1)
        let id = RecordID(node: own.node, key: key)
        #expect(try await store.reader.offers(of: id, now: today).items.count == 1)
        #expect(try await store.reader.history(id).map(\.index) == [3, 0])
        #expect(try await store.gatherTerms() == false, "what was gathered stays so")
        let slip = try await store.reader.search(
            SearchQuery(words: "bakrey"), after: nil, now: today)
        #expect(slip.suggestions == ["bakery"])
        #expect(try await store.destroyDue(now: today + 4 * day) == 2)
        #expect(try folder.files(containing: "uandong") == [])
        #expect(try folder.files(containing: "mbumbano") == [])
    }

    @Test func `a folder of the seventh version knows the days of the week after it was opened`()
        async throws
    {
        let own = try Network("own")
        let place = try await Place(own: own)
        let key = try Network.key(1)
        let member = RecordID(node: own.node, key: key)
        try await place.append(
            [
                try .put(
                    1,
                    Network.payload(
                        "Hens", rest: #","place":{"address":{"locality":"Durban"}}"#)),
                try .put(
                    2, kind: "offer",
                    Network.payload(
                        "Eggs", "offer",
                        rest: #","provider":"\#(key)","delivers":[{"days":["tu"]}]"#)),
                try .put(
                    3, kind: "membership",
                    #"{"kind":"membership","member":"\#(member)","since":"2031"}"#),
            ], as: own)
        place.store.close()
        let path = place.folder.file("sangam.sqlite")
        let queue = try DatabaseQueue(path: path)
        try await queue.write { database in
            // As the seventh version wrote the rows.
            try database.execute(
                sql: """
                    INSERT INTO search (search, rowid, name, place, tags, body, facets)
                        SELECT 'delete', record, name, place, tags, body, facets FROM listing;
                    UPDATE listing SET facets = replace(facets, char(0x640) || 'ttu', '');
                    INSERT INTO search (rowid, name, place, tags, body, facets)
                        SELECT record, name, place, tags, body, facets FROM listing;
                    UPDATE survey SET first = NULL;
                    DROP INDEX survey_begins;
                    DELETE FROM grdb_migrations WHERE CAST(identifier AS INTEGER) > 7;
                    """)
        }
        try queue.close()
        let store = try Store.open(path: path)
        var query = SearchQuery()
        query.weekdays = [.tu]
        query.places = ["durban"]
        #expect(try await store.reader.search(query, after: nil, now: today).total == 1)
        #expect(try await store.reader.marks(of: [member], now: today).isEmpty)
        let later = today + 6 * 366 * day
        #expect(
            try await store.reader.marks(of: [member], now: later)[member]?.confirming
                == [own.node])
        #expect(try await store.reader.stamp(now: later) != store.reader.stamp(now: today))
        var members = SearchQuery()
        members.members = [own.node]
        #expect(try await store.reader.search(members, after: nil, now: today).total == 0)
        #expect(try await store.reader.search(members, after: nil, now: later).total == 1)
        let facets = try await store.reader.survey(SearchQuery(), now: today).facets
        #expect(facets[.weekday]?.values.map(\.value) == [.word("tu")])
        #expect(facets[.member]?.values.isEmpty == true)
    }

    @Test(arguments: [0, 3 * day])
    func `G5 after destruction nothing of a record's references and facets is left`(
        hold: Int64
    ) async throws {
        let own = try Network("own")
        let place = try await Place(own: own)
        var canary = try Network("canary")
        let target = RecordID(node: canary.node, key: try Network.key(77))
        let rest =
            #","place":{"address":{"locality":"Qzxtown","region":"Qzxregion","country":"Qzxland"}}"#
            + #","goods":["Qzxgoods",{"scheme":"qzxscheme","code":"qzxcode"}]"#
            + #","categories":[{"scheme":"s","code":"qzxcategory"}],"partOf":["\#(target)"]"#
            + #","identifiers":[{"scheme":"qzxregister","value":"1"}]"#
        let offer = #","direction":"qzxdirection","item":"qzxitem","starts":"2026-12-01""#
        try await place.append(
            [
                try .put(1, Network.payload("A", rest: rest)),
                try .put(2, kind: "offer", Network.payload("B", "offer", rest: offer)),
                try .put(
                    3, kind: "membership",
                    #"{"kind":"membership","member":"\#(target)","as":"qzxrole"}"#),
                try .put(4, Network.payload("Stays")),
            ], as: own)
        #expect(try await place.count("SELECT COUNT(*) FROM edge") == 3)
        #expect(try place.folder.files(containing: "zxtown") != [])
        try await place.append(
            [
                try .remove(1), try .put(2, kind: "offer", Network.payload("C", "offer")),
                try .remove(3, kind: "membership"),
            ], as: own, hold: hold)
        #expect(try await place.count("SELECT COUNT(*) FROM edge") == 0)
        #expect(try await place.count("SELECT COUNT(*) FROM survey") == 2)
        #expect(try await place.store.destroyDue(now: today + hold) == 3)
        for text in [
            "zxtown", "zxregion", "zxland", "zxgoods", "zxcode", "zxcategory", "zxitem",
            "zxdirection", "zxregister", "zxrole", target.key.id,
        ] { #expect(try place.folder.files(containing: text) == [], "\(text) is left") }
        #expect(try place.folder.files(containing: StoredEdge.key(.record(target))) == [])
        #expect(try await place.reader.survey(SearchQuery(), now: today).total == 2)
        try canary.put(1)
    }

    @Test(arguments: ["blocked", "not accepted"])
    func `C18 rows of a network that is not shown are in no survey, list or tree`(
        way: String
    ) async throws {
        let own = try Network("own")
        var north = try Network("north")
        let place = try await Place(own: own)
        try await place.append([try .put(1, Network.payload("Ours"))], as: own)
        let id = RecordID(node: own.node, key: try Network.key(1))
        let rest =
            #","partOf":["\#(id)"],"related":[{"rel":"uses","record":"\#(id)"}]"#
            + #","place":{"address":{"country":"ZA"},"point":[1,2]}"#
        try north.put(2, Network.payload("Theirs", rest: rest))
        try north.put(
            3, kind: "event",
            Network.payload(
                "Then", "event", rest: #","starts":"2026-12-24T10:00","organiser":"\#(id)""#))
        try await place.receive(try north.section())
        let theirs = RecordID(node: north.node, key: try Network.key(2))
        let reader = place.reader
        #expect(try await reader.children(of: id, now: today).items.count == 1)
        #expect(try await reader.upcoming(limit: 9, now: today).count == 1)
        let stamp = try await reader.stamp(now: today)
        if way == "blocked" {
            try await place.store.setBlocked(north.node, true, now: today)
        } else {
            try await place.store.setAccepted([:], now: today)
        }
        #expect(try await reader.stamp(now: today) != stamp)
        let survey = try await reader.survey(SearchQuery(), now: today)
        #expect(survey.total == 1 && survey.points.isEmpty && survey.dates.isEmpty)
        #expect(survey.facets[.country]?.values.isEmpty == true)
        #expect(survey.facets[.network]?.values.map(\.value) == [.network(own.node)])
        #expect(try await reader.children(of: id, now: today).items.isEmpty)
        #expect(try await reader.offers(of: id, now: today).items.isEmpty)
        #expect(try await reader.related(to: id, now: today).isEmpty)
        #expect(try await reader.upcoming(limit: 9, now: today).isEmpty)
        #expect(try await reader.newest(limit: 9, now: today).count == 1)
        #expect(try await reader.history(theirs).isEmpty)
        #expect(try await reader.descendants(of: id).total == 0)
        guard case .unknown = try await reader.summaries([theirs])[0] else {
            return _ = Issue.record("it is named")
        }
    }

    @Test func `a stamp changes with everything that is shown, and only then`() async throws {
        let own = try Network("own")
        let place = try await Place(own: own)
        var stamps: [String] = []
        func note(_ now: Int64 = today) async throws {
            stamps.append(try await place.reader.stamp(now: now))
        }
        try await note()
        try await place.append(
            [try .put(1, Network.payload("A", rest: #","validUntil":"2027-01-01""#))], as: own)
        try await note()
        try await place.append([try .remove(1)], as: own)
        try await place.append(
            [try .put(2, Network.payload("B", rest: #","validUntil":"2027-01-01""#))], as: own)
        try await note()
        try await note(today + 400 * day)
        #expect(Set(stamps).count == 4, "\(stamps)")
        #expect(try await place.reader.stamp(now: today + day) == stamps[2])
    }
}
