/// Proves that a tree is a prefix of a larger one.
///
/// Shape: at most 63 hashes, the deepest first; the old root is left out when the old size is a
/// complete subtree; empty if the sizes are equal. Source: RFC 6962 §2.1.2, RFC 9162 §2.1.4.2.
public enum ConsistencyProof {
    /// Makes the proof from size `old` to size `new`; empty if `old` is 0 or equals `new`.
    ///
    /// Throws: what the source throws. Needs old ≤ new.
    public static func make(
        from old: UInt64, to new: UInt64, from source: SubtreeHashes
    ) throws -> [Hash] {
        precondition(old <= new, "the caller has compared the sizes")
        guard old > 0, old < new else { return [] }
        var hashes: [Hash] = []
        var start: UInt64 = 0
        var end = new
        var isWholeOldTree = true
        while old != end {
            let middle = start + SubtreeHashes.split(end - start)
            if old <= middle {
                hashes.append(try source.root(from: middle, to: end))
                end = middle
            } else {
                hashes.append(try source.root(from: start, to: middle))
                start = middle
                isWholeOldTree = false
            }
        }
        if !isWholeOldTree { hashes.append(try source.root(from: start, to: end)) }
        return hashes.reversed()
    }

    /// Whether the proof takes the old root to the new one.
    ///
    /// Shape: 1 ≤ oldSize ≤ newSize; a check from size 0 proves nothing and is refused, so the
    /// caller treats the empty tree by itself. Never traps on hostile numbers.
    public static func verifies(
        oldSize: UInt64, oldRoot: Hash, newSize: UInt64, newRoot: Hash, proof: [Hash]
    ) -> Bool {
        guard oldSize >= 1, oldSize <= newSize, proof.count <= Limits.proofHashesMax else {
            return false
        }
        if oldSize == newSize { return proof.isEmpty && oldRoot == newRoot }
        let isComplete = oldSize.nonzeroBitCount == 1
        let path = isComplete ? [oldRoot] + proof : proof
        guard let start = path.first else { return false }
        let shift = UInt64((~(oldSize - 1)).trailingZeroBitCount)
        var first = (oldSize - 1) >> shift
        var second = (newSize - 1) >> shift
        var old = start
        var new = start
        for hash in path.dropFirst() {
            guard second != 0 else { return false }
            if first & 1 == 1 || first == second {
                old = Hash.node(hash, old)
                new = Hash.node(hash, new)
                while first & 1 == 0 && first != 0 {
                    first >>= 1
                    second >>= 1
                }
            } else {
                new = Hash.node(new, hash)
            }
            first >>= 1
            second >>= 1
        }
        return second == 0 && old == oldRoot && new == newRoot
    }
}
