import SangamNode

/// Why a command failed, in words for people and a code for programs.
struct CommandError: Error, Equatable, Sendable {
    // Behind one pointer, for the same reason as `NodeError`.
    private final class Content: Sendable, Equatable {
        let code: String
        let message: String
        let hint: String?
        let exitCode: ExitCodes

        init(code: String, message: String, hint: String?, exitCode: ExitCodes) {
            self.code = code
            self.message = message
            self.hint = hint
            self.exitCode = exitCode
        }

        static func == (a: Content, b: Content) -> Bool {
            a.code == b.code && a.message == b.message && a.hint == b.hint
                && a.exitCode == b.exitCode
        }
    }

    private let content: Content

    /// Lower case with hyphens, such as `lock-held`.
    var code: String { content.code }
    var message: String { content.message }
    var hint: String? { content.hint }
    var exitCode: ExitCodes { content.exitCode }

    init(_ code: String, _ message: String, hint: String? = nil, exitCode: ExitCodes = .failed) {
        content = Content(code: code, message: message, hint: hint, exitCode: exitCode)
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
