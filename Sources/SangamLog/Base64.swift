import FoundationEssentials

/// Standard padded base64 with one spelling for each byte string.
///
/// Source: RFC 4648 §4; what does not re-encode to the same bytes is refused (Protocol.md,
/// "Conventions"), because two spellings of one key or hash would be two identities.
public enum Base64 {
    /// The text of some bytes.
    public static func encode(_ bytes: some Collection<UInt8>) -> String {
        Data(bytes).base64EncodedString()
    }

    /// The bytes of a text; nil if it does not re-encode to itself.
    public static func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        guard let data = Data(base64Encoded: Data(text)),
            data.base64EncodedString().utf8.elementsEqual(text)
        else { return nil }
        return Array(data)
    }

    /// The bytes of a text; nil if it does not re-encode to itself.
    public static func decode(_ text: String) -> [UInt8]? { decode(Array(text.utf8)[...]) }
}
