/// Up to 256 entries of a log, as the C2SP view serves them.
///
/// Shape: for each entry its length in two bytes, big-endian, and its bytes; nothing between.
/// Source: C2SP tlog-tiles; Protocol.md, "Tiles".
public enum EntryBundle {
    /// The bytes of entries, at most 256.
    public static func encode(_ entries: some Sequence<[UInt8]>) -> [UInt8] {
        var out: [UInt8] = []
        for entry in entries {
            out.append(UInt8(entry.count >> 8))
            out.append(UInt8(entry.count & 255))
            out += entry
        }
        return out
    }

    /// Reads a bundle. Throws: the first rule broken.
    public static func decode(_ bytes: [UInt8]) throws(Reason) -> [Entry] {
        var entries: [Entry] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            guard entries.count < TilePath.fullWidth else { throw .bundleCount }
            guard let high = rest.popFirst(), let low = rest.popFirst() else { throw .bundleLength }
            let length = Int(high) << 8 | Int(low)
            guard rest.count >= length else { throw .bundleLength }
            entries.append(try Entry(bytes: Array(rest.prefix(length))))
            rest = rest.dropFirst(length)
        }
        return entries
    }
}
