import SangamLog
import Testing

/// A node of the tests: keys from seeds, the chain, and the heads and sections that it signs.
///
/// The statements are written here line by line, so that the tests do not lean on the code that
/// they test.
struct Owner {
    let prefix: String
    private(set) var chain: IdentityChain

    /// The seeds are those of the worked example, with a prefix for every other node.
    init(
        label: String = "sem.example.org", prefix: String = "", time: UInt64 = 1_795_000_000
    ) throws {
        self.prefix = prefix
        let text = ascii(
            """
            sangam identity v1
            number 0
            label \(label)
            signing \(try Owner.key(prefix + "signing 0"))
            cosigner \(try Owner.key(prefix + "cosigner 0"))
            recovery \(try Owner.recovery(prefix + "recovery 0"))
            time \(time)

            """)
        let name = "\(label)/\(NodeID(statementZeroText: text))/0"
        let line = try Owner.sign(text, name: name, seed: prefix + "signing 0")
        let note = SignedNote(text: text, signatures: [line])
        chain = try IdentityChain([IdentityStatement(note: note)])
    }

    static func seed(_ name: String) -> [UInt8] {
        Hash.sha256(ascii("sangam example " + name)).bytes
    }

    static func publicKey(_ name: String) throws -> [UInt8] {
        try #require(SignerKey.publicKey(ofSeed: seed(name)))
    }

    private static func key(_ name: String) throws -> String {
        Base64.encode(try publicKey(name))
    }

    private static func recovery(_ name: String) throws -> String {
        Hash.sha256(ascii("sangam recovery v1\n") + (try publicKey(name))).base64
    }

    static func sign(_ text: [UInt8], name: String, seed: String) throws -> NoteSignature {
        try #require(SignerKey(name: name, seed: self.seed(seed))).sign(text: text)
    }

    var node: String { "\(chain.label)/\(chain.node)" }

    /// The text of the next statement. Lines may be replaced by tests that break a rule.
    func nextText(size: Int, root: Hash, time: UInt64) throws -> [UInt8] {
        let number = chain.newestNumber + 1
        return ascii(
            """
            sangam identity v1
            number \(number)
            node \(node)
            previous \(Hash.sha256(chain.statements[number - 1].note.text).base64)
            closes \(size) \(root.base64)
            signing \(try Owner.key(prefix + "signing \(number)"))
            cosigner \(try Owner.key(prefix + "cosigner \(number)"))
            recovery-key \(try Owner.key(prefix + "recovery \(number - 1)"))
            recovery \(try Owner.recovery(prefix + "recovery \(number)"))
            time \(time)

            """)
    }

    /// Signs a text as the next statement.
    func nextNote(_ text: [UInt8]) throws -> SignedNote {
        let number = chain.newestNumber + 1
        return SignedNote(
            text: text,
            signatures: [
                try Owner.sign(text, name: "\(node)/\(number)", seed: prefix + "signing \(number)"),
                try Owner.sign(
                    text, name: "\(node)/recovery", seed: prefix + "recovery \(number - 1)"),
            ])
    }

    /// Publishes the next statement, which closes the current epoch with these leaves.
    mutating func succeed(closing leaves: [Hash], time: UInt64 = 1_795_100_000) throws {
        let text = try nextText(size: leaves.count, root: root(leaves), time: time)
        chain = try IdentityChain(
            chain.statements + [IdentityStatement(note: nextNote(text))])
    }

    /// The signing key of an epoch; nil means the current one.
    func signer(epoch: Int? = nil) throws -> SignerKey {
        let epoch = epoch ?? chain.newestNumber
        return try #require(
            SignerKey(
                name: chain.origin(epoch: epoch).line,
                seed: Owner.seed(prefix + "signing \(epoch)")))
    }

    var cosigner: SignerKey {
        get throws {
            try #require(
                SignerKey(
                    name: node + "/cosigner", kind: .cosignature,
                    seed: Owner.seed(prefix + "cosigner \(chain.newestNumber)")))
        }
    }

    /// Signs the head of these leaves.
    func head(_ leaves: [Hash], epoch: Int? = nil) throws -> SignedCheckpoint {
        try head(size: UInt64(leaves.count), root: root(leaves), epoch: epoch)
    }

    func head(size: UInt64, root: Hash, epoch: Int? = nil) throws -> SignedCheckpoint {
        let checkpoint = Checkpoint(
            origin: chain.origin(epoch: epoch ?? chain.newestNumber), size: size, root: root)
        return try SignedCheckpoint(checkpoint: checkpoint, sign: signer(epoch: epoch).sign)
    }

    /// Writes a section of a log from `from` to `to`, proved against the head of `size` entries.
    func section(
        _ log: [SectionEntry], from: Int = 0, to: Int? = nil, size: Int? = nil
    ) throws -> [UInt8] {
        let leaves = log.prefix(size ?? log.count).map(\.entry.leaf)
        return try section(log, from: from, to: to, head: .checkpoint(head(leaves)), leaves: leaves)
    }

    /// Writes a section of a closed epoch.
    func closedSection(
        _ log: [SectionEntry], epoch: Int, from: Int = 0, to: Int? = nil
    ) throws -> [UInt8] {
        let closed = try #require(chain.closedHead(epoch: epoch))
        let head = SectionHead.closed(epoch: epoch, size: closed.size, root: closed.root)
        let leaves = log.prefix(Int(closed.size)).map(\.entry.leaf)
        return try section(log, from: from, to: to, head: head, leaves: leaves)
    }

    private func section(
        _ log: [SectionEntry], from: Int, to: Int?, head: SectionHead, leaves: [Hash]
    ) throws -> [UInt8] {
        let to = to ?? leaves.count
        var writer = SectionWriter(chain: chain, head: head, from: UInt64(from))
        for item in log[from..<to] {
            let fits = writer.append(item)
            try #require(fits, "the log of a test fits one section")
        }
        let proof = try ConsistencyProof.make(
            from: UInt64(to), to: UInt64(leaves.count), from: .leaves(leaves))
        return writer.finish(proof: proof)
    }
}
