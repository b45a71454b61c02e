import FoundationEssentials
import GRDB
import SangamDirectory
import SangamLog

/// What a rebuild of one log from its entries alone found.
public struct VerifiedLog: Sendable, Hashable {
    public var origin: Origin
    public var size: UInt64
    public var root: Hash
    /// nil if all is well.
    public var problem: Problem?

    public var ok: Bool { problem == nil }

    /// The first thing that does not fit.
    public struct Problem: Sendable, Hashable {
        /// The entry or tile that it was found at; nil if it is about the whole log.
        public var index: UInt64?
        public var reason: String

        public init(index: UInt64?, reason: String) {
            self.index = index
            self.reason = reason
        }
    }
}

extension StoreReader {
    /// Rebuilds tree, tiles and records of a log from its entries and compares all of it; then what
    /// is shown and found with the records. Holds one row at a time; linear in the log.
    public func verify(_ origin: Origin) async throws(StoreError) -> VerifiedLog {
        try await read { database in
            guard let log = try LogRow.fetch(database, origin: origin) else {
                throw StoreError(.notFound, "the log \(origin) is not held here")
            }
            let head = log.completeHead
            var result = VerifiedLog(
                origin: origin, size: head?.size ?? 0, root: head?.root ?? .emptyRoot)
            if log.isDamaged {
                result.problem = .init(index: nil, reason: "a stored head does not verify")
                return result
            }
            do {
                result.problem =
                    try Self.treeProblem(database, log: log, head: head)
                    ?? VerifiedRecords.problem(database, log: log)
                    ?? Self.payloadProblem(database, log: log)
                    ?? VerifiedRows.problem(database, log: log)
            } catch {
                // Damage in one log's part of the file does not hide what is true of the others.
                let error = StoreError(error)
                guard error.code == .corrupt else { throw error }
                result.problem = .init(index: nil, reason: error.message)
            }
            return result
        }
    }

    /// What SQLite itself finds wrong with the file; nil if it is whole.
    public func fileProblem() async throws(StoreError) -> String? {
        do {
            return try await read { database in
                // Pages come first in what it finds. SQLite 3.40.1 takes the columns of a table
                // without row ids for one another and calls good rows NULL: that is no damage.
                try String.fetchAll(database, sql: "PRAGMA quick_check").first {
                    $0 != "ok" && !$0.hasPrefix("NULL value in ")
                }
            }
        } catch {
            guard error.code == .corrupt else { throw error }
            return error.cause.map { "\($0)" } ?? error.message
        }
    }

    private static func treeProblem(
        _ database: Database, log: LogRow, head: SectionHead?
    ) throws -> VerifiedLog.Problem? {
        var tree = MerkleTree()
        var tile: Tile?
        let rows = try Row.fetchCursor(
            database, sql: "SELECT idx, line FROM entry WHERE log = ? ORDER BY idx",
            arguments: [log.id])
        while let row = try rows.next() {
            let index = UInt64(row["idx"] as Int64)
            guard index == tree.size else {
                return .init(index: tree.size, reason: "this entry is missing")
            }
            let line = Array(row["line"] as Data)
            let leaf = Hash.leaf(line)
            let place = Int(index & 255)
            if place == 0 {
                tile = try LogTables.tile(database, log: log.id, level: 0, index: index >> 8)
            }
            guard let hashes = tile?.hashes, hashes.indices.contains(place),
                hashes[place] == leaf
            else { return .init(index: index, reason: "the entry does not fit its tile") }
            tree.append(leaf)
            if let head, tree.size == head.size, tree.root != head.root {
                return .init(index: nil, reason: "the entries do not give the signed root")
            }
        }
        guard tree.size == log.size else {
            return .init(index: tree.size, reason: "entries at the end are missing")
        }
        if let head, head.size > tree.size {
            return .init(index: tree.size, reason: "the signed head has more entries")
        }
        guard (try? LogTables.tree(database, log: log)) == tree else {
            return .init(index: nil, reason: "the tiles do not give the root of the entries")
        }
        return nil
    }

    /// Every payload held fits the commitment of its entry.
    private static func payloadProblem(
        _ database: Database, log: LogRow
    ) throws -> VerifiedLog.Problem? {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT payload.idx, payload.nonce, payload.bytes, entry.line FROM payload
                LEFT JOIN entry ON entry.log = payload.log AND entry.idx = payload.idx
                WHERE payload.log = ?
                """, arguments: [log.id])
        while let row = try rows.next() {
            let payload = SealedPayload(
                nonce: Array(row["nonce"] as Data), bytes: Array(row["bytes"] as Data))
            let index = UInt64(row["idx"] as Int64)
            guard let line = row["line"] as Data?, let entry = try? Entry(bytes: Array(line)),
                case .put(_, _, let commitment) = entry.operation,
                payload.nonce.count == Commitment.nonceBytes, payload.commitment == commitment
            else { return .init(index: index, reason: "the payload does not fit its entry") }
        }
        return nil
    }
}
