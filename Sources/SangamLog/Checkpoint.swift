/// The head of a log: what its owner signs.
///
/// Shape: three lines, each with LF: origin, size in decimal, base64 of the root. Extension lines
/// are refused, because cosigners disagree on whether they sign them.
/// Source: C2SP tlog-checkpoint; Protocol.md, "Checkpoints".
public struct Checkpoint: Hashable, Sendable {
    /// The log.
    public let origin: Origin
    /// Units: entries.
    public let size: UInt64
    public let root: Hash

    public init(origin: Origin, size: UInt64, root: Hash) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// Reads the text of a checkpoint note.
    ///
    /// Throws: the first rule that the text breaks, in the order of Protocol.md.
    public init(text: [UInt8]) throws(Reason) {
        let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.count >= 4, let rest = lines.dropFirst(3).first else {
            throw .checkpointLines
        }
        let isThreeLines = lines.count == 4 && rest.isEmpty
        guard isThreeLines else { throw .checkpointLines }  // check: checkpoint-lines
        guard let origin = Origin(bytes: lines[0]) else { throw .checkpointOrigin }
        guard let size = Decimal.parseClamped(lines[1]) else { throw .checkpointSize }
        guard size <= Limits.treeSizeMax else { throw .treeSize }  // check: checkpoint-tree-size
        guard let root = Hash(base64: lines[2]) else { throw .checkpointRoot }
        let fitsEmpty = size > 0 || root == Hash.emptyRoot
        guard fitsEmpty else { throw .emptyRoot }  // check: checkpoint-empty-root
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// The signed text.
    public var text: [UInt8] { Array("\(origin)\n\(size)\n\(root.base64)\n".utf8) }
}

/// A checkpoint with its owner's signature, verified.
///
/// Shape: the note has exactly the owner's line; cosignatures travel apart, in roster rows.
public struct SignedCheckpoint: Hashable, Sendable {
    public let checkpoint: Checkpoint
    /// The note with the owner's line only: what is stored, served and relayed.
    public let note: SignedNote

    public var size: UInt64 { checkpoint.size }
    public var root: Hash { checkpoint.root }

    /// Signs a head. Throws: what the signing library throws.
    public init(checkpoint: Checkpoint, sign: ([UInt8]) throws -> NoteSignature) throws {
        self.checkpoint = checkpoint
        note = SignedNote(text: checkpoint.text, signatures: [try sign(checkpoint.text)])
    }

    /// Takes a note whose text is a checkpoint of `origin` and which `key` signed; other
    /// signature lines are dropped.
    ///
    /// Throws: the first rule of note, checkpoint or origin that is broken.
    public init(note: SignedNote, origin: Origin, key: VerifierKey) throws(Reason) {
        let checkpoint = try Checkpoint(text: note.text)
        let isExpected = checkpoint.origin == origin
        guard isExpected else { throw .checkpointOrigin }  // check: head-origin
        let owners = try note.verified(by: [key])
        self.checkpoint = checkpoint
        self.note = SignedNote(text: note.text, signatures: Array(owners.prefix(1)))
    }
}
