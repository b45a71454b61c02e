/// One statement of a node's identity: statement n opens epoch n.
///
/// Shape: a signed note whose text has exactly the lines of Protocol.md, "Identity", in order.
/// Statement 0 carries the label; a later one the node id, the text hash of the one before, the
/// head at which the epoch before closes, and the recovery key to which the one before committed.
public struct IdentityStatement: Hashable, Sendable {
    /// What a statement after the first says about the one before.
    public struct Succession: Hashable, Sendable {
        public let node: NodeID
        /// SHA-256 of the text of the statement before.
        public let previous: Hash
        /// Size and root at which the epoch before ends. Units: entries.
        public let closedSize: UInt64
        public let closedRoot: Hash
        /// The 32 bytes whose commitment the statement before carries.
        public let recoveryKey: [UInt8]
    }

    /// 0 for genesis. Units: statements, below 64.
    public let number: Int
    public let label: Label
    /// nil for statement 0.
    public let succession: Succession?
    /// The epoch's signing key, 32 bytes.
    public let signingKey: [UInt8]
    /// The key that cosigns other nodes' heads, 32 bytes.
    public let cosignerKey: [UInt8]
    /// The commitment to the recovery key.
    public let recovery: Hash
    /// Advisory. Units: Unix seconds.
    public let time: UInt64
    /// The note with its one or two signature lines.
    public let note: SignedNote

    /// SHA-256 of the text alone, without signatures: what node id and `previous` are made of.
    public var textHash: Hash { Hash.sha256(note.text) }

    /// The node's id: of statement 0 made from its text, of a later one as written.
    public var node: NodeID {
        succession?.node ?? NodeID(statementZeroText: note.text)
    }

    /// The epoch's origin line.
    public var origin: Origin { Origin(label: label, node: node, epoch: number) }

    /// The commitment to a recovery key.
    public static func recoveryCommitment(to key: [UInt8]) -> Hash {
        Hash.sha256(Array("sangam recovery v1\n".utf8) + key)
    }

    /// Makes statement 0: three public keys, signed by the signing key.
    ///
    /// Throws: `Reason` if a key may not be used, else what the library throws.
    public static func genesis(
        label: Label, signingSeed: [UInt8], cosignerKey: [UInt8], recoveryKey: [UInt8],
        time: UInt64
    ) throws -> IdentityStatement {
        guard let signingKey = SignerKey.publicKey(ofSeed: signingSeed) else {
            throw Reason.statementSigning
        }
        let text = Array(
            """
            sangam identity v1
            number 0
            label \(label)
            signing \(Base64.encode(signingKey))
            cosigner \(Base64.encode(cosignerKey))
            recovery \(recoveryCommitment(to: recoveryKey).base64)
            time \(time)

            """.utf8)
        let origin = Origin(label: label, node: NodeID(statementZeroText: text), epoch: 0)
        guard let signer = SignerKey(name: origin.line, seed: signingSeed) else {
            throw Reason.statementSigning
        }
        let note = SignedNote(text: text, signatures: [try signer.sign(text: text)])
        return try IdentityStatement(note: note)
    }

    /// Reads a statement and checks what can be checked without the one before: its lines, its
    /// keys, its number of signature lines and their signatures.
    ///
    /// Throws: the first rule that the note breaks, in the order of Protocol.md.
    public init(note: SignedNote) throws(Reason) {
        var lines = StatementLines(text: note.text)
        guard lines.next("sangam identity v1")?.isEmpty == true else { throw .statementHeader }
        guard let number = lines.next("number ").flatMap({ Decimal.parse($0) }),
            number < Limits.statementsMax
        else { throw .statementNumber }
        self.number = Int(number)
        var before: StatementLines.Before?
        if number == 0 {
            let text = lines.next("label ").map { String(decoding: $0, as: UTF8.self) }
            guard let read = text.flatMap({ Label($0) }) else { throw .statementLabel }
            label = read
        } else {
            let read = try lines.before()
            label = read.label
            before = read
        }
        signingKey = try lines.key("signing ", else: .statementSigning)
        cosignerKey = try lines.key("cosigner ", else: .statementCosigner)
        if let before {
            succession = Succession(
                node: before.node, previous: before.previous, closedSize: before.size,
                closedRoot: before.root,
                recoveryKey: try lines.key("recovery-key ", else: .statementRecoveryKey))
        } else {
            succession = nil
        }
        guard let recovery = lines.next("recovery ").flatMap({ Hash(base64: $0) }) else {
            throw .statementRecovery
        }
        self.recovery = recovery
        guard let time = lines.next("time ").flatMap({ Decimal.parseTime($0) }) else {
            throw .statementTime
        }
        self.time = time
        let isAtEnd = lines.isAtEnd
        guard isAtEnd else { throw .statementLines }  // check: statement-lines
        self.note = note
        try note.requireExactly(try signers())
    }

    /// The keys that sign this statement, in the order of their lines.
    private func signers() throws(Reason) -> [VerifierKey] {
        guard
            let signing = VerifierKey(name: origin.line, kind: .note, publicKey: signingKey)
        else { throw .statementSigning }
        guard let succession else { return [signing] }
        guard
            let recovery = VerifierKey(
                name: "\(label)/\(succession.node)/recovery", kind: .note,
                publicKey: succession.recoveryKey)
        else { throw .statementRecoveryKey }
        return [signing, recovery]
    }
}

/// Reads the lines of a statement's text in their order.
private struct StatementLines {
    private var lines: ArraySlice<ArraySlice<UInt8>>

    init(text: [UInt8]) {
        lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)[...]
    }

    /// The rest of the next line after its keyword; nil if it is another line.
    mutating func next(_ keyword: String) -> ArraySlice<UInt8>? {
        guard let line = lines.popFirst(), line.starts(with: keyword.utf8) else { return nil }
        return line.dropFirst(keyword.utf8.count)
    }

    /// The 32 bytes of a public key that may be used.
    mutating func key(_ keyword: String, else reason: Reason) throws(Reason) -> [UInt8] {
        guard let text = next(keyword), text.count == 44, let key = Base64.decode(text),
            Ed25519.isAcceptable(publicKey: key)
        else { throw reason }
        return key
    }

    /// What a later statement says of the ones before.
    struct Before {
        let label: Label
        let node: NodeID
        let previous: Hash
        let size: UInt64
        let root: Hash
    }

    mutating func before() throws(Reason) -> Before {
        let slash = UInt8(ascii: "/")
        let name = (next("node ") ?? []).split(separator: slash, omittingEmptySubsequences: false)
        guard name.count == 2, let label = Label(String(decoding: name[0], as: UTF8.self)),
            let node = NodeID(String(decoding: name[1], as: UTF8.self))
        else { throw .statementNode }
        guard let previous = next("previous ").flatMap({ Hash(base64: $0) }) else {
            throw .statementPrevious
        }
        let closes = (next("closes ") ?? []).split(
            separator: 0x20, omittingEmptySubsequences: false)
        guard closes.count == 2, let size = Decimal.parse(closes[0]),
            size <= Limits.treeSizeMax, let root = Hash(base64: closes[1]),
            size > 0 || root == Hash.emptyRoot
        else { throw .statementCloses }
        return Before(label: label, node: node, previous: previous, size: size, root: root)
    }

    /// Whether nothing is left but what stands after the last LF, which is empty.
    var isAtEnd: Bool { lines.count == 1 && lines.first?.isEmpty == true }
}
