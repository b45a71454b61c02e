import HTTPTypes
import SangamNode
import SangamStore

/// For whoever watches over the process.
struct Health: Sendable {
    let node: Node
    let clock: @Sendable () -> Int64

    /// GET /healthz: the process answers.
    func live(_ request: WebRequest) async throws -> Answer { .line("ok") }

    /// GET /readyz: the database answers, and the node can say how it stands.
    func ready(_ request: WebRequest) async throws -> Answer {
        do {
            _ = try await node.reader.schemaVersion()
            _ = try await node.status(now: clock())
            return .line("ready")
        } catch {
            throw WebProblem(.serviceUnavailable, "not-ready", retryAfter: 5)
        }
    }
}
