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
        try await store.keep(evidence: evidence)
        log.error("fork evidence", metadata: ["origin": "\(origin)"])
        if origin.node == nodeID { stopForked() }
        wake()
        return true
    }

    private func evidence(
        of chain: IdentityChain, smaller: SignedCheckpoint, larger: SignedCheckpoint,
        by client: PeerClient
    ) async -> ForkEvidence? {
        var tiles = FetchedTiles(treeSize: larger.size)
        // Each turn brings the next tile that is missing; a proof touches few.
        for _ in 0..<FetchedTiles.countMax {
            do {
                let source = tiles.hashes
                return try ForkEvidence.heads(
                    chain: chain, smaller: smaller, larger: larger,
                    root: try source.tree(size: smaller.size).root,
                    proof: try ConsistencyProof.make(
                        from: smaller.size, to: larger.size, from: source))
            } catch let missing as FetchedTiles.Missing {
                guard
                    let bytes = try? await client.tile(
                        logID: larger.checkpoint.origin.logID, path: missing.path),
                    tiles.add(bytes, at: missing.path)
                else { return nil }
            } catch {
                // The tiles do not lead to the head, or its history is ours: the section lied.
                return nil
            }
        }
        return nil
    }
}

/// Tiles of somebody's tree, as far as they have been fetched.
struct FetchedTiles {
    /// A hash was asked for whose tile is not here yet.
    struct Missing: Error {
        let path: TilePath
    }

    /// A proof has at most 63 hashes, each in one tile or at the edge of several.
    static let countMax = 128

    private let treeSize: UInt64
    private var tiles: [TilePath: Tile] = [:]

    init(treeSize: UInt64) { self.treeSize = treeSize }

    /// Takes the bytes of a tile. False: they are not what the path says.
    mutating func add(_ bytes: [UInt8], at path: TilePath) -> Bool {
        guard let level = path.level,
            let tile = Tile(level: level, index: path.index, bytes: bytes),
            tile.hashes.count == path.width
        else { return false }
        tiles[path] = tile
        return true
    }

    /// Throws `Missing` where a tile is not here.
    var hashes: SubtreeHashes {
        SubtreeHashes { [tiles, treeSize] level, index in
            let row = level / 8
            let height = level % 8
            let element = index << UInt64(height)
            let count = Tile.elements(level: row, treeSize: treeSize)
            let width = min(count - min(count, element & ~255), 256)
            let path = TilePath(level: row, index: element >> 8, width: Int(width))
            guard width > 0 else { throw Reason.proofInvalid }
            guard let tile = tiles[path] else { throw Missing(path: path) }
            guard let hash = tile.root(offset: Int(element & 255), height: height) else {
                throw Reason.proofInvalid
            }
            return hash
        }
    }
}
