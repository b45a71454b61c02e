/// What the fold makes of one Unicode scalar, in eight bytes.
///
/// Shape: bits 0…31 the folded UTF-8 bytes, first byte lowest (of a sequence: where it starts),
/// 32…39 how many (of a sequence: how many scalars), 40…43 the kind, 44 leads, 45 trails,
/// 46 stacks, 48…55 the canonical combining class.
struct SearchScalar: Hashable, Sendable {
    /// What a scalar does to the words around it.
    enum Kind: UInt64 {
        /// Ends a word, and what is to its left is not joined to what is to its right.
        case separator
        /// White space: ends a piece.
        case space
        /// A hyphen or apostrophe: ends a word that may be joined to the next.
        case joiner
        /// Leaves no trace.
        case dropped
        /// A letter or digit of a script with spaces between words.
        case letter
        /// A letter of a script without them: begins a cluster.
        case cluster
        /// A mark that belongs to the letter before it.
        case mark
        /// The same, of a script without spaces: begins a cluster if there is no letter.
        case clusterMark
        /// Several of these, kept elsewhere.
        case sequence
        /// Not in the table: Unicode's normal form must say.
        case unknown
    }

    let bits: UInt64

    init(_ kind: Kind, combiningClass: UInt8 = 0) {
        bits = kind.rawValue << 40 | UInt64(combiningClass) << 48
    }

    /// Folds to a scalar.
    init(_ kind: Kind, _ scalar: Unicode.Scalar, combiningClass: UInt8 = 0) {
        self.init(kind, Unicode.UTF8.encode(scalar) ?? .init(), combiningClass)
    }

    /// Folds to a few letters, at most four bytes.
    init(_ kind: Kind, _ letters: String) { self.init(kind, letters.utf8, 0) }

    private init(_ kind: Kind, _ utf8: some Sequence<UInt8>, _ combiningClass: UInt8) {
        var bytes: UInt64 = 0
        var count: UInt64 = 0
        for byte in utf8.prefix(4) {
            bytes |= UInt64(byte) << (8 * count)
            count += 1
        }
        bits = bytes | count << 32 | kind.rawValue << 40 | UInt64(combiningClass) << 48
    }

    /// `count` scalars of a list, from `start` on.
    init(sequenceFrom start: UInt32, count: UInt8) {
        bits = UInt64(start) | UInt64(count) << 32 | Kind.sequence.rawValue << 40
    }

    private init(bits: UInt64) { self.bits = bits }

    var kind: Kind { Kind(rawValue: bits >> 40 & 0xF) ?? .separator }
    /// Units: bytes, or scalars of a sequence.
    var count: Int { Int(bits >> 32 & 0xFF) }
    var sequenceStart: Int { Int(bits & 0xFFFF_FFFF) }
    var combiningClass: UInt8 { UInt8(truncatingIfNeeded: bits >> 48) }
    /// Whether one character can be made of this and one that trails.
    var leads: Bool { bits & 1 << 44 != 0 }
    /// Whether one character can be made of one that leads and this.
    var trails: Bool { bits & 1 << 45 != 0 }
    /// Whether the next letter belongs to the same cluster.
    var stacks: Bool { bits & 1 << 46 != 0 }

    var leading: SearchScalar { SearchScalar(bits: bits | 1 << 44) }
    var trailing: SearchScalar { SearchScalar(bits: bits | 1 << 45) }
    var stacking: SearchScalar { SearchScalar(bits: bits | 1 << 46) }

    /// One of the folded bytes.
    func folded(_ index: Int) -> UInt8 { UInt8(truncatingIfNeeded: bits >> (8 * UInt64(index))) }

    /// Appends the folded bytes.
    func write(to output: inout [UInt8]) {
        var rest = bits
        for _ in 0..<count {
            output.append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
    }
}
