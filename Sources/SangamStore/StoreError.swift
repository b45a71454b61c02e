import GRDB
import SangamLog

/// Why the store cannot do what was asked.
public struct StoreError: Error, Sendable, CustomStringConvertible {
    /// The cases that callers tell apart.
    public enum Code: String, Sendable {
        /// The disk is full: nothing of this change was written, reads go on.
        case diskFull = "disk-full"
        /// A read or write of the disk failed: the process must stop (A7).
        case ioFailed = "io-failed"
        /// The file is damaged.
        case corrupt
        /// A newer version of this program has written the file.
        case schemaNewer = "schema-newer"
        /// `synchronous=FULL` could not be set: a power cut could make us sign two histories.
        case notDurable = "not-durable"
        /// Our stored tree does not give the root that we signed last.
        case headMismatch = "head-mismatch"
        /// The log has moved on since the check; check again.
        case moved
        /// The node, log or record is not here.
        case notFound = "not-found"
        case failed
    }

    // Behind one pointer: Swift 6.3.1 corrupts the heap when an async function throws a typed error
    // too large for registers through a closure (seen as "double free" in the tests).
    private final class Content: Sendable {
        let code: Code
        let message: String
        let cause: (any Error)?

        init(code: Code, message: String, cause: (any Error)?) {
            self.code = code
            self.message = message
            self.cause = cause
        }
    }

    private let content: Content

    public var code: Code { content.code }
    public var message: String { content.message }
    public var cause: (any Error)? { content.cause }

    public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        content = Content(code: code, message: message, cause: cause)
    }

    public var description: String { message }

    /// Turns what SQLite says into what a caller can act on.
    init(_ error: any Error) {
        if let error = error as? StoreError {
            self = error
            return
        }
        if error is TileProblem {
            self.init(
                .corrupt, "the stored tree is damaged (\(error)); run sangam verify", cause: error)
            return
        }
        guard let database = error as? DatabaseError else {
            self.init(.failed, "the store failed: \(error)", cause: error)
            return
        }
        // The index of the write-ahead log could not grow: that too is a full disk.
        let isFull =
            database.resultCode == .SQLITE_FULL
            || database.extendedResultCode == .SQLITE_IOERR_SHMSIZE
        guard !isFull else {
            self.init(
                .diskFull, "the disk is full; nothing of this change was written", cause: error)
            return
        }
        switch database.resultCode {
        case .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_READONLY:
            self.init(
                .ioFailed, "the database could not be read or written: \(database)",
                cause: error)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            self.init(.corrupt, "the database file is damaged: \(database)", cause: error)
        default:
            self.init(.failed, "the database failed: \(database)", cause: error)
        }
    }
}
