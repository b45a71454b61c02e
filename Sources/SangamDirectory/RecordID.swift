import SangamLog

/// Names one record in the world: the node that publishes it, its kind and its id.
///
/// Shape: `<node id>/<kind>/<id>`, ASCII.
/// Source: Protocol.md, Entries.
public struct RecordID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The node whose log the record is in.
    public let node: NodeID
    /// Kind and id inside that log.
    public let key: RecordKey

    /// The record `key` of `node`.
    public init(node: NodeID, key: RecordKey) {
        self.node = node
        self.key = key
    }

    /// Reads `<node id>/<kind>/<id>`; nil for anything else.
    public init?(_ text: String) {
        // 32 + 1 + 32 + 1 + 26 characters at most: a longer text is no id, and is not looked at.
        guard text.utf8.count <= 92, let slash = text.utf8.firstIndex(of: UInt8(ascii: "/")) else {
            return nil
        }
        guard let node = NodeID(String(text[..<slash])) else { return nil }
        guard let key = RecordKey(String(text[text.utf8.index(after: slash)...])) else {
            return nil
        }
        self.init(node: node, key: key)
    }

    /// Reads a reference: `<node id>/<kind>/<id>`, or `<kind>/<id>` of a record of `home`, the node
    /// in whose log the reference stands. Anything else is nil, and is shown as text.
    public static func resolve(_ text: String, home: NodeID) -> RecordID? {
        if let whole = RecordID(text) { return whole }
        guard text.utf8.count <= 59, let key = RecordKey(text) else { return nil }
        return RecordID(node: home, key: key)
    }

    public var description: String { "\(node.text)/\(key)" }

    public static func < (left: RecordID, right: RecordID) -> Bool {
        left.node == right.node ? left.key < right.key : left.node < right.node
    }
}
