/// Proof that a node has signed two histories: it convinces anybody, whoever carried it.
///
/// Shape: two heads that no one tree has, or two statements with one number. Verified when made
/// or read; nothing else can construct one. Source: Protocol.md, "Fork evidence".
public struct ForkEvidence: Hashable, Sendable {
    /// What the evidence consists of.
    public enum Form: Hashable, Sendable {
        /// Heads A and B of one log, size B ≥ size A; if B is larger, B's own root at A's size and
        /// the consistency proof from there to B.
        case heads(SignedCheckpoint, SignedCheckpoint, root: Hash?, proof: [Hash])
        /// Two valid statements with one number, after the same ones before.
        case statements(IdentityStatement, IdentityStatement)
    }

    /// The chain of the log's node: for heads all that the maker knew, for statements those before.
    public let statements: [IdentityStatement]
    public let form: Form

    private init(statements: [IdentityStatement], form: Form) {
        self.statements = statements
        self.form = form
    }

    /// The node that signed both.
    public var node: NodeID {
        switch form {
        case .heads(let a, _, _, _): a.checkpoint.origin.node
        case .statements(let a, _): a.node
        }
    }

    /// Evidence from two heads of one log.
    ///
    /// Throws: the first rule of Protocol.md that they break; `noFork` if they fit together.
    public static func heads(
        chain: IdentityChain, smaller a: SignedCheckpoint, larger b: SignedCheckpoint,
        root: Hash?, proof: [Hash]
    ) throws(Reason) -> ForkEvidence {
        let isOneLog = a.checkpoint.origin == b.checkpoint.origin
        guard isOneLog else { throw .evidenceOrigin }  // check: evidence-origin
        guard b.size >= a.size else { throw .evidenceOrder }
        if a.size == b.size {
            guard root == nil else { throw .evidenceRoot }
            guard proof.isEmpty else { throw .proofSuperfluous }
            guard a.root != b.root else { throw .noFork }  // check: evidence-no-fork
        } else {
            guard let root else { throw .evidenceRoot }
            let isProved = ConsistencyProof.verifies(
                oldSize: a.size, oldRoot: root, newSize: b.size, newRoot: b.root, proof: proof)
            guard isProved else { throw .proofInvalid }  // check: evidence-proof
            guard root != a.root else { throw .noFork }  // check: evidence-no-fork-root
        }
        return ForkEvidence(
            statements: chain.statements, form: .heads(a, b, root: root, proof: proof))
    }

    /// Evidence from a head that differs from our own tree at its size.
    static func between(smaller: SignedCheckpoint, replica: Replica) throws -> ForkEvidence? {
        guard let chain = replica.chain, let larger = replica.verified,
            larger.size >= smaller.size, larger.size <= replica.tree.size,
            larger.checkpoint.origin == smaller.checkpoint.origin
        else { return nil }
        if larger.size == smaller.size {
            return try heads(
                chain: chain, smaller: smaller, larger: larger, root: nil, proof: [])
        }
        return try heads(
            chain: chain, smaller: smaller, larger: larger,
            root: try replica.hashes.tree(size: smaller.size).root,
            proof: try ConsistencyProof.make(
                from: smaller.size, to: larger.size, from: replica.hashes))
    }

    /// Evidence from two chains that part at a number.
    ///
    /// Throws: `noFork` if they do not.
    public static func statements(
        _ ours: IdentityChain, _ theirs: IdentityChain, number: Int
    ) throws(Reason) -> ForkEvidence {
        guard number > 0, ours.compare(with: theirs) == .conflict(number: number) else {
            throw .noFork
        }
        return ForkEvidence(
            statements: Array(ours.statements.prefix(number)),
            form: .statements(ours.statements[number], theirs.statements[number]))
    }

    /// The document.
    public var bytes: [UInt8] {
        var out = Array("sangam evidence v1\n".utf8)
        for statement in statements { out += Array("identity\n".utf8) + statement.note.bytes }
        switch form {
        case .heads(let a, let b, let root, let proof):
            for head in [a, b] { out += Array("checkpoint\n".utf8) + head.note.bytes }
            if let root { out += Array("root \(root.base64)\n".utf8) }
            for hash in proof { out += Array("proof \(hash.base64)\n".utf8) }
        case .statements(let a, let b):
            for statement in [a, b] { out += Array("identity\n".utf8) + statement.note.bytes }
        }
        return out + Array("end\n".utf8)
    }

