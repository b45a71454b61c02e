import Crypto

/// A SHA-256 value: 32 bytes held in line, without an allocation.
///
/// Source: RFC 6962 §2.1 for the leaf and node prefixes.
public struct Hash: Hashable, Sendable, CustomStringConvertible {
    private var words: SIMD4<UInt64>

    /// The length of a hash. Units: bytes.
    public static let byteCount = 32

    /// Takes exactly 32 bytes; nil for any other number.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Hash.byteCount else { return nil }
        var words = SIMD4<UInt64>()
        withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
        self.words = words
    }

    /// Takes base64 of 32 bytes in its one spelling; nil for anything else.
    public init?(base64 text: ArraySlice<UInt8>) {
        guard text.count == 44, let bytes = Base64.decode(text) else { return nil }
        self.init(bytes)
    }

    init(_ digest: SHA256Digest) {
        var words = SIMD4<UInt64>()
        withUnsafeMutableBytes(of: &words) { target in
            digest.withUnsafeBytes { target.copyMemory(from: $0) }
        }
        self.words = words
    }

    /// The 32 bytes.
    public var bytes: [UInt8] { withUnsafeBytes(of: words) { Array($0) } }

    /// The 44 characters of base64 that documents use.
    public var base64: String { Base64.encode(bytes) }

    /// The 64 lower-case hexadecimal digits that paths use.
    public var hex: String { Hexadecimal.encode(bytes) }

    public var description: String { base64 }

    /// SHA-256 of some bytes.
    public static func sha256(_ bytes: [UInt8]) -> Hash { Hash(SHA256.hash(data: bytes)) }

    /// The root of the tree without leaves: SHA-256 of nothing.
    public static let emptyRoot = Hash.sha256([])

    /// The hash of a leaf: SHA-256(0x00 ‖ entry).
    public static func leaf(_ entry: [UInt8]) -> Hash {
        var hasher = SHA256()
        hasher.update(data: [0x00] as [UInt8])
        hasher.update(data: entry)
        return Hash(hasher.finalize())
    }

    /// The hash of an inner node: SHA-256(0x01 ‖ left ‖ right).
    public static func node(_ left: Hash, _ right: Hash) -> Hash {
        var hasher = SHA256()
        hasher.update(data: [0x01] as [UInt8])
        withUnsafeBytes(of: left.words) { hasher.update(bufferPointer: $0) }
        withUnsafeBytes(of: right.words) { hasher.update(bufferPointer: $0) }
        return Hash(hasher.finalize())
    }
}

/// Lower-case hexadecimal with one spelling for each byte string.
public enum Hexadecimal {
    private static let digits = Array("0123456789abcdef".utf8)

    /// The digits of some bytes.
    public static func encode(_ bytes: [UInt8]) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            out.append(digits[Int(byte >> 4)])
            out.append(digits[Int(byte & 15)])
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// The bytes of some digits; nil for an odd number, upper case or anything else.
    public static func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        guard text.count.isMultiple(of: 2) else { return nil }
        var out: [UInt8] = []
        var high: UInt8?
        for character in text {
            guard let value = digits.firstIndex(of: character).map({ UInt8($0) }) else {
                return nil
            }
            if let first = high {
                out.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return out
    }
}
