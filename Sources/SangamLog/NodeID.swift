/// The permanent name of a node: 32 characters of lower-case base32, ASCII by rule.
///
/// Shape: base32 (RFC 4648 alphabet in lower case, no padding) of the first 20 bytes of the
/// SHA-256 of the text of identity statement 0. Compares as bytes, because it is ASCII.
/// Source: Protocol.md, "Identity".
public struct NodeID: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The 32 characters.
    public let text: String

    /// Takes a text that has the shape of a node id; nil for any other.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 32, let raw = Base32.decode(bytes),
            raw.count == 20
        else { return nil }
        self.text = text
    }

    /// The id of the node whose statement 0 has this text.
    public init(statementZeroText: [UInt8]) {
        text = Base32.encode(Array(Hash.sha256(statementZeroText).bytes.prefix(20)))
    }

    public var description: String { text }

    public static func < (a: NodeID, b: NodeID) -> Bool {
        a.text.utf8.lexicographicallyPrecedes(b.text.utf8)
    }
}
