import FoundationEssentials
import GRDB
import SangamDirectory
import SangamLog

/// Nodes, their chains, and what a new statement does to the logs before it.
enum StoreChain {
    /// The row of a node, made if it is new; a longer chain takes the place of ours.
    ///
    /// Returns: the row, and whether the chain we hold now has all statements of the one given.
    static func ensureNode(
        _ database: Database, chain: IdentityChain, distance: Int, accepted: Bool
    ) throws -> (id: Int64, follows: Bool) {
        let row = try Row.fetchOne(
            database, sql: "SELECT id, chain, distance FROM node WHERE node = ?",
            arguments: [chain.node.text])
        guard let row else {
            try database.execute(
                sql: """
                    INSERT INTO node (node, label, chain, accepted, distance, blocked)
                    VALUES (?, ?, ?, ?, ?, (SELECT since FROM block WHERE node = ?))
                    """,
                arguments: [
                    chain.node.text, chain.label.text, Data(chain.documentLines), accepted,
                    distance, chain.node.text,
                ])
            return (database.lastInsertedRowID, true)
        }
        let id: Int64 = row["id"]
        let ours = try LogTables.chain(Array(row["chain"] as Data))
        switch ours.compare(with: chain) {
        case .same, .shorter:
            break
        case .longer:
            try adopt(database, node: id, from: ours, to: chain)
        case .conflict(let number):
            let evidence = try ForkEvidence.statements(ours, chain, number: number)
            try database.execute(
                sql: "UPDATE node SET conflict = COALESCE(conflict, ?) WHERE id = ?",
                arguments: [Data(evidence.bytes), id])
            try LogTables.touch(database, node: chain.node)
            return (id, false)
        }
        return (id, true)
    }

    /// The row of an epoch's log, made if it is new.
    static func ensureLog(
        _ database: Database, chain: IdentityChain, epoch: Int, distance: Int, accepted: Bool
    ) throws -> LogRow {
        let node = try ensureNode(
            database, chain: chain, distance: distance, accepted: accepted)
        let origin = chain.origin(epoch: epoch)
        guard node.follows else {
            throw StoreError(.moved, "another statement of \(chain.node) came in between")
        }
        if let log = try LogRow.fetch(database, origin: origin) { return log }
        try database.execute(
            sql: "INSERT INTO log (node, epoch, origin, log_id) VALUES (?, ?, ?, ?)",
            arguments: [node.id, epoch, origin.line, origin.logID])
        guard let log = try LogRow.fetch(database, origin: origin) else {
            throw StoreError(.failed, "a log that was made a moment ago is not there")
        }
        return log
    }

    /// Takes a longer chain: closed epochs are cut back to where the statements close them.
    private static func adopt(
        _ database: Database, node: Int64, from ours: IdentityChain, to chain: IdentityChain
    ) throws {
        try database.execute(
            sql: "UPDATE node SET chain = ? WHERE id = ?",
            arguments: [Data(chain.documentLines), node])
        for epoch in ours.newestNumber..<chain.newestNumber {
            guard let closed = chain.closedHead(epoch: epoch),
                var log = try LogRow.fetch(database, origin: chain.origin(epoch: epoch))
            else { continue }
            // A new statement is what ends a fork: what froze the epoch no longer matters.
            try database.execute(
                sql: "UPDATE log SET evidence = NULL, pending = NULL, awaited = NULL WHERE id = ?",
                arguments: [log.id])
            try database.execute(
                sql: "UPDATE log SET broken = NULL WHERE id = ? AND broken >= ?",
                arguments: [log.id, Int64(closed.size)])
            try Destruction.applyStatement(database, log: log.id, closedAt: closed.size)
            guard log.size >= closed.size else { continue }
            let root = try LogTables.hashes(database, log: log.id).tree(size: closed.size).root
            // Another history than the statement's: fetched again from the start. The same one
            // with a tail is cut by `finishCuts`, once the new epoch's first head is here.
            if root != closed.root { try rewind(database, log: &log, to: 0, due: nil) }
        }
    }

    /// Cuts the void tails of closed epochs: only now, because a cut must not show again what the
    /// new epoch removes at once.
    ///
    /// - Parameter due: when what the new epoch took away in place of the void tail is destroyed.
    static func finishCuts(_ database: Database, node: Int64, due: Int64) throws {
        let ids = try Int64.fetchAll(
            database, sql: "SELECT id FROM log WHERE node = ?", arguments: [node])
        for id in ids {
            guard var log = try LogRow.fetch(database, id: id), let closed = log.closed,
                log.size > closed.size
            else { continue }
            try rewind(database, log: &log, to: closed.size, due: due)
        }
    }

