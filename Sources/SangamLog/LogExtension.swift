/// Entries that have been proved to extend a log that we hold. Nothing but `LogExtension.check`
/// can construct one, and the store takes nothing else.
public struct VerifiedExtension: Hashable, Sendable {
    /// The node's chain: ours, or a longer one that the section brought.
    public let chain: IdentityChain
    public let origin: Origin
    /// The head that the section proved.
    public let head: SectionHead
    /// How many entries we held before. Units: entries.
    public let size: UInt64
    /// The entries from `size` on.
    public let entries: [SectionEntry]
    /// The right edge after them.
    public let tree: MerkleTree
    /// Entries that the section repeated, with payloads that we may lack; the first one's index
    /// is `repeatedFrom`.
    public let repeated: [SectionEntry]
    public let repeatedFrom: UInt64
    /// The entry before which the log stops for good, because it is none; nil if all are.
    public let fault: EntryFault?

    /// Whether we hold all entries of the head now.
    public var isComplete: Bool { tree.size == head.size }

    fileprivate init(
        section: Section, replica: MerkleTree, entries: [SectionEntry], tree: MerkleTree
    ) {
        chain = section.chain
        origin = section.origin
        head = section.head
        size = replica.size
        self.entries = entries
        self.tree = tree
        repeated = Array(section.entries.prefix(Int(min(section.to, size) - section.from)))
        repeatedFrom = section.from
        fault = section.fault
    }
}

/// The receiver's checks of a section, in the order of Protocol.md, "Receiving".
public enum LogExtension {
    /// Checks a section against what we hold.
    ///
    /// - Parameters:
    ///   - asked: the log that a pull asked for; nil for a push or a file.
    ///   - policy: why a log is not taken here; nil if it is.
    /// Throws: `ExtensionRefusal`, or what reading the replica throws.
    public static func check(
        _ section: Section, asked: Origin?, replica: Replica,
        policy: (Origin) -> Reason? = { _ in nil }
    ) throws -> VerifiedExtension {
        try checkChain(section, replica: replica)
        let isAsked = asked == nil || asked == section.origin
        guard isAsked else { throw ExtensionRefusal.originMismatch }  // check: extension-origin
        if let reason = policy(section.origin) { throw ExtensionRefusal.policy(reason) }
        if replica.isFrozen { throw ExtensionRefusal.policy(.frozen) }
        let size = replica.tree.size
        let end = section.fault?.index ?? section.to
        let isPastFault = replica.isBroken && end > size
        if isPastFault { throw ExtensionRefusal.policy(.frozen) }  // check: extension-broken
        let isReachable = section.from <= size
        let ahead = ExtensionRefusal.rangeAhead(size: size)
        guard isReachable else { throw ahead }  // check: extension-range-ahead
        var walk = try Walk(section: section, replica: replica)
        try walk.appendEntries()
        try walk.checkHead()
        try walk.checkForks()
        guard end > size else {
            return VerifiedExtension(
                section: section, replica: replica.tree, entries: [], tree: replica.tree)
        }
        return VerifiedExtension(
            section: section, replica: replica.tree,
            entries: Array(section.entries[Int(size - section.from)..<Int(end - section.from)]),
            tree: walk.treeBeforeFault ?? walk.tree)
    }

    private static func checkChain(_ section: Section, replica: Replica) throws {
        guard let chain = replica.chain else { return }
        guard chain.node == section.chain.node else { throw ExtensionRefusal.originMismatch }
        let comparison = chain.compare(with: section.chain)
        let shorter = ExtensionRefusal.chainShorter(number: chain.newestNumber)
        if comparison == .shorter { throw shorter }  // check: extension-chain-shorter
        if case .conflict(let number) = comparison {
            throw ExtensionRefusal.identityConflict(
                try ForkEvidence.statements(chain, section.chain, number: number))
        }
    }

    /// Checks a head that was announced without entries against our own tree.
    ///
    /// Throws: `ExtensionRefusal.fork` if its size is not above ours and its root is another.
    public static func check(head: SignedCheckpoint, replica: Replica) throws {
        guard head.size > 0, head.size <= replica.tree.size else { return }
        let ours = try replica.hashes.tree(size: head.size).root
        guard ours != head.root else { return }
        throw ExtensionRefusal.fork(
            try ForkEvidence.between(smaller: head, replica: replica), line: 0)
    }
}

/// One walk over a section's entries: the tree on the way, and what differs from ours.
private struct Walk {
    let section: Section
    let replica: Replica
    var tree: MerkleTree
    /// The tree of all entries before the first that is none.
    var treeBeforeFault: MerkleTree?
    /// The first index at which a valid section differs from what we hold.
    var firstDifference: UInt64?
    /// Roots on the way at the sizes of the heads that we know of.
    var rootsAt: [UInt64: Hash] = [:]

