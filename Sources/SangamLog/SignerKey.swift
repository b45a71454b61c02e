import Crypto

/// A private key with the name under which it signs notes.
///
/// The seed never leaves through `description`. Source: RFC 8032; Protocol.md, "Notes".
public struct SignerKey: Sendable, CustomStringConvertible {
    /// The public half, with its name.
    public let verifier: VerifierKey
    private let key: Curve25519.Signing.PrivateKey

    /// Takes a name and a 32-byte seed; nil if either may not be used.
    public init?(name: String, kind: VerifierKey.Kind = .note, seed: [UInt8]) {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed),
            let verifier = VerifierKey(
                name: name, kind: kind, publicKey: Array(key.publicKey.rawRepresentation))
        else { return nil }
        self.key = key
        self.verifier = verifier
    }

    /// The public key of a seed; nil if the seed has not 32 bytes.
    public static func publicKey(ofSeed seed: [UInt8]) -> [UInt8]? {
        (try? Curve25519.Signing.PrivateKey(rawRepresentation: seed)).map {
            Array($0.publicKey.rawRepresentation)
        }
    }

    /// A new seed of 32 random bytes drawn by the caller's generator.
    public static func makeSeed(using generator: inout some RandomNumberGenerator) -> [UInt8] {
        (0..<Ed25519.keyBytes).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    /// Signs a note's text. Throws: CryptoKitError if the library fails, which it does not.
    public func sign(text: [UInt8]) throws -> NoteSignature {
        precondition(verifier.kind == .note, "a cosigner key never signs a note: see Cosignature")
        let signature = try key.signature(for: text)
        return NoteSignature(key: verifier, signature: Array(signature))
    }

    /// Cosigns a checkpoint's text at a time. Units: Unix seconds.
    public func cosign(text: [UInt8], time: UInt64) throws -> NoteSignature {
        precondition(verifier.kind == .cosignature, "a signing key never cosigns")
        let signature = try key.signature(for: Cosignature.message(time: time, noteText: text))
        return NoteSignature(key: verifier, signature: time.bigEndianBytes + Array(signature))
    }

    public var description: String { "signer " + verifier.name }
}

extension UInt64 {
    /// The eight bytes, the most significant first.
    var bigEndianBytes: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }
}
