import SangamDirectory
import SangamLog
import SangamStore

/// What a proof file shows.
public struct ProofSummary: Sendable, Hashable {
    public var origin: Origin
    /// The entry's index and the size of the tree that it is proved to be in.
    public var index: UInt64
    public var size: UInt64
    /// nil for an entry that is no operation.
    public var record: RecordID?
    /// `put`, `remove` or `unknown`.
    public var operation: String
    /// Advisory. Units: Unix seconds.
    public var time: UInt64?
}

extension Node {
    /// A `.tlog-proof` file of a record's newest entry, also of a removal.
    public func proof(of id: RecordID) async throws(NodeError) -> [UInt8] {
        do {
            guard let proof = try await reader.proof(of: id) else {
                throw NodeError(
                    code: "unknown", message: "no record \(id) is known here",
                    hint: "an id is NODE/KIND/ID, or KIND/ID for one of our own")
            }
            return proof.bytes
        } catch { throw NodeError.wrapping(error) }
    }

    /// Checks a proof file against the chain of statements that we hold of the node it names.
    ///
    /// Throws: `proof-invalid` with the line and the rule; `unknown-node`.
    public func verify(proof bytes: [UInt8]) async throws(NodeError) -> ProofSummary {
        guard let origin = LogProofFile.origin(in: bytes) else {
            throw NodeError(
                code: "proof-invalid", message: "this is not a proof file",
                hint: "it begins with c2sp.org/tlog-proof@v1 and ends with a checkpoint",
                category: .verification)
        }
        let chain: IdentityChain?
        do {
            chain = try await reader.chain(of: origin.node)
        } catch { throw NodeError(error) }
        guard let chain else {
            throw NodeError(
                code: "unknown-node",
                message: "the proof is of \(origin.label) (\(origin.node)), of which nothing is "
                    + "known here, so its key cannot be checked",
                hint: "sync with a peer that holds this log, then verify again")
        }
        let file: LogProofFile
        do {
            file = try LogProofFile(bytes, chain: chain)
        } catch {
            throw NodeError(
                code: "proof-invalid",
                message: "line \(error.line): \(Self.words(of: error.reason)) "
                    + "(\(error.reason.rawValue)); the file proves nothing",
                hint: "nothing was changed; ask for the file again where it came from, or make "
                    + "one with sangam proof", category: .verification)
        }
        return ProofSummary(file)
    }
}

extension Node {
    /// What a line of a proof file fails by, for people.
    private static func words(of reason: Reason) -> String {
        switch reason {
        case .proofFileHeader: "this is not the first line of a proof file"
        case .proofFileIndex: "the place of the entry in the log cannot be read"
        case .proofFileExtra: "there is more than belongs into a proof file"
        case .proofInvalid:
            "the hashes do not lead from the entry to the signed head, so the entry, its place or "
                + "the head has been changed"
        case .proofLine, .proofCount, .proofMissing, .proofSuperfluous:
            "the hashes of the proof are damaged, missing or too many"
        case .entryLength, .entryByte, .entryLine: "this is no entry of a log"
        case .signatureInvalid: "the signature is not the network's over these lines"
        case .signatureKey, .signatureMissing, .signatureName, .signatureCount:
            "the network's own signature is not there"
        case .signatureLine, .signatureBase64, .signatureLength: "this is no signature"
        case .checkpointOrigin, .originMismatch: "the signed head is of another log"
        case .checkpointLines, .checkpointSize, .treeSize, .checkpointRoot, .emptyRoot,
            .checkpointEpoch, .closedEpoch:
            "the signed head is damaged"
        case .noteSize, .noteEncoding, .noteControl, .noteEnding, .noteSeparator:
            "the text is damaged: it has another ending, sign or length than it must"
        default: "this line is not as it has to be"
        }
    }
}

extension ProofSummary {
    init(_ file: LogProofFile) {
        origin = file.head.checkpoint.origin
        index = file.proof.index
        size = file.head.size
        switch file.entry.operation {
        case .put(let key, let time, _):
            (record, operation, self.time) = (RecordID(node: origin.node, key: key), "put", time)
        case .remove(let key, let time):
            (record, operation, self.time) = (RecordID(node: origin.node, key: key), "remove", time)
        case .unknown:
            (record, operation, time) = (nil, "unknown", nil)
        }
    }
}
