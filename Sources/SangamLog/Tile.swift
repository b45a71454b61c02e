/// Where a tile stands in the C2SP view of a log.
///
/// Shape: `tile/<level>/<index>[.p/<width>]` or `tile/entries/<index>[.p/<width>]`; the index in
/// zero-padded groups of three digits, all but the last prefixed `x`; width 1–255 for a partial
/// tile. Source: C2SP tlog-tiles; Protocol.md, "Tiles".
public struct TilePath: Hashable, Sendable {
    /// nil for an entry bundle. Units: tile levels, 0–63.
    public let level: Int?
    /// Units: tiles from the left.
    public let index: UInt64
    /// Units: hashes or entries, 1–256.
    public let width: Int

    /// Hashes in a full tile.
    public static let fullWidth = 256

    public init(level: Int?, index: UInt64, width: Int) {
        self.level = level
        self.index = index
        self.width = width
    }

    /// The tile of hashes of a level at an index, as wide as it is in a tree of a size; nil if that
    /// tree has none there.
    public init?(level: Int, index: UInt64, treeSize: UInt64) {
        let count = Tile.elements(level: level, treeSize: treeSize)
        let (first, isBeyond) = index.multipliedReportingOverflow(by: UInt64(Self.fullWidth))
        guard !isBeyond, count > first else { return nil }
        self.init(
            level: level, index: index, width: Int(min(count - first, UInt64(Self.fullWidth))))
    }

    /// Reads a path; nil unless it is the one spelling of a tile (E7: nothing of the input is used
    /// as a file's name, only these numbers).
    public init?(_ path: String) {
        var parts = path.utf8.split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false
        ).map { Array($0) }
        guard parts.count >= 3, parts.removeFirst().elementsEqual("tile".utf8) else { return nil }
        let name = parts.removeFirst()
        if name.elementsEqual("entries".utf8) {
            level = nil
        } else {
            guard let value = Decimal.parse(name), value <= Limits.tileLevelMax else { return nil }
            level = Int(value)
        }
        var width = TilePath.fullWidth
        if parts.count >= 2, parts[parts.count - 2].ends(with: ".p") {
            guard let last = parts.popLast(), let value = Decimal.parse(last),
                value >= 1, value <= 255
            else { return nil }
            width = Int(value)
            parts[parts.count - 1].removeLast(2)
        }
        self.width = width
        guard let index = TilePath.parseIndex(parts) else { return nil }
        self.index = index
    }

    /// The one spelling.
    public var text: String {
        let start = "tile/" + (level.map { String($0) } ?? "entries") + "/"
        return start + TilePath.indexText(index)
            + (width == TilePath.fullWidth ? "" : ".p/\(width)")
    }

    private static func parseIndex(_ parts: [[UInt8]]) -> UInt64? {
        guard !parts.isEmpty, parts.count <= 7 else { return nil }
        var index: UInt64 = 0
        for (position, part) in parts.enumerated() {
            var digits = part[...]
            if position < parts.count - 1 {
                guard digits.popFirst() == UInt8(ascii: "x") else { return nil }
            }
            guard digits.count == 3,
                digits.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") })
            else { return nil }
            let value = digits.reduce(UInt64(0)) { $0 * 10 + UInt64($1 - UInt8(ascii: "0")) }
            let (product, overflow) = index.multipliedReportingOverflow(by: 1_000)
            let (sum, carry) = product.addingReportingOverflow(value)
            guard !overflow, !carry else { return nil }
            index = sum
        }
        guard indexText(index).utf8.elementsEqual(parts.joined(separator: "/".utf8)) else {
            return nil
        }
        return index
    }

    private static func indexText(_ index: UInt64) -> String {
        var groups: [String] = []
        var rest = index
        repeat {
            let digits = String(rest % 1_000)
            groups.append(String(repeating: "0", count: 3 - digits.utf8.count) + digits)
            rest /= 1_000
        } while rest > 0
        let text = groups.reversed().enumerated().map { position, group in
            position < groups.count - 1 ? "x" + group : group
        }
        return text.joined(separator: "/")
    }
}

extension [UInt8] {
    fileprivate func ends(with suffix: String) -> Bool {
        count > suffix.utf8.count && self.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
    }
}

/// A row of hashes of one level: 256 of them, or fewer at the right edge.
///
/// Shape: element i of tile n of level l is the root of the leaves
/// `(n·256 + i)·256^l ..< (n·256 + i + 1)·256^l`; 32 bytes each, concatenated.
/// Source: C2SP tlog-tiles; Protocol.md, "Tiles".
public struct Tile: Hashable, Sendable {
    public let level: Int
    public let index: UInt64
    public let hashes: [Hash]

    public init(level: Int, index: UInt64, hashes: [Hash]) {
        self.level = level
        self.index = index
        self.hashes = hashes
    }

    /// Reads the bytes of a tile; nil unless they are 1 to 256 whole hashes.
    public init?(level: Int, index: UInt64, bytes: [UInt8]) {
        let count = bytes.count / Hash.byteCount
        guard bytes.count.isMultiple(of: Hash.byteCount), count >= 1,
            count <= TilePath.fullWidth
        else { return nil }
        var hashes: [Hash] = []
        for start in stride(from: 0, to: bytes.count, by: Hash.byteCount) {
            guard let hash = Hash(bytes[start..<(start + Hash.byteCount)]) else { return nil }
            hashes.append(hash)
        }
        self.init(level: level, index: index, hashes: hashes)
    }

    public var bytes: [UInt8] { hashes.flatMap(\.bytes) }

    /// The root of `1 << height` elements from an offset; nil if the tile has not all of them.
    public func root(offset: Int, height: Int) -> Hash? {
        guard height >= 0, height <= 8, offset >= 0, offset + (1 << height) <= hashes.count else {
            return nil
        }
        var tree = MerkleTree()
        for hash in hashes[offset..<(offset + (1 << height))] { tree.append(hash) }
        return tree.root
    }

    /// How many elements a level has in a tree of a size. Units: hashes.
    public static func elements(level: Int, treeSize: UInt64) -> UInt64 {
        level >= 8 ? 0 : treeSize >> UInt64(8 * level)
    }
}
