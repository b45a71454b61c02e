import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

/// A request as handlers see it.
struct WebRequest: Sendable {
    let method: HTTPRequest.Method
    private(set) var target: RequestTarget
    /// The language of the page, if the path begins with one; `target` is then without it.
    private(set) var languageTag: String?
    let headers: HTTPFields
    let caller: CallerAddress
    /// Host and port as the caller named them, if they can stand in an address.
    let host: String?
    private let body: RequestBody

    var query: QueryParameters { target.query }

    /// - Parameter homes: paths of first pages that may end with a slash.
    init(
        _ request: Request, context: WebContext, proxies: TrustedProxies, homes: Set<String> = []
    ) throws(WebProblem) {
        method = request.method
        headers = request.headers
        host = request.head.authority.flatMap { Self.isHost($0) ? $0 : nil }
        body = request.body
        caller = proxies.caller(
            context.caller, whole: context.wholeAddress, headers: request.headers)
        do throws(RequestTarget.Fault) {
            let text = request.head.path ?? ""
            let path = text.utf8.prefix { $0 != UInt8(ascii: "?") }
            if let home = String(path), homes.contains(home) {
                target = try RequestTarget(home.dropLast() + String(text.dropFirst(home.count)))
            } else {
                target = try RequestTarget(text)
            }
        } catch {
            switch error {
            case .notFound: throw .notFound
            case .tooLong: throw WebProblem(.uriTooLong, "uri-too-long")
            case .query:
                throw WebProblem(
                    .badRequest, "query", detail: "the query is not percent-encoded UTF-8")
            }
        }
    }

    /// The same request for a page in the language that its path begins with.
    func inPathLanguage() -> WebRequest {
        var request = self
        request.languageTag = target.parts.first
        request.target = target.droppingFirst()
        return request
    }

    private static func isHost(_ text: String) -> Bool {
        (1...255).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
                    || [0x2D, 0x2E, 0x3A, 0x5B, 0x5D].contains(byte)
            }
    }

    /// Hands the body over by pieces as it comes.
    ///
    /// - Parameter isHurried: false for the control socket, where somebody may be typing.
    /// Throws: 413 past `maximumBytes`; 408 if it comes too slowly; 400 if HTTP does not frame it
    /// or it breaks off (E6); what `take` throws.
    func read(
        maximumBytes: Int, isHurried: Bool = true, _ take: ([UInt8]) async throws -> Void
    ) async throws {
        // What says itself that it is too long is not waited for.
        guard headers[.contentLength].flatMap({ Int($0) }) ?? 0 <= maximumBytes else {
            throw WebProblem(.contentTooLarge, "too-large")
        }
        let clock = ContinuousClock()
        let start = clock.now
        var count = 0
        var buffers = body.makeAsyncIterator()
        while let buffer = try await Self.next(of: &buffers) {
            count += buffer.readableBytes
            guard count <= maximumBytes else {
                throw WebProblem(.contentTooLarge, "too-large")
            }
            let seconds = (clock.now - start) / .seconds(1)
            let least = (seconds - WebLimits.bodyGraceSeconds) * WebLimits.bodyBytesPerSecondMin
            guard !isHurried || Double(count) >= least else {
                throw WebProblem(.requestTimeout, "too-slow")
            }
            try await take(Array(buffer.readableBytesView))
        }
    }

    private static func next(
        of buffers: inout RequestBody.AsyncIterator
    ) async throws -> ByteBuffer? {
        do { return try await buffers.next() } catch {
            throw WebProblem(.badRequest, "body", detail: "the request's body is not whole HTTP")
        }
    }

    /// The whole body.
    func wholeBody(maximumBytes: Int, isHurried: Bool = true) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        try await read(maximumBytes: maximumBytes, isHurried: isHurried) { bytes += $0 }
        return bytes
    }
}
