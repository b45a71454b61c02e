import SangamLog
import Testing

/// The worked example is recomputed from its secrets, and read like a stranger's bytes.
@Suite struct WorkedExampleTests {
    private let section: Section

    init() throws { section = try SectionReader.read(WorkedExample.section) }

    /// The first 16 bytes of a hash: nonces and record ids of the example.
    private func sixteen(_ text: String) -> [UInt8] {
        Array(Hash.sha256(ascii(text)).bytes.prefix(16))
    }

    private func statementOne() throws -> IdentityStatement {
        try IdentityStatement(note: SignedNote.parse(WorkedExample.statementOne))
    }

    @Test func `the section reads, and says what it says`() throws {
        #expect(section.origin.line == WorkedExample.origin)
        #expect(section.chain.node.text == WorkedExample.nodeID)
        #expect(section.head.size == 4 && section.from == 0 && section.to == 3)
        #expect(section.proof.count == 3 && section.entries.count == 3)
        #expect(section.endLine == 25)
        #expect(section.entries.map { $0.payload == nil } == [false, false, true])
    }

    @Test func `the section extends an empty replica by three entries`() throws {
        let origin = try #require(Origin(WorkedExample.origin))
        let verified = try LogExtension.check(section, asked: origin, replica: .empty())
        #expect(verified.entries.count == 3 && verified.entries == section.entries)
        #expect(verified.tree.size == 3 && !verified.isComplete)
        #expect(verified.origin == origin && verified.size == 0 && verified.repeated.isEmpty)
    }

    @Test func `entry 3 completes the tree of the signed head`() throws {
        var tree = tree(section.entries.map(\.entry.leaf))
        tree.append(try Entry(bytes: ascii(WorkedExample.entryThree)).leaf)
        #expect(tree.root == section.head.root && tree.size == section.head.size)
    }

    @Test func `nonces, record ids and commitments are made as the example says`() throws {
        for (index, number) in [(0, 1), (1, 2)] {
            let item = section.entries[index]
            #expect(item.payload?.nonce == sixteen("nonce \(number)"))
            guard case .put(let key, _, let commitment) = item.entry.operation else {
                Issue.record("entry \(index) is no put")
                continue
            }
            #expect(key.id == Base32.encode(sixteen("r\(number)")))
            #expect(commitment == item.payload?.commitment)
        }
        guard
            case .put(let key, let time, let commitment) = try Entry(
                bytes: ascii(WorkedExample.entryThree)
            ).operation
        else {
            Issue.record("entry 3 is no put")
            return
        }
        #expect(key == RecordKey(kind: "event", randomBytes: sixteen("r4")))
        let payload = ascii(WorkedExample.payloadThree)
        #expect(commitment == Commitment.to(payload: payload, nonce: sixteen("nonce 4")))
        #expect(time == 1_795_000_300)
        guard case .remove(let removed, _) = section.entries[2].entry.operation else {
            Issue.record("entry 2 is no removal")
            return
        }
        #expect(removed.id == Base32.encode(sixteen("r3")))
    }

    @Test func `statement 1 makes a chain with statement 0, and closes epoch 0 at size 2`() throws {
        let chain = try IdentityChain(section.chain.statements + [statementOne()])
        #expect(chain.newestNumber == 1 && chain.node.text == WorkedExample.nodeID)
        let closed = try #require(chain.closedHead(epoch: 0))
        #expect(closed.size == 2)
        #expect(closed.root == root(section.entries.prefix(2).map(\.entry.leaf)))
        #expect(chain.closedHead(epoch: 1) == nil)
        #expect(chain.currentOrigin.line == WorkedExample.origin.dropLast() + "1")
    }

    @Test func `the node id is the hash of statement 0's text alone`() throws {
        let note = try #require(section.chain.statements.first?.note)
        #expect(NodeID(statementZeroText: note.text).text == WorkedExample.nodeID)
        #expect(NodeID(statementZeroText: note.bytes).text != WorkedExample.nodeID)
    }

    /// Byte for byte: on Linux Ed25519 signatures are deterministic, as RFC 8032 says.
    @Test func `every signature is recomputed from its seed`() throws {
        var owner = try Owner(time: WorkedExample.times[0])
        #expect(owner.chain == section.chain)
        let leaves =
            section.entries.map(\.entry.leaf)
            + [try Entry(bytes: ascii(WorkedExample.entryThree)).leaf]
        #expect(try .checkpoint(owner.head(leaves)) == section.head)
        try owner.succeed(closing: Array(leaves.prefix(2)), time: WorkedExample.times[1])
        #expect(owner.chain.statements[1].note.bytes == WorkedExample.statementOne)
    }

    @Test func `the section is written as it was read`() throws {
        var writer = SectionWriter(chain: section.chain, head: section.head, from: 0)
        let fits = section.entries.map { writer.append($0) }
        #expect(fits == [true, true, true])
        #expect(writer.finish(proof: section.proof) == WorkedExample.section)
    }
}
