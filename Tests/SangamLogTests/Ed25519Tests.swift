import Crypto
import SangamLog
import Testing

/// The edge cases on which Ed25519 libraries disagree (B10): here there is one answer.
@Suite struct Ed25519Tests {
    /// Little-endian 32 bytes of a small number above 2^255 − 19 − 1, that is p + n.
    private static func pPlus(_ n: UInt8) -> [UInt8] {
        [0xED &+ n] + [UInt8](repeating: 0xFF, count: 30) + [0x7F]
    }

    private static func number(_ n: UInt8) -> [UInt8] {
        [n] + [UInt8](repeating: 0, count: 31)
    }

    private static let orderEight = [
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    ]

    /// The eight points of small order in every encoding that some library takes: 14 of them.
    private static func smallOrder() throws -> [[UInt8]] {
        let y =
            try [number(0), number(1), [0xEC] + pPlus(0).dropFirst()]
            + orderEight.map { try hash(hex: $0).bytes } + [pPlus(0), pPlus(1)]
        return y.flatMap { [$0, $0.flipping(bit: 7, at: 31)] }
    }

    private let key: Curve25519.Signing.PrivateKey
    private let message = ascii("message")

    init() throws {
        key = try Curve25519.Signing.PrivateKey(rawRepresentation: Owner.seed("signing 0"))
    }

    private var publicKey: [UInt8] { Array(key.publicKey.rawRepresentation) }

    @Test func `no encoding of a point of small order is a key (B10)`() throws {
        let encodings = try Ed25519Tests.smallOrder()
        #expect(Set(encodings).count == 14)
        for encoding in encodings {
            #expect(!Ed25519.isAcceptable(publicKey: encoding), "\(Hexadecimal.encode(encoding))")
            #expect(VerifierKey(name: "a", kind: .note, publicKey: encoding) == nil)
        }
    }

    @Test func `no key with y at or above p is a key, the one below may be (B10)`() {
        for n in 0..<19 as Range<UInt8> {
            let encoding = Ed25519Tests.pPlus(n)
            #expect(!Ed25519.isAcceptable(publicKey: encoding), "p + \(n)")
            #expect(!Ed25519.isAcceptable(publicKey: encoding.flipping(bit: 7, at: 31)))
        }
        // p − 2: below p, not of small order.
        let below = [0xEB] + Ed25519Tests.pPlus(0).dropFirst()
        #expect(Ed25519.isAcceptable(publicKey: below))
        #expect(Ed25519.isAcceptable(publicKey: publicKey))
        for count in [0, 31, 33, 64] {
            #expect(!Ed25519.isAcceptable(publicKey: [UInt8](repeating: 9, count: count)))
        }
    }

    @Test func `the grid of edge points as key and as R verifies nothing (B10)`() throws {
        let points = try Ed25519Tests.smallOrder()
        let zero = [UInt8](repeating: 0, count: 32)
        for r in points {
            for a in points + [publicKey] {
                #expect(!Ed25519.isValid(signature: r + zero, message: message, publicKey: a))
            }
        }
    }

    @Test func `a signature with S at or above L is refused, though it is the same number (B10)`()
        throws
    {
        let good = Array(try key.signature(for: message))
        #expect(Ed25519.isValid(signature: good, message: message, publicKey: publicKey))
        let order: [UInt8] = [
            0xED, 0xD3, 0xF5, 0x5C, 0x1A, 0x63, 0x12, 0x58, 0xD6, 0x9C, 0xF7, 0xA2, 0xDE, 0xF9,
            0xDE, 0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
        ]
        var carry: UInt16 = 0
        let larger = zip(good[32...], order).map { byte, add -> UInt8 in
            let sum = UInt16(byte) + UInt16(add) + carry
            carry = sum >> 8
            return UInt8(sum & 0xFF)
        }
        let r = Array(good[..<32])
        for s in [larger, order, [UInt8](repeating: 0xFF, count: 32)] {
            #expect(!Ed25519.isValid(signature: r + s, message: message, publicKey: publicKey))
        }
    }

    @Test func `a signature with a changed bit, text, key or length is refused`() throws {
        let good = Array(try key.signature(for: message))
        for index in good.indices {
            let changed = good.flipping(bit: index % 8, at: index)
            #expect(!Ed25519.isValid(signature: changed, message: message, publicKey: publicKey))
        }
        #expect(!Ed25519.isValid(signature: good, message: [], publicKey: publicKey))
        let other = try Owner.publicKey("signing 1")
        #expect(!Ed25519.isValid(signature: good, message: message, publicKey: other))
        for count in [0, 63] {
            let cut = Array(good.prefix(count))
            #expect(!Ed25519.isValid(signature: cut, message: message, publicKey: publicKey))
        }
        #expect(!Ed25519.isValid(signature: good + [0], message: message, publicKey: publicKey))
    }

    @Test func `a seed is 32 bytes, and drawn from the caller's generator`() {
        #expect(SignerKey(name: "a", seed: [1, 2, 3]) == nil)
        #expect(SignerKey.publicKey(ofSeed: []) == nil)
        var (one, two) = (SeededGenerator(seed: 1), SeededGenerator(seed: 1))
        let seed = SignerKey.makeSeed(using: &one)
        #expect(seed.count == 32 && seed == SignerKey.makeSeed(using: &two))
        #expect(seed != SignerKey.makeSeed(using: &one))
        #expect(SignerKey(name: "with space", seed: seed) == nil)
    }
}
