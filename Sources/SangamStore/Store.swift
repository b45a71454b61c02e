import CSQLite
import FoundationEssentials
import GRDB
import SangamDirectory
import SangamLog

/// The one SQLite file of a node: the only place where anything is kept.
///
/// Log data has two doors: `append` for our own log and `extend` for a peer's. One process owns
/// the file (see the data folder's lock), one connection writes, readers see what is committed.
public struct Store: Sendable {
    let pool: DatabasePool
    /// All that pages and programs see.
    public let reader: StoreReader

    /// SQLite's version, for `doctor` and `version`.
    public static var sqliteVersion: String { String(cString: sqlite3_libversion()) }

    /// Opens or makes the file, brings its tables up to date, and makes sure of durability.
    ///
    /// Throws: `notDurable` if `synchronous=FULL` cannot be read back (A2), `schemaNewer` for a
    /// file of a later version, `corrupt`, `ioFailed`.
    public static func open(path: String) throws(StoreError) -> Store {
        do {
            var configuration = Configuration()
            configuration.foreignKeysEnabled = true
            configuration.maximumReaderCount = 4
            configuration.prepareDatabase { database in
                // secure_delete overwrites what is deleted: forgotten means forgotten (G5).
                try database.execute(sql: "PRAGMA secure_delete = ON; PRAGMA cache_size = -16000")
            }
            let pool = try DatabasePool(path: path, configuration: configuration)
            // The writer needs the most: a first sync writes into every index at once.
            try pool.writeWithoutTransaction {
                try $0.execute(
                    sql: """
                        PRAGMA cache_size = -32000; PRAGMA wal_autocheckpoint = \(walPages);
                        PRAGMA journal_size_limit = \(walBytesKept)
                        """)
            }
            let known = Set(Schema.migrator.migrations)
            let applied = try pool.read { try Schema.migrator.appliedIdentifiers($0) }
            guard applied.isSubset(of: known) else {
                throw StoreError(
                    .schemaNewer,
                    "a newer version of sangam has written this data folder; nothing was changed")
            }
            try Schema.migrator.migrate(pool)
            try makeDurable(pool)
            try pool.write { try SearchMerging.takeOver($0) }
            return Store(pool: pool, reader: StoreReader(reader: pool))
        } catch {
            throw StoreError(error)
        }
    }

    /// So many pages are written ahead before they are moved into the file: a first sync writes the
    /// same pages of its indexes again and again. Units: pages of 4 KiB.
    private static let walPages = 32_000
    /// So much of the room that they took stays the log's afterwards. Units: bytes.
    private static let walBytesKept = 32 << 20

    /// GRDB sets NORMAL when it opens, after our own preparation; so FULL comes afterwards, and is
    /// read back. With NORMAL a power cut after a published head makes us sign another history.
    private static func makeDurable(_ pool: DatabasePool) throws {
        try pool.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA synchronous = FULL")
            try requireDurable(database)
        }
    }

    /// Refuses a connection on which a commit may not survive a power cut (A2).
    static func requireDurable(_ database: Database) throws {
        let level = try Int.fetchOne(database, sql: "PRAGMA synchronous") ?? 0
        guard level >= 2 else {
            throw StoreError(
                .notDurable,
                "SQLite did not take synchronous=FULL (it is \(level)); refusing to start")
        }
    }

    /// Closes the file. Throws nothing: what was acknowledged is already durable.
    ///
    /// The write-ahead log is moved into it first, so that the file of a node at rest is whole by
    /// itself: somebody may copy or put back this one file and leave the others where they are.
    public func close() {
        _ = try? pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        try? pool.close()
    }

    /// Runs one transaction of the single writer.
    func write<T: Sendable>(
        _ body: @Sendable @escaping (Database) throws -> T
    ) async throws(StoreError) -> T {
        do {
            return try await pool.write { database in
                let result = try body(database)
                try SameTable.settle(database)
                return result
            }
        } catch { throw StoreError(error) }
    }

    /// Moves the write-ahead log into the file and empties it, so that nothing deleted is left.
    func truncateWriteAheadLog() async throws(StoreError) {
        do {
            // The barrier waits for all readers: one old snapshot would keep the log alive.
            try await pool.barrierWriteWithoutTransaction { database in
                _ = try database.checkpoint(.truncate)
            }
        } catch { throw StoreError(error) }
    }

    // MARK: - Small values

    /// A value of `meta`; nil if there is none.
    public func meta(_ key: String) async throws(StoreError) -> [UInt8]? {
        do {
            return try await pool.read { try Store.meta(key, in: $0) }
        } catch { throw StoreError(error) }
    }

    static func meta(_ key: String, in database: Database) throws -> [UInt8]? {
        try database.row("SELECT value FROM meta WHERE key = ?", [key]).map { Array($0[0] as Data) }
    }

    /// Sets a value of `meta`.
    public func setMeta(_ key: String, _ value: [UInt8]) async throws(StoreError) {
        try await write { try Store.setMeta(key, value, in: $0) }
    }

    static func setMeta(_ key: String, _ value: [UInt8], in database: Database) throws {
        try database.execute(
            sql: "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)",
            arguments: [key, Data(value)])
    }
}
