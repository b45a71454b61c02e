import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore

/// Calls a router without a socket: for commands that took the lock themselves, for the
/// simulation's peers, and for tests.
public struct InProcessCaller: Sendable {
    /// What came back.
    public struct Reply: Sendable {
        public let status: Int
        public let headers: HTTPFields
        public let body: [UInt8]
    }

    private let responder: RouterResponder<WebContext>
    private let logger: Logger

    public init(_ router: Router<WebContext>, logger: Logger) {
        responder = router.buildResponder()
        self.logger = logger
    }

    /// One request with its body in memory.
    ///
    /// - Parameters:
    ///   - target: path and query.
    ///   - remoteAddress: an address to be taken for; nil is this machine itself.
    public func send(
        _ method: HTTPRequest.Method, _ target: String, headers: HTTPFields = [:],
        body: [UInt8] = [], remoteAddress: String? = nil
    ) async throws -> Reply {
        let buffer = RequestBody(buffer: ByteBuffer(bytes: body))
        return try await send(
            method, target, headers: headers, body: buffer, remoteAddress: remoteAddress)
    }

    /// One request whose body comes by pieces.
    public func send<Pieces: AsyncSequence & Sendable>(
        _ method: HTTPRequest.Method, _ target: String, headers: HTTPFields = [:],
        pieces: Pieces, remoteAddress: String? = nil
    ) async throws -> Reply
    where Pieces.Element == [UInt8], Pieces.AsyncIterator: SendableMetatype {
        let body = RequestBody(asyncSequence: pieces.map { ByteBuffer(bytes: $0) })
        return try await send(
            method, target, headers: headers, body: body, remoteAddress: remoteAddress)
    }

    private func send(
        _ method: HTTPRequest.Method, _ target: String, headers: HTTPFields, body: RequestBody,
        remoteAddress: String?
    ) async throws -> Reply {
        let head = HTTPRequest(
            method: method, scheme: "http", authority: "localhost", path: target,
            headerFields: headers)
        let context = WebContext(logger: logger, remoteAddress: remoteAddress)
        let response = try await responder.respond(
            to: Request(head: head, body: body), context: context)
        let collector = Collector()
        // Who asks for the head alone gets it alone.
        if method != .head { try await response.body.write(collector) }
        return Reply(
            status: response.status.code, headers: response.headers, body: await collector.bytes)
    }

    private actor Bytes {
        var value: [UInt8] = []
        func append(_ buffer: ByteBuffer) { value += buffer.readableBytesView }
    }

    private struct Collector: ResponseBodyWriter {
        private let collected = Bytes()
        var bytes: [UInt8] { get async { await collected.value } }

        func write(_ buffer: ByteBuffer) async throws { await collected.append(buffer) }

        func finish(_ trailingHeaders: HTTPFields?) async throws {}
    }
}
