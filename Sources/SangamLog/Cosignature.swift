/// What a holder of a copy signs: *this is the largest consistent tree I have seen, at this time*.
///
/// Shape: signature bytes are the time (8 bytes, big-endian, Unix seconds) and 64 bytes of Ed25519
/// over `cosignature/v1\ntime <decimal>\n` and the whole text of the note.
/// Source: C2SP tlog-cosignature; Protocol.md, "Cosignatures".
public enum Cosignature {
    /// The bytes that are signed.
    public static func message(time: UInt64, noteText: [UInt8]) -> [UInt8] {
        Array("cosignature/v1\ntime \(time)\n".utf8) + noteText
    }

    /// Time and signature of a cosignature's bytes; nil for any other length.
    public static func split(_ bytes: [UInt8]) -> (time: UInt64, signature: [UInt8])? {
        guard bytes.count == 8 + Ed25519.signatureBytes else { return nil }
        let time = bytes[..<8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return (time, Array(bytes[8...]))
    }

    /// The time of one signature line by `key` over a note's text; nil for a line of another key.
    ///
    /// Units: Unix seconds. Throws: `cosignatureTime` above 12 digits, `signatureInvalid`.
    public static func verifiedTime(
        of line: NoteSignature, noteText: [UInt8], by key: VerifierKey
    ) throws(Reason) -> UInt64? {
        guard key.kind == .cosignature, line.isClaimed(by: key) else { return nil }
        guard let time = split(line.signature)?.time else { throw .signatureInvalid }
        guard time <= Decimal.timeMost else { throw .cosignatureTime }  // check: cosignature-time
        let isValid = key.verifies(line.signature, text: noteText)
        guard isValid else { throw .signatureInvalid }  // check: cosignature-invalid
        return time
    }

    /// The name under which a node cosigns: `L/<node id>/cosigner`.
    public static func name(label: Label, node: NodeID) -> String {
        label.text + "/" + node.text + "/cosigner"
    }
}
