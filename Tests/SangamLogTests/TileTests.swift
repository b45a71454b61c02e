import SangamLog
import Testing

/// Tiles are another way to hold the same tree.
@Suite struct TileTests {
    /// What a store keeps: the widest tile written at each place.
    private struct Shelf {
        struct Place: Hashable {
            let level: Int
            let index: UInt64
        }
        var tiles: [Place: Tile] = [:]

        mutating func put(_ written: [Tile]) {
            for tile in written { tiles[Place(level: tile.level, index: tile.index)] = tile }
        }

        var source: SubtreeHashes {
            let tiles = tiles
            return .tiles { tiles[Place(level: $0, index: $1)] }
        }
    }

    /// Writes a log in portions, as appends come.
    private func shelf(
        of leaves: [Hash], portions: [Int]
    ) throws -> (shelf: Shelf, writer: TileWriter) {
        var (shelf, writer) = (Shelf(), TileWriter())
        var start = 0
        for portion in portions.filter({ $0 < leaves.count }) + [leaves.count] {
            for leaf in leaves[start..<portion] { writer.append(leaf) }
            shelf.put(writer.takeChanges())
            start = portion
        }
        return (shelf, writer)
    }

    @Test(arguments: [1, 2, 255, 256, 257, 511, 512, 513])
    func `every proof from tiles is that from leaves`(size: Int) throws {
        let leaves = TestLog.leaves(size)
        let source = try shelf(of: leaves, portions: [1, 100, 255, 256]).shelf.source
        let reference = SubtreeHashes.leaves(leaves)
        #expect(try source.tree(size: UInt64(size)) == tree(leaves))
        for old in stride(from: 1, through: size, by: 37) {
            #expect(
                try ConsistencyProof.make(from: UInt64(old), to: UInt64(size), from: source)
                    == ConsistencyProof.make(from: UInt64(old), to: UInt64(size), from: reference))
            let index = UInt64(old - 1)
            #expect(
                try InclusionProof.make(index: index, size: UInt64(size), from: source)
                    == InclusionProof.make(index: index, size: UInt64(size), from: reference))
        }
    }

    @Test func `around 65,536 leaves three levels of tiles hold the tree`() throws {
        let count = 65_537
        let leaves = TestLog.leaves(count)
        let (shelf, writer) = try shelf(of: leaves, portions: [65_534, 65_535, 65_536])
        #expect(writer.size == UInt64(count))
        #expect(shelf.tiles.values.filter { $0.level == 0 }.count == 257)
        #expect(shelf.tiles.values.filter { $0.level == 1 }.map(\.hashes.count) == [256])
        #expect(shelf.tiles.values.filter { $0.level == 2 }.map(\.hashes.count) == [1])
        for size in 65_535...65_537 {
            let old = tree(leaves.prefix(size))
            #expect(try shelf.source.tree(size: UInt64(size)) == old, "size \(size)")
            let proof = try ConsistencyProof.make(
                from: UInt64(size), to: UInt64(count), from: shelf.source)
            #expect(
                ConsistencyProof.verifies(
                    oldSize: UInt64(size), oldRoot: old.root, newSize: UInt64(count),
                    newRoot: root(leaves), proof: proof), "size \(size)")
        }
        let inclusion = try InclusionProof.make(
            index: 65_536, size: UInt64(count), from: shelf.source)
        #expect(inclusion.verifies(leaf: leaves[65_536], root: root(leaves)))
    }

    @Test func `70,000 leaves make tiles as wide as C2SP says`() {
        #expect(Tile.elements(level: 0, treeSize: 70_000) == 273 * 256 + 112)
        #expect(Tile.elements(level: 1, treeSize: 70_000) == 256 + 17)
        #expect(Tile.elements(level: 2, treeSize: 70_000) == 1)
        #expect(Tile.elements(level: 3, treeSize: 70_000) == 0)
        #expect(Tile.elements(level: 63, treeSize: .max) == 0)
    }

    @Test(arguments: [0, 1, 255, 256, 257, 511, 600])
    func `a writer that goes on from stored edges writes the same tiles`(size: Int) throws {
        let leaves = TestLog.leaves(600)
        let (shelf, _) = try shelf(of: Array(leaves.prefix(size)), portions: [])
        let edges = (0..<8).map { level -> [Hash] in
            let elements = Tile.elements(level: level, treeSize: UInt64(size))
            let place = Shelf.Place(level: level, index: elements >> 8)
            return elements & 255 == 0 ? [] : shelf.tiles[place]?.hashes ?? []
        }
        var writer = try #require(TileWriter(size: UInt64(size), edges: edges))
        for leaf in leaves[size...] { writer.append(leaf) }
        var whole = shelf
        whole.put(writer.takeChanges())
        #expect(whole.tiles == (try self.shelf(of: leaves, portions: []).shelf.tiles))
    }

    @Test func `edges that do not fit the size make no writer`() {
        let hash = Hash.emptyRoot
        #expect(TileWriter(size: 1, edges: []) == nil)
        #expect(TileWriter(size: 0, edges: [[hash]]) == nil)
        #expect(TileWriter(size: 256, edges: [[]]) == nil)
        #expect(TileWriter(size: 256, edges: [[], [hash]]) != nil)
        #expect(TileWriter(size: 257, edges: [[hash, hash], [hash]]) == nil)
    }

    @Test func `changes are told once`() {
        var writer = TileWriter()
        #expect(writer.takeChanges().isEmpty)
        for leaf in TestLog.leaves(256) { writer.append(leaf) }
        #expect(writer.takeChanges().map(\.level) == [0, 1])
        #expect(writer.takeChanges().isEmpty)
    }

    @Test func `a missing or narrow tile is named`() throws {
        let leaves = TestLog.leaves(300)
        let (shelf, _) = try shelf(of: leaves, portions: [])
        var damaged = shelf
        damaged.tiles[Shelf.Place(level: 0, index: 1)] = nil
        #expect(throws: TileProblem.missing(level: 0, index: 1)) {
            try damaged.source.tree(size: 300)
        }
        let narrow = Tile(level: 0, index: 1, hashes: Array(leaves[256..<299]))
        damaged.tiles[Shelf.Place(level: 0, index: 1)] = narrow
        #expect(throws: TileProblem.missing(level: 0, index: 1)) {
            try damaged.source.tree(size: 300)
        }
    }

    @Test func `a tile is whole hashes, 1 to 256 of them`() {
        for (count, isTile) in [
            (0, false), (31, false), (32, true), (33, false), (8_192, true), (8_224, false),
        ] {
            let bytes = [UInt8](repeating: 7, count: count)
            #expect((Tile(level: 0, index: 0, bytes: bytes) != nil) == isTile, "\(count) bytes")
        }
        let tile = Tile(level: 0, index: 0, hashes: TestLog.leaves(4))
        #expect(tile.root(offset: 0, height: 2) == root(TestLog.leaves(4)))
        for (offset, height) in [(-1, 0), (1, 2), (4, 0), (0, 9), (0, -1), (.max - 1, 0)] {
            #expect(tile.root(offset: offset, height: height) == nil)
        }
    }

    @Test func `every path to 1,100,000 has one spelling`() {
        for index in [0, 1, 9, 10, 99, 999, 1_000, 1_001, 999_999, 1_000_000, 1_100_000] {
            for level in [nil, 0, 1, 63] {
                for width in [1, 9, 255, 256] {
                    let path = TilePath(level: level, index: UInt64(index), width: width)
                    #expect(TilePath(path.text) == path, "\(path.text)")
                    #expect(TilePath(path.text + "/") == nil)
                    #expect(TilePath("/" + path.text) == nil)
                }
            }
        }
        #expect(TilePath("tile/0/" + String(repeating: "x999/", count: 7) + "999") == nil)
        #expect(TilePath(TilePath(level: 0, index: .max, width: 1).text)?.index == .max)
    }
}
