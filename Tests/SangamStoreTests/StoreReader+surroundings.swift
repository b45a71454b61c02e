import SangamDirectory
import SangamLog

@testable import SangamStore

/// Parts of what a page tells beside a record, each read as the page reads all of them.
extension StoreReader {
    private func surroundings(of id: RecordID, now: Int64) async throws -> Surroundings {
        let wish = SurroundingsWish(
            naming: { _, _ in [] }, codes: { _ in [] }, namesake: { _, _ in nil },
            limit: Self.pageMost)
        return try await read { database in
            let record = SangamDirectory.Record(json: JSONObject())
            return try Self.surroundings(database, of: id, record, wish, now: now)
        }
    }

    func offers(of id: RecordID, now: Int64) async throws -> RecordPage {
        RecordPage(items: try await surroundings(of: id, now: now).offers, next: nil)
    }

    func images(of id: RecordID, now: Int64) async throws -> [RecordSummary] {
        try await surroundings(of: id, now: now).pictures
    }

    func markets(of id: RecordID, now: Int64) async throws -> [RecordSummary] {
        try await surroundings(of: id, now: now).markets
    }

    func related(
        to id: RecordID, now: Int64
    ) async throws -> [(relation: String, source: RecordSummary)] {
        try await surroundings(of: id, now: now).related
    }

    func cluster(of id: RecordID) async throws -> [RecordStatement] {
        try await surroundings(of: id, now: today).links
    }

    func history(_ id: RecordID) async throws -> [HistoryEntry] {
        try await surroundings(of: id, now: today).history
    }
}
