import SangamLog
import Testing

/// Trees and proofs against RFC 6962 written down as it stands there.
@Suite struct MerkleTreeTests {
    /// The definition: slow, recursive, obviously right.
    private func mth(_ leaves: ArraySlice<Hash>) -> Hash {
        guard leaves.count > 1 else { return leaves.first ?? Hash.sha256([]) }
        var split = 1
        while split * 2 < leaves.count { split *= 2 }
        let middle = leaves.startIndex + split
        return Hash.node(mth(leaves[..<middle]), mth(leaves[middle...]))
    }

    @Test func `every root of sizes 0 to 300 is that of the definition`() {
        let leaves = TestLog.leaves(300)
        var tree = MerkleTree()
        for size in 0...300 {
            #expect(tree.root == mth(leaves[..<size]), "size \(size)")
            #expect(tree.size == UInt64(size) && tree.frontier.count == size.nonzeroBitCount)
            if size < 300 { tree.append(leaves[size]) }
        }
    }

    @Test func `a tree goes on from its frontier, and a frontier of another size is no tree`() {
        let leaves = TestLog.leaves(300)
        for size in [0, 1, 7, 8, 255, 256, 257] {
            let before = tree(leaves.prefix(size))
            var again = MerkleTree(size: before.size, frontier: before.frontier)
            for leaf in leaves[size...] { again?.append(leaf) }
            #expect(again?.root == root(leaves), "from \(size)")
            let frontier = before.frontier + [leaves[0]]
            #expect(MerkleTree(size: before.size, frontier: frontier) == nil)
        }
    }

    @Test func `a source gives the frontier of any prefix`() throws {
        let leaves = TestLog.leaves(70)
        let source = SubtreeHashes.leaves(leaves)
        for size in 0...70 {
            #expect(try source.tree(size: UInt64(size)) == tree(leaves.prefix(size)))
        }
    }

    @Test func `consistency proofs between all sizes to 70 verify, and no altered one does`() throws
    {
        let leaves = TestLog.leaves(70)
        let source = SubtreeHashes.leaves(leaves)
        let roots = (0...70).map { root(leaves.prefix($0)) }
        var generator = SeededGenerator(seed: propertySeed)
        for new in 1...70 {
            for old in 1...new {
                let proof = try ConsistencyProof.make(
                    from: UInt64(old), to: UInt64(new), from: source)
                let check = { (proof: [Hash], oldRoot: Hash, newRoot: Hash) in
                    ConsistencyProof.verifies(
                        oldSize: UInt64(old), oldRoot: oldRoot, newSize: UInt64(new),
                        newRoot: newRoot, proof: proof)
                }
                #expect(check(proof, roots[old], roots[new]), "\(old) to \(new)")
                #expect(!check(proof, roots[old - 1], roots[new]), "\(old) to \(new): old root")
                #expect(!check(proof, roots[old], roots[new - 1]), "\(old) to \(new): new root")
                for altered in alterations(of: proof, using: &generator) {
                    #expect(!check(altered, roots[old], roots[new]), "\(old) to \(new)")
                }
            }
        }
    }

    @Test func `inclusion proofs of all leaves of sizes to 70 verify, and no altered one does`()
        throws
    {
        let leaves = TestLog.leaves(70)
        let source = SubtreeHashes.leaves(leaves)
        var generator = SeededGenerator(seed: propertySeed)
        for size in 1...70 {
            let root = root(leaves.prefix(size))
            for index in 0..<size {
                let proof = try InclusionProof.make(
                    index: UInt64(index), size: UInt64(size), from: source)
                let place = "leaf \(index) of \(size)"
                #expect(proof.verifies(leaf: leaves[index], root: root), "\(place)")
                #expect(!proof.verifies(leaf: leaves[(index + 1) % 70], root: root), "\(place)")
                #expect(!proof.verifies(leaf: leaves[index], root: leaves[69]), "\(place)")
                for altered in alterations(of: proof.hashes, using: &generator) {
                    let bad = InclusionProof(
                        index: proof.index, size: proof.size, hashes: altered)
                    #expect(!bad.verifies(leaf: leaves[index], root: root), "\(place)")
                }
                for (otherIndex, otherSize) in others(index: index, size: size) {
                    let bad = InclusionProof(
                        index: otherIndex, size: otherSize, hashes: proof.hashes)
                    #expect(!bad.verifies(leaf: leaves[index], root: root), "\(place)")
                }
            }
        }
    }

    /// Another place that the same hashes must not prove.
    private func others(index: Int, size: Int) -> [(UInt64, UInt64)] {
        [
            (UInt64(index + 1), UInt64(size)), (UInt64(size), UInt64(size)),
            (UInt64.max, UInt64(size)), (UInt64(index), 0),
        ]
    }

    /// One bit flipped, two hashes swapped, one hash more, less, or twice.
    private func alterations(
        of proof: [Hash], using generator: inout SeededGenerator
    ) -> [[Hash]] {
        var altered = [proof + [Hash.emptyRoot], [Hash.emptyRoot] + proof]
        guard let first = proof.first else { return altered }
        altered += [Array(proof.dropFirst()), Array(proof.dropLast()), [first] + proof]
        let place = Int.random(in: 0..<proof.count, using: &generator)
        let bit = Int.random(in: 0..<8, using: &generator)
        let byte = Int.random(in: 0..<32, using: &generator)
        if let flipped = Hash(proof[place].bytes.flipping(bit: bit, at: byte)) {
            var copy = proof
            copy[place] = flipped
            altered.append(copy)
        }
        if proof.count > 1 { altered.append(proof.reversed()) }
        return altered
    }

    @Test func `proofs between random larger sizes verify`() throws {
        let leaves = TestLog.leaves(3_000)
        let source = SubtreeHashes.leaves(leaves)
        var generator = SeededGenerator(seed: propertySeed)
        for _ in 0..<60 {
            let new = Int.random(in: 71...3_000, using: &generator)
            let old = Int.random(in: 1...new, using: &generator)
            let newRoot = root(leaves.prefix(new))
            let proof = try ConsistencyProof.make(from: UInt64(old), to: UInt64(new), from: source)
            #expect(
                ConsistencyProof.verifies(
                    oldSize: UInt64(old), oldRoot: root(leaves.prefix(old)), newSize: UInt64(new),
                    newRoot: newRoot, proof: proof), "seed \(propertySeed): \(old) to \(new)")
            let index = Int.random(in: 0..<new, using: &generator)
            let inclusion = try InclusionProof.make(
                index: UInt64(index), size: UInt64(new), from: source)
            #expect(
                inclusion.verifies(leaf: leaves[index], root: newRoot),
                "seed \(propertySeed): leaf \(index) of \(new)")
        }
    }

    @Test func `hostile sizes neither trap nor verify (C5)`() {
        let hash = Hash.emptyRoot
        let sizes: [UInt64] = [0, 1, 1 << 40, 1 << 62, 1 << 63, (1 << 63) + 1, .max - 1, .max]
        for old in sizes {
            for new in sizes {
                for count in [0, 1, 62, 63, 64, 200] {
                    let proof = Array(repeating: hash, count: count)
                    let isTrivial = old == new && old > 0 && count == 0
                    #expect(
                        ConsistencyProof.verifies(
                            oldSize: old, oldRoot: hash, newSize: new, newRoot: hash, proof: proof)
                            == isTrivial)
                    let inclusion = InclusionProof(index: old, size: new, hashes: proof)
                    let isOnlyLeaf = old == 0 && new == 1 && count == 0
                    #expect(inclusion.verifies(leaf: hash, root: hash) == isOnlyLeaf)
                }
            }
        }
    }
}
