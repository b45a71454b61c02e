import CSQLite
import GRDB

/// Reads a statement's rows where there are thousands of them: values come from SQLite as they are,
/// without a box for each. The counterpart of `RowWriter`.
enum RowScan {
    /// Steps through a statement until a closure says no. Buffers that it gets from `bytes` end
    /// with its call.
    static func each(
        _ statement: Statement, _ arguments: StatementArguments,
        _ take: (OpaquePointer) throws -> Bool
    ) throws {
        let cursor = try Row.fetchCursor(statement, arguments: arguments)
        while try cursor.next() != nil, try take(statement.sqliteStatement) {}
    }

    static func integer(_ raw: OpaquePointer, _ column: Int32) -> Int64? {
        isNull(raw, column) ? nil : sqlite3_column_int64(raw, column)
    }

    static func real(_ raw: OpaquePointer, _ column: Int32) -> Double? {
        isNull(raw, column) ? nil : sqlite3_column_double(raw, column)
    }

    /// A blob, or a text as its UTF-8; nil if it is empty or missing.
    static func bytes(_ raw: OpaquePointer, _ column: Int32) -> UnsafeBufferPointer<UInt8>? {
        guard let bytes = sqlite3_column_blob(raw, column) else { return nil }
        let count = Int(sqlite3_column_bytes(raw, column))
        return UnsafeRawBufferPointer(start: bytes, count: count).bindMemory(to: UInt8.self)
    }

    /// A text; nil if it is missing.
    static func text(_ raw: OpaquePointer, _ column: Int32) -> String? {
        isNull(raw, column) ? nil : String(decoding: array(raw, column), as: UTF8.self)
    }

    /// A copy of a blob or text; empty if it is missing.
    static func array(_ raw: OpaquePointer, _ column: Int32) -> [UInt8] {
        bytes(raw, column).map { Array($0) } ?? []
    }

    private static func isNull(_ raw: OpaquePointer, _ column: Int32) -> Bool {
        sqlite3_column_type(raw, column) == SQLITE_NULL
    }
}
