import Hummingbird
import HummingbirdCore
import Logging
import NIOCore

/// What the server knows of a request beside its bytes.
public struct WebContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    /// Who asks; `local` for the control socket and for callers in this process.
    let caller: CallerAddress
    /// All bytes of the address, to compare with the trusted proxies.
    let wholeAddress: [UInt8]?
    private let channel: (any Channel)?

    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        caller = CallerAddress(source.channel.remoteAddress)
        wholeAddress = source.channel.remoteAddress.flatMap(CallerAddress.bytes)
        channel = source.channel
    }

    /// For a caller in this process.
    ///
    /// - Parameter remoteAddress: an address to be taken for; nil is this machine itself.
    public init(logger: Logger, remoteAddress: String? = nil) {
        coreContext = .init(source: LocalSource(logger: logger))
        caller = remoteAddress.flatMap(CallerAddress.init) ?? .local
        wholeAddress = remoteAddress.flatMap(CallerAddress.bytes)
        channel = nil
    }

    /// Cuts the connection a little later: for a body that is not read to its end.
    func closeSoon() {
        guard let channel else { return }
        channel.eventLoop.scheduleTask(in: .seconds(WebLimits.refusedBodySeconds)) {
            channel.close(promise: nil)
        }
    }

    private struct LocalSource: RequestContextSource {
        let logger: Logger
    }
}
