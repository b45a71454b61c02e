import GRDB
import SangamDirectory
import SangamLog

/// Whether payloads of a log may be missing here: a mark, so that nobody counts them after every
/// change. The mark is set when one may be, and taken away when looking found none.
enum StorePayloads {
    static func noteLack(_ database: Database, log: Int64) throws {
        let note = try database.cachedStatement(
            sql: "UPDATE log SET lacks = 1 WHERE id = ? AND lacks = 0")
        try note.execute(arguments: [log])
    }
}

extension Store {
    /// Payloads of a complete log that are missing here and wanted; asks the tables only if some
    /// may be.
    public func missingPayloads(
        of origin: Origin, policy: PeerPolicy, limit: Int
    ) async throws(StoreError) -> [MissingPayload] {
        let may: Bool
        do {
            may = try await pool.read { database in
                try Bool.fetchOne(
                    database, sql: "SELECT lacks FROM log WHERE origin = ?",
                    arguments: [origin.line]) ?? false
            }
        } catch { throw StoreError(error) }
        guard may else { return [] }
        let missing = try await reader.missingPayloads(of: origin, policy: policy, limit: limit)
        guard missing.isEmpty else { return missing }
        // Looked at again where nobody else writes, before the mark goes.
        try await write { database in
            let any = try StoreReader.missingPayloads(
                database, of: origin, policy: PeerPolicy(), limit: 1)
            guard any.isEmpty else { return }
            try database.execute(
                sql: "UPDATE log SET lacks = 0 WHERE origin = ?", arguments: [origin.line])
        }
        return []
    }
}
