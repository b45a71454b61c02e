import NIOCore

/// Closes a connection whose other end does not take what we write (E4).
///
/// Every write of a piece of an answer is completed when the kernel took its last byte; if none is
/// completed for a while though some are waiting, nobody reads.
final class WriteStallGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = NIOAny
    typealias OutboundIn = NIOAny

    private let stall: TimeAmount
    private var waiting = 0
    private var progress = NIODeadline.now()
    private var watch: Scheduled<Void>?

    init(stallSeconds: Int64 = WebLimits.writeStallSeconds) {
        stall = .seconds(stallSeconds)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        // Failing leaves the kernel's own choice: a slow reader is then cut earlier.
        context.channel.setOption(.socketOption(.so_sndbuf), value: WebLimits.sendBufferBytes)
            .whenFailure { _ in }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let done = promise ?? context.eventLoop.makePromise(of: Void.self)
        if waiting == 0 { progress = .now() }
        waiting += 1
        let here = NIOLoopBound(self, eventLoop: context.eventLoop)
        done.futureResult.whenComplete { _ in here.value.completed() }
        if watch == nil { schedule(context) }
        context.write(data, promise: done)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        watch?.cancel()
        watch = nil
    }

    private func completed() {
        waiting -= 1
        progress = .now()
        if waiting == 0 {
            watch?.cancel()
            watch = nil
        }
    }

    private func schedule(_ context: ChannelHandlerContext) {
        let here = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        watch = context.eventLoop.scheduleTask(deadline: progress + stall) {
            let (guarding, context) = here.value
            guarding.check(context)
        }
    }

    private func check(_ context: ChannelHandlerContext) {
        watch = nil
        guard waiting > 0 else { return }
        if NIODeadline.now() >= progress + stall {
            context.close(promise: nil)
        } else {
            schedule(context)
        }
    }
}

@available(*, unavailable)
extension WriteStallGuard: Sendable {}
