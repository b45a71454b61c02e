/// How a node presents itself at `/.well-known/sangam`.
///
/// Shape: `sangam node v1`, `url` (advisory, may be missing), `software`, `static` for a folder on
/// a web space, `limits <entries> <bytes>`, the chain, `end`. Source: Protocol.md, "Node document".
public struct NodeDocument: Hashable, Sendable {
    /// Where the node says that it can be reached; shown, never fetched.
    public var url: String?
    /// Name and version, printable ASCII.
    public var software: String
    /// Whether sections are files that nobody computes on request.
    public var isStatic: Bool
    /// The largest section that this node takes by push. Units: entries and bytes, decoded.
    public var entriesMax: Int
    public var bytesMax: Int
    public var chain: IdentityChain

    public init(
        url: String?, software: String, isStatic: Bool = false,
        entriesMax: Int = Limits.sectionEntriesMax, bytesMax: Int = Limits.sectionBytesMax,
        chain: IdentityChain
    ) {
        self.url = url
        self.software = software
        self.isStatic = isStatic
        self.entriesMax = entriesMax
        self.bytesMax = bytesMax
        self.chain = chain
    }

    /// The document.
    public var bytes: [UInt8] {
        var text = "sangam node v1\n"
        if let url { text += "url \(url)\n" }
        text += "software \(software)\n"
        if isStatic { text += "static\n" }
        text += "limits \(entriesMax) \(bytesMax)\n"
        return Array(text.utf8) + chain.documentLines + Array("end\n".utf8)
    }

    /// Reads a document.
    ///
    /// Throws: the first rule broken, with its line.
    public init(_ bytes: [UInt8]) throws(DocumentProblem) {
        var cursor = LineCursor(bytes)
        guard bytes.count <= Limits.documentBytesMax else { throw cursor.problem(.documentBytes) }
        guard try cursor.require().elementsEqual("sangam node v1".utf8) else {
            throw cursor.problem(.newerFormat)
        }
        var line = try cursor.require()
        if line.starts(with: "url ".utf8) {
            guard let url = NodeDocument.word(line.dropFirst(4), max: Limits.urlBytesMax) else {
                throw cursor.problem(.nodeURL)
            }
            self.url = url
            line = try cursor.require()
        }
        guard line.starts(with: "software ".utf8),
            let software = NodeDocument.word(line.dropFirst(9), max: Limits.softwareBytesMax)
        else { throw cursor.problem(.nodeSoftware) }
        self.software = software
        line = try cursor.require()
        isStatic = line.elementsEqual("static".utf8)
        if isStatic { line = try cursor.require() }
        let words = line.split(separator: 0x20, omittingEmptySubsequences: false)
        guard words.count == 3, words[0].elementsEqual("limits".utf8),
            let entries = Decimal.parse(words[1]), let size = Decimal.parse(words[2]),
            entries >= 1, entries <= UInt64(Int32.max), size >= 1, size <= UInt64(Int32.max)
        else { throw cursor.problem(.nodeLimits) }
        entriesMax = Int(entries)
        bytesMax = Int(size)
        chain = try cursor.chain()
        try cursor.end()
    }

    /// Printable ASCII without spaces.
    private static func word(_ bytes: ArraySlice<UInt8>, max: Int) -> String? {
        guard !bytes.isEmpty, bytes.count <= max,
            bytes.allSatisfy({ $0 >= 0x21 && $0 <= 0x7E })
        else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}
