/// A public key with the name under which it signs notes: the field's *vkey*.
///
/// Shape: text `name+hex8(key id)+base64(type ‖ public key)`; key id = first four bytes of
/// SHA-256(name ‖ 0x0A ‖ type ‖ public key). The base64 may hold `+`: only the first two split.
/// Source: C2SP signed-note; Protocol.md, "Notes".
public struct VerifierKey: Hashable, Sendable {
    /// What a key's signatures say.
    public enum Kind: UInt8, Sendable {
        /// An Ed25519 signature over the note's text.
        case note = 0x01
        /// An Ed25519 cosignature with a time.
        case cosignature = 0x04
    }

    public let name: String
    public let kind: Kind
    /// The 32 bytes of the key.
    public let publicKey: [UInt8]
    /// The four bytes that lead a signature to its key. Not an identity: the key decides.
    public let keyID: [UInt8]

    /// Takes a name and a key; nil if either may not be used in a note.
    public init?(name: String, kind: Kind, publicKey: [UInt8]) {
        guard VerifierKey.isName(name), Ed25519.isAcceptable(publicKey: publicKey) else {
            return nil
        }
        self.name = name
        self.kind = kind
        self.publicKey = publicKey
        keyID = Array(
            Hash.sha256(Array(name.utf8) + [0x0A, kind.rawValue] + publicKey).bytes.prefix(4))
    }

    /// Takes a vkey text; nil if its shape, its key id or its key is wrong.
    public init?(_ text: String) {
        let parts = Array(text.utf8).split(
            separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[1].count == 8,
            let id = Hexadecimal.decode(parts[1]), let key = Base64.decode(parts[2]),
            let type = key.first, let kind = Kind(rawValue: type)
        else { return nil }
        self.init(
            name: String(decoding: parts[0], as: UTF8.self), kind: kind,
            publicKey: Array(key.dropFirst()))
        guard keyID == id else { return nil }
    }

    /// The vkey text.
    public var text: String {
        name + "+" + Hexadecimal.encode(keyID) + "+"
            + Base64.encode([kind.rawValue] + publicKey)
    }

    /// Whether a signature's bytes (without key id) are this key's over a note's text.
    public func verifies(_ signature: [UInt8], text: [UInt8]) -> Bool {
        switch kind {
        case .note:
            return Ed25519.isValid(signature: signature, message: text, publicKey: publicKey)
        case .cosignature:
            guard let parts = Cosignature.split(signature) else { return false }
            return Ed25519.isValid(
                signature: parts.signature,
                message: Cosignature.message(time: parts.time, noteText: text),
                publicKey: publicKey)
        }
    }

    /// A name is not empty and has neither `+` nor a space of any script, nor a control character.
    static func isName(_ name: String) -> Bool {
        !name.isEmpty
            && name.unicodeScalars.allSatisfy {
                $0 != "+" && !$0.properties.isWhitespace && $0.value >= 0x20
            }
    }
}
