import FoundationEssentials
import GRDB
import SangamDirectory
import SangamLog

extension StoreReader {
    /// Shows a record's newest entry, or its removal, to be in its log; nil if nothing is known
    /// of the record.
    ///
    /// Throws: `notFound` if no signed head covers the entry yet; `corrupt` if what is stored does
    /// not give the signed root.
    public func proof(of id: RecordID) async throws(StoreError) -> LogProofFile? {
        try await read { database in
            guard
                let node = try Row.fetchOne(
                    database, sql: "SELECT id, chain, blocked, accepted FROM node WHERE node = ?",
                    arguments: [id.node.text]), node["blocked"] == nil, node["accepted"],
                let stored = try RecordTable.find(database, node: node["id"], key: id.key)
            else { return nil }
            let (epoch, index) =
                switch stored.state {
                case .live(let revision): (revision.epoch, revision.index)
                case .removed(let epoch, let index): (epoch, index)
                }
            let chain = try LogTables.chain(Array(node["chain"] as Data))
            let origin = chain.origin(epoch: epoch)
            guard let log = try LogRow.fetch(database, origin: origin), !log.isDamaged,
                let head = log.complete, index < head.size
            else {
                throw StoreError(
                    .notFound, "no signed head of \(origin) covers entry \(index) here")
            }
            let proof = try InclusionProof.make(
                index: index, size: head.size, from: LogTables.hashes(database, log: log.id))
            let entry = try Entry(
                bytes: try LogTables.entry(database, log: log.id, index: index))
            guard proof.verifies(leaf: entry.leaf, root: head.root) else {
                throw StoreError(
                    .corrupt, "entry \(index) of \(origin) does not lead to its signed root")
            }
            return LogProofFile(entry: entry, proof: proof, head: head)
        }
    }
}