    init(section: Section, replica: Replica) throws {
        self.section = section
        self.replica = replica
        tree =
            section.from == replica.tree.size
            ? replica.tree : try replica.hashes.tree(size: section.from)
    }

    /// The heads that our entries have not reached, so that this section may pass them.
    var awaited: [SignedCheckpoint] {
        [replica.verified, replica.awaited, replica.pending].compactMap { $0 }.filter {
            $0.size > replica.tree.size && $0.checkpoint.origin == section.origin
        }
    }

    mutating func appendEntries() throws {
        let awaitedSizes = Set(awaited.map(\.size))
        for item in section.entries {
            if tree.size == section.fault?.index { treeBeforeFault = tree }
            if tree.size < replica.tree.size, firstDifference == nil,
                try replica.entry(tree.size) != item.entry.bytes
            {
                firstDifference = tree.size
            }
            tree.append(item.entry.leaf)
            if awaitedSizes.contains(tree.size) { rootsAt[tree.size] = tree.root }
        }
    }

    /// The entries lead to the head: equal roots, or a consistency proof.
    func checkHead() throws {
        let (root, head) = (tree.root, section.head)
        if section.to == head.size {
            guard root == head.root else { throw invalid(.rootMismatch) }  // check: extension-root
        } else {
            let isProved = ConsistencyProof.verifies(
                oldSize: section.to, oldRoot: root, newSize: head.size, newRoot: head.root,
                proof: section.proof)
            guard isProved else { throw invalid(.proofInvalid) }  // check: extension-proof
        }
    }

    /// A valid section that is another history than ours.
    func checkForks() throws {
        let differs = firstDifference != nil
        if case .closed = section.head, let first = firstDifference {
            throw ExtensionRefusal.isVoid(from: first)
        }
        if differs {  // check: extension-fork-entries
            throw try fork(from: firstDifference ?? section.from)
        }
        if section.head.size > 0, section.head.size <= replica.tree.size {
            let ours = try replica.hashes.tree(size: section.head.size).root
            let isOther = ours != section.head.root
            if isOther { throw try fork(from: section.from) }  // check: extension-fork-head
        }
        for known in awaited {
            let root = known.size == section.head.size ? section.head.root : rootsAt[known.size]
            let isOther = root != nil && root != known.root
            if isOther { throw try forkAgainst(known) }  // check: extension-fork-pending
        }
    }

    private func fork(from difference: UInt64) throws -> ExtensionRefusal {
        guard case .checkpoint(let theirs) = section.head else { return .fork(nil, line: endLine) }
        if theirs.size <= replica.tree.size {
            let evidence = try ForkEvidence.between(smaller: theirs, replica: replica)
            return .fork(evidence, line: endLine)
        }
        guard let ours = replica.verified, ours.size <= replica.tree.size else {
            return .fork(nil, line: endLine)
        }
        return .fork(try theirTreeEvidence(smaller: ours, sharedUpTo: difference), line: endLine)
    }

    private func forkAgainst(_ known: SignedCheckpoint) throws -> ExtensionRefusal {
        guard case .checkpoint(let theirs) = section.head else { return .fork(nil, line: endLine) }
        if theirs.size == known.size {
            return .fork(
                try ForkEvidence.heads(
                    chain: section.chain, smaller: known, larger: theirs, root: nil, proof: []),
                line: endLine)
        }
        return .fork(
            try theirTreeEvidence(smaller: known, sharedUpTo: section.from), line: endLine)
    }

    /// Evidence from the sender's own tree: it needs all of its entries, so `to` is the head.
    private func theirTreeEvidence(
        smaller: SignedCheckpoint, sharedUpTo shared: UInt64
    ) throws -> ForkEvidence? {
        guard case .checkpoint(let theirs) = section.head, section.to == theirs.size else {
            return nil
        }
        let source = theirHashes(sharedUpTo: shared)
        let root = try source.tree(size: smaller.size).root
        guard root != smaller.root else { return nil }
        return try ForkEvidence.heads(
            chain: section.chain, smaller: smaller, larger: theirs, root: root,
            proof: try ConsistencyProof.make(from: smaller.size, to: theirs.size, from: source))
    }

    /// Hashes of the sender's tree: ours below the first difference, the section's after it.
    private func theirHashes(sharedUpTo shared: UInt64) -> SubtreeHashes {
        func read(_ level: Int, _ index: UInt64) throws -> Hash {
            let end = (index + 1) << UInt64(level)
            if end <= shared { return try replica.hashes.read(level, index) }
            guard level > 0 else {
                return section.entries[Int(index - section.from)].entry.leaf
            }
            return Hash.node(
                try read(level - 1, 2 * index), try read(level - 1, 2 * index + 1))
        }
        return SubtreeHashes(read: read)
    }

    private var endLine: Int { section.endLine }

    private func invalid(_ reason: Reason) -> ExtensionRefusal {
        .invalid(reason, line: section.endLine)
    }
}
