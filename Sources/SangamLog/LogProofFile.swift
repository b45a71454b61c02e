/// A `.tlog-proof` file: shows offline that one entry is in a log.
///
/// Shape: `c2sp.org/tlog-proof@v1`, `extra <base64 of the entry>`, `index <n>`, the inclusion
/// proof's hashes, an empty line, the checkpoint note. Source: C2SP tlog-proof; Protocol.md.
public struct LogProofFile: Hashable, Sendable {
    public let entry: Entry
    public let proof: InclusionProof
    public let head: SignedCheckpoint

    public init(entry: Entry, proof: InclusionProof, head: SignedCheckpoint) {
        self.entry = entry
        self.proof = proof
        self.head = head
    }

    /// The file.
    public var bytes: [UInt8] {
        var text = "c2sp.org/tlog-proof@v1\nextra \(Base64.encode(entry.bytes))\n"
        text += "index \(proof.index)\n"
        for hash in proof.hashes { text += hash.base64 + "\n" }
        return Array(text.utf8) + [0x0A] + head.note.bytes
    }

    /// The log that a file claims to be about; nil if it says none. Nothing is verified.
    public static func origin(in bytes: [UInt8]) -> Origin? {
        guard bytes.count <= Limits.documentBytesMax else { return nil }
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        guard let gap = lines.firstIndex(where: \.isEmpty), gap + 1 < lines.count else {
            return nil
        }
        return Origin(bytes: lines[gap + 1])
    }

    /// Reads and verifies a file against the chain of the node that it names.
    ///
    /// Throws: the first rule broken, with its line.
    public init(_ bytes: [UInt8], chain: IdentityChain) throws(DocumentProblem) {
        var cursor = LineCursor(bytes)
        guard bytes.count <= Limits.documentBytesMax else { throw cursor.problem(.documentBytes) }
        guard try cursor.require().elementsEqual("c2sp.org/tlog-proof@v1".utf8) else {
            throw cursor.problem(.proofFileHeader)
        }
        let extra = try cursor.require()
        guard extra.starts(with: "extra ".utf8), let raw = Base64.decode(extra.dropFirst(6)),
            let entry = try? Entry(bytes: raw)
        else { throw cursor.problem(.proofFileExtra) }
        let line = try cursor.require()
        guard line.starts(with: "index ".utf8), let index = Decimal.parse(line.dropFirst(6)) else {
            throw cursor.problem(.proofFileIndex)
        }
        var hashes: [Hash] = []
        while true {
            let text = try cursor.require()
            if text.isEmpty { break }
            guard hashes.count < Limits.proofHashesMax else { throw cursor.problem(.proofCount) }
            guard let hash = Hash(base64: text) else { throw cursor.problem(.proofLine) }
            hashes.append(hash)
        }
        let first = cursor.line + 1
        let note = try cursor.note(isLast: true)
        guard cursor.isAtEnd else {
            throw DocumentProblem(line: cursor.line + 1, reason: .trailing)
        }
        do {
            let checkpoint = try Checkpoint(text: note.text)
            guard let key = chain.signingKey(epoch: checkpoint.origin.epoch) else {
                throw Reason.checkpointEpoch
            }
            let origin = chain.origin(epoch: checkpoint.origin.epoch)
            head = try SignedCheckpoint(note: note, origin: origin, key: key)
        } catch let error as Reason {
            throw DocumentProblem(
                line: first + CheckpointShape.lineOffset(of: error), reason: error)
        } catch { throw cursor.problem(.checkpointLines) }
        self.entry = entry
        proof = InclusionProof(index: index, size: head.size, hashes: hashes)
        let isIncluded = proof.verifies(leaf: entry.leaf, root: head.root)
        guard isIncluded else { throw cursor.problem(.proofInvalid) }  // check: proof-file
    }
}
