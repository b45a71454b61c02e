/// What a receiver holds of the log that a section or a head is about.
///
/// Shape: values and one way to read hashes; the receiver's checks need nothing else.
public struct Replica {
    /// The chain of statements held for the node; nil for a node not known yet.
    public var chain: IdentityChain?
    /// The right edge of the entries held of this log.
    public var tree: MerkleTree
    /// The largest head that a section has proved from entries; it may lie beyond the entries.
    public var verified: SignedCheckpoint?
    /// The largest head whose signature is valid and that nothing has proved yet.
    public var pending: SignedCheckpoint?
    /// The smallest such head above the entries held: our entries pass it first.
    public var awaited: SignedCheckpoint?
    /// Whether fork evidence has stopped this log.
    public var isFrozen: Bool
    /// Whether the owner has signed a line that is no entry: entries end before it for good.
    public var isBroken: Bool
    /// Hashes of complete subtrees of the entries held.
    public var hashes: SubtreeHashes
    /// Bytes of a held entry. Needs index < tree.size.
    public var entry: (UInt64) throws -> [UInt8]

    public init(
        chain: IdentityChain?, tree: MerkleTree, verified: SignedCheckpoint? = nil,
        pending: SignedCheckpoint? = nil, awaited: SignedCheckpoint? = nil, isFrozen: Bool = false,
        isBroken: Bool = false, hashes: SubtreeHashes,
        entry: @escaping (UInt64) throws -> [UInt8]
    ) {
        self.chain = chain
        self.tree = tree
        self.verified = verified
        self.pending = pending
        self.awaited = awaited
        self.isFrozen = isFrozen
        self.isBroken = isBroken
        self.hashes = hashes
        self.entry = entry
    }

    /// A replica that holds nothing yet.
    public static func empty(chain: IdentityChain? = nil) -> Replica {
        Replica(chain: chain, tree: MerkleTree(), hashes: .leaves([]), entry: { _ in [] })
    }
}

/// Why a section is not applied, with the numbers that the answer needs.
public enum ExtensionRefusal: Error, Equatable, Sendable {
    /// 409 `number <n>`: the sender's chain is shorter than ours.
    case chainShorter(number: Int)
    /// Two valid statements with one number.
    case identityConflict(ForkEvidence)
    /// A pull's answer about another log than the one asked for.
    case originMismatch
    /// 403 and one word.
    case policy(Reason)
    /// 409 `size <n>`: the section begins beyond what we hold.
    case rangeAhead(size: UInt64)
    /// 422: the bytes do not prove themselves.
    case invalid(Reason, line: Int)
    /// 422: everything verifies, and it is another history than ours. The evidence is nil if this
    /// section alone does not show it to a third party.
    case fork(ForkEvidence?, line: Int)
    /// Everything verifies against the head that a statement closed, and ours is another history:
    /// ours is void from this index on, and the section is checked again without it.
    case isVoid(from: UInt64)
}

extension ExtensionRefusal {
    /// The rule, by its name in Protocol.md.
    public var reason: Reason {
        switch self {
        case .chainShorter: .chainShorter
        case .identityConflict: .identityConflict
        case .originMismatch: .originMismatch
        case .policy(let reason): reason
        case .rangeAhead: .rangeAhead
        case .invalid(let reason, _): reason
        case .fork, .isVoid: .fork
        }
    }
}
