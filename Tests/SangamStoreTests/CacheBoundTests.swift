import GRDB
import Testing

@testable import SangamStore

struct CacheBoundTests {
    @Test func `while one is held, all of SQLite in this process has a bound`() async throws {
        let place = try Place()
        let bound = CacheBound()
        let limit = try await place.store.pool.read {
            try Int.fetchOne($0, sql: "PRAGMA soft_heap_limit")
        }
        #expect(limit == 32 << 20)
        withExtendedLifetime(bound) {}
    }
}
