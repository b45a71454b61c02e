import SangamLog
import Testing

@Suite struct IdentityChainTests {
    private let owner: Owner

    init() throws { owner = try Owner() }

    /// The owner after some more statements.
    private func grown(by count: Int, time: UInt64 = 1_795_100_000) throws -> Owner {
        var owner = owner
        for number in 0..<count { try owner.succeed(closing: [], time: time + UInt64(number)) }
        return owner
    }

    @Test func `genesis is written as the protocol says`() throws {
        let statement = try IdentityStatement.genesis(
            label: owner.chain.label, signingSeed: Owner.seed("signing 0"),
            cosignerKey: Owner.publicKey("cosigner 0"),
            recoveryKey: Owner.publicKey("recovery 0"), time: 1_795_000_000)
        #expect(statement == owner.chain.statements[0])
        #expect(statement.origin == owner.chain.currentOrigin && statement.number == 0)
    }

    @Test func `genesis refuses keys that may not be used (B10)`() throws {
        let weak = [UInt8](repeating: 0, count: 32)
        #expect(throws: Reason.statementCosigner) {
            try IdentityStatement.genesis(
                label: owner.chain.label, signingSeed: Owner.seed("signing 0"), cosignerKey: weak,
                recoveryKey: Owner.publicKey("recovery 0"), time: 1)
        }
        #expect(throws: Reason.statementSigning) {
            try IdentityStatement.genesis(
                label: owner.chain.label, signingSeed: [1], cosignerKey: weak,
                recoveryKey: Owner.publicKey("recovery 0"), time: 1)
        }
    }

    @Test func `keys, origins and closed heads follow the epochs`() throws {
        var owner = owner
        let leaves = TestLog.leaves(3)
        try owner.succeed(closing: leaves)
        try owner.succeed(closing: [], time: 1_795_200_000)
        let chain = owner.chain
        #expect(chain.newestNumber == 2 && chain.currentOrigin.epoch == 2)
        for epoch in 0...2 {
            let key = try #require(chain.signingKey(epoch: epoch))
            #expect(key.publicKey == (try Owner.publicKey("signing \(epoch)")))
            #expect(key.name == "\(owner.node)/\(epoch)" && key.kind == .note)
        }
        for epoch in [-1, 3, 64, .max, .min] {
            #expect(chain.signingKey(epoch: epoch) == nil)
            #expect(chain.closedHead(epoch: epoch) == nil)
        }
        #expect(chain.closedHead(epoch: 0)?.size == 3)
        #expect(chain.closedHead(epoch: 0)?.root == root(leaves))
        #expect(chain.closedHead(epoch: 1)?.root == Hash.emptyRoot)
        let cosigner = try #require(chain.cosignerKey)
        #expect(cosigner == (try owner.cosigner.verifier))
        #expect(cosigner.name == owner.node + "/cosigner" && cosigner.kind == .cosignature)
    }

    @Test func `chains compare by their texts`() throws {
        let (short, long) = (try grown(by: 1), try grown(by: 3))
        let rival = try grown(by: 2, time: 1_795_555_555)
        #expect(short.chain.compare(with: short.chain) == .same)
        #expect(short.chain.compare(with: long.chain) == .longer)
        #expect(long.chain.compare(with: short.chain) == .shorter)
        #expect(long.chain.compare(with: rival.chain) == .conflict(number: 1))
        #expect(rival.chain.compare(with: long.chain) == .conflict(number: 1))
        #expect(owner.chain.compare(with: rival.chain) == .longer)
    }

    @Test func `a longer chain is taken with the section, a shorter one refused (B8)`() throws {
        var held = HeldNode()
        try held.receive(owner.section([]), asked: nil)
        let grown = try grown(by: 2)
        try held.receive(grown.section([]), asked: nil)
        #expect(held.chain == grown.chain)
        for old in [owner, try self.grown(by: 1)] {
            let section = try SectionReader.read(old.section([]))
            #expect(throws: ExtensionRefusal.chainShorter(number: 2)) {
                try LogExtension.check(
                    section, asked: nil, replica: held.replica(section.origin))
            }
        }
    }

    @Test func `64 statements are a chain, 65 are not`() throws {
        let full = try grown(by: Limits.statementsMax - 1).chain
        #expect(full.statements.count == 64)
        #expect(throws: Reason.statementCount) {
            try IdentityChain(full.statements + [full.statements[63]])
        }
        #expect(throws: Reason.chainMissing) { try IdentityChain([]) }
        #expect(try IdentityChain.parse(notes: full.statements.map(\.note.bytes)) == full)
    }

    @Test func `statements out of order are no chain`() throws {
        let statements = try grown(by: 2).chain.statements
        for order in [[1], [0, 2], [0, 0], [0, 2, 1], [1, 0]] {
            #expect(throws: Reason.statementNumber) {
                try IdentityChain(order.map { statements[$0] })
            }
        }
    }

    // MARK: Links broken one at a time, with good signatures

    private func refusal(_ replaced: String, by line: String) throws -> Reason? {
        let text = try owner.nextText(size: 0, root: .emptyRoot, time: 1_795_100_000)
        let old = try #require(
            String(decoding: text, as: UTF8.self).split(separator: "\n")
                .first { $0.hasPrefix(replaced + " ") })
        let changed = try text.replacing(String(old) + "\n", with: line + "\n")
        do {
            let statement = try IdentityStatement(note: signed(changed))
            _ = try IdentityChain(owner.chain.statements + [statement])
            return nil
        } catch let reason as Reason { return reason }
    }

    /// Signs under the names that the text itself asks for.
    private func signed(_ text: [UInt8]) throws -> SignedNote {
        let line = String(decoding: text, as: UTF8.self).split(separator: "\n")[2]
        let node = String(line.dropFirst("node ".utf8.count))
        return SignedNote(
            text: text,
            signatures: [
                try Owner.sign(text, name: node + "/1", seed: "signing 1"),
                try Owner.sign(text, name: node + "/recovery", seed: "recovery 0"),
            ])
    }

    @Test func `a statement of another node, label or predecessor does not follow`() throws {
        let other = try Owner(label: "other.example.org", prefix: "other ")
        #expect(try refusal("time", by: "time 1795100001") == nil)
        #expect(try refusal("node", by: "node \(other.node)") == .statementNode)
        #expect(
            try refusal("node", by: "node other.example.org/\(owner.chain.node)") == .statementNode)
        #expect(
            try refusal("previous", by: "previous \(Hash.emptyRoot.base64)") == .statementPrevious)
        let noteHash = Hash.sha256(owner.chain.statements[0].note.bytes).base64
        #expect(try refusal("previous", by: "previous \(noteHash)") == .statementPrevious)
    }

    @Test func `only the recovery key that was committed to opens the next epoch (B7)`() throws {
        let text = try owner.nextText(size: 0, root: .emptyRoot, time: 1_795_100_000)
        let thief = Base64.encode(try Owner.publicKey("thief"))
        let real = Base64.encode(try Owner.publicKey("recovery 0"))
        let stolen = try text.replacing("recovery-key \(real)", with: "recovery-key \(thief)")
        let note = SignedNote(
            text: stolen,
            signatures: [
                try Owner.sign(stolen, name: "\(owner.node)/1", seed: "signing 1"),
                try Owner.sign(stolen, name: "\(owner.node)/recovery", seed: "thief"),
            ])
        let statement = try IdentityStatement(note: note)
        #expect(throws: Reason.statementRecoveryKey) {
            try IdentityChain(owner.chain.statements + [statement])
        }
        // The old signing key, which a thief may have, cannot sign in its place.
        let forged = SignedNote(
            text: text,
            signatures: [
                try Owner.sign(text, name: "\(owner.node)/1", seed: "signing 1"),
                try Owner.sign(text, name: "\(owner.node)/recovery", seed: "signing 0"),
            ])
        #expect(throws: Reason.signatureKey) { try IdentityStatement(note: forged) }
    }

    @Test func `no changed byte of a statement is a statement of this node (P3)`() throws {
        for bytes in [owner.chain.statements[0].note.bytes, WorkedExample.statementOne] {
            for index in bytes.indices {
                let changed = bytes.flipping(bit: index % 8, at: index)
                #expect(throws: Reason.self, "byte \(index)") {
                    try IdentityStatement(note: SignedNote.parse(changed))
                }
            }
        }
    }
}
