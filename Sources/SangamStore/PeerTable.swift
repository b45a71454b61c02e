import FoundationEssentials
import GRDB
import SangamLog

/// What we remember of one peer between two starts.
public struct PeerRecord: Sendable, Hashable {
    public var node: NodeID
    /// The cursor of its roster, as it gave it.
    public var cursor: String?
    public var lastPull: Int64?
    public var lastPush: Int64?
    /// Whether it is known to have held our own log.
    public var heldOwn: Bool
}

/// What one peer has told of one log.
public struct PeerLog: Sendable, Hashable {
    public var peer: NodeID
    public var origin: Origin
    public var size: UInt64
    /// The peer's claim. Units: hops.
    public var distance: Int
    /// Below this size everything removed is destroyed there.
    public var cleared: UInt64
    public var isFrozen: Bool
    /// The size and time of its newest cosignature of our own log.
    public var cosigned: UInt64?
    public var seen: Int64

    public init(
        peer: NodeID, origin: Origin, size: UInt64, distance: Int, cleared: UInt64,
        isFrozen: Bool, cosigned: UInt64? = nil, seen: Int64
    ) {
        self.peer = peer
        self.origin = origin
        self.size = size
        self.distance = distance
        self.cleared = cleared
        self.isFrozen = isFrozen
        self.cosigned = cosigned
        self.seen = seen
    }
}

extension Store {
    /// What is remembered of a peer.
    public func peer(_ node: NodeID) async throws(StoreError) -> PeerRecord {
        do {
            return try await pool.read { database in
                let row = try database.row("SELECT * FROM peer WHERE node = ?", [node.text])
                return PeerRecord(
                    node: node, cursor: row?["cursor"], lastPull: row?["last_pull"],
                    lastPush: row?["last_push"], heldOwn: row?["held_own"] ?? false)
            }
        } catch { throw StoreError(error) }
    }

    /// Remembers a peer's values.
    public func setPeer(_ peer: PeerRecord) async throws(StoreError) {
        try await write { database in
            try database.run(
                """
                INSERT INTO peer (node, cursor, last_pull, last_push, held_own)
                VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (node) DO UPDATE SET cursor = excluded.cursor,
                    last_pull = excluded.last_pull, last_push = excluded.last_push,
                    held_own = excluded.held_own
                """,
                [
                    peer.node.text, peer.cursor, peer.lastPull, peer.lastPush, peer.heldOwn,
                ])
        }
    }

    /// Forgets a peer and what it told: its logs may not be accepted any more.
    public func forgetPeer(_ node: NodeID) async throws(StoreError) {
        try await write { database in
            try database.execute(sql: "DELETE FROM peer WHERE node = ?", arguments: [node.text])
            try database.execute(
                sql: "DELETE FROM peer_log WHERE peer = ?", arguments: [node.text])
        }
    }

    /// Remembers one row of a peer's roster, and its cosignature of our own log if it verified.
    public func setPeerLog(
        _ row: PeerLog, cosignature: NoteSignature?
    ) async throws(StoreError) {
        try await write { try Self.setPeerLog($0, row, cosignature: cosignature) }
    }

    /// Remembers rows of one peer's roster. A row of a log that the peer has not told of before
    /// is only taken while it has told of fewer than 1,000.
    ///
    /// Returns: the logs that are remembered now.
    public func setPeerLogs(
        _ rows: [PeerLog], of peer: NodeID
    ) async throws(StoreError) -> Set<Origin> {
        if rows.isEmpty { return [] }
        return try await write { database in
            // What is known from its answers to pushes only, it has not told.
            let told = try database.rows(
                "SELECT origin FROM peer_log WHERE peer = ? AND distance < ?",
                [peer.text, Limits.distanceMax])
            var known = Set(told.map { $0[0] as String })
            var taken: Set<Origin> = []
            for row in rows {
                let line = row.origin.line
                guard known.contains(line) || known.count < Limits.peerLogsMax else { continue }
                known.insert(line)
                taken.insert(row.origin)
                try Self.setPeerLog(database, row, cosignature: nil)
            }
            return taken
        }
    }

    private static func setPeerLog(
        _ database: Database, _ row: PeerLog, cosignature: NoteSignature?
    ) throws {
        try database.run(
            """
            INSERT INTO peer_log (peer, origin, size, distance, cleared, frozen,
                cosignature, cosigned, seen)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (peer, origin) DO UPDATE SET size = excluded.size,
                distance = excluded.distance, cleared = excluded.cleared,
                frozen = excluded.frozen, seen = excluded.seen,
                cosignature = COALESCE(excluded.cosignature, cosignature),
                cosigned = COALESCE(excluded.cosigned, cosigned)
            """,
            [
                row.peer.text, row.origin.line, Int64(row.size), row.distance,
                Int64(row.cleared), row.isFrozen, cosignature.map { Data($0.line) },
                row.cosigned.map { Int64($0) }, row.seen,
            ])
    }

