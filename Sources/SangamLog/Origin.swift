/// The name of one epoch's log and of the key that signs it: `L/<node id>/<epoch>`.
///
/// Shape: label, node id and epoch with slashes between; ASCII by rule, so it compares as bytes.
/// Source: Protocol.md, "Identity".
public struct Origin: Hashable, Sendable, CustomStringConvertible {
    public let label: Label
    public let node: NodeID
    /// The number of the identity statement that opened the log.
    public let epoch: Int

    public init(label: Label, node: NodeID, epoch: Int) {
        self.label = label
        self.node = node
        self.epoch = epoch
    }

    /// Reads an origin line without its LF; nil for any other text.
    public init?(_ line: String) { self.init(bytes: Array(line.utf8)[...]) }

    /// Reads the bytes of an origin line without its LF; nil for any others.
    public init?(bytes: ArraySlice<UInt8>) {
        let parts = bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count == 3, let label = Label(String(decoding: parts[0], as: UTF8.self)),
            let node = NodeID(String(decoding: parts[1], as: UTF8.self)),
            let epoch = Decimal.parse(parts[2]), epoch < Limits.statementsMax
        else { return nil }
        self.init(label: label, node: node, epoch: Int(epoch))
    }

    /// The line, which is also the name of the signing key.
    public var line: String { label.text + "/" + node.text + "/" + String(epoch) }

    /// The log's name in paths: lower-case hex SHA-256 of the origin line without its LF.
    public var logID: String { Hash.sha256(Array(line.utf8)).hex }

    public var description: String { line }
}

/// A node's label, a name in the manner of a domain, fixed for ever.
///
/// Shape: at least two parts of `[a-z0-9-]` with dots between, none empty, none with a hyphen at
/// an end, at most 128 bytes in all. Source: Protocol.md, "Identity".
public struct Label: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    /// Takes a text of the shape above; nil for any other.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count <= Limits.labelBytesMax else { return nil }
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let hyphen = UInt8(ascii: "-")
        guard parts.count >= 2,
            parts.allSatisfy({ part in
                !part.isEmpty && part.first != hyphen && part.last != hyphen
                    && part.allSatisfy { Label.isAllowed($0) }
            })
        else { return nil }
        self.text = text
    }

    public var description: String { text }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"):
            return true
        default: return false
        }
    }
}
