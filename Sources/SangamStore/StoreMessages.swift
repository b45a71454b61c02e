import FoundationEssentials
import GRDB
import SangamDirectory
import SangamLog

/// What a visitor wrote to a listing or about one, as it is kept: in this file alone, never in a
/// log, never with another network.
public struct MessageRow: Sendable, Hashable {
    /// Given when it is added.
    public var id: Int64
    /// `ask`, `correct` or `forward`.
    public var kind: String
    /// `<node id>/<kind>/<id>`.
    public var record: String
    /// Units: Unix seconds.
    public var received: Int64
    /// `waiting` (to be mailed), `mailed` or `print`.
    public var state: String
    /// How often mailing has failed.
    public var attempts: Int
    /// When mailing is tried next. Units: Unix seconds.
    public var due: Int64
    /// JSON; everything that a person wrote is in it.
    public var body: [UInt8]

    public init(
        id: Int64 = 0, kind: String, record: String, received: Int64, state: String,
        attempts: Int = 0, due: Int64, body: [UInt8]
    ) {
        self.id = id
        self.kind = kind
        self.record = record
        self.received = received
        self.state = state
        self.attempts = attempts
        self.due = due
        self.body = body
    }

    init(_ row: Row) {
        self.init(
            id: row["id"], kind: row["kind"], record: row["record"], received: row["received"],
            state: row["state"], attempts: row["attempts"], due: row["due"],
            body: Array(row["body"] as Data))
    }

    static let table = """
        CREATE TABLE message (
            id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, record TEXT NOT NULL,
            received INTEGER NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL,
            due INTEGER NOT NULL, body BLOB NOT NULL
        ) STRICT;
        CREATE INDEX message_received ON message (received);
        """
}

extension Store {
    /// Keeps a message; its id.
    public func addMessage(_ row: MessageRow) async throws(StoreError) -> Int64 {
        try await write { database in
            try database.execute(
                sql: """
                    INSERT INTO message (kind, record, received, state, attempts, due, body)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    row.kind, row.record, row.received, row.state, row.attempts, row.due,
                    Data(row.body),
                ])
            return database.lastInsertedRowID
        }
    }

    /// Notes how the delivery of a message stands; nothing if it is gone.
    public func updateMessage(
        _ id: Int64, state: String, attempts: Int, due: Int64
    ) async throws(StoreError) {
        try await write { database in
            try database.execute(
                sql: "UPDATE message SET state = ?, attempts = ?, due = ? WHERE id = ?",
                arguments: [state, attempts, due, id])
        }
    }

    /// Destroys a message; false if there is none of that id.
    public func removeMessage(_ id: Int64) async throws(StoreError) -> Bool {
        let removed = try await write { database in
            try database.execute(sql: "DELETE FROM message WHERE id = ?", arguments: [id])
            return database.changesCount > 0
        }
        if removed { try await truncateWriteAheadLog() }
        return removed
    }

    /// Destroys the messages that came before a moment; how many there were.
    public func removeMessages(receivedBefore moment: Int64) async throws(StoreError) -> Int {
        guard try await reader.hasMessages(receivedBefore: moment) else { return 0 }
        let removed = try await write { database in
            try database.execute(
                sql: "DELETE FROM message WHERE received < ?", arguments: [moment])
            return database.changesCount
        }
        try await truncateWriteAheadLog()
        return removed
    }
}

extension StoreReader {
    /// The messages that are kept, oldest first; not more than a page of them.
    public func messages(limit: Int = 1_000) async throws(StoreError) -> [MessageRow] {
        try await read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM message ORDER BY received, id LIMIT ?",
                arguments: [limit]
            ).map { MessageRow($0) }
        }
    }

    /// Those that are to be mailed and due, oldest first.
    public func messagesDue(now: Int64, limit: Int) async throws(StoreError) -> [MessageRow] {
        try await read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM message WHERE state = 'waiting' AND due <= ?
                    ORDER BY received, id LIMIT ?
                    """, arguments: [now, limit]
            ).map { MessageRow($0) }
        }
    }

    /// One message; nil if it is not kept.
    public func message(_ id: Int64) async throws(StoreError) -> MessageRow? {
        try await read { database in
            try Row.fetchOne(database, sql: "SELECT * FROM message WHERE id = ?", arguments: [id])
                .map { MessageRow($0) }
        }
    }

    /// How many messages there are in each state.
    public func messageCounts() async throws(StoreError) -> [String: Int] {
        try await read { database in
            let rows = try Row.fetchAll(
                database, sql: "SELECT state, COUNT(*) AS count FROM message GROUP BY state")
            return Dictionary(
                rows.map { ($0["state"] as String, $0["count"] as Int) },
                uniquingKeysWith: { first, _ in first })
        }
    }

    func hasMessages(receivedBefore moment: Int64) async throws(StoreError) -> Bool {
        try await read { database in
            try Bool.fetchOne(
                database, sql: "SELECT EXISTS (SELECT 1 FROM message WHERE received < ?)",
                arguments: [moment]) ?? false
        }
    }

    /// A node's profile: its newest live `network` record; nil if it is not shown here.
    public func profile(of node: NodeID) async throws(StoreError) -> SangamDirectory.Record? {
        try await read { database in
            guard
                let row = try Int64.fetchOne(
                    database,
                    sql: "SELECT id FROM node WHERE node = ? AND accepted = 1 AND blocked IS NULL",
                    arguments: [node.text])
            else { return nil }
            return try Self.networkRecord(database, node: row)
        }
    }
}
