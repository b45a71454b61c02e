import FoundationEssentials
import GRDB
import SangamLog

/// Reads and writes what a log is made of: entries and tiles.
enum LogTables {
    // MARK: - Chains

    private static let provenChains = ProvenBytes<IdentityChain>()

    /// Reads a stored chain, which stands as in documents.
    static func chain(_ bytes: [UInt8]) throws -> IdentityChain {
        // A node document around the chain is the shortest way to the one parser of chains.
        let start = Array("sangam node v1\nsoftware stored\nlimits 1 1\n".utf8)
        do {
            return try provenChains.value(of: bytes) {
                try NodeDocument(start + bytes + Array("end\n".utf8)).chain
            }
        } catch {
            throw StoreError(.corrupt, "a stored identity chain is damaged (\(error))")
        }
    }

    // MARK: - Entries

    static func entry(_ database: Database, log: Int64, index: UInt64) throws -> [UInt8] {
        let statement = try database.cachedStatement(
            sql: "SELECT line FROM entry WHERE log = ? AND idx = ?")
        guard
            let line = try Data.fetchOne(statement, arguments: [log, Int64(index)])
        else {
            throw StoreError(.corrupt, "entry \(index) of a log is missing in the database")
        }
        return Array(line)
    }

    static func entries(
        _ database: Database, log: Int64, from: UInt64, to: UInt64
    ) throws -> [[UInt8]] {
        let lines = try Data.fetchAll(
            database,
            sql: "SELECT line FROM entry WHERE log = ? AND idx >= ? AND idx < ? ORDER BY idx",
            arguments: [log, Int64(from), Int64(to)])
        guard lines.count == Int(to - from) else {
            throw StoreError(.corrupt, "entries of a log are missing in the database")
        }
        return lines.map { Array($0) }
    }

    // MARK: - Tiles

    static func tile(
        _ database: Database, log: Int64, level: Int, index: UInt64
    ) throws -> Tile? {
        let statement = try database.cachedStatement(
            sql: "SELECT hashes FROM tile WHERE log = ? AND level = ? AND idx = ?")
        return try Data.fetchOne(statement, arguments: [log, level, Int64(index)])
            .flatMap { Tile(level: level, index: index, bytes: Array($0)) }
    }

    static func hashes(_ database: Database, log: Int64) -> SubtreeHashes {
        .tiles { try tile(database, log: log, level: $0, index: $1) }
    }

    /// The right edge of the entries held.
    static func tree(_ database: Database, log: LogRow) throws -> MerkleTree {
        try hashes(database, log: log.id).tree(size: log.size)
    }

    static func replica(_ database: Database, log: LogRow) throws -> Replica {
        Replica(
            chain: log.chain, tree: try tree(database, log: log), verified: log.verified,
            pending: log.pending, awaited: log.awaited,
            isFrozen: log.isFrozen || log.isConflict, isBroken: log.isBroken,
            hashes: hashes(database, log: log.id),
            entry: { try entry(database, log: log.id, index: $0) })
    }

    /// Appends entries to the two tables and moves `log.size` on.
    static func append(_ database: Database, log: inout LogRow, lines: [Entry]) throws {
        guard !lines.isEmpty else { return }
        var edges: [[Hash]] = []
        for level in 0..<8 {
            let elements = Tile.elements(level: level, treeSize: log.size)
            guard elements > 0 else { break }
            let width = Int(elements & 255)
            let stored =
                width == 0
                ? nil : try tile(database, log: log.id, level: level, index: elements >> 8)
            edges.append(Array((stored?.hashes ?? []).prefix(width)))
        }
        guard var writer = TileWriter(size: log.size, edges: edges) else {
            throw StoreError(.corrupt, "the tiles of \(log.origin) do not fit its size")
        }
        let insert = try RowWriter(
            database, "INSERT INTO entry (log, idx, line) VALUES (?, ?, ?)")
        for line in lines {
            try insert.run(.integer(log.id), .integer(Int64(log.size)), .bytes(line.bytes))
            writer.append(line.leaf)
            log.size += 1
        }
        let replace = try database.cachedStatement(
            sql: "INSERT OR REPLACE INTO tile (log, level, idx, hashes) VALUES (?, ?, ?, ?)")
        for tile in writer.takeChanges() {
            try replace.execute(
                arguments: [log.id, tile.level, Int64(tile.index), Data(tile.bytes)])
        }
        try database.run("UPDATE log SET size = ? WHERE id = ?", [Int64(log.size), log.id])
    }

    // MARK: - Heads

    static func setHead(
        _ database: Database, log: Int64, column: HeadColumn, to head: SignedCheckpoint?
    ) throws {
        try database.run(
            "UPDATE log SET \(column.rawValue) = ? WHERE id = ?",
            [head.map { Data($0.note.bytes) }, log])
    }

    /// The columns that hold a checkpoint note.
    enum HeadColumn: String { case complete, verified, pending, awaited }

    /// Gives the log's row in our roster the next sequence, because something in it changed.
    static func touch(_ database: Database, log: Int64) throws {
        try database.run(
            "UPDATE log SET sequence = (SELECT MAX(sequence) FROM log) + 1 WHERE id = ?", [log])
    }

    /// The same for all logs of a node.
    static func touch(_ database: Database, node: NodeID) throws {
        let logs = try Int64.fetchAll(
            database,
            sql: "SELECT log.id FROM log JOIN node ON node.id = log.node WHERE node.node = ?",
            arguments: [node.text])
        for log in logs { try touch(database, log: log) }
    }
}
