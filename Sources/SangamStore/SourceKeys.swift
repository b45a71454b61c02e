import FoundationEssentials
import GRDB
import SangamDirectory
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
    ///
    /// - Parameter rowMayReturn: whether not even that stays, because nobody took the row out by
    ///   hand: it left its source, and is a new record if it comes back.
    static func forget(
        _ database: Database, key: RecordKey, rowMayReturn: Bool = false
    ) throws {
        let rows = try Row.fetchAll(
            database, sql: "SELECT system, foreign_id FROM source_key WHERE kind = ? AND rid = ?",
            arguments: [key.kind, key.id])
        guard !rows.isEmpty else { return }
        let salt = try Store.meta("source-salt", in: database) ?? []
        for row in rows where !rowMayReturn {
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
    /// The row is a listing of another network, which is held here: only that network changes it.
    case ofOther(NodeID)
}

/// Asks for what is known of one row of a source.
public struct SourceQuestion: Sendable, Hashable {
    public var system: String
    public var foreignID: String
    /// The record of our own log that the row says it is.
    public var record: RecordKey?
    /// The record of another network that the row says it is.
    public var other: RecordID?

    public init(
        system: String, foreignID: String, record: RecordKey? = nil, other: RecordID? = nil
    ) {
        self.system = system
        self.foreignID = foreignID
        self.record = record
        self.other = other
    }
}

extension Store {
    /// Looks rows of sources up, in one reading.
    public func sourceStates(
        _ questions: [SourceQuestion]
    ) async throws(StoreError) -> [SourceState] {
        do {
            return try await pool.read { database in
                let salt = try Store.meta("source-salt", in: database) ?? []
                return try questions.map { try Self.state(database, of: $0, salt: salt) }
            }
        } catch { throw StoreError(error) }
    }

    private static func state(
        _ database: Database, of question: SourceQuestion, salt: [UInt8]
    ) throws -> SourceState {
        if let record = question.record, let state = try state(database, ofOwn: record) {
            return state
        }
        if let other = question.other, try isHeld(database, other) { return .ofOther(other.node) }
        let find = try database.cachedStatement(
            sql: """
                SELECT kind, rid, digest FROM source_key WHERE system = ? AND foreign_id = ?
                """)
        let row = try Row.fetchOne(find, arguments: [question.system, question.foreignID])
        if let row, let key = RecordKey(kind: row["kind"], id: row["rid"]),
            let digest = Hash(Array(row["digest"] as Data))
        {
            return .known(key, digest: digest)
        }
        let gone = SourceKeys.goneDigest(
            salt: salt, system: question.system, id: question.foreignID)
        let isGone = try database.cachedStatement(sql: "SELECT 1 FROM gone_key WHERE digest = ?")
        return try Int.fetchOne(isGone, arguments: [Data(gone.bytes)]) == nil ? .new : .removedHere
    }

    private static func isHeld(_ database: Database, _ id: RecordID) throws -> Bool {
        let find = try database.cachedStatement(sql: "SELECT id FROM node WHERE node = ?")
        guard let node = try Int64.fetchOne(find, arguments: [id.node.text]) else { return false }
        // A removal is as final for us as for everybody (P6): it counts as held.
        return try RecordTable.find(database, node: node, key: id.key) != nil
    }

    /// What is known of a record of our own log; nil if no entry ever named it.
    private static func state(
        _ database: Database, ofOwn key: RecordKey
    ) throws -> SourceState? {
        guard
            let node = try Int64.fetchOne(
                database,
                sql: """
                    SELECT id FROM node
                    WHERE node = (SELECT CAST(value AS TEXT) FROM meta WHERE key = 'own')
                    """),
            let stored = try RecordTable.find(database, node: node, key: key)
        else { return nil }
        guard case .live(let revision) = stored.state else { return .removedHere }
        let bytes = try Data.fetchOne(
            database,
            sql: """
                SELECT payload.bytes FROM payload JOIN log ON log.id = payload.log
                WHERE log.node = ? AND log.epoch = ? AND payload.idx = ?
                """, arguments: [node, revision.epoch, Int64(revision.index)])
        let record = bytes.flatMap { try? RecordCoding.parse(Array($0), kind: key.kind) }
        let digest = record.map { Hash.sha256(CanonicalJSON.encode($0.json)) }
        return .known(key, digest: digest ?? .emptyRoot)
    }

    /// Rows of a source that were imported, by their keys, for `--remove-missing`.
    ///
    /// - Parameter after: the last key of the part before; nil for the first part.
    public func sourceRows(
        system: String, after: String? = nil, limit: Int = 1_000
    ) async throws(StoreError) -> [(foreignID: String, key: RecordKey)] {
        do {
            return try await pool.read { database in
                try Row.fetchAll(
                    database,
                    sql: """
                        SELECT foreign_id, kind, rid FROM source_key
                        WHERE system = ?1 AND (?2 IS NULL OR foreign_id > ?2)
                        ORDER BY foreign_id LIMIT ?3
                        """, arguments: [system, after, limit]
                ).compactMap { row in
                    RecordKey(kind: row["kind"], id: row["rid"]).map { (row["foreign_id"], $0) }
                }
            }
        } catch { throw StoreError(error) }
    }
}
