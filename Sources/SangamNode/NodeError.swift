/// The one error type that leaves this room: what failed, what is safe, what to do next.
public struct NodeError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it is; the command line turns it into an exit code, the web into a
    /// status, each in one table of its own.
    public enum Category: String, Sendable, Equatable {
        case failed, usage, rejected, unreachable, verification, busy, notPermitted
    }

    /// Stable, for programs: lower case with hyphens, such as `lock-held`.
    public let code: String
    /// For people, in lower case: what failed and why, and what is safe.
    public let message: String
    /// What to do next.
    public let hint: String?
    public let category: Category
    /// True after an I/O error that leaves unknown what is on the disk: the process must stop, and
    /// never try again on a page cache that may lie.
    public let isFatal: Bool
    /// The error that this one was made from, for the log.
    public let cause: (any Error)?

    public init(
        code: String, message: String, hint: String? = nil, category: Category = .failed,
        isFatal: Bool = false, cause: (any Error)? = nil
    ) {
        self.code = code
        self.message = message
        self.hint = hint
        self.category = category
        self.isFatal = isFatal
        self.cause = cause
    }

    public var description: String {
        guard let hint else { return "\(message) (\(code))" }
        return "\(message); \(hint) (\(code))"
    }
}
