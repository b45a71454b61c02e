/// Kind and id of a record inside one node's logs: what an entry names.
///
/// Shape: `kind` is `[a-z][a-z-]{0,31}`; `id` is 26 characters of base32 (128 random bits, the last
/// character one of `aeimquy4` so that there is one spelling only). Both are ASCII by rule.
/// Source: Protocol.md, "Entries".
public struct RecordKey: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let kind: String
    public let id: String

    /// Takes a kind and an id of the shape above; nil for any other.
    public init?(kind: String, id: String) {
        guard RecordKey.isKind(Array(kind.utf8)[...]), RecordKey.isID(Array(id.utf8)[...]) else {
            return nil
        }
        self.kind = kind
        self.id = id
    }

    /// Takes `kind/id`; nil for any other text.
    public init?(_ text: String) {
        self.init(bytes: Array(text.utf8)[...])
    }

    /// Takes the bytes of `kind/id`; nil for any others.
    public init?(bytes: ArraySlice<UInt8>) {
        guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")) else { return nil }
        let kind = bytes[..<slash]
        let id = bytes[(slash + 1)...]
        guard RecordKey.isKind(kind), RecordKey.isID(id) else { return nil }
        self.kind = String(decoding: kind, as: UTF8.self)
        self.id = String(decoding: id, as: UTF8.self)
    }

    /// A new key of a kind with 128 bits that the caller drew at random; nil if it is no kind.
    ///
    /// Ids are random and never derived from a name: a derived id could be guessed (G6).
    public init?(kind: String, randomBytes: [UInt8]) {
        guard randomBytes.count == 16 else { return nil }
        self.init(kind: kind, id: Base32.encode(randomBytes))
    }

    public var description: String { kind + "/" + id }

    public static func < (a: RecordKey, b: RecordKey) -> Bool {
        a.description.utf8.lexicographicallyPrecedes(b.description.utf8)
    }

    static func isKind(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = bytes.first, bytes.count <= Limits.kindBytesMax, isLowercase(first)
        else { return false }
        return bytes.allSatisfy { isLowercase($0) || $0 == UInt8(ascii: "-") }
    }

    static func isID(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.count == 26, let last = bytes.last else { return false }
        return bytes.allSatisfy { Base32.value($0) != nil } && lastIDCharacters.contains(last)
    }

    /// The 26th character carries three bits: the other two must be zero.
    private static let lastIDCharacters = Set("aeimquy4".utf8)

    private static func isLowercase(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
    }
}
