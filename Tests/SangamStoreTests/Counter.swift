import Foundation
import Synchronization

/// Counts calls of a closure that may run anywhere.
final class Counter: Sendable {
    private let count = Mutex(0)

    var value: Int { count.withLock { $0 } }

    func add() { count.withLock { $0 += 1 } }
}

extension [UInt8] {
    /// The same bytes as SQLite takes them.
    var data: Data { Data(self) }
}
