import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import SangamNode

/// Where a server listens.
public enum ListenPlace: Sendable, Equatable {
    /// Port 0 picks a free one.
    case tcp(host: String, port: Int)
    /// A Unix socket. Binding replaces a socket that is there: take the folder's lock first.
    case socket(path: String)
}

/// The server of one router, with every bound of `WebLimits` (E4, E8).
///
/// - Parameter onListening: called once with the port (nil for a socket) when requests are taken.
public func buildApplication(
    _ router: Router<WebContext>, listen: ListenPlace, logger: Logger,
    onListening: @escaping @Sendable (Int?) async -> Void = { _ in }
) -> some ApplicationProtocol {
    let address: BindAddress =
        switch listen {
        case .tcp(let host, let port): .hostname(host, port: port)
        case .socket(let path): .unixDomainSocket(path: path)
        }
    // Whoever owns the data folder may take the time that a long import needs.
    let isPublic = if case .tcp = listen { true } else { false }
    return Application(
        router: router,
        server: boundedServer(isPublic: isPublic),
        configuration: ApplicationConfiguration(
            address: address, serverName: nil,
            availableConnectionsDelegate: MaximumAvailableConnections(
                WebLimits.connectionsMax, logger: logger)),
        onServerRunning: { channel in await onListening(channel.localAddress?.port) },
        logger: logger)
}

/// HTTP/1.1 with bounds on headers, on idle time, on the whole request, and on stalled writing; and
/// with the answer to `Expect: 100-continue`, which the framework leaves out, so that a client with
/// a large body need not wait a second before it sends it.
private func boundedServer(isPublic: Bool) -> HTTPServerBuilder {
    HTTPServerBuilder { responder in
        HTTP1Channel(
            responder: { request, writer, channel in
                let deadline = isPublic ? closing(channel) : nil
                defer { deadline?.cancel() }
                if request.headers[.expect].map({ $0.lowercased() == "100-continue" }) == true {
                    try await writer.writeInformationalHead(HTTPResponse(status: .continue))
                }
                try await responder(request, writer, channel)
            },
            configuration: HTTP1Channel.Configuration(
                additionalChannelHandlers: isPublic ? [WriteStallGuard()] : [],
                idleTimeout: isPublic ? .seconds(WebLimits.idleSeconds) : nil,
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: WebLimits.headerFieldBytesMax,
                    maxHeaderListSize: WebLimits.headerListBytesMax,
                    maxHeaderFieldCount: WebLimits.headerFieldsMax)))
    }
}

/// The overall deadline of a request.
private func closing(_ channel: any Channel) -> Scheduled<Void> {
    channel.eventLoop.scheduleTask(in: .seconds(WebLimits.requestSecondsMax)) {
        channel.close(promise: nil)
    }
}
