/// Turns appended leaves into tiles: the right edge of every level, and what became full.
///
/// Shape: `edges[l]` are the hashes of the partial tile of level l, 0–255 of them.
/// Source: C2SP tlog-tiles; Protocol.md, "Tiles".
public struct TileWriter: Sendable {
    /// The number of leaves. Units: leaves.
    public private(set) var size: UInt64
    private var edges: [[Hash]]
    private var completed: [Tile] = []
    private var changedLevels: Set<Int> = []

    /// Goes on from stored partial tiles; nil if their widths do not fit the size.
    public init?(size: UInt64, edges: [[Hash]]) {
        for level in 0..<8 {
            let width = Int(Tile.elements(level: level, treeSize: size) & 255)
            guard (edges.indices.contains(level) ? edges[level].count : 0) == width else {
                return nil
            }
        }
        self.size = size
        self.edges = edges
    }

    public init() {
        size = 0
        edges = []
    }

    /// Appends one leaf hash.
    public mutating func append(_ leaf: Hash) {
        size += 1
        var carry: Hash? = leaf
        var level = 0
        while let hash = carry {
            if level == edges.count { edges.append([]) }
            edges[level].append(hash)
            changedLevels.insert(level)
            carry = nil
            if edges[level].count == TilePath.fullWidth {
                let index = (Tile.elements(level: level, treeSize: size) - 1) >> 8
                let tile = Tile(level: level, index: index, hashes: edges[level])
                completed.append(tile)
                carry = tile.root(offset: 0, height: 8)
                edges[level] = []
                level += 1
            }
        }
    }

    /// The tiles that became full or changed since the last call, full ones first.
    public mutating func takeChanges() -> [Tile] {
        var tiles = completed
        for level in changedLevels.sorted() where !edges[level].isEmpty {
            let index = Tile.elements(level: level, treeSize: size) >> 8
            tiles.append(Tile(level: level, index: index, hashes: edges[level]))
        }
        completed = []
        changedLevels = []
        return tiles
    }
}

extension SubtreeHashes {
    /// A source over tiles. `tile` reads the widest stored tile of a level and index, or nil.
    public static func tiles(
        _ tile: @escaping (_ level: Int, _ index: UInt64) throws -> Tile?
    ) -> SubtreeHashes {
        SubtreeHashes { level, index in
            let height = level % 8
            let first = index << UInt64(height)
            let read = try tile(level / 8, first >> 8)
            guard let hash = read?.root(offset: Int(first & 255), height: height) else {
                throw TileProblem.missing(level: level / 8, index: first >> 8)
            }
            return hash
        }
    }
}

/// A tile that storage should have and has not, or that does not fit the signed head.
public enum TileProblem: Error, Equatable, Sendable {
    case missing(level: Int, index: UInt64)
    case damaged(level: Int, index: UInt64)
}
