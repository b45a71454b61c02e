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
        for (place, value) in values.enumerated() {
            try check(Self.bind(value, to: raw, at: Int32(place + 1)), is: SQLITE_OK)
        }
        try check(sqlite3_step(raw), is: SQLITE_DONE)
    }

    private static func bind(_ value: Value, to raw: OpaquePointer, at place: Int32) -> Int32 {
        switch value {
        case .integer(let number): return sqlite3_bind_int64(raw, place, number)
        case .real(let number): return sqlite3_bind_double(raw, place, number)
        case .null: return sqlite3_bind_null(raw, place)
        case .text(var text):
            return text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    guard let count = Int32(exactly: $0.count) else { return SQLITE_TOOBIG }
                    return cs_bind_text(raw, place, $0.baseAddress, count)
                }
            }
        case .bytes(let bytes):
            return bytes.withUnsafeBytes {
                guard let count = Int32(exactly: $0.count) else { return SQLITE_TOOBIG }
                return cs_bind_blob(raw, place, $0.baseAddress, count)
            }
        }
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
