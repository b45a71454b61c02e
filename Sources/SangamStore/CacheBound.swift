import CSQLite
import Synchronization

/// While one is held, SQLite's caches use their own pages again before they take new ones: five
/// connections would fill five caches beside a long import, whose memory is to stay small whatever
/// its size. Pages are served a little slower meanwhile.
public final class CacheBound: Sendable {
    private static let holders = Mutex(0)
    /// What SQLite may hold in the whole process. Units: bytes.
    private static let heapBytes: Int64 = 32 << 20

    public init() {
        Self.holders.withLock { holders in
            holders += 1
            sqlite3_soft_heap_limit64(Self.heapBytes)
        }
    }

    deinit {
        Self.holders.withLock { holders in
            holders -= 1
            // Zero is no limit.
            if holders == 0 { sqlite3_soft_heap_limit64(0) }
        }
    }
}
