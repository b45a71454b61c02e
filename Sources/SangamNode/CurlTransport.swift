import SangamLog
import CCurl
import Dispatch
import Foundation

/// HTTP to peers by libcurl: one background thread drives all transfers.
///
/// What it never does: follow a redirect (a 3xx is an answer like any other), speak anything but
/// http and https, use a proxy from the environment, undo gzip (the receiver bounds and undoes it),
/// send cookies or credentials, or reach an address that `AddressRules` refuses.
///
/// Connections are reused between requests. The address is classified twice for each request: when
/// a socket is opened, and, because a connection opened for a private peer could be reused by a
/// request that may not go there, again just before each request is sent, by the address of the
/// connection it will go over. So the address checked is always the address connected to (E1, E3).
///
/// HTTP/1.1 only: one transfer per connection, so that a slow peer holds up nobody behind it.
public final class CurlTransport: Sendable {
    /// The bounds that hold for every request; a request brings its own deadline and size.
    public struct Bounds: Sendable {
        /// Looking up the name and connecting, TLS included. Units: seconds.
        public var connectSeconds = 10
        /// Below this rate for `slowSeconds` a transfer is given up (E5). The time is longer than
        /// the 25 s that a peer may hold a roster request before its first byte.
        public var slowBytesPerSecond = Limits.transferBytesPerSecondMin
        public var slowSeconds = Limits.transferGraceSeconds
        /// All header lines of an answer, interim answers included. Units: bytes.
        public var headerBytes = 65_536
        /// Transfers under way; one more is refused.
        public var transfers = 256
        /// Connections to one host; one more request waits.
        public var connectionsPerHost = 64

        public init() {}
    }

    private let mailbox = CurlMailbox()
    private let ended = DispatchSemaphore(value: 0)

    /// - Parameter version: of the program, for the user agent `sangam/<version>`.
    public init(version: String, bounds: Bounds = Bounds()) {
        let (mailbox, ended) = (mailbox, ended)
        let userAgent = "sangam/\(version)"
        let thread = Thread {
            CurlLoop(mailbox: mailbox, bounds: bounds, userAgent: userAgent).run()
            ended.signal()
        }
        thread.name = "sangam-http"
        thread.start()
    }

    deinit {
        stop()
    }

    public var transport: PeerTransport {
        PeerTransport(isConcurrent: true) {
            (request) async throws(TransportError) in try await self.send(request)
        }
    }

    /// Sends one request; returns when status and headers are in, while the body is arriving.
    /// Cancelling the task aborts the transfer.
    public func send(_ request: PeerRequest) async throws(TransportError) -> PeerResponse {
        try Self.check(request)
        let mailbox = mailbox
        let id = mailbox.newID()
        let pipe = BodyPipe(
            onDrained: { mailbox.post(.resume(id)) }, onAbandoned: { mailbox.post(.cancel(id)) })
        let ticket = CurlTicket(id: id, request: request, pipe: pipe)
        let answer = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                ticket.wait(continuation)
                if !mailbox.post(.start(ticket)) {
                    ticket.answer(.failure(CurlLoop.stopped))
                }
            }
        } onCancel: {
            ticket.cancel()
            mailbox.post(.cancel(id))
        }
        return try answer.get()
    }

    /// Aborts all transfers with `cancelled` and returns when the thread has ended. May be called
    /// again.
    public func stop() {
        mailbox.post(.stop)
        ended.wait()
        ended.signal()
    }

    private static func check(_ request: PeerRequest) throws(TransportError) {
        _ = try PeerURL(request.url)
        guard (1...86_400).contains(request.deadlineSeconds), request.maximumBytes >= 0 else {
            throw TransportError(.invalidRequest, "a deadline or size bound makes no sense")
        }
        guard request.method == .post || request.body.isEmpty else {
            throw TransportError(.invalidRequest, "a GET has no body")
        }
        for (name, value) in request.headers {
            let isName =
                !name.isEmpty && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x3A }
            guard isName, value.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else {
                throw TransportError(.invalidRequest, "a header is not printable ASCII")
            }
        }
        if let path = request.unixSocket {
            guard (1...107).contains(path.utf8.count), !path.utf8.contains(0) else {
                throw TransportError(.invalidRequest, "a socket's path has 1 to 107 bytes")
            }
        }
    }
}
