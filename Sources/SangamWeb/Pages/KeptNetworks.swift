import SangamStore
import Synchronization

/// The networks that pages name, read once for each state of the directory.
final class KeptNetworks: Sendable {
    /// The state of the directory when the page that is being made was asked for; nil if the page
    /// is none that is kept.
    @TaskLocal static var state: String?

    private let kept = Mutex<(state: String, rows: [NetworkRow])?>(nil)

    /// What was read in the state of this page, or what `read` says.
    func rows(_ read: () async throws -> [NetworkRow]) async throws -> [NetworkRow] {
        guard let state = Self.state else { return try await read() }
        if let kept = kept.withLock({ $0 }), kept.state == state { return kept.rows }
        let rows = try await read()
        kept.withLock { $0 = (state, rows) }
        return rows
    }
}
