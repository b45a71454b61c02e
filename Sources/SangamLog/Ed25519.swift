import Crypto

/// The one set of Ed25519 rules that all nodes share, so that no two libraries disagree.
///
/// Shape: public keys are canonical (y < p) and none of the small-order points; S < L.
/// Source: RFC 8032 §5.1; Protocol.md, "Keys and signatures".
public enum Ed25519 {
    /// The length of a public key or a seed. Units: bytes.
    public static let keyBytes = 32
    /// The length of a signature. Units: bytes.
    public static let signatureBytes = 64

    /// Whether 32 bytes are a public key that may be used.
    public static func isAcceptable(publicKey key: [UInt8]) -> Bool {
        guard key.count == keyBytes else { return false }
        var y = key
        y[31] &= 0x7F
        guard isBelow(y, fieldPrime) else { return false }  // check: key-canonical
        guard !smallOrderY.contains(y) else { return false }  // check: key-small-order
        return true
    }

    /// Whether a signature over a message is by a key, under the rules above.
    public static func isValid(
        signature: [UInt8], message: [UInt8], publicKey: [UInt8]
    ) -> Bool {
        guard signature.count == signatureBytes, isAcceptable(publicKey: publicKey),
            isBelow(Array(signature[32...]), groupOrder),
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
        else { return false }
        return key.isValidSignature(signature, for: message)
    }

    /// Whether a little-endian number is below another of the same length.
    private static func isBelow(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        for (x, y) in zip(a.reversed(), b.reversed()) where x != y { return x < y }
        return false
    }

    /// p = 2^255 − 19, little-endian.
    private static let fieldPrime: [UInt8] =
        [0xED] + [UInt8](repeating: 0xFF, count: 30) + [0x7F]

    /// L = 2^252 + 27742317777372353535851937790883648493, little-endian.
    private static let groupOrder: [UInt8] = [
        0xED, 0xD3, 0xF5, 0x5C, 0x1A, 0x63, 0x12, 0x58, 0xD6, 0x9C, 0xF7, 0xA2, 0xDE, 0xF9, 0xDE,
        0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ]

    /// The y coordinates of the eight points of small order, little-endian, sign bit cleared.
    private static let smallOrderY: Set<[UInt8]> = [
        [UInt8](repeating: 0, count: 32),
        [1] + [UInt8](repeating: 0, count: 31),
        [0xEC] + [UInt8](repeating: 0xFF, count: 30) + [0x7F],
        [
            0x26, 0xE8, 0x95, 0x8F, 0xC2, 0xB2, 0x27, 0xB0, 0x45, 0xC3, 0xF4, 0x89, 0xF2, 0xEF,
            0x98, 0xF0, 0xD5, 0xDF, 0xAC, 0x05, 0xD3, 0xC6, 0x33, 0x39, 0xB1, 0x38, 0x02, 0x88,
            0x6D, 0x53, 0xFC, 0x05,
        ],
        [
            0xC7, 0x17, 0x6A, 0x70, 0x3D, 0x4D, 0xD8, 0x4F, 0xBA, 0x3C, 0x0B, 0x76, 0x0D, 0x10,
            0x67, 0x0F, 0x2A, 0x20, 0x53, 0xFA, 0x2C, 0x39, 0xCC, 0xC6, 0x4E, 0xC7, 0xFD, 0x77,
            0x92, 0xAC, 0x03, 0x7A,
        ],
    ]
}
