import Foundation
import Logging
import SangamDirectory
import SangamLog
import SangamStore

/// What `init` made.
public struct Initialised: Sendable, Hashable {
    public var node: NodeID
    public var origin: Origin
    public var vkey: String
    public var recoveryKeyFile: String
}

extension Node {
    /// Makes a node in a new folder: three independent keys, statement 0, an empty log with a
    /// signed head, and the `network` record as entry 0.
    ///
    /// Throws: `label`, `data-folder-not-empty`, `file-exists` for the recovery key, … ; what was
    /// begun is said in the message.
    public static func initialise(
        folder path: String, label text: String, name: String, languages: [String], url: String?,
        recoveryKeyFile: String, now: Int64,
        generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
    ) async throws(NodeError) -> Initialised {
        guard let label = Label(text) else {
            throw NodeError(
                code: "label",
                message: "\"\(text)\" is not a label: at least two parts of a-z, 0-9 and hyphens "
                    + "with dots between, at most \(Limits.labelBytesMax) bytes",
                hint: "nothing was made; use a name like sem.example.org", category: .usage)
        }
        if let problem = url.flatMap({ try? PeerURL($0) })?.pathProblem {
            throw NodeError(
                code: "url", message: problem, hint: "nothing was made", category: .usage)
        }
        let language = languages.first ?? "en"
        let profile = try networkProfile(
            name: name, language: language, languages: languages, url: url)
        let folder = DataFolder(path: path)
        try folder.create()
        let lock = try folder.lock()
        do {
            var generator = generator
            let made = try await make(
                folder: folder, label: label, recoveryKeyFile: recoveryKeyFile, now: now,
                using: &generator)
            let configuration = try NodeConfiguration(
                file: nil, environment: [:])
            let node = Node(
                parts: made.parts, configuration: configuration,
                transport: PeerTransport { _ throws(TransportError) in
                    throw TransportError(.failed, "a node that is being made has no peers")
                }, generator: generator, isAlone: true,
                log: Logger(label: "sangam"))
            await node.trustOwnLog()
            _ = try await node.publish(payload: profile, id: nil, now: now)
            await node.close()
            withExtendedLifetime(lock) {}
            return made.answer
        } catch {
            folder.removeLoneLock()
            throw NodeError.wrapping(error)
        }
    }

    func trustOwnLog() { ownLog = .ready }

    private static func networkProfile(
        name: String, language: String, languages: [String], url: String?
    ) throws(NodeError) -> [UInt8] {
        var members: [JSONObject.Member] = [
            .init(name: "kind", value: .string("network")),
            .init(name: "lang", value: .string(language)),
            .init(
                name: "name",
                value: .object(JSONObject(members: [.init(name: language, value: .string(name))]))),
        ]
        if let url { members.append(.init(name: "url", value: .string(url))) }
        members.append(
            .init(name: "languages", value: .array(languages.map { .string($0) })))
        let bytes = RecordCoding.encode(.object(JSONObject(members: members)))
        let problems = ListingRules.check(Record(json: JSONObject(members: members)))
        if let problem = problems.first(where: { $0.severity == .refused }) {
            throw NodeError(
                code: "listing-refused", message: "\(problem)", hint: "nothing was made",
                category: .usage)
        }
        return bytes
    }

    private static func make(
        folder: DataFolder, label: Label, recoveryKeyFile: String, now: Int64,
        using generator: inout any RandomNumberGenerator & Sendable
    ) async throws -> (parts: NodeParts, answer: Initialised) {
        let seeds = (0..<3).map { _ in SignerKey.makeSeed(using: &generator) }
        guard let cosignerKey = SignerKey.publicKey(ofSeed: seeds[1]),
            let recoveryKey = SignerKey.publicKey(ofSeed: seeds[2])
        else { throw NodeError(code: "keys", message: "the keys could not be made") }
        let statement = try IdentityStatement.genesis(
            label: label, signingSeed: seeds[0], cosignerKey: cosignerKey,
            recoveryKey: recoveryKey, time: Decimal.clampedTime(now))
        let chain = try IdentityChain([statement])
        try RecoveryKeyFile(label: label.text, node: chain.node.text, seed: seeds[2])
            .write(path: recoveryKeyFile)
        try KeyFile(signingSeed: seeds[0], cosignerSeed: seeds[1]).write(to: folder)
        try folder.writeFile("identity", chain.documentLines)
        try PeersFile().write(to: folder)
        let store = try Store.open(path: folder.databasePath)
        try await store.setMeta("source-salt", SignerKey.makeSeed(using: &generator))
        try await store.createOwn(chain: chain, now: now)
        let signers = try self.signers(chain: chain, signing: seeds[0], cosigner: seeds[1])
        return (
            NodeParts(
                folder: folder, store: store, chain: chain, signer: signers.0,
                cosigner: signers.1),
            Initialised(
                node: chain.node, origin: chain.currentOrigin, vkey: signers.0.verifier.text,
                recoveryKeyFile: recoveryKeyFile)
        )
    }

