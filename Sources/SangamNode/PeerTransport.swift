/// One request to a peer, with its bounds.
public struct PeerRequest: Sendable {
    public enum Method: String, Sendable { case get = "GET", post = "POST" }

    public var method: Method
    public var url: String
    public var headers: [(name: String, value: String)]
    /// Sent with `post` only.
    public var body: [UInt8]
    /// From submission to the last byte of the body. Units: seconds.
    public var deadlineSeconds: Int
    /// The largest body taken, counted as it arrives, before any gzip is undone. Units: bytes.
    public var maximumBytes: Int
    /// Allows loopback, private and link-local addresses (`"private": true` in peers.json).
    public var allowPrivate: Bool
    /// The path of a Unix socket to connect to instead of the URL's host: the control socket.
    public var unixSocket: String?

    public init(
        method: Method = .get, url: String, headers: [(name: String, value: String)] = [],
        body: [UInt8] = [], deadlineSeconds: Int, maximumBytes: Int, allowPrivate: Bool = false,
        unixSocket: String? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.deadlineSeconds = deadlineSeconds
        self.maximumBytes = maximumBytes
        self.allowPrivate = allowPrivate
        self.unixSocket = unixSocket
    }
}

/// A peer's answer: complete headers, and a body that is still arriving.
public struct PeerResponse: Sendable {
    public let status: Int
    /// Names in lower case; the values of a repeated header are joined with `, `.
    public let headers: [String: String]
    /// The body as it was sent (gzip not undone). Throws `TransportError`. It can be read once;
    /// letting go of it aborts the transfer. If the reading task is cancelled, the stream may end
    /// as if it were complete: look at `Task.isCancelled` after the last chunk, as `collect` does.
    public let body: AsyncThrowingStream<[UInt8], any Error>

    public init(
        status: Int, headers: [String: String], body: AsyncThrowingStream<[UInt8], any Error>
    ) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// A response whose body is there already: what a simulated peer answers.
    public init(status: Int, headers: [String: String] = [:], bytes: [UInt8]) {
        let body = AsyncThrowingStream<[UInt8], any Error> { continuation in
            if !bytes.isEmpty { continuation.yield(bytes) }
            continuation.finish()
        }
        self.init(status: status, headers: headers, body: body)
    }

    /// The whole body, refused with `tooLarge` as soon as it passes `limit` bytes.
    public func collect(limit: Int) async throws(TransportError) -> [UInt8] {
        var bytes: [UInt8] = []
        do {
            for try await chunk in body {
                guard chunk.count <= limit - bytes.count else {
                    throw TransportError(.tooLarge, "the answer has more than \(limit) bytes")
                }
                bytes += chunk
            }
        } catch let error as TransportError {
            throw error
        } catch {
            throw TransportError(.failed, "the answer broke off: \(error)")
        }
        // A stream that ends because its reader was cancelled looks like one that is complete.
        if Task.isCancelled { throw TransportError(.cancelled, "the request was cancelled") }
        return bytes
    }
}

/// How a node reaches its peers: the one seam of the program that is a parameter. The simulation
/// makes it out of a function call, the running node out of `CurlTransport`.
public struct PeerTransport: Sendable {
    /// Answers when status and headers have arrived.
    public var send: @Sendable (PeerRequest) async throws(TransportError) -> PeerResponse

    /// Whether a request may be under way while something else is done; not in a simulation, where
    /// everything happens one after another.
    public let isConcurrent: Bool

    public init(
        isConcurrent: Bool = false,
        send: @escaping @Sendable (PeerRequest) async throws(TransportError) -> PeerResponse
    ) {
        self.isConcurrent = isConcurrent
        self.send = send
    }
}

/// Why there is no answer, or no whole one.
public struct TransportError: Error, Equatable, Sendable, CustomStringConvertible {
    public enum Code: String, Sendable {
        /// The URL, a header or a bound of the request is not allowed; nothing was sent.
        case invalidURL, invalidRequest
        /// The name resolved to an address that this request may not reach; nothing was sent.
        case forbiddenAddress
        case unresolvable, unreachable, tls
        /// The overall deadline, or the time for connecting, has passed.
        case timedOut
        /// The rate stayed below the minimum.
        case tooSlow
        /// The headers or the body passed their bound.
        case tooLarge
        case cancelled, failed
    }

    public let code: Code
    /// In lower case, without URL or peer: the caller knows them.
    public let message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { "\(message) (\(code.rawValue))" }
}
