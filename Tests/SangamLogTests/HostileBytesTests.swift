import Foundation
import SangamLog
import Testing

/// Random bytes and changed documents into every parser (D13): no trap, no endless work, and what
/// is taken is written again as it was read.
@Suite struct HostileBytesTests {
    /// Units: changed documents for each parser. Fewer where the whole suite runs once for each
    /// check that is turned off.
    private static let rounds =
        ProcessInfo.processInfo.environment["SANGAM_CHECK_OFF"] == nil ? 10_000 : 200

    private let owner: Owner
    private let log: [SectionEntry]

    init() throws {
        owner = try Owner()
        log = try TestLog.puts(6)
    }

    /// Runs a parser; `parse` returns what it would write again, or nil.
    private func bombard(
        _ good: [UInt8], _ parse: ([UInt8]) throws -> [UInt8]?
    ) throws {
        var mutation = Mutation(seed: propertySeed)
        #expect(try parse(good) != nil, "the good document is taken")
        var taken = 0
        for round in 0..<HostileBytesTests.rounds {
            let bytes = mutation.next(from: good)
            do {
                guard let written = try parse(bytes) else { continue }
                taken += 1
                if written != bytes {
                    #expect(try parse(written) == written, "seed \(propertySeed), round \(round)")
                }
            } catch is Reason {
            } catch is DocumentProblem {
            } catch is ExtensionRefusal {
            }
        }
        #expect(taken < HostileBytesTests.rounds)
    }

    private var head: SignedCheckpoint {
        get throws { try owner.head(log.map(\.entry.leaf)) }
    }

    @Test(.timeLimit(.minutes(15)))
    func `signed notes, checkpoints and statements`() throws {
        try bombard(head.note.bytes) { try SignedNote.parse($0).bytes }
        try bombard(head.checkpoint.text) { try Checkpoint(text: $0).text }
        try bombard(WorkedExample.statementOne) {
            try IdentityStatement(note: SignedNote.parse($0)).note.bytes
        }
    }

    @Test(.timeLimit(.minutes(15)))
    func `sections`() throws {
        let replica = HeldNode().replica(owner.chain.currentOrigin)
        let good = try owner.section(log, to: 5)
        try bombard(good) { bytes in
            let section = try SectionReader.read(bytes)
            let verified = try LogExtension.check(section, asked: nil, replica: replica)
            #expect(verified.entries.map(\.entry) == log.prefix(5).map(\.entry))
            return bytes
        }
        // What the reader alone takes is bounded by its limits.
        try bombard(good) { bytes in
            let section = try SectionReader.read(bytes)
            #expect(section.entries.count == Int(section.to - section.from))
            #expect(section.to <= section.head.size && section.proof.count <= 63)
            return bytes
        }
    }

    @Test(.timeLimit(.minutes(15)))
    func `node documents and rosters`() throws {
        let document = NodeDocument(
            url: "https://sem.example.org", software: "sangam/0.1.0", chain: owner.chain)
        try bombard(document.bytes) { try NodeDocument($0).bytes }
        let row = RosterRow(
            distance: 1, cleared: 0, isFrozen: true, checkpoint: try head.checkpoint,
            note: try head.note)
        let roster = Roster(next: "a:1", rows: [row])
        try bombard(roster.bytes) { try Roster($0).bytes }
    }

    @Test(.timeLimit(.minutes(15)))
    func `fork evidence and proof files`() throws {
        let leaves = log.map(\.entry.leaf)
        let other = leaves.map { Hash.node($0, $0) }
        let evidence = try ForkEvidence.heads(
            chain: owner.chain, smaller: owner.head(Array(leaves.prefix(3))),
            larger: owner.head(other), root: root(other.prefix(3)),
            proof: ConsistencyProof.make(from: 3, to: 6, from: .leaves(other)))
        try bombard(evidence.bytes) { try ForkEvidence.parse($0).bytes }
        let proof = try InclusionProof.make(index: 2, size: 6, from: .leaves(leaves))
        let file = LogProofFile(entry: log[2].entry, proof: proof, head: try head)
        try bombard(file.bytes) { try LogProofFile($0, chain: owner.chain).bytes }
    }

    @Test(.timeLimit(.minutes(15)))
    func `entries, bundles, tiles, paths and keys`() throws {
        try bombard(log[0].entry.bytes) { try Entry(bytes: $0).bytes }
        try bombard(Array(log[0].line.dropFirst(2).dropLast())) { line in
            let item = try SectionEntry(payloadLine: line[...])
            return item.payload == nil ? nil : Array(item.line.dropFirst(2).dropLast())
        }
        try bombard(EntryBundle.encode(log.map(\.entry.bytes))) {
            EntryBundle.encode(try EntryBundle.decode($0).map(\.bytes))
        }
        let tile = Tile(level: 0, index: 0, hashes: log.map(\.entry.leaf))
        try bombard(tile.bytes) { Tile(level: 0, index: 0, bytes: $0)?.bytes }
        try bombard(ascii("tile/3/x001/x234/067.p/9")) { bytes in
            String(validating: bytes, as: UTF8.self).flatMap { TilePath($0) }
                .map { ascii($0.text) }
        }
        let key = try owner.signer().verifier
        try bombard(ascii(key.text)) { bytes in
            String(validating: bytes, as: UTF8.self).flatMap { VerifierKey($0) }
                .map { ascii($0.text) }
        }
    }

    @Test(.timeLimit(.minutes(15)))
    func `signature lines, decimals, base64 and base32`() throws {
        let line = try head.note.signatures[0].line.dropLast()
        try bombard(Array(line)) { try NoteSignature(line: $0[...]).line.dropLast() }
        try bombard(ascii("18446744073709551615")) { bytes in
            Decimal.parse(bytes).map { ascii(String($0)) }
        }
        try bombard(ascii("1099511627776")) { bytes in
            Decimal.parseClamped(bytes).map { $0 == .max ? bytes : ascii(String($0)) }
        }
        try bombard(ascii(Hash.emptyRoot.base64)) { bytes in
            Base64.decode(bytes[...]).map { ascii(Base64.encode($0)) }
        }
        try bombard(ascii(WorkedExample.nodeID)) { bytes in
            Base32.decode(bytes).map { ascii(Base32.encode($0)) }
        }
        try bombard(ascii(WorkedExample.origin)) { bytes in
            Origin(bytes: bytes[...]).map { ascii($0.line) }
        }
        let verifier = try owner.cosigner.verifier
        let text = try head.note.text
        let cosignature = try owner.cosigner.cosign(text: text, time: 999_999_999_999)
        try bombard(cosignature.signature) { bytes in
            let claimed = NoteSignature(key: verifier, signature: bytes)
            let time = try Cosignature.verifiedTime(of: claimed, noteText: text, by: verifier)
            #expect(time == 999_999_999_999)
            return bytes
        }
    }
}
