import SangamNode

/// Why a command failed, in words for people and a code for programs.
struct CommandError: Error, Equatable, Sendable {
    /// Lower case with hyphens, such as `lock-held`.
    let code: String
    let message: String
    let hint: String?
    let exitCode: ExitCodes

    init(_ code: String, _ message: String, hint: String? = nil, exitCode: ExitCodes = .failed) {
        self.code = code
        self.message = message
        self.hint = hint
        self.exitCode = exitCode
    }

    init(_ error: NodeError) {
        self.init(
            error.code, error.message, hint: error.hint, exitCode: ExitCodes(error.category))
    }

    init(any error: any Error) {
        switch error {
        case let error as CommandError: self = error
        case let error as NodeError: self.init(error)
        case is CancellationError: self = .interrupted
        default: self.init("failed", "something failed that has no better name: \(error)")
        }
    }

    static func usage(_ message: String, hint: String? = nil) -> CommandError {
        CommandError("usage", message, hint: hint, exitCode: .usage)
    }

    static let interrupted = CommandError(
        "interrupted", "interrupted", hint: "what was acknowledged is safe",
        exitCode: .interrupted)
}
