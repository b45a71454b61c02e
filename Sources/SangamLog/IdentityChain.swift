/// All statements of one node, verified from statement 0 on.
///
/// Shape: 1 to 64 statements, numbered from 0. Nothing else can construct one.
/// Source: Protocol.md, "Identity".
public struct IdentityChain: Hashable, Sendable {
    /// The statements, number n at index n.
    public let statements: [IdentityStatement]

    /// Checks that statements make a chain.
    ///
    /// Throws: the first rule broken: order, node, `previous`, recovery key, number of statements.
    public init(_ statements: [IdentityStatement]) throws(Reason) {
        guard !statements.isEmpty else { throw .chainMissing }
        let isBounded = statements.count <= Limits.statementsMax
        guard isBounded else { throw .statementCount }
        for (index, statement) in statements.enumerated() {
            let isInOrder = statement.number == index
            guard isInOrder else { throw .statementNumber }  // check: chain-number
            guard index > 0, let succession = statement.succession else { continue }
            let before = statements[index - 1]
            let isSameNode =
                succession.node == statements[0].node && statement.label == before.label
            guard isSameNode else { throw .statementNode }  // check: chain-node
            let isNext = succession.previous == before.textHash
            guard isNext else { throw .statementPrevious }  // check: chain-previous
            let commitment = IdentityStatement.recoveryCommitment(to: succession.recoveryKey)
            let isCommitted = commitment == before.recovery
            guard isCommitted else { throw .statementRecoveryKey }  // check: chain-recovery-key
        }
        self.statements = statements
    }

    /// Reads the notes of a chain, statement 0 first.
    public static func parse(notes: [[UInt8]]) throws -> IdentityChain {
        try IdentityChain(notes.map { try IdentityStatement(note: SignedNote.parse($0)) })
    }

    public var node: NodeID { statements[0].node }
    public var label: Label { statements[0].label }
    /// The number of the newest statement, which is the current epoch.
    public var newestNumber: Int { statements.count - 1 }
    /// The log of the current epoch.
    public var currentOrigin: Origin { origin(epoch: newestNumber) }

    /// The origin line of an epoch's log. Needs an epoch that the chain has opened.
    public func origin(epoch: Int) -> Origin {
        Origin(label: label, node: node, epoch: epoch)
    }

    /// The key that signs an epoch's heads; nil if the chain has not opened that epoch.
    public func signingKey(epoch: Int) -> VerifierKey? {
        guard statements.indices.contains(epoch) else { return nil }
        return VerifierKey(
            name: origin(epoch: epoch).line, kind: .note,
            publicKey: statements[epoch].signingKey)
    }

    /// The key with which the node cosigns others' heads: that of its newest statement.
    public var cosignerKey: VerifierKey? {
        VerifierKey(
            name: Cosignature.name(label: label, node: node), kind: .cosignature,
            publicKey: statements[newestNumber].cosignerKey)
    }

    /// Size and root at which an epoch ends; nil while it is the current one.
    public func closedHead(epoch: Int) -> (size: UInt64, root: Hash)? {
        guard epoch >= 0, epoch < newestNumber,
            let succession = statements[epoch + 1].succession
        else { return nil }
        return (succession.closedSize, succession.closedRoot)
    }

    /// How another chain of the same node stands to this one.
    public enum Comparison: Equatable, Sendable {
        case same
        /// The other has all of ours and more.
        case longer
        /// Ours has all of the other and more.
        case shorter
        /// Two different texts with this number: an identity conflict.
        case conflict(number: Int)
    }

    /// Compares by the statements' texts; signatures do not count.
    public func compare(with other: IdentityChain) -> Comparison {
        for (ours, theirs) in zip(statements, other.statements)
        where ours.note.text != theirs.note.text {
            return .conflict(number: ours.number)
        }
        if statements.count == other.statements.count { return .same }
        return other.statements.count > statements.count ? .longer : .shorter
    }
}
