import Logging
import SangamLog
import SangamStore

/// Evidence against a head that no section of ours can judge: the other history is longer than
/// ours, and a section shows only the end of it.
///
/// The tiles of the peer that carries it are asked for the root at our size and the way from there
/// to its head. Nothing of them is believed: the evidence verifies by itself, or there is none.
/// Source: Protocol.md, "Forks".
extension Node {
    /// Whether a peer's head, refused with a section, is another history than ours; then the
    /// evidence is kept, and the log is frozen.
    func isProvedFork(_ head: SectionHead, by client: PeerClient) async throws -> Bool {
        guard case .checkpoint(let theirs) = head else { return false }
        let origin = theirs.checkpoint.origin
        guard let chain = try await reader.chain(of: origin.node),
            case .checkpoint(let ours) = try await reader.completeHead(origin),
            ours.size > 0, ours.size < theirs.size
        else { return false }
        guard let evidence = await evidence(of: chain, smaller: ours, larger: theirs, by: client)
        else { return false }
        try await keep(evidence)
        return true
    }

    /// Keeps evidence, which freezes what it is about; of our own log it ends the signing.
    func keep(_ evidence: ForkEvidence) async throws {
        try await store.keep(evidence: evidence)
        log.error("fork evidence", metadata: ["node": "\(evidence.node)"])
        if evidence.node == nodeID { stopForked() }
        wake()
    }

    private func evidence(
        of chain: IdentityChain, smaller: SignedCheckpoint, larger: SignedCheckpoint,
        by client: PeerClient
    ) async -> ForkEvidence? {
        var tiles: [TilePath: Tile] = [:]
        // Each turn brings the next tile that is missing; a proof touches few.
        for _ in 0..<Node.proofTilesMax {
            do {
                let source = SubtreeHashes.tiles { [tiles] level, index in
                    let path = TilePath(level: level, index: index, treeSize: larger.size)
                    guard let path else { return nil }
                    guard let tile = tiles[path] else { throw MissingTile(path: path) }
                    return tile
                }
                return try ForkEvidence.heads(
                    chain: chain, smaller: smaller, larger: larger,
                    root: try source.tree(size: smaller.size).root,
                    proof: try ConsistencyProof.make(
                        from: smaller.size, to: larger.size, from: source))
            } catch let missing as MissingTile {
                let path = missing.path
                guard let level = path.level,
                    let bytes = try? await client.tile(
                        logID: larger.checkpoint.origin.logID, path: path),
                    let tile = Tile(level: level, index: path.index, bytes: bytes),
                    tile.hashes.count == path.width
                else { return nil }
                tiles[path] = tile
            } catch {
                // The tiles do not lead to the head, or its history is ours: the section lied.
                return nil
            }
        }
        return nil
    }

    /// A proof has at most 63 hashes, each in one tile or at the edge of several.
    private static let proofTilesMax = 128
}

/// A hash was asked for whose tile has not been fetched yet.
private struct MissingTile: Error {
    let path: TilePath
}
