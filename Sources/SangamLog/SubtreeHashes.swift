/// Where the hashes of complete subtrees come from when a proof is made.
///
/// Shape: `read(level, index)` is the root of leaves `index·2^level ..< (index+1)·2^level`.
/// Source: RFC 6962 §2.1.
public struct SubtreeHashes {
    /// Reads one hash. Throws: what the storage behind it throws.
    public var read: (_ level: Int, _ index: UInt64) throws -> Hash

    public init(read: @escaping (_ level: Int, _ index: UInt64) throws -> Hash) {
        self.read = read
    }

    /// A source over leaf hashes in memory: for tests, evidence and short logs.
    public static func leaves(_ leaves: [Hash]) -> SubtreeHashes {
        SubtreeHashes { level, index in
            let width = UInt64(1) << UInt64(level)
            let first = Int(index * width)
            precondition(first + Int(width) <= leaves.count, "a proof reads inside its own tree")
            var tree = MerkleTree()
            for leaf in leaves[first..<(first + Int(width))] { tree.append(leaf) }
            return tree.root
        }
    }

    /// The frontier of the tree of the first `size` leaves, the largest subtree first.
    public func tree(size: UInt64) throws -> MerkleTree {
        var frontier: [Hash] = []
        var start: UInt64 = 0
        for level in stride(from: 63, through: 0, by: -1) {
            let width = UInt64(1) << UInt64(level)
            guard size & width != 0 else { continue }
            frontier.append(try read(level, start >> UInt64(level)))
            start += width
        }
        guard let tree = MerkleTree(size: size, frontier: frontier) else {
            preconditionFailure("one hash was read for each 1 bit of the size")
        }
        return tree
    }

    /// MTH(D[start:end]) where `start` is a multiple of the smallest power of two ≥ end − start.
    func root(from start: UInt64, to end: UInt64) throws -> Hash {
        var parts: [Hash] = []
        var position = start
        while position < end {
            let level = 63 - (end - position).leadingZeroBitCount
            parts.append(try read(level, position >> UInt64(level)))
            position += UInt64(1) << UInt64(level)
        }
        guard var hash = parts.popLast() else { return Hash.emptyRoot }
        while let left = parts.popLast() { hash = Hash.node(left, hash) }
        return hash
    }

    /// The largest power of two strictly below n. Needs n ≥ 2.
    static func split(_ n: UInt64) -> UInt64 {
        UInt64(1) << UInt64(63 - (n - 1).leadingZeroBitCount)
    }
}
