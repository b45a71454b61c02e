/// Proves that one leaf is in a tree: the sibling hashes from the leaf up to the root's child.
///
/// Source: RFC 6962 §2.1.1, RFC 9162 §2.1.3.2.
public struct InclusionProof: Hashable, Sendable {
    /// The leaf's index. Units: leaves, 0 ..< size.
    public let index: UInt64
    /// The tree's size. Units: leaves.
    public let size: UInt64
    /// The siblings, the leaf's own first.
    public let hashes: [Hash]

    public init(index: UInt64, size: UInt64, hashes: [Hash]) {
        self.index = index
        self.size = size
        self.hashes = hashes
    }

    /// Makes the proof of leaf `index` in the tree of the first `size` leaves.
    ///
    /// Throws: what the source throws. Needs index < size.
    public static func make(
        index: UInt64, size: UInt64, from source: SubtreeHashes
    ) throws -> InclusionProof {
        precondition(index < size, "the caller has checked the index against the tree")
        var hashes: [Hash] = []
        var start: UInt64 = 0
        var end = size
        while end - start > 1 {
            let middle = start + SubtreeHashes.split(end - start)
            if index < middle {
                hashes.append(try source.root(from: middle, to: end))
                end = middle
            } else {
                hashes.append(try source.root(from: start, to: middle))
                start = middle
            }
        }
        return InclusionProof(index: index, size: size, hashes: hashes.reversed())
    }

    /// Whether `leaf` at this index gives this root. Never traps on hostile numbers.
    public func verifies(leaf: Hash, root: Hash) -> Bool {
        guard index < size, hashes.count <= Limits.proofHashesMax else { return false }
        var first = index
        var second = size - 1
        var hash = leaf
        for sibling in hashes {
            guard second != 0 else { return false }
            if first & 1 == 1 || first == second {
                hash = Hash.node(sibling, hash)
                while first & 1 == 0 && first != 0 {
                    first >>= 1
                    second >>= 1
                }
            } else {
                hash = Hash.node(hash, sibling)
            }
            first >>= 1
            second >>= 1
        }
        return second == 0 && hash == root
    }
}
