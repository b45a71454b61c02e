import Synchronization

/// What this site is called in each language, as the last page said it: an error page asks nothing
/// of the store, which may be the trouble.
final class SiteName: Sendable {
    private let names = Mutex<[String: String]>([:])

    func set(_ name: String, _ language: String) { names.withLock { $0[language] = name } }

    func of(_ language: String) -> String? { names.withLock { $0[language] } }
}