    /// Reads and verifies a document.
    ///
    /// Throws: the first rule broken, with its line.
    public static func parse(_ bytes: [UInt8]) throws(DocumentProblem) -> ForkEvidence {
        var cursor = LineCursor(bytes)
        guard bytes.count <= Limits.documentBytesMax else { throw cursor.problem(.documentBytes) }
        guard try cursor.require().elementsEqual("sangam evidence v1".utf8) else {
            throw cursor.problem(.newerFormat)
        }
        // A conflict over the last number of the longest chain has one statement more.
        let statements = try cursor.statements(atMost: Limits.statementsMax + 1)
        guard !statements.isEmpty else {
            throw DocumentProblem(line: cursor.line + 1, reason: .chainMissing)
        }
        if let text = cursor.peek(), text.elementsEqual("checkpoint".utf8) {
            return try parseHeads(&cursor, statements: statements)
        }
        return try parseStatements(&cursor, statements: statements)
    }

    private static func parseStatements(
        _ cursor: inout LineCursor, statements: [IdentityStatement]
    ) throws(DocumentProblem) -> ForkEvidence {
        let count = statements.count
        guard count >= 3, statements[count - 1].number == statements[count - 2].number else {
            throw DocumentProblem(line: cursor.line + 1, reason: .evidenceShape)
        }
        let before = Array(statements.dropLast(2))
        let ours: IdentityChain
        let theirs: IdentityChain
        do {
            ours = try IdentityChain(before + [statements[count - 2]])
            theirs = try IdentityChain(before + [statements[count - 1]])
        } catch { throw cursor.problem(error) }
        try cursor.end()
        do {
            return try self.statements(ours, theirs, number: before.count)
        } catch { throw cursor.problem(error) }
    }

    private static func parseHeads(
        _ cursor: inout LineCursor, statements: [IdentityStatement]
    ) throws(DocumentProblem) -> ForkEvidence {
        let chain: IdentityChain
        do { chain = try IdentityChain(statements) } catch { throw cursor.problem(error) }
        let a = try cursor.head(chain: chain)
        let b = try cursor.head(chain: chain)
        var root: Hash?
        if let text = cursor.peek(), text.starts(with: "root ".utf8) {
            _ = cursor.next()
            guard let hash = Hash(base64: text.dropFirst(5)) else {
                throw cursor.problem(.evidenceRoot)
            }
            root = hash
        }
        var proof: [Hash] = []
        while let text = cursor.peek(), text.starts(with: "proof ".utf8) {
            _ = cursor.next()
            guard let hash = Hash(base64: text.dropFirst(6)) else {
                throw cursor.problem(.proofLine)
            }
            guard proof.count < Limits.proofHashesMax else { throw cursor.problem(.proofCount) }
            proof.append(hash)
        }
        try cursor.end()
        do {
            return try heads(chain: chain, smaller: a, larger: b, root: root, proof: proof)
        } catch { throw cursor.problem(error) }
    }
}

extension LineCursor {
    /// Reads `identity` and a note as often as they stand there, each statement by itself.
    mutating func statements(atMost count: Int) throws(DocumentProblem) -> [IdentityStatement] {
        var statements: [IdentityStatement] = []
        while true {
            guard let text = peek() else {
                throw DocumentProblem(line: line + 1, reason: .cut)
            }
            guard text.elementsEqual("identity".utf8) else { return statements }
            _ = next()
            let first = line + 1
            guard statements.count < count else { throw problem(.statementCount) }
            let note = try note()
            do {
                statements.append(try IdentityStatement(note: note))
            } catch {
                let number = statements.count
                throw DocumentProblem(
                    line: first + StatementShape.lineOffset(of: error, number: number),
                    reason: error)
            }
        }
    }

    /// Reads a chain.
    mutating func chain() throws(DocumentProblem) -> IdentityChain {
        let statements = try statements(atMost: Limits.statementsMax)
        do {
            return try IdentityChain(statements)
        } catch {
            throw DocumentProblem(line: line + (statements.isEmpty ? 1 : 0), reason: error)
        }
    }

    /// Reads `checkpoint` and a note; lines other than the owner's are skipped.
    mutating func head(chain: IdentityChain) throws(DocumentProblem) -> SignedCheckpoint {
        guard try require().elementsEqual("checkpoint".utf8) else {
            throw problem(.evidenceShape)
        }
        let first = line + 1
        let note = try note()
        do {
            let checkpoint = try Checkpoint(text: note.text)
            let origin = checkpoint.origin
            guard origin.node == chain.node, origin.label == chain.label else {
                throw Reason.evidenceOrigin
            }
            guard let key = chain.signingKey(epoch: origin.epoch) else {
                throw Reason.checkpointEpoch
            }
            return try SignedCheckpoint(note: note, origin: origin, key: key)
        } catch let error as Reason {
            throw DocumentProblem(
                line: first + CheckpointShape.lineOffset(of: error), reason: error)
        } catch { throw problem(.evidenceShape) }
    }
}
