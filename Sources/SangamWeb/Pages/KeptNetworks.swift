import SangamStore

/// The networks that pages name, read once for each state of the directory.
final class KeptNetworks: Sendable {
    /// The state of the directory when the page that is being made was asked for; nil if the page
    /// is none that is kept.
    @TaskLocal static var state: String?

    private let kept = KeptAnswers<Question>(most: 1)

    private enum Question { case networks }

    /// What was read in the state of this page, or what `read` says.
    func rows(_ read: () async throws -> [NetworkRow]) async throws -> [NetworkRow] {
        guard let state = Self.state else { return try await read() }
        return try await kept.answer(.networks, stamp: state, now: nil) { (try await read(), 0) }
    }
}
