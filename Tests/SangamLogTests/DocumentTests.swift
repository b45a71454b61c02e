import SangamLog
import Testing

/// Node documents and rosters, written and read.
@Suite struct DocumentTests {
    private let owner: Owner

    init() throws { owner = try Owner() }

    @Test func `a node document is read as it was written`() throws {
        var grown = owner
        try grown.succeed(closing: [])
        for chain in [owner.chain, grown.chain] {
            for url in [nil, "https://sem.example.org"] {
                for isStatic in [false, true] {
                    let document = NodeDocument(
                        url: url, software: "sangam/0.1.0", isStatic: isStatic, entriesMax: 100,
                        bytesMax: 262_144, chain: chain)
                    #expect(try NodeDocument(document.bytes) == document)
                }
            }
        }
        let plain = NodeDocument(url: nil, software: "x", chain: owner.chain)
        #expect(plain.entriesMax == 8_192 && plain.bytesMax == 8_388_608)
    }

    private func row(
        _ owner: Owner, count: Int, cosignedBy witness: Owner? = nil, isFrozen: Bool = false
    ) throws -> RosterRow {
        let head = try owner.head(TestLog.leaves(count))
        let lines = try witness.map { [try $0.cosigner.cosign(text: head.note.text, time: 7)] }
        return RosterRow(
            distance: 3, cleared: 2, isFrozen: isFrozen, checkpoint: head.checkpoint,
            note: SignedNote(
                text: head.note.text, signatures: head.note.signatures + (lines ?? [])))
    }

    @Test func `a roster is read as it was written, and its lines verify`() throws {
        let other = try Owner(label: "other.example.org", prefix: "other ")
        let roster = Roster(
            next: "0f1e2d3c4b5a69788796a5b4c3d2e1f0:17",
            rows: [
                try row(owner, count: 5, cosignedBy: other),
                try row(other, count: 0, isFrozen: true),
            ])
        let read = try Roster(roster.bytes)
        #expect(read == roster)
        let key = try #require(owner.chain.signingKey(epoch: 0))
        let head = try SignedCheckpoint(
            note: read.rows[0].note, origin: owner.chain.currentOrigin, key: key)
        #expect(head == (try owner.head(TestLog.leaves(5))))
        #expect(head.note.signatures.count == 1)
        let cosigner = try #require(other.chain.cosignerKey)
        let time = try Cosignature.verifiedTime(
            of: read.rows[0].note.signatures[1], noteText: read.rows[0].note.text, by: cosigner)
        #expect(time == 7)
    }

    @Test func `a roster is taken though a row's signature is not (C13)`() throws {
        var bad = try row(owner, count: 5)
        let line = bad.note.signatures[0]
        let key = try owner.signer().verifier
        bad.note = SignedNote(
            text: bad.note.text,
            signatures: [NoteSignature(key: key, signature: line.signature.reversed())])
        let read = try Roster(Roster(next: "x", rows: [bad]).bytes)
        #expect(throws: Reason.signatureInvalid) {
            try SignedCheckpoint(
                note: read.rows[0].note, origin: owner.chain.currentOrigin, key: key)
        }
    }

    @Test func `a head of another log is not the one expected`() throws {
        var grown = owner
        try grown.succeed(closing: [])
        let head = try owner.head([])
        let key = try #require(grown.chain.signingKey(epoch: 1))
        #expect(throws: Reason.checkpointOrigin) {
            try SignedCheckpoint(note: head.note, origin: grown.chain.currentOrigin, key: key)
        }
        #expect(throws: Reason.signatureMissing) {
            try SignedCheckpoint(note: head.note, origin: owner.chain.currentOrigin, key: key)
        }
    }

    @Test func `a cursor is 1 to 128 printable bytes without a space`() {
        for (text, isCursor) in [
            ("", false), ("a", true), ("a b", false), ("~!", true), ("é", false), ("\u{7F}", false),
            (String(repeating: "x", count: 128), true), (String(repeating: "x", count: 129), false),
        ] {
            #expect(Roster.isCursor(ascii(text)) == isCursor, "\(text)")
        }
    }

    @Test func `documents over 8 MiB are refused unread`() throws {
        let huge = [UInt8](repeating: UInt8(ascii: "x"), count: Limits.documentBytesMax + 1)
        let expected = DocumentProblem(line: 0, reason: .documentBytes)
        #expect(throws: expected) { try NodeDocument(huge) }
        #expect(throws: expected) { try Roster(huge) }
        #expect(throws: expected) { try ForkEvidence.parse(huge) }
        #expect(throws: expected) { try LogProofFile(huge, chain: owner.chain) }
    }

    @Test func `a refusal is written as a 422 body wants it`() {
        let problem = DocumentProblem(line: 12, reason: .headLine)
        #expect("\(problem)" == "line 12 headLine")
        #expect("\(DocumentProblem(line: 0, reason: .gzip))" == "line 0 gzip")
    }

    @Test func `names compare as bytes, and only in their one spelling`() throws {
        let node = WorkedExample.nodeID
        #expect(NodeID(node)?.text == node)
        for text in [
            "", node.uppercased(), node + "a", String(node.dropLast()), node.dropLast() + "1",
        ] {
            #expect(NodeID(String(text)) == nil, "\(text)")
        }
        // An accented letter in two forms is equal for String, and no label in either.
        #expect(Label("caf\u{E9}.example") == nil && Label("cafe\u{301}.example") == nil)
        let origin = try #require(Origin(WorkedExample.origin))
        #expect(origin.line == WorkedExample.origin && origin.epoch == 0)
        #expect(origin.logID == Hash.sha256(ascii(WorkedExample.origin)).hex)
        let (a, b) = (try TestLog.key(1), try TestLog.key(2))
        #expect((a < b) != (b < a) && !(a < a))
        #expect(RecordKey(a.description) == a)
        #expect(RecordKey(kind: "event", randomBytes: [1]) == nil)
    }
}
