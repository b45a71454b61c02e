import CSQLite
import GRDB

/// A statement that writes one row at each call, for the loops that a first sync spends its time
/// in: values go to SQLite as they are, without a box for each.
struct RowWriter {
    /// A value of one mark of the statement.
    enum Value {
        case integer(Int64)
        case real(Double)
        case text(String)
        case bytes([UInt8])
        case null

        static func maybe(_ value: Int64?) -> Value { value.map { .integer($0) } ?? .null }
        static func maybe(_ value: Double?) -> Value { value.map { .real($0) } ?? .null }
        static func maybe(_ value: String?) -> Value { value.map { .text($0) } ?? .null }
    }

    private let statement: Statement

    init(_ database: Database, _ sql: String) throws {
        statement = try database.cachedStatement(sql: sql)
    }

    /// Runs the statement once. Throws: `DatabaseError`, as GRDB would.
    func run(_ values: Value...) throws {
        let raw = statement.sqliteStatement
        defer {
            sqlite3_reset(raw)
            sqlite3_clear_bindings(raw)
        }
        try step(raw, values[...], at: 1)
    }

    /// Binds values one inside of the other, so that each stays where it is until the row is
    /// written: SQLite need not copy them.
    private func step(_ raw: OpaquePointer, _ values: ArraySlice<Value>, at place: Int32) throws {
        guard let value = values.first else { return try check(sqlite3_step(raw), is: SQLITE_DONE) }
        let rest = values.dropFirst()
        switch value {
        case .integer(let number):
            try check(sqlite3_bind_int64(raw, place, number), is: SQLITE_OK)
        case .real(let number):
            try check(sqlite3_bind_double(raw, place, number), is: SQLITE_OK)
        case .null:
            try check(sqlite3_bind_null(raw, place), is: SQLITE_OK)
        case .text(var text):
            return try text.withUTF8 { bytes in
                try bytes.withMemoryRebound(to: CChar.self) {
                    let count = try size($0.count)
                    try check(cs_bind_text(raw, place, $0.baseAddress, count), is: SQLITE_OK)
                    try step(raw, rest, at: place + 1)
                }
            }
        case .bytes(let bytes):
            return try bytes.withUnsafeBytes {
                let count = try size($0.count)
                try check(cs_bind_blob(raw, place, $0.baseAddress, count), is: SQLITE_OK)
                try step(raw, rest, at: place + 1)
            }
        }
        try step(raw, rest, at: place + 1)
    }

    private func size(_ count: Int) throws -> Int32 {
        guard let size = Int32(exactly: count) else {
            throw DatabaseError(resultCode: .SQLITE_TOOBIG, sql: statement.sql)
        }
        return size
    }

    private func check(_ code: Int32, is wanted: Int32) throws {
        guard code != wanted else { return }
        let message = sqlite3_db_handle(statement.sqliteStatement).map {
            String(cString: sqlite3_errmsg($0))
        }
        throw DatabaseError(
            resultCode: ResultCode(rawValue: code), message: message, sql: statement.sql)
    }
}
