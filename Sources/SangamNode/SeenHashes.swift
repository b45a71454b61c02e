/// A set of 64-bit hashes that only grows, in the room that the numbers themselves take: an import
/// of a million rows holds 8 MB of it, where a `Set` would hold 17, and 25 while it grows.
struct SeenHashes: Sendable {
    /// Ascending.
    private var sorted: [UInt64] = []
    private var recent: Set<UInt64> = []
    private static let recentMost = 1 << 15

    var isEmpty: Bool { sorted.isEmpty && recent.isEmpty }

    func contains(_ hash: UInt64) -> Bool {
        recent.contains(hash) || place(of: hash).isThere
    }

    /// Returns: whether it was not there.
    mutating func insert(_ hash: UInt64) -> Bool {
        guard !place(of: hash).isThere, recent.insert(hash).inserted else { return false }
        if recent.count >= Self.recentMost { merge() }
        return true
    }

    private func place(of hash: UInt64) -> (index: Int, isThere: Bool) {
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < hash { low = middle + 1 } else { high = middle }
        }
        return (low, low < sorted.count && sorted[low] == hash)
    }

    /// Merges from the end, in place.
    private mutating func merge() {
        let new = recent.sorted()
        recent.removeAll(keepingCapacity: true)
        var (old, next) = (sorted.count - 1, new.count - 1)
        sorted.reserveCapacity(sorted.count + new.count)
        sorted.append(contentsOf: repeatElement(0, count: new.count))
        var at = sorted.count - 1
        while next >= 0 {
            if old >= 0, sorted[old] > new[next] {
                sorted[at] = sorted[old]
                old -= 1
            } else {
                sorted[at] = new[next]
                next -= 1
            }
            at -= 1
        }
    }
}
