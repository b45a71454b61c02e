/// The right edge of an RFC 6962 tree: its size and the roots of its complete subtrees.
///
/// Shape: `frontier` has one hash for each 1 bit of `size`, the largest subtree first. That is all
/// that a replica needs to append leaves and to compute the root.
/// Source: RFC 6962 §2.1; Protocol.md, "The tree".
public struct MerkleTree: Hashable, Sendable {
    /// How many leaves the tree has. Units: leaves.
    public private(set) var size: UInt64
    /// The roots of the complete subtrees, the largest first.
    public private(set) var frontier: [Hash]

    /// The tree without leaves.
    public init() {
        size = 0
        frontier = []
    }

    /// A tree of a size with its frontier; nil if their number does not fit the size.
    public init?(size: UInt64, frontier: [Hash]) {
        guard size.nonzeroBitCount == frontier.count else { return nil }
        self.size = size
        self.frontier = frontier
    }

    /// Appends one leaf. O(log n) in the worst case, O(1) amortised.
    public mutating func append(_ leaf: Hash) {
        precondition(size < UInt64.max, "a log never reaches 2^64 leaves: sizes stop at 2^40")
        var hash = leaf
        var rest = size
        while rest & 1 == 1, let left = frontier.popLast() {
            hash = Hash.node(left, hash)
            rest >>= 1
        }
        frontier.append(hash)
        size += 1
    }

    /// The root: SHA-256 of nothing for the tree without leaves.
    public var root: Hash {
        guard var hash = frontier.last else { return Hash.emptyRoot }
        for left in frontier.dropLast().reversed() { hash = Hash.node(left, hash) }
        return hash
    }
}
