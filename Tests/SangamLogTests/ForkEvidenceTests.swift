import SangamLog
import Testing

/// Evidence convinces only if every rule holds: each is broken here by itself.
@Suite struct ForkEvidenceTests {
    private let owner: Owner
    private let log = TestLog.leaves(7)
    private let other: [Hash]

    init() throws {
        owner = try Owner()
        var other = log
        other[2] = Hash.leaf(ascii("another"))
        self.other = other
    }

    private func head(_ leaves: [Hash], _ size: Int) throws -> SignedCheckpoint {
        try owner.head(Array(leaves.prefix(size)))
    }

    private func evidence(
        _ a: SignedCheckpoint, _ b: SignedCheckpoint, root: Hash? = nil, proof: [Hash] = []
    ) throws -> ForkEvidence {
        try ForkEvidence.heads(
            chain: owner.chain, smaller: a, larger: b, root: root, proof: proof)
    }

    private func otherProof() throws -> [Hash] {
        try ConsistencyProof.make(from: 4, to: 7, from: .leaves(other))
    }

    @Test func `two heads of one size, or of two sizes with a proof, are evidence (C1)`() throws {
        let same = try evidence(head(log, 5), head(other, 5))
        let two = try evidence(
            head(log, 4), head(other, 7), root: root(other.prefix(4)), proof: otherProof())
        for found in [same, two] {
            #expect(found.node == owner.chain.node)
            #expect(found.statements == owner.chain.statements)
            #expect(try ForkEvidence.parse(found.bytes) == found)
        }
        #expect(same.bytes != two.bytes)
    }

    @Test func `each broken rule of two heads has its reason`() throws {
        let (a, b) = (try head(log, 4), try head(other, 7))
        let (root, proof) = (root(other.prefix(4)), try otherProof())
        func refusal(_ make: () throws -> ForkEvidence) -> Reason? {
            do {
                _ = try make()
                return nil
            } catch { return error as? Reason }
        }
        let stranger = try Owner(label: "other.example.org", prefix: "other ").head(other)
        #expect(refusal { try evidence(a, stranger, root: root, proof: proof) } == .evidenceOrigin)
        #expect(refusal { try evidence(b, a) } == .evidenceOrder)
        #expect(refusal { try evidence(a, b, proof: proof) } == .evidenceRoot)
        let same = try head(other, 4)
        #expect(refusal { try evidence(a, same, root: root) } == .evidenceRoot)
        #expect(refusal { try evidence(a, same, proof: proof) } == .proofSuperfluous)
        #expect(refusal { try evidence(a, a) } == .noFork)
        #expect(refusal { try evidence(a, b, root: a.root, proof: proof) } == .proofInvalid)
        #expect(refusal { try evidence(a, b, root: root, proof: []) } == .proofInvalid)
        let honest = try ConsistencyProof.make(from: 4, to: 7, from: .leaves(log))
        #expect(refusal { try evidence(a, head(log, 7), root: a.root, proof: honest) } == .noFork)
    }

    @Test func `a closed epoch and a chain grown since are evidence all the same`() throws {
        let (a, b) = (try head(log, 5), try head(other, 5))
        var owner = owner
        try owner.succeed(closing: log)
        let found = try ForkEvidence.heads(
            chain: owner.chain, smaller: a, larger: b, root: nil, proof: [])
        #expect(try ForkEvidence.parse(found.bytes).statements.count == 2)
    }

    @Test func `no changed byte of evidence convinces (P3)`() throws {
        let found = try evidence(
            head(log, 4), head(other, 7), root: root(other.prefix(4)), proof: otherProof())
        let bytes = found.bytes
        for index in stride(from: 0, to: bytes.count, by: 3) {
            let changed = bytes.flipping(bit: index % 8, at: index)
            #expect(throws: DocumentProblem.self, "byte \(index)") {
                try ForkEvidence.parse(changed)
            }
        }
        // A prime step, so that the cuts fall on every kind of byte.
        for count in stride(from: 0, to: bytes.count, by: 5) {
            let line = bytes.prefix(count).count { $0 == 0x0A } + 1
            #expect(throws: DocumentProblem(line: line, reason: .cut), "cut at \(count)") {
                try ForkEvidence.parse(Array(bytes.prefix(count)))
            }
        }
    }

    @Test func `a conflict over the last possible statement is evidence`() throws {
        var (ours, theirs) = (owner, owner)
        for number in 0..<(Limits.statementsMax - 2) {
            let time = UInt64(1_795_100_000 + number)
            try ours.succeed(closing: [], time: time)
            try theirs.succeed(closing: [], time: time)
        }
        try ours.succeed(closing: [], time: 1_795_900_000)
        try theirs.succeed(closing: [], time: 1_795_900_001)
        let found = try ForkEvidence.statements(ours.chain, theirs.chain, number: 63)
        #expect(try ForkEvidence.parse(found.bytes) == found)
        #expect(throws: Reason.noFork) {
            try ForkEvidence.statements(ours.chain, ours.chain, number: 63)
        }
        #expect(throws: Reason.noFork) {
            try ForkEvidence.statements(ours.chain, theirs.chain, number: 1)
        }
        #expect(throws: Reason.noFork) {
            try ForkEvidence.statements(ours.chain, theirs.chain, number: 0)
        }
    }

    @Test func `lines of others in a head's note are skipped, the owner's stays (C13)`() throws {
        let (a, b) = (try head(log, 5), try head(other, 5))
        let found = try evidence(a, b)
        let witness = try Owner(label: "other.example.org", prefix: "other ")
        let line = try witness.cosigner.cosign(text: a.note.text, time: 1)
        let more = SignedNote(text: a.note.text, signatures: [line] + a.note.signatures)
        let bytes = found.bytes.replacing(a.note.bytes, with: more.bytes, maxReplacements: 1)
        #expect(bytes != found.bytes)
        #expect(try ForkEvidence.parse(bytes) == found)
    }
}
