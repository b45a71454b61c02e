/// Writes records as one JSON-LD graph in the words of schema.org, for search engines and programs
/// that know no other; it does not come back as payloads.
///
/// Shape: `{"@context":"https://schema.org","@graph":[…]}`, one node on a line. Every name in it
/// and every `@id` is ours, every value a text, number or web address that may be shown as a link:
/// no payload can change what a node means.
/// Source: JSON-LD 1.1; schema.org.
public struct JSONLDWriter: ExportWriter {
    private let privacy: ExportPrivacy
    private var isFirst = true

    /// A graph of records.
    public init(privacy: ExportPrivacy) {
        self.privacy = privacy
    }

    public mutating func begin() -> [UInt8] {
        isFirst = true
        return Array("{\"@context\":\"https://schema.org\",\"@graph\":[\n".utf8)
    }

    public mutating func resume(hasRows: Bool) { isFirst = !hasRows }

    public mutating func row(_ record: ExportedRecord) -> [UInt8] {
        guard let record = privacy.reduced(record), let node = SchemaOrg.node(record) else {
            return []
        }
        var bytes = isFirst ? [] : Array(",\n".utf8)
        isFirst = false
        WebJSON.write(.object(node), to: &bytes)
        return bytes
    }

    public mutating func end() -> [UInt8] { Array("\n]}\n".utf8) }

    /// One record as a document of its own, which may stand in a page's script element; nil for
    /// statements, which are no things.
    public static func document(
        _ record: ExportedRecord, privacy: ExportPrivacy
    ) -> [UInt8]? {
        guard let record = privacy.reduced(record), let node = SchemaOrg.node(record) else {
            return nil
        }
        let context = JSONObject.Member(name: "@context", value: "https://schema.org")
        var bytes: [UInt8] = []
        WebJSON.write(.object(JSONObject([context] + node.members)), to: &bytes)
        return bytes
    }
}
