/// A short number for some bytes, where a collision only costs a comparison.
///
/// Source: Fowler, Noll, Vo: FNV-1a of 64 bits.
enum FNV {
    /// The number of no bytes.
    static let start: UInt64 = 0xCBF2_9CE4_8422_2325

    /// The number of some bytes after those of `hash`.
    static func hash(_ bytes: some Sequence<UInt8>, from hash: UInt64 = start) -> UInt64 {
        bytes.reduce(hash) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