    /// What a peer was last known to hold of a log; nil if nothing is known.
    public func peerLogs(peer: NodeID) async throws(StoreError) -> [PeerLog] {
        try await peerLogs(filter: "peer = ?", peer.text)
    }

    /// Every peer's word on one log: who holds it, and what is destroyed there.
    public func holders(of origin: Origin) async throws(StoreError) -> [PeerLog] {
        try await peerLogs(filter: "origin = ?", origin.line)
    }

    private func peerLogs(
        filter: String, _ argument: String
    ) async throws(StoreError) -> [PeerLog] {
        do {
            return try await pool.read { database in
                try database.rows(
                    "SELECT * FROM peer_log WHERE \(filter) ORDER BY peer, origin", [argument]
                ).compactMap { row in
                    guard let peer = NodeID(row["peer"]), let origin = Origin(row["origin"]) else {
                        return nil
                    }
                    return PeerLog(
                        peer: peer, origin: origin, size: UInt64(row["size"] as Int64),
                        distance: row["distance"], cleared: UInt64(row["cleared"] as Int64),
                        isFrozen: row["frozen"],
                        cosigned: (row["cosigned"] as Int64?).map { UInt64($0) },
                        seen: row["seen"])
                }
            }
        } catch { throw StoreError(error) }
    }

    /// When payloads of a log were last asked of a peer; then marks them as asked now.
    public func shouldAskPayloads(
        peer: NodeID, origin: Origin, now: Int64, force: Bool
    ) async throws(StoreError) -> Bool {
        try await write { database in
            let asked = try Int64.fetchOne(
                database, sql: "SELECT asked FROM peer_log WHERE peer = ? AND origin = ?",
                arguments: [peer.text, origin.line])
            if let asked, !force, (0..<Int64(Limits.payloadRetrySeconds)).contains(now - asked) {
                return false
            }
            try database.execute(
                sql: "UPDATE peer_log SET asked = ? WHERE peer = ? AND origin = ?",
                arguments: [now, peer.text, origin.line])
            return true
        }
    }

    /// Sets which nodes' logs are accepted and how far away they are; the others are neither
    /// shown, served nor extended from now on.
    public func setAccepted(
        _ distances: [NodeID: Int], now: Int64
    ) async throws(StoreError) {
        try await write { database in
            let own = try Store.meta("own", in: database).map {
                String(decoding: $0, as: UTF8.self)
            }
            let rows = try Row.fetchAll(
                database, sql: "SELECT id, node, accepted, distance FROM node")
            for row in rows {
                let text: String = row["node"]
                guard text != own, let node = NodeID(text) else { continue }
                let distance = distances[node]
                let accepted = distance != nil
                guard accepted != row["accepted"] || distance ?? row["distance"] != row["distance"]
                else { continue }
                try database.execute(
                    sql: """
                        UPDATE node SET accepted = ?, distance = ?,
                            unreached = CASE WHEN ? THEN NULL ELSE COALESCE(unreached, ?) END
                        WHERE id = ?
                        """,
                    arguments: [
                        accepted, distance ?? row["distance"], accepted, now, row["id"] as Int64,
                    ])
                let logs = try Int64.fetchAll(
                    database, sql: "SELECT id FROM log WHERE node = ?",
                    arguments: [row["id"] as Int64])
                for log in logs { try LogTables.touch(database, log: log) }
                if accepted != row["accepted"] { try SameTable.noteAll(database) }
            }
        }
    }

    /// Blocks a node, or ends its block: on every path and on display (C18). A block outlives
    /// everything else that is known of the node, so it may come before its first entry.
    public func setBlocked(
        _ node: NodeID, _ isBlocked: Bool, now: Int64
    ) async throws(StoreError) {
        try await write { database in
            try database.execute(
                sql: isBlocked
                    ? "INSERT OR IGNORE INTO block (node, since) VALUES (?, ?)"
                    : "DELETE FROM block WHERE node = ? OR ? IS NULL",
                arguments: [node.text, now])
            try database.execute(
                sql: "UPDATE node SET blocked = ? WHERE node = ?",
                arguments: [isBlocked ? now : nil, node.text])
            // Whoever asked in between has a cursor beyond the rows that come back.
            try LogTables.touch(database, node: node)
            try SameTable.noteAll(database)
        }
    }

    /// The nodes that the operator has blocked.
    public func blockedNodes() async throws(StoreError) -> [NodeID] {
        do {
            return try await pool.read { database in
                try database.rows("SELECT node FROM block ORDER BY node")
                    .compactMap { NodeID($0[0] as String) }
            }
        } catch { throw StoreError(error) }
    }
}
