import GRDB
import SangamDirectory
import SangamLog
import Testing

@testable import SangamStore

/// P4: what is shown and found is compared with the entries, and what does not fit is named.
struct VerifyRowsTests {
    private let place: Place
    private let network: Network

    /// Entries 0 to 19 put records 0 to 19; 20 removes record 3, 21 revises record 4.
    init() async throws {
        var network = try Network("north")
        for number in 0..<20 { try network.put(number) }
        let first = try network.section()
        try network.remove(3)
        try network.put(4, Network.payload("north 4 revised"))
        place = try Place()
        self.network = network
        try await place.receive(first)
        try await place.receive(try network.section(from: 20))
    }

    private func problem() async throws -> VerifiedLog.Problem? {
        try await place.reader.verify(network.origin).problem
    }

    private func expect(
        _ index: UInt64?, _ words: String, after damage: String
    ) async throws {
        #expect(try await problem() == nil)
        // As a tool beside the program would do it, which knows nothing of our foreign keys.
        try await place.sql("PRAGMA foreign_keys = OFF")
        try await place.sql(damage)
        let found = try #require(try await problem(), "\(damage)")
        #expect(found.index == index, "\(found)")
        #expect(found.reason.contains(words), "\(found)")
    }

    private static let copied = """
        node, kind, listed, country, latitude, longitude, confirmed, expires, received, name,
        place, tags, body, facets
        """

    @Test(
        arguments: [
            (20, "was removed by this entry", "SELECT id FROM record WHERE removed = 1"),
            (nil, "no entry has put", "SELECT 999"),
        ] as [(UInt64?, String, String)])
    func `P1 a removed record that is put back into listings is found by verify`(
        index: UInt64?, words: String, record: String
    ) async throws {
        try await expect(
            index, words,
            after: """
                INSERT INTO listing (record, \(Self.copied))
                SELECT (\(record)), \(Self.copied) FROM listing LIMIT 1
                """)
        let key = try Network.key(3).description
        if index != nil { #expect(try await problem()?.reason.hasPrefix(key) == true) }
    }

    @Test func `P1 a removed record that is put back into the index of words is found by verify`()
        async throws
    {
        try await expect(
            20, "was removed by this entry",
            after: """
                INSERT INTO search (rowid, name, place, tags, body, facets)
                SELECT id, 'north', '', '', '', '' FROM record WHERE removed = 1
                """)
    }

    @Test func `P4 a listing row that is deleted is found by verify`() async throws {
        let row = "(SELECT id FROM record WHERE idx = 7)"
        try await expect(
            7, "in the indexes of words and is not listed",
            after: "DELETE FROM listing WHERE record = \(row)")
        for table in ["search_docsize", "name_tri_docsize"] {
            try await place.sql("DELETE FROM \(table) WHERE id = \(row)")
        }
        try await place.sql("DELETE FROM survey WHERE record = \(row)")
        let found = try #require(try await problem())
        #expect(found.index == 7 && found.reason.contains("is not listed;"), "\(found)")
    }

    @Test(arguments: [("search", "no search finds it"), ("name_tri", "parts of its name")])
    func `P4 a row that is taken out of an index of words is found by verify`(
        index: String, words: String
    ) async throws {
        try await expect(
            7, words,
            after: """
                DELETE FROM \(index)_docsize WHERE id = (SELECT id FROM record WHERE idx = 7)
                """)
    }

    @Test func `P4 a row of an older text than the newest is found by verify`() async throws {
        try await expect(
            21, "as it was before this entry", after: "DELETE FROM payload WHERE idx = 21")
    }

    @Test func `P4 a withheld record that is listed is found by verify`() async throws {
        try await expect(
            7, "is withheld (name)", after: "UPDATE payload SET quarantined = 'name' WHERE idx = 7")
    }

    @Test(arguments: [
        "UPDATE listing SET received = 5 WHERE rowid = (SELECT id FROM record WHERE idx = 7)",
        "UPDATE listing SET kind = 'offer' WHERE rowid = (SELECT id FROM record WHERE idx = 7)",
    ])
    func `P4 a row that is not the record's own is found by verify`(damage: String) async throws {
        try await expect(7, "the marks of another text", after: damage)
    }

    @Test func `P6 the text of an ended entry that nothing destroys is found by verify`()
        async throws
    {
        try await expect(
            3, "it is still kept", after: "DELETE FROM destruction WHERE idx = 3")
    }

    @Test(
        arguments: [
            (9, "is stored as removed", "UPDATE record SET removed = 1 WHERE idx = 9"),
            (20, "removes, is stored as live", "UPDATE record SET removed = 0 WHERE idx = 20"),
            (1009, "not in the log", "UPDATE record SET idx = 1009 WHERE idx = 9"),
            (4, "another record than", "UPDATE record SET idx = 4 WHERE idx = 9"),
            (21, "as it was at entry 4", "UPDATE record SET idx = 4 WHERE idx = 21"),
            (9, "is not stored", "DELETE FROM record WHERE idx = 9"),
        ] as [(UInt64, String, String)])
    func `P4 a record that is stored in another state is named by verify`(
        index: UInt64, words: String, damage: String
    ) async throws {
        try await expect(index, words, after: damage)
    }

    @Test func `P4 a changed payload is named before what is made of it`() async throws {
        try await place.sql("DELETE FROM listing")
        try await place.flip("payload", "bytes", "idx = 7", byte: 30, bit: 1)
        let found = try #require(try await problem())
        #expect(found.index == 7 && found.reason.contains("payload"), "\(found)")
    }

    @Test
    func `verify is content with rows that are not gathered yet, and with none of a stranger`()
        async throws
    {
        var large = try Network("large")
        for number in 0..<4_100 { try large.put(number) }
        try large.put(5_000, "{}")
        let section = try large.section()
        try await place.receive(section)
        #expect(try await place.count("SELECT COUNT(*) FROM term_pending WHERE lacks_trigrams") > 0)
        #expect(try await place.reader.verify(large.origin).ok)
        try await place.store.setAccepted([:], now: today)
        _ = try await place.store.destroyDue(now: today + 31 * day)
        #expect(try await place.reader.verify(large.origin).ok)
    }
}
