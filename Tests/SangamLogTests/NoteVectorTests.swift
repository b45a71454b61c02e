import SangamLog
import Testing

/// Notes and keys of other programs.
@Suite struct NoteVectorTests {
    private struct Case: CustomTestStringConvertible {
        let vkey: String
        let name: String
        let id: String
        let note: [UInt8]
        var testDescription: String { name }
    }

    private static let cases = [
        Case(
            vkey: "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            name: "example.com/foo", id: "530d903a",
            note: ascii(
                """
                This is an example message.

                — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=

                """)),
        Case(
            vkey: "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            name: "PeterNeumann", id: "c74f20a3",
            note: ascii(
                """
                If you think cryptography is the answer to your problem,
                then you don't know what your problem is.

                — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=

                """)),
        Case(
            vkey: "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
            name: "sum.golang.org", id: "033de0ae",
            note: ascii(
                """
                go.sum database tree
                35225469
                vt5T6GaLCXvyHFl9VUvvItR43XZxfLgftEcTyO3eJCQ=

                — sum.golang.org Az3grpukl5AXaVfYkLiDGORx/DN2nlcS5kZHR5uYOBV2KA2HgXpD+gu9HHONebHLAyaKbbTM75QTtPydhKCExixSfwQ=

                """)),
    ]

    @Test(arguments: cases)
    private func `a note of another program verifies, and not when a bit differs`(
        _ vector: Case
    ) throws {
        let key = try #require(VerifierKey(vector.vkey))
        #expect(key.name == vector.name && key.text == vector.vkey && key.kind == .note)
        #expect(Hexadecimal.encode(key.keyID) == vector.id)
        let note = try SignedNote.parse(vector.note)
        #expect(try note.verified(by: [key]).count == 1)
        #expect(note.bytes == vector.note)
        #expect(throws: Reason.signatureInvalid) {
            try SignedNote.parse(vector.note.flipping(bit: 0, at: 3)).verified(by: [key])
        }
    }

    @Test func `a published private key makes the published public key and signature`() throws {
        let secret =
            "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
        // The last field may itself hold a plus sign.
        let encoded = secret.split(separator: "+", maxSplits: 4).last.map { String($0) }
        let seed = try #require(encoded.flatMap { Base64.decode($0) }).dropFirst()
        let signer = try #require(SignerKey(name: "PeterNeumann", seed: Array(seed)))
        #expect(signer.verifier.text == NoteVectorTests.cases[1].vkey)
        let note = try SignedNote.parse(NoteVectorTests.cases[1].note)
        #expect(try signer.sign(text: note.text) == note.signatures[0])
        #expect(signer.description == "signer PeterNeumann")
    }

    private let checkpoint = ascii(
        """
        node.example/sangam
        300
        56/ILTiUT8eTBUUygJHUWCMojB9zTL2sBjlnE+vUtdU=

        — node.example/sangam XXGtxUO7cydx3eJpDwsL7OHq/SpVJdgFYz8cVPWJgYdMAQFFIrRB8pgSuzQpc5FWJ3B6ahxM2ATR4Zh39y5Io89MWAs=
        — witness.example/w1 BNLYMwAAAABlU/EADmMF3yH5Lazb1AyiIkrUiccdZMt6Q3Ux/+TlB7ABDdVyduo7DcLAMVoYjD0LRL8FWm/qH7UsW4YOwsxOGEPyCA==

        """)
    private let logKey = "node.example/sangam+5d71adc5+AddamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea"
    private let witnessKey =
        "witness.example/w1+04d2d833+BD1AF8PoQ4lakrcKp00bfrycmCzPLsSWjMDNVfEq9GYM"

    @Test func `a cosigned checkpoint verifies with both keys, and the time is read`() throws {
        let (log, witness) = (
            try #require(VerifierKey(logKey)), try #require(VerifierKey(witnessKey))
        )
        #expect(log.text == logKey && witness.text == witnessKey && witness.kind == .cosignature)
        let note = try SignedNote.parse(checkpoint)
        #expect(try note.verified(by: [log, witness]).count == 2)
        let line = note.signatures[1]
        let time = try Cosignature.verifiedTime(of: line, noteText: note.text, by: witness)
        #expect(time == 1_700_000_000)
        #expect(Cosignature.split(line.signature)?.time == 1_700_000_000)
        #expect(note.text.starts(with: ascii("node.example/sangam\n300\n")))
    }

    /// The seeds are those of RFC 8032 §7.1, tests 1 and 2.
    @Test func `both lines are made again from the published seeds`() throws {
        let first = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
        let second = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"
        let note = try SignedNote.parse(checkpoint)
        let log = try #require(
            SignerKey(name: "node.example/sangam", seed: try hash(hex: first).bytes))
        let witness = try #require(
            SignerKey(
                name: "witness.example/w1", kind: .cosignature, seed: try hash(hex: second).bytes))
        #expect(log.verifier.text == logKey && witness.verifier.text == witnessKey)
        #expect(try log.sign(text: note.text) == note.signatures[0])
        #expect(
            try witness.cosign(text: note.text, time: 1_700_000_000) == note.signatures[1])
    }

    @Test func `a cosignature with another time, key or text is not one (C13)`() throws {
        let note = try SignedNote.parse(checkpoint)
        let key = try #require(VerifierKey(witnessKey))
        let line = note.signatures[1]
        let later = NoteSignature(key: key, signature: line.signature.flipping(bit: 0, at: 7))
        #expect(throws: Reason.signatureInvalid) {
            try Cosignature.verifiedTime(of: later, noteText: note.text, by: key)
        }
        #expect(throws: Reason.signatureInvalid) {
            try Cosignature.verifiedTime(of: line, noteText: note.text + [0x0A], by: key)
        }
        let late = NoteSignature(key: key, signature: line.signature.flipping(bit: 7, at: 0))
        #expect(throws: Reason.cosignatureTime) {
            try Cosignature.verifiedTime(of: late, noteText: note.text, by: key)
        }
        let owners = note.signatures[0]
        #expect(try Cosignature.verifiedTime(of: owners, noteText: note.text, by: key) == nil)
    }
}
