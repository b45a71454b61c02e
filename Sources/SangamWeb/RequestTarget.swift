import SangamLog

/// A request's path and query, read as bytes.
///
/// There is one spelling for each path (E7): nothing percent-encoded, no empty, `.` or `..` part,
/// no slash at the end. What is spelled otherwise is not found.
struct RequestTarget: Sendable {
    /// The parts between the slashes; none for `/`.
    let parts: [String]
    let path: String
    let query: QueryParameters
    /// Path and query as they were asked for.
    let text: String

    enum Fault: Error { case notFound, tooLong, query }

    /// Throws: `notFound` for another spelling, `tooLong`, `query` for a query that is no UTF-8.
    init(_ text: String) throws(Fault) {
        let bytes = Array(text.utf8)
        guard bytes.count <= WebLimits.targetBytesMax else { throw .tooLong }
        let end = bytes.firstIndex(of: UInt8(ascii: "?")) ?? bytes.count
        let path = bytes[..<end]
        guard path.first == UInt8(ascii: "/"), path.allSatisfy(Self.isPathByte) else {
            throw .notFound
        }
        var parts: [String] = []
        if path.count > 1 {
            for part in path.dropFirst().split(
                separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            {
                guard !part.isEmpty, !part.allSatisfy({ $0 == UInt8(ascii: ".") }) else {
                    throw .notFound
                }
                parts.append(String(decoding: part, as: UTF8.self))
            }
        }
        self.parts = parts
        self.path = String(decoding: path, as: UTF8.self)
        let rest = end < bytes.count ? bytes[(end + 1)...] : []
        guard let query = QueryParameters(rest) else { throw .query }
        self.query = query
        self.text = text
    }

    /// `/`
    static let home = RequestTarget()

    private init() {
        parts = []
        path = "/"
        query = .empty
        text = "/"
    }

    private init(dropping target: RequestTarget) {
        parts = Array(target.parts.dropFirst())
        path = "/" + parts.joined(separator: "/")
        query = target.query
        text = path + (String(target.text.utf8.dropFirst(target.path.utf8.count)) ?? "")
    }

    /// Without its first part, which named the language of the page.
    func droppingFirst() -> RequestTarget { RequestTarget(dropping: self) }

    /// A log's name at a place in the path: 64 lower-case hexadecimal digits.
    func log(_ index: Int) -> String? {
        guard parts.indices.contains(index), parts[index].utf8.count == 64,
            parts[index].utf8.allSatisfy({
                (0x30...0x39).contains($0) || (0x61...0x66).contains($0)
            })
        else { return nil }
        return parts[index]
    }

    /// A decimal at a place in the path.
    func decimal(_ index: Int) -> UInt64? {
        parts.indices.contains(index) ? Decimal.parse(parts[index].utf8) : nil
    }

    /// The unreserved characters of RFC 3986 and the slash: all that our paths are made of.
    private static func isPathByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x61...0x7A, 0x41...0x5A, 0x30...0x39: true
        case UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
