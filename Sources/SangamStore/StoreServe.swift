import FoundationEssentials
import GRDB
import SangamDirectory
import SangamLog

/// The answer to a request for a range of a log.
public enum RangeAnswer: Sendable, Hashable {
    /// One section, checked with the receiver's own checks before it leaves (P4).
    case section([UInt8])
    /// The asker is ahead of us; our size.
    case ahead(size: UInt64)
    case notFound
}

/// The answer to a request for one payload.
public enum PayloadAnswer: Sendable, Hashable {
    /// One `p` line without its LF.
    case line([UInt8])
    /// The record was removed, or this revision was superseded.
    case gone
    case notFound
}

/// What other nodes ask of any log that we hold. Damage never leaves: everything is checked
/// against the signed head first.
extension StoreReader {
    /// One section from an index on.
    public func range(
        logID: String, from: UInt64, filter: PayloadFilter,
        entriesMax: Int = Limits.sectionEntriesMax, bytesMax: Int = Limits.sectionBytesMax
    ) async throws(StoreError) -> RangeAnswer {
        try await read { database in
            guard let log = try LogRow.served(database, logID: logID),
                let head = log.completeHead
            else { return .notFound }
            guard from <= head.size else { return .ahead(size: head.size) }
            let bytes = try Self.section(
                database, log: log, head: head, from: from, filter: filter,
                limits: (entriesMax, bytesMax))
            return .section(bytes)
        }
    }

