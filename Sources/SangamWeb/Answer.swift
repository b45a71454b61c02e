import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import SangamDirectory
import SangamNode

/// What a handler answers: status, headers and the whole body.
struct Answer: Sendable {
    var status: HTTPResponse.Status
    var headers: HTTPFields
    var body: [UInt8]
    /// The request's body was not read to its end: the connection cannot be used again.
    var closesConnection = false
    /// The body as gzip, if somebody has made it already. `body` may then be empty, if all who get
    /// this answer take gzip.
    var compressed: [UInt8]?
    /// Writes the body while it is made, in place of `body`.
    var stream: (@Sendable (_ write: ([UInt8]) async throws -> Void) async throws -> Void)?
    /// Whether other sites may show it in a frame.
    var mayBeFramed = false
    /// Whether a browser is to treat it as a picture and nothing else, whatever is in it.
    var isSandboxed = false

    init(_ status: HTTPResponse.Status = .ok, type: String, _ body: [UInt8], cache: Cache) {
        self.status = status
        self.body = body
        headers = [.contentType: type, .cacheControl: cache.rawValue]
    }

    /// The same thing is at another address of ours, and stays there.
    static func moved(to path: String) -> Answer {
        var answer = Answer(
            .permanentRedirect, type: "text/plain; charset=utf-8", [], cache: .hour)
        answer.headers[.location] = path
        return answer
    }

    /// How long an answer may be kept by others.
    enum Cache: String {
        /// What holds somebody's input, and payloads outside of pages: what is removed must not
        /// live on in a cache.
        case never = "no-store"
        /// Tiles and bundles hold entries only, and never change.
        case immutable = "public, max-age=31536000, immutable"
        /// A page, a head, a node document: a new one may come at any moment, so whoever keeps it
        /// asks each time whether it is still the same.
        case check = "no-cache"
        /// Style and icon.
        case hour = "public, max-age=3600"
    }

    /// A document between nodes.
    static func text(
        _ body: [UInt8], status: HTTPResponse.Status = .ok, cache: Cache = .never
    ) -> Answer {
        Answer(status, type: "text/plain; charset=utf-8", body, cache: cache)
    }

    /// One line between nodes.
    static func line(_ line: String, status: HTTPResponse.Status = .ok) -> Answer {
        text(Array(line.utf8) + [0x0A], status: status)
    }

    static func json(_ value: JSON, status: HTTPResponse.Status = .ok) -> Answer {
        Answer(
            status, type: "application/json; charset=utf-8",
            RecordCoding.encode(value) + [0x0A], cache: .never)
    }

    static func html(_ body: [UInt8], status: HTTPResponse.Status = .ok) -> Answer {
        Answer(status, type: "text/html; charset=utf-8", body, cache: .never)
    }

    /// Makes the body's gzip, if the caller named gzip and it gains something.
    mutating func compress(for acceptEncoding: [String]) {
        guard compressed == nil, stream == nil, isGzipped(for: acceptEncoding) else { return }
        compressed = Gzip.compress(body)
    }

    private func isGzipped(for acceptEncoding: [String]) -> Bool {
        (compressed != nil || body.count >= WebLimits.gzipBytesMin)
            && AcceptEncoding.namesGzip(acceptEncoding)
    }

    /// The answer on the wire: gzipped if the caller named gzip, written by pieces.
    func response(acceptEncoding: [String], isHead: Bool) -> Response {
        if let stream { return streamed(stream, acceptEncoding: acceptEncoding, isHead: isHead) }
        var headers = headers
        var bytes = body
        if !bytes.isEmpty || compressed != nil {
            headers[.vary] = [headers[.vary], "Accept-Encoding"].compactMap { $0 }
                .joined(separator: ", ")
        }
        if isGzipped(for: acceptEncoding) {
            bytes = compressed ?? Gzip.compress(bytes)
            headers[.contentEncoding] = "gzip"
        }
        if status != .notModified { headers[.contentLength] = String(bytes.count) }
        if closesConnection { headers[.connection] = "close" }
        return Response(
            status: status, headers: headers, body: isHead ? .init() : Self.pieces(bytes))
    }

    /// A body of unknown length, compressed as it goes.
    private func streamed(
        _ stream:
            @escaping @Sendable (_ write: ([UInt8]) async throws -> Void) async throws -> Void,
        acceptEncoding: [String], isHead: Bool
    ) -> Response {
        var headers = headers
        headers[.vary] = [headers[.vary], "Accept-Encoding"].compactMap { $0 }
            .joined(separator: ", ")
        let isCompressed = AcceptEncoding.namesGzip(acceptEncoding)
        if isCompressed { headers[.contentEncoding] = "gzip" }
        // How long it is nobody knows before it is made: so there is no length, and after the head
        // the connection ends, because an empty body would be written as one of pieces.
        guard !isHead else {
            headers[.connection] = "close"
            return Response(
                status: status, headers: headers,
                body: ResponseBody { _ in throw HeadAlone() })
        }
        let body = ResponseBody { writer in
            var writer = writer
            let deflater = isCompressed ? Deflater() : nil
            try await stream { bytes in
                let out = deflater.map { $0.feed(bytes) } ?? bytes
                if !out.isEmpty { try await writer.write(ByteBuffer(bytes: out)) }
            }
            if let deflater { try await writer.write(ByteBuffer(bytes: deflater.finish())) }
            try await writer.finish(nil)
        }
        return Response(status: status, headers: headers, body: body)
    }

    /// Ends an answer after its head.
    private struct HeadAlone: Error {}

    private static func pieces(_ bytes: [UInt8]) -> ResponseBody {
        guard bytes.count > WebLimits.pieceBytes else {
            return ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        }
        return ResponseBody(contentLength: bytes.count) { writer in
            for start in stride(from: 0, to: bytes.count, by: WebLimits.pieceBytes) {
                let end = min(start + WebLimits.pieceBytes, bytes.count)
                try await writer.write(ByteBuffer(bytes: bytes[start..<end]))
            }
            try await writer.finish(nil)
        }
    }
}
