/// The one error type that leaves this room: what failed, what is safe, what to do next.
public struct NodeError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it is; the command line turns it into an exit code, the web into a
    /// status, each in one table of its own.
    public enum Category: String, Sendable, Equatable {
        case failed, usage, rejected, unreachable, verification, busy, notPermitted
    }

    // Behind one pointer: Swift 6.3.1 corrupts the heap when an async function throws a typed error
    // too large for registers through a closure (seen as "double free" in the tests).
    private final class Content: Sendable {
        let code: String
        let message: String
        let hint: String?
        let category: Category
        let isFatal: Bool
        let cause: (any Error)?

        init(
            code: String, message: String, hint: String?, category: Category, isFatal: Bool,
            cause: (any Error)?
        ) {
            self.code = code
            self.message = message
            self.hint = hint
            self.category = category
            self.isFatal = isFatal
            self.cause = cause
        }
    }

    private let content: Content

    /// Stable, for programs: lower case with hyphens, such as `lock-held`.
    public var code: String { content.code }
    /// For people, in lower case: what failed and why, and what is safe.
    public var message: String { content.message }
    /// What to do next.
    public var hint: String? { content.hint }
    public var category: Category { content.category }
    /// True after an I/O error that leaves unknown what is on the disk: the process must stop, and
    /// never try again on a page cache that may lie.
    public var isFatal: Bool { content.isFatal }
    /// The error that this one was made from, for the log.
    public var cause: (any Error)? { content.cause }

    public init(
        code: String, message: String, hint: String? = nil, category: Category = .failed,
        isFatal: Bool = false, cause: (any Error)? = nil
    ) {
        content = Content(
            code: code, message: message, hint: hint, category: category, isFatal: isFatal,
            cause: cause)
    }

    public var description: String {
        guard let hint else { return "\(message) (\(code))" }
        return "\(message); \(hint) (\(code))"
    }
}
