import FoundationEssentials
import GRDB
import SangamLog

/// Which row of which source a record was imported from, and which rows were removed here.
enum SourceKeys {
    static func set(_ database: Database, _ source: SourceKey, key: RecordKey) throws {
        try database.execute(
            sql: """
                INSERT OR REPLACE INTO source_key (system, foreign_id, kind, rid, digest)
                VALUES (?, ?, ?, ?, ?)
                """,
            arguments: [
                source.system, source.foreignID, key.kind, key.id, Data(source.digest.bytes),
            ])
    }

    /// Leaves of a removed record's source key only a salted hash, so that a re-import of the row
    /// brings nothing back (P6) and the key itself is gone.
    static func forget(_ database: Database, key: RecordKey) throws {
        let rows = try Row.fetchAll(
            database, sql: "SELECT system, foreign_id FROM source_key WHERE kind = ? AND rid = ?",
            arguments: [key.kind, key.id])
        guard !rows.isEmpty else { return }
        let salt = try Store.meta("source-salt", in: database) ?? []
        for row in rows {
            let digest = goneDigest(salt: salt, system: row["system"], id: row["foreign_id"])
            try database.execute(
                sql: "INSERT OR IGNORE INTO gone_key (digest) VALUES (?)",
                arguments: [Data(digest.bytes)])
        }
        try database.execute(
            sql: "DELETE FROM source_key WHERE kind = ? AND rid = ?", arguments: [key.kind, key.id])
    }

    /// SHA-256(local random salt ‖ system ‖ 0x00 ‖ id).
    static func goneDigest(salt: [UInt8], system: String, id: String) -> Hash {
        Hash.sha256(salt + Array(system.utf8) + [0x00] + Array(id.utf8))
    }
}

/// What the store knows of one row of a source.
public enum SourceState: Sendable, Equatable {
    case new
    /// Imported before as this record, with content of this digest.
    case known(RecordKey, digest: Hash)
    /// The record made from it was removed here: it is not imported again.
    case removedHere
}

extension Store {
    /// Looks a source's row up.
    public func sourceState(
        system: String, foreignID: String
    ) async throws(StoreError) -> SourceState {
        do {
            return try await pool.read { database in
                let row = try Row.fetchOne(
                    database,
                    sql: """
                        SELECT kind, rid, digest FROM source_key
                        WHERE system = ? AND foreign_id = ?
                        """, arguments: [system, foreignID])
                if let row, let key = RecordKey(kind: row["kind"], id: row["rid"]),
                    let digest = Hash(Array(row["digest"] as Data))
                {
                    return .known(key, digest: digest)
                }
                let salt = try Store.meta("source-salt", in: database) ?? []
                let gone = SourceKeys.goneDigest(salt: salt, system: system, id: foreignID)
                let isGone = try Int.fetchOne(
                    database, sql: "SELECT 1 FROM gone_key WHERE digest = ?",
                    arguments: [Data(gone.bytes)])
                return isGone == nil ? .new : .removedHere
            }
        } catch { throw StoreError(error) }
    }

    /// All rows of a source that were imported, for `--remove-missing`.
    public func sourceRows(
        system: String
    ) async throws(StoreError) -> [(foreignID: String, key: RecordKey)] {
        do {
            return try await pool.read { database in
                try Row.fetchAll(
                    database,
                    sql: "SELECT foreign_id, kind, rid FROM source_key WHERE system = ?",
                    arguments: [system]
                ).compactMap { row in
                    RecordKey(kind: row["kind"], id: row["rid"]).map { (row["foreign_id"], $0) }
                }
            }
        } catch { throw StoreError(error) }
    }
}
