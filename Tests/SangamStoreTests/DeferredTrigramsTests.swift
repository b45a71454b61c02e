import Foundation
import GRDB
import SangamDirectory
import SangamLog
import Testing

@testable import SangamStore

/// Names of a first sync are found by their insides a moment later than by their words.
struct DeferredTrigramsTests {
    private let place: Place
    private let own: Network

    init() async throws {
        own = try Network("own")
        place = try await Place(own: own)
    }

    /// Publishes names as rows of a section with many entries leave them.
    private func publishAsMany(_ names: [String]) async throws {
        let payloads = names.map { Network.payload($0) }
        try await place.append(
            try payloads.enumerated().map { try .put($0.offset, $0.element) }, as: own)
        try await place.store.write { database in
            let rows = try Row.fetchAll(database, sql: "SELECT record, node FROM listing")
            for (row, payload) in zip(rows, payloads) {
                let record: Int64 = row["record"]
                let key = try #require(
                    RecordKey(kind: "organisation", randomBytes: Array(repeating: 7, count: 16)))
                try SearchIndex.remove(database, record: record)
                let content = try RecordCoding.parse(Array(payload.utf8), kind: "organisation")
                try SearchIndex.add(
                    database, record: record, node: row["node"], kind: "organisation",
                    row: ListingRow(content, id: RecordID(node: own.node, key: key)),
                    received: today, isOneOfMany: true)
            }
        }
    }

    private func gather() async throws {
        while try await place.store.gatherTerms() {}
    }

    /// Fails where an index holds anything but what its rows say.
    private func checkIndexes() async throws {
        try await place.store.write { database in
            for index in ["search", "name_tri"] {
                try database.execute(
                    sql: "INSERT INTO \(index) (\(index), rank) VALUES ('integrity-check', 1)")
            }
        }
    }

    @Test func `a name is found by its words at once, and by its inside once gathered`()
        async throws
    {
        try await publishAsMany(["Sunflowerbakery", "Weavers"])
        #expect(try await place.found("sunflowerbakery").count == 1)
        #expect(try await place.found("flowerbak") == [])
        try await gather()
        #expect(try await place.found("flowerbak").count == 1)
        #expect(try await place.count("SELECT COUNT(*) FROM term_pending") == 0)
        try await checkIndexes()
    }

    @Test(arguments: [true, false])
    func `G5 a name that is taken away leaves no trigram, gathered or not`(
        isGathered: Bool
    ) async throws {
        try await publishAsMany(["Qzcanaryhouse", "Weavers"])
        if isGathered { try await gather() }
        try await place.append([try .remove(0)], as: own, hold: 0)
        #expect(try await place.store.destroyDue(now: today) == 1)
        try await gather()
        try await checkIndexes()
        #expect(try await place.found("canaryhou") == [])
        #expect(try await place.found("weaver").count == 1)
        #expect(try place.folder.files(containing: "zcanary") == [])
    }

    @Test func `a row that is revised before it is gathered is found by its new name`()
        async throws
    {
        try await publishAsMany(["Sunflowerbakery"])
        try await place.append([try .put(0, Network.payload("Moonlightmill"))], as: own)
        #expect(try await place.found("lightmi").count == 1, "alone it is not left for later")
        try await gather()
        #expect(try await place.found("lightmi").count == 1)
        #expect(try await place.found("flowerbak") == [])
        try await checkIndexes()
    }
}
