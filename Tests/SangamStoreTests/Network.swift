import SangamLog
import Testing

func ascii(_ text: String) -> [UInt8] { Array(text.utf8) }

/// A network of the tests: keys from seeds, its chain, and its logs with every payload that it
/// ever wrote. It signs what it is told to, so it can lie too.
struct Network: Sendable {
    let name: String
    var chain: IdentityChain
    /// The entries of each epoch.
    var logs: [[SectionEntry]] = [[]]

    init(_ name: String) throws {
        self.name = name
        let label = try #require(Label(name + ".example.org"))
        chain = try IdentityChain([
            IdentityStatement.genesis(
                label: label, signingSeed: Self.seed("\(name) signing 0"),
                cosignerKey: try Self.publicKey("\(name) cosigner 0"),
                recoveryKey: try Self.publicKey("\(name) recovery 0"), time: 1_795_000_000)
        ])
    }

    var node: NodeID { chain.node }
    var epoch: Int { chain.newestNumber }
    var origin: Origin { chain.currentOrigin }
    /// The entries of the current epoch.
    var log: [SectionEntry] {
        get { logs[epoch] }
        set { logs[epoch] = newValue }
    }

    static func seed(_ name: String) -> [UInt8] { Hash.sha256(ascii("store test " + name)).bytes }

    static func publicKey(_ name: String) throws -> [UInt8] {
        try #require(SignerKey.publicKey(ofSeed: seed(name)))
    }

    func signer(epoch: Int? = nil) throws -> SignerKey {
        let epoch = epoch ?? self.epoch
        return try #require(
            SignerKey(
                name: chain.origin(epoch: epoch).line, seed: Self.seed("\(name) signing \(epoch)")))
    }

    func cosigner() throws -> SignerKey {
        try #require(
            SignerKey(
                name: Cosignature.name(label: chain.label, node: node), kind: .cosignature,
                seed: Self.seed("\(name) cosigner \(epoch)")))
    }

    // MARK: - Records

    /// The same number names the same kind and id in every network.
    static func key(_ number: Int, _ kind: String = "organisation") throws -> RecordKey {
        let random = Array(Hash.sha256(ascii("record \(number)")).bytes.prefix(16))
        return try #require(RecordKey(kind: kind, randomBytes: random))
    }

    static func payload(_ text: String, _ kind: String = "organisation", rest: String = "")
        -> String
    {
        #"{"kind":"\#(kind)","lang":"en","name":{"en":"\#(text)"}\#(rest)}"#
    }

    /// Puts a record; its payload is JSON as given, or names the record.
    @discardableResult
    mutating func put(
        _ number: Int, kind: String = "organisation", _ payload: String? = nil
    ) throws -> SealedPayload {
        let text = payload ?? Self.payload("\(name) \(number)", kind)
        let nonce = Hash.sha256(ascii("nonce \(name) \(epoch) \(log.count) \(text)")).bytes
        let sealed = SealedPayload(nonce: Array(nonce.prefix(16)), bytes: ascii(text))
        let entry = Entry.put(
            try Self.key(number, kind), time: UInt64(1_795_000_000 + log.count),
            commitment: sealed.commitment)
        log.append(SectionEntry(entry: entry, payload: sealed))
        return sealed
    }

    mutating func remove(_ number: Int, kind: String = "organisation") throws {
        let entry = Entry.remove(
            try Self.key(number, kind), time: UInt64(1_795_000_000 + log.count))
        log.append(SectionEntry(entry: entry, payload: nil))
    }

    /// An operation of a later version.
    mutating func advise(_ text: String) throws {
        log.append(SectionEntry(entry: try Entry(bytes: ascii("advise \(text)")), payload: nil))
    }

    // MARK: - Heads and sections

    func head(epoch: Int? = nil, size: Int? = nil) throws -> SignedCheckpoint {
        let epoch = epoch ?? self.epoch
        let lines = logs[epoch].prefix(size ?? logs[epoch].count).map(\.entry.bytes)
        let checkpoint = Checkpoint(
            origin: chain.origin(epoch: epoch), size: UInt64(lines.count),
            root: try NaiveTree.root(lines))
        return try SignedCheckpoint(checkpoint: checkpoint, sign: signer(epoch: epoch).sign)
    }

    /// A section of entries with all their payloads, proved against the head of `size` entries,
    /// or against the end of a closed epoch.
    func section(
        epoch: Int? = nil, from: Int = 0, to: Int? = nil, size: Int? = nil,
        payloads: (Int) -> Bool = { _ in true }
    ) throws -> [UInt8] {
        let epoch = epoch ?? self.epoch
        let end: Int
        let head: SectionHead
        if let closed = chain.closedHead(epoch: epoch) {
            head = .closed(epoch: epoch, size: closed.size, root: closed.root)
            end = Int(closed.size)
        } else {
            end = size ?? logs[epoch].count
            head = .checkpoint(try self.head(epoch: epoch, size: end))
        }
        let to = to ?? end
        var writer = SectionWriter(chain: chain, head: head, from: UInt64(from))
        for index in from..<to {
            let item = logs[epoch][index]
            let sent = payloads(index) ? item : SectionEntry(entry: item.entry, payload: nil)
            let fits = writer.append(sent)
            try #require(fits, "the log of a test fits one section")
        }
        let leaves = logs[epoch].prefix(end).map(\.entry.leaf)
        return writer.finish(
            proof: try ConsistencyProof.make(
                from: UInt64(to), to: UInt64(end), from: .leaves(leaves)))
    }

    /// Publishes the next statement, which closes the current epoch after `size` entries.
    mutating func succeed(closingAt size: Int, keys: String? = nil) throws {
        let (number, keys) = (epoch + 1, keys ?? name)
        let lines = log.prefix(size).map(\.entry.bytes)
        func encoded(_ key: String) throws -> String {
            Base64.encode(try Self.publicKey("\(keys) \(key) \(number)"))
        }
        let recovery = try Self.publicKey("\(name) recovery \(number - 1)")
        let next = IdentityStatement.recoveryCommitment(
            to: try Self.publicKey("\(name) recovery \(number)"))
        let text = ascii(
            """
            sangam identity v1
            number \(number)
            node \(chain.label)/\(node)
            previous \(chain.statements[number - 1].textHash.base64)
            closes \(size) \(try NaiveTree.root(lines).base64)
            signing \(try encoded("signing"))
            cosigner \(try encoded("cosigner"))
            recovery-key \(Base64.encode(recovery))
            recovery \(next.base64)
            time 1795100000

            """)
        func sign(_ suffix: String, _ seed: String) throws -> NoteSignature {
            let key = SignerKey(name: "\(chain.label)/\(node)/\(suffix)", seed: Self.seed(seed))
            return try #require(key).sign(text: text)
        }
        let note = SignedNote(
            text: text,
            signatures: [
                try sign("\(number)", "\(keys) signing \(number)"),
                try sign("recovery", "\(name) recovery \(number - 1)"),
            ])
        chain = try IdentityChain(chain.statements + [IdentityStatement(note: note)])
        logs.append([])
    }
}