    /// Cuts a log back and folds the node's records anew. The payloads of what is cut go with it:
    /// other entries will stand at these indexes.
    static func rewind(
        _ database: Database, log: inout LogRow, to size: UInt64, due: Int64?
    ) throws {
        for table in ["entry", "payload", "destruction"] {
            try database.execute(
                sql: "DELETE FROM \(table) WHERE log = ? AND idx >= ?",
                arguments: [log.id, Int64(size)])
        }
        try Destruction.noteResidue(database)
        try cutTiles(database, log: log, to: size)
        try database.execute(
            sql: """
                UPDATE log SET size = ?, complete = NULL, verified = NULL, pending = NULL,
                    awaited = NULL
                WHERE id = ?
                """, arguments: [Int64(size), log.id])
        log.size = size
        (log.complete, log.verified, log.pending, log.awaited) = (nil, nil, nil, nil)
        try refold(database, node: log.nodeRow, due: due)
        // Revisions that are current again may have lost their payloads.
        try database.execute(
            sql: "UPDATE log SET lacks = 1 WHERE node = ?", arguments: [log.nodeRow])
        try LogTables.touch(database, log: log.id)
    }

    private static func cutTiles(_ database: Database, log: LogRow, to size: UInt64) throws {
        for level in 0..<8 {
            let elements = Tile.elements(level: level, treeSize: size)
            let edge = elements >> 8
            let width = Int(elements & 255)
            try database.execute(
                sql: "DELETE FROM tile WHERE log = ? AND level = ? AND idx > ?",
                arguments: [log.id, level, Int64(edge)])
            let tile = try LogTables.tile(database, log: log.id, level: level, index: edge)
            if width == 0 {
                try database.execute(
                    sql: "DELETE FROM tile WHERE log = ? AND level = ? AND idx = ?",
                    arguments: [log.id, level, Int64(edge)])
            } else if let tile, tile.hashes.count > width {
                let cut = Tile(
                    level: level, index: edge, hashes: Array(tile.hashes.prefix(width)))
                try database.execute(
                    sql: "UPDATE tile SET hashes = ? WHERE log = ? AND level = ? AND idx = ?",
                    arguments: [Data(cut.bytes), log.id, level, Int64(edge)])
            }
        }
    }

    /// Folds all entries of a node again, epoch by epoch, and shows what is live and here.
    private static func refold(_ database: Database, node: Int64, due: Int64?) throws {
        let records = try Int64.fetchAll(
            database, sql: "SELECT id FROM record WHERE node = ?", arguments: [node])
        for record in records { try SearchIndex.remove(database, record: record) }
        let arrived = try Row.fetchAll(
            database, sql: "SELECT kind, rid, arrived FROM record WHERE node = ?",
            arguments: [node])
        try PastEntries.forget(database, node: node)
        try database.execute(sql: "DELETE FROM record WHERE node = ?", arguments: [node])
        let ids = try Int64.fetchAll(
            database, sql: "SELECT id FROM log WHERE node = ? ORDER BY epoch", arguments: [node])
        for id in ids {
            guard let log = try LogRow.fetch(database, id: id) else { continue }
            let lines = try LogTables.entries(database, log: id, from: 0, to: log.size)
            for (index, line) in lines.enumerated() {
                guard let entry = try? Entry(bytes: line),
                    let change = try RecordTable.apply(
                        database, log: log, entry: entry, index: UInt64(index), now: 0)
                else { continue }
                try Destruction.attribute(
                    database, log: log, change: change, byIndex: UInt64(index), due: due)
            }
        }
        for row in arrived {
            try database.execute(
                sql: "UPDATE record SET arrived = ? WHERE node = ? AND kind = ? AND rid = ?",
                arguments: [
                    row["arrived"] as Int64, node, row["kind"] as String, row["rid"] as String,
                ])
        }
        try Destruction.keepCurrent(database, node: node)
        for id in ids { try Destruction.refreshCleared(database, log: id) }
        try showAll(database, node: node)
    }

    /// Shows every live record of a node whose payload is here and is one.
    static func showAll(_ database: Database, node: Int64) throws {
        guard
            let home = try String.fetchOne(
                database, sql: "SELECT node FROM node WHERE id = ?", arguments: [node]
            ).flatMap({ NodeID($0) })
        else { return }
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT record.id, record.kind, record.rid, payload.bytes, payload.received
                FROM record
                JOIN log ON log.node = record.node AND log.epoch = record.epoch
                JOIN payload ON payload.log = log.id AND payload.idx = record.idx
                WHERE record.node = ? AND record.removed = 0 AND payload.quarantined IS NULL
                """, arguments: [node])
        var placeless: [Int64] = []
        while let row = try rows.next() {
            guard let key = RecordKey(kind: row["kind"], id: row["rid"]),
                let content = try? RecordCoding.parse(
                    Array(row["bytes"] as Data), kind: key.kind)
            else { continue }
            let made = ListingRow(content, id: RecordID(node: home, key: key))
            if made.placelessID != nil { placeless.append(row["id"]) }
            try SearchIndex.add(
                database, record: row["id"], node: node, kind: key.kind, row: made,
                received: row["received"])
        }
        for record in placeless { try InheritedPlace.renew(database, record) }
    }
}