    private static func signers(
        chain: IdentityChain, signing: [UInt8], cosigner: [UInt8]
    ) throws(NodeError) -> (SignerKey, SignerKey) {
        let name = Cosignature.name(label: chain.label, node: chain.node)
        guard let signer = SignerKey(name: chain.currentOrigin.line, seed: signing),
            let cosigner = SignerKey(name: name, kind: .cosignature, seed: cosigner),
            signer.verifier == chain.signingKey(epoch: chain.newestNumber),
            cosigner.verifier == chain.cosignerKey
        else {
            throw NodeError(
                code: "key-mismatch",
                message: "the key file does not belong to this node's newest statement",
                hint: "nothing was signed; put back the key file that was made with this folder",
                category: .verification)
        }
        return (signer, cosigner)
    }

    /// Opens the node of a folder whose lock the caller holds.
    ///
    /// Checks the newest signed head, the head file beside the database and the modes of the
    /// files. Nothing is written to the own log before the start check: see `StartCheck`.
    public static func open(
        folder: DataFolder, configuration: NodeConfiguration, transport: PeerTransport,
        generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(),
        isAlone: Bool = false, log: Logger = Logger(label: "sangam")
    ) async throws(NodeError) -> Node {
        do {
            try folder.check()
            let keys = try KeyFile.read(from: folder)
            let store = try Store.open(path: folder.databasePath)
            let chain = try await ownChain(folder: folder, store: store)
            let signers = try signers(
                chain: chain, signing: keys.signingSeed, cosigner: keys.cosignerSeed)
            let node = Node(
                parts: NodeParts(
                    folder: folder, store: store, chain: chain, signer: signers.0,
                    cosigner: signers.1),
                configuration: configuration, transport: transport, generator: generator,
                isAlone: isAlone, log: log)
            try await node.checkHeadFile()
            try await node.loadPeersFile()
            return node
        } catch {
            throw NodeError.wrapping(error)
        }
    }

    /// Our chain from the database, or from the file beside it when the database is new: a lost
    /// disk from which keys and identity were saved.
    private static func ownChain(
        folder: DataFolder, store: Store
    ) async throws -> IdentityChain {
        if let own = try await store.ownNode(), let chain = try await store.reader.chain(of: own) {
            return chain
        }
        guard let bytes = try folder.readFile("identity") else {
            throw NodeError(
                code: "no-identity",
                message: "the folder \(folder.path) holds no node",
                hint: "make one with sangam init, or name another folder with --data",
                category: .usage)
        }
        let start = Array("sangam node v1\nsoftware file\nlimits 1 1\n".utf8)
        let chain: IdentityChain
        do {
            chain = try NodeDocument(start + bytes + Array("end\n".utf8)).chain
        } catch {
            throw NodeError(
                code: "identity-file",
                message: "the file \(folder.file("identity")) is damaged (\(error))",
                hint: "put it back from a backup", category: .verification)
        }
        var salt = SystemRandomNumberGenerator()
        try await store.setMeta("source-salt", SignerKey.makeSeed(using: &salt))
        try await store.createOwn(chain: chain, now: 0)
        return chain
    }

    /// Compares the database's newest signed head with the file beside it.
    ///
    /// File behind database: a kill in between; the file is brought up. Database behind file, or
    /// another root: read-only, until peers have given back what is missing.
    private func checkHeadFile() async throws {
        isOwnFetched = try await store.meta("own-fetched") != nil
        let head = try await reader.completeHead(ownOrigin)
        let file = try folder.readHead()
        let size = head?.size ?? 0
        let root = (head?.root ?? .emptyRoot).base64
        guard let file else {
            lostHeadFile = size > 0
            if head == nil { lostHeadFile = true }
            return
        }
        if file.size > size {
            ownLog = .readOnly(
                "the database holds \(size) entries of our own log, but \(file.size) were signed: "
                    + "an old copy of the data folder; \(file.size - size) are missing")
        } else if file.size == size, file.root != root {
            ownLog = .readOnly("the database and the head file have different heads of one size")
        } else if file.size < size {
            let report = try await reader.verify(ownOrigin)
            guard report.ok else {
                throw NodeError(
                    code: "damaged",
                    message: "our own log is damaged: \(report.problem?.reason ?? "")",
                    hint: "nothing was signed; run sangam verify", category: .verification)
            }
            try folder.writeHead(size: size, root: root)
        }
    }
}
