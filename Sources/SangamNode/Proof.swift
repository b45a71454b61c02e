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
                message: "line \(error.line): \(error.reason.rawValue); it proves nothing",
                category: .verification)
        }
        return ProofSummary(file)
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