    private static func section(
        _ database: Database, log: LogRow, head: SectionHead, from: UInt64,
        filter: PayloadFilter, limits: (entries: Int, bytes: Int)
    ) throws -> [UInt8] {
        var writer = SectionWriter(
            chain: log.chain, head: head, from: from, entriesMax: limits.entries,
            bytesMax: limits.bytes)
        let end = min(head.size, from + UInt64(Limits.sectionEntriesMax))
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT entry.line, payload.nonce, payload.bytes, record.kind, listing.country
                FROM entry
                LEFT JOIN record ON record.node = ? AND record.epoch = ?
                    AND record.idx = entry.idx AND record.removed = 0
                LEFT JOIN payload ON payload.log = entry.log AND payload.idx = entry.idx
                    AND record.id IS NOT NULL
                LEFT JOIN listing ON listing.record = record.id
                WHERE entry.log = ? AND entry.idx >= ? AND entry.idx < ? ORDER BY entry.idx
                """,
            arguments: [
                log.nodeRow, log.origin.epoch, log.id, Int64(from), Int64(end),
            ])
        while let row = try rows.next() {
            guard writer.append(try item(row, filter: filter)) else { break }
        }
        let hashes = LogTables.hashes(database, log: log.id)
        let proof = try ConsistencyProof.make(from: writer.to, to: head.size, from: hashes)
        let bytes = writer.finish(proof: writer.to == head.size ? [] : proof)
        try check(bytes, log: log, hashes: hashes, from: from)
        return bytes
    }

    private static func item(_ row: Row, filter: PayloadFilter) throws -> SectionEntry {
        let entry: Entry
        do {
            entry = try Entry(bytes: Array(row["line"] as Data))
        } catch {
            throw StoreError(.corrupt, "a stored entry is damaged (\(error)); run sangam verify")
        }
        guard let kind = row["kind"] as String?, let bytes = row["bytes"] as Data?,
            filter.passes(kind: kind, country: row["country"])
        else { return SectionEntry(entry: entry, payload: nil) }
        // A damaged payload does not travel; the entry does.
        return SectionEntry(
            entry: entry,
            payload: PayloadTable.intact(nonce: row["nonce"], bytes: bytes, entry: entry))
    }

    /// The receiver's checks on our own section: damage must not travel.
    private static func check(
        _ bytes: [UInt8], log: LogRow, hashes: SubtreeHashes, from: UInt64
    ) throws {
        do {
            let section = try SectionReader.read(bytes)
            let replica = Replica(
                chain: log.chain, tree: try hashes.tree(size: from), hashes: hashes,
                entry: { _ in [] })
            _ = try LogExtension.check(section, asked: log.origin, replica: replica)
        } catch {
            throw StoreError(
                .corrupt,
                "what is stored of \(log.origin) from entry \(from) does not fit its signed "
                    + "head (\(error)); nothing was sent; run sangam verify", cause: error)
        }
    }

    /// The payload of one entry.
    public func payload(
        logID: String, index: UInt64
    ) async throws(StoreError) -> PayloadAnswer {
        try await read { database in
            guard let log = try LogRow.served(database, logID: logID),
                let head = log.completeHead, index < head.size
            else { return .notFound }
            let line = try LogTables.entry(database, log: log.id, index: index)
            let tile = try TileCheck(database: database, log: log, head: head)
                .verified(level: 0, index: index >> 8)
            guard tile.hashes[Int(index & 255)] == Hash.leaf(line) else {
                throw StoreError(.corrupt, "entry \(index) of \(log.origin) does not fit its tile")
            }
            guard let entry = try? Entry(bytes: line), case .put = entry.operation else {
                return .notFound
            }
            guard try RecordTable.live(database, log: log, index: index) != nil else {
                return .gone
            }
            let row = try Row.fetchOne(
                database, sql: "SELECT nonce, bytes FROM payload WHERE log = ? AND idx = ?",
                arguments: [log.id, Int64(index)])
            guard let row,
                let payload = PayloadTable.intact(
                    nonce: row["nonce"], bytes: row["bytes"], entry: entry)
            else { return .notFound }
            return .line(Array(SectionEntry(entry: entry, payload: payload).line.dropLast()))
        }
    }

    /// The checkpoint note of the C2SP view: of a closed epoch the newest owner-signed head not
    /// above its end; nil if there is none.
    public func checkpoint(logID: String) async throws(StoreError) -> [UInt8]? {
        try await read { database in
            guard let log = try LogRow.served(database, logID: logID),
                let head = log.complete, head.size <= log.closed?.size ?? .max
            else { return nil }
            return head.note.bytes
        }
    }

    /// A tile or entry bundle of the C2SP view, checked against the signed head; nil if the head
    /// does not imply it.
    public func tile(
        logID: String, path: TilePath
    ) async throws(StoreError) -> [UInt8]? {
        try await read { database in
            guard let log = try LogRow.served(database, logID: logID),
                let head = log.completeHead
            else { return nil }
            let elements = Tile.elements(level: path.level ?? 0, treeSize: head.size)
            let (first, overflow) = path.index.multipliedReportingOverflow(by: 256)
            guard !overflow, first < elements, UInt64(path.width) <= elements - first else {
                return nil
            }
            let check = TileCheck(database: database, log: log, head: head)
            let tile = try check.verified(level: path.level ?? 0, index: path.index)
            guard path.level == nil else {
                return Array(tile.bytes.prefix(path.width * Hash.byteCount))
            }
            let lines = try LogTables.entries(
                database, log: log.id, from: first, to: first + UInt64(path.width))
            guard zip(lines, tile.hashes).allSatisfy({ Hash.leaf($0) == $1 }) else {
                throw StoreError(.corrupt, "entries of \(log.origin) do not fit their tile")
            }
            return EntryBundle.encode(lines)
        }
    }
}

/// Follows a tile up to the signed root before it leaves.
struct TileCheck {
    let database: Database
    let log: LogRow
    let head: SectionHead

    /// The tile, cut to what the head implies, with its hashes proved against the head's root.
    func verified(level: Int, index: UInt64) throws -> Tile {
        let tile = try stored(level: level, index: index)
        let parent = level + 1
        if tile.hashes.count == TilePath.fullWidth,
            let root = tile.root(offset: 0, height: 8), index < elements(parent)
        {
            let above = try verified(level: parent, index: index >> 8)
            let place = Int(index & 255)
            guard above.hashes.indices.contains(place), above.hashes[place] == root else {
                throw TileProblem.damaged(level: level, index: index)
            }
            return tile
        }
        try checkEdge()
        return tile
    }

    private func elements(_ level: Int) -> UInt64 {
        Tile.elements(level: level, treeSize: head.size)
    }

    private func stored(level: Int, index: UInt64) throws -> Tile {
        let width = Int(min(256, elements(level) - index * 256))
        guard
            let tile = try LogTables.tile(database, log: log.id, level: level, index: index),
            tile.hashes.count >= width
        else { throw TileProblem.missing(level: level, index: index) }
        return Tile(level: level, index: index, hashes: Array(tile.hashes.prefix(width)))
    }

    /// The partial tiles of the right edge give the signed root.
    private func checkEdge() throws {
        let tree = try LogTables.hashes(database, log: log.id).tree(size: head.size)
        guard tree.root == head.root else {
            throw StoreError(
                .corrupt, "the tiles of \(log.origin) do not give its signed root")
        }
    }
}
