import CSQLite
import SangamDirectory

/// A real FTS5 table with the settings of the store, in memory.
final class WordIndex {
    struct Failure: Error { let message: String }

    private var connection: OpaquePointer?

    init() throws {
        guard sqlite3_open(":memory:", &connection) == SQLITE_OK else { throw failure() }
        try run(
            """
            CREATE VIRTUAL TABLE search USING fts5 (name, place, tags, body,
            tokenize='ascii', prefix='2')
            """)
    }

    deinit { sqlite3_close_v2(connection) }

    func run(_ sql: String) throws {
        guard sqlite3_exec(connection, sql, nil, nil, nil) == SQLITE_OK else { throw failure() }
    }

    /// Adds a row; its number is given back by `found`.
    func add(_ number: Int, _ row: SearchRow) throws {
        let columns = [row.name, row.place, row.tags, row.body].map(Self.quoted)
        try run(
            """
            INSERT INTO search (rowid, name, place, tags, body)
            VALUES (\(number), \(columns.joined(separator: ", ")))
            """)
    }

    /// The rows that an expression finds.
    func found(_ expression: String?) throws -> Set<Int> {
        guard let expression else { return [] }
        return Set(
            try rows("SELECT rowid FROM search WHERE search MATCH \(Self.quoted(expression))"))
    }

    /// The first column of each row.
    func rows(_ sql: String) throws -> [Int] {
        var statement: OpaquePointer?
        defer { sqlite3_finalize(statement) }
        guard sqlite3_prepare_v2(connection, sql, -1, &statement, nil) == SQLITE_OK else {
            throw failure()
        }
        var found: [Int] = []
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW: found.append(Int(sqlite3_column_int64(statement, 0)))
            case SQLITE_DONE: return found
            default: throw failure()
            }
        }
    }

    /// A text of SQL; only in a test is SQL made of texts.
    static func quoted(_ text: String) -> String {
        "'" + text.replacing("'", with: "''") + "'"
    }

    private func failure() -> Failure {
        Failure(message: sqlite3_errmsg(connection).map { String(cString: $0) } ?? "no memory")
    }
}
