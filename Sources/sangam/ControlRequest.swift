import SangamDirectory

/// What a command asks of the node, whether that node is another process or this one.
struct ControlRequest: Sendable {
    enum Method: String, Sendable { case get = "GET", post = "POST", delete = "DELETE" }

    /// A body that is read while it is sent; each chunk has at least one byte.
    typealias Stream = AsyncThrowingStream<[UInt8], any Error>

    enum Body: Sendable {
        case none
        case json(JSON)
        /// A listing's payload, as its author wrote it.
        case bytes([UInt8])
        case stream(Stream)

        /// What is there at once; nil for a stream.
        var bytes: [UInt8]? {
            switch self {
            case .none: []
            case .json(let value): RecordCoding.encode(value)
            case .bytes(let bytes): bytes
            case .stream: nil
            }
        }
    }

    let method: Method
    /// After `/control/v1`, not yet percent-encoded: `["listings", kind, id]`.
    let path: [String]
    let query: [(name: String, value: String)]
    let body: Body

    init(
        _ method: Method, _ path: [String], query: [(name: String, value: String?)] = [],
        body: Body = .none
    ) {
        self.method = method
        self.path = path
        self.query = query.compactMap { pair in pair.value.map { (pair.name, $0) } }
        self.body = body
    }

    /// Path and query as they stand in a request line.
    var target: String {
        let path = path.map(Self.encoded).joined(separator: "/")
        let query = query.map { "\(Self.encoded($0.name))=\(Self.encoded($0.value))" }
        return "/control/v1/\(path)" + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
    }

    /// Source: RFC 3986, 2.1 and 2.3: everything but unreserved characters is encoded.
    static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                bytes.append(byte)
            default:
                bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
