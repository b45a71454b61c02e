import Testing

@testable import SangamNode

@Suite struct SeenHashesTests {
    @Test func `it says of every number whether it was there, over several merges`() {
        var seen = SeenHashes()
        var known: Set<UInt64> = []
        var state: UInt64 = 88_172_645_463_325_252
        #expect(seen.isEmpty)
        for _ in 0..<150_000 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            // Few enough different ones that many come twice.
            let hash = state % 100_000 &* 0x9E37_79B9_7F4A_7C15
            let isNew = known.insert(hash).inserted
            if seen.insert(hash) != isNew { Issue.record("\(hash)") }
        }
        #expect(!seen.isEmpty)
        #expect(!known.contains { !seen.contains($0) })
        #expect(!(0..<1_000).contains { seen.contains($0 &* 3 + 1) != known.contains($0 &* 3 + 1) })
    }
}
