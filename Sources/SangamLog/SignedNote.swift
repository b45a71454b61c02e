/// One signature line of a note.
///
/// Shape: `— <name> <base64 of key id (4 bytes) ‖ signature>`, LF.
/// Source: C2SP signed-note; Protocol.md, "Notes".
public struct NoteSignature: Hashable, Sendable {
    public let name: String
    /// Four bytes.
    public let keyID: [UInt8]
    /// The bytes after the key id; what they are depends on the key's kind.
    public let signature: [UInt8]

    public init(key: VerifierKey, signature: [UInt8]) {
        name = key.name
        keyID = key.keyID
        self.signature = signature
    }

    /// Reads a line without its LF.
    ///
    /// Throws: the first rule of Protocol.md, "Notes", that the line breaks.
    public init(line: ArraySlice<UInt8>) throws(Reason) {
        guard line.starts(with: NoteSignature.prefix) else { throw .signatureLine }
        let rest = line.dropFirst(NoteSignature.prefix.count)
        guard let space = rest.lastIndex(of: 0x20) else { throw .signatureLine }
        let name = String(decoding: rest[..<space], as: UTF8.self)
        let isName = name.utf8.elementsEqual(rest[..<space]) && VerifierKey.isName(name)
        guard isName else { throw .signatureName }  // check: note-signature-name
        guard let bytes = Base64.decode(rest[(space + 1)...]) else { throw .signatureBase64 }
        guard bytes.count > 4 else { throw .signatureLength }
        self.name = name
        keyID = Array(bytes[..<4])
        signature = Array(bytes[4...])
    }

    /// The line with its LF.
    public var line: [UInt8] {
        NoteSignature.prefix + Array(name.utf8) + [0x20]
            + Array(Base64.encode(keyID + signature).utf8) + [0x0A]
    }

    /// Whether a key of this name and id made a signature line; the id alone proves nothing.
    func isClaimed(by key: VerifierKey) -> Bool {
        name.utf8.elementsEqual(key.name.utf8) && keyID == key.keyID
    }

    /// EM DASH and a space, in UTF-8.
    static let prefix: [UInt8] = [0xE2, 0x80, 0x94, 0x20]
}

/// A text with signatures under it.
///
/// Shape: text that ends in LF, an empty line, one or more signature lines; split at the last
/// empty line. Source: C2SP signed-note; Protocol.md, "Notes".
public struct SignedNote: Hashable, Sendable {
    /// The signed bytes: all lines before the empty one, each with its LF.
    public let text: [UInt8]
    /// The signature lines in their order.
    public let signatures: [NoteSignature]

    public init(text: [UInt8], signatures: [NoteSignature]) {
        self.text = text
        self.signatures = signatures
    }

    /// The whole note.
    public var bytes: [UInt8] { text + [0x0A] + signatures.flatMap(\.line) }

    /// Reads a whole note.
    ///
    /// Throws: the first rule of Protocol.md, "Notes", that the bytes break.
    public static func parse(_ bytes: [UInt8]) throws(Reason) -> SignedNote {
        guard bytes.count <= Limits.noteBytesMax else { throw .noteSize }  // check: note-size
        let isUTF8 = String(validating: bytes, as: UTF8.self) != nil
        guard isUTF8 else { throw .noteEncoding }  // check: note-encoding
        let isPlain = bytes.allSatisfy { $0 >= 0x20 || $0 == 0x0A }
        guard isPlain else { throw .noteControl }  // check: note-control
        guard bytes.last == 0x0A else { throw .noteEnding }
        guard let blank = lastBlankLine(bytes) else { throw .noteSeparator }
        let rest = bytes[(blank + 1)...]
        guard !rest.isEmpty else { throw .signatureCount }
        let lines = rest.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false)
        let isBounded = lines.count <= Limits.noteSignaturesMax
        guard isBounded else { throw .signatureCount }  // check: note-signature-count
        var signatures: [NoteSignature] = []
        for line in lines { signatures.append(try NoteSignature(line: line)) }
        return SignedNote(text: Array(bytes[..<blank]), signatures: signatures)
    }

    /// The signatures by these keys, each verified; lines of unknown keys are ignored.
    ///
    /// Throws: `signatureInvalid` if a line claims a known key and does not verify,
    /// `signatureMissing` if no line is by a known key.
    public func verified(by keys: [VerifierKey]) throws(Reason) -> [NoteSignature] {
        var good: [NoteSignature] = []
        for signature in signatures {
            guard let key = keys.first(where: { signature.isClaimed(by: $0) }) else { continue }
            let isValid = key.verifies(signature.signature, text: text)
            guard isValid else { throw .signatureInvalid }  // check: note-signature-invalid
            good.append(signature)
        }
        guard !good.isEmpty else { throw .signatureMissing }  // check: note-signature-missing
        return good
    }

    /// Checks a note that must have exactly these keys' lines, in this order.
    ///
    /// Throws: `signatureCount`, `signatureKey` or `signatureInvalid`.
    public func requireExactly(_ keys: [VerifierKey]) throws(Reason) {
        let isExact = signatures.count == keys.count
        guard isExact else { throw .signatureCount }  // check: strict-signature-count
        for (signature, key) in zip(signatures, keys) {
            let isClaimed = signature.isClaimed(by: key)
            guard isClaimed else { throw .signatureKey }  // check: strict-signature-key
            let isValid = key.verifies(signature.signature, text: text)
            guard isValid else { throw .signatureInvalid }  // check: strict-signature-invalid
        }
    }

    /// The index of the LF that is the last empty line, before the signatures.
    private static func lastBlankLine(_ bytes: [UInt8]) -> Int? {
        var index = bytes.count - 1
        while index > 0 {
            if bytes[index] == 0x0A && bytes[index - 1] == 0x0A { return index }
            index -= 1
        }
        return nil
    }
}
