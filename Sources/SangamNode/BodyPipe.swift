import Synchronization

/// The body of one answer on its way from libcurl's thread to whoever reads it.
///
/// Bounded: when the reader is behind by more than `highWater` bytes, libcurl is told to pause, and
/// the peer's TCP window closes; when the reader has caught up, `onDrained` asks for more.
final class BodyPipe: Sendable {
    static let highWater = 1 << 20
    static let lowWater = 1 << 18

    private typealias Reader = CheckedContinuation<[UInt8]?, any Error>

    private struct State {
        var chunks: [[UInt8]] = []
        var firstChunk = 0
        var bufferedBytes = 0
        var isPaused = false
        var isEnded = false
        var failure: TransportError?
        var reader: Reader?
    }

    private let state = Mutex(State())
    private let onDrained: @Sendable () -> Void
    private let onAbandoned: @Sendable () -> Void

    init(onDrained: @escaping @Sendable () -> Void, onAbandoned: @escaping @Sendable () -> Void) {
        self.onDrained = onDrained
        self.onAbandoned = onAbandoned
    }

    /// Hands over one chunk; false if the pipe is full and the same chunk must come again.
    func offer(_ chunk: [UInt8]) -> Bool {
        let (taken, reader) = state.withLock { state -> (Bool, Reader?) in
            if let reader = state.reader {
                state.reader = nil
                return (true, reader)
            }
            guard state.bufferedBytes < Self.highWater else {
                state.isPaused = true
                return (false, nil)
            }
            state.chunks.append(chunk)
            state.bufferedBytes += chunk.count
            return (true, nil)
        }
        reader?.resume(returning: chunk)
        return taken
    }

    /// No more will come: nil for a complete body. What was handed over before is still read.
    func end(_ failure: TransportError?) {
        let reader = state.withLock { state -> Reader? in
            guard !state.isEnded else { return nil }
            state.isEnded = true
            state.failure = failure
            defer { state.reader = nil }
            return state.reader
        }
        guard let reader else { return }
        if let failure { reader.resume(throwing: failure) } else { reader.resume(returning: nil) }
    }

    /// The body as a stream that pulls from this pipe; letting go of it aborts the transfer.
    func stream() -> AsyncThrowingStream<[UInt8], any Error> {
        let lease = Lease(pipe: self)
        return AsyncThrowingStream(unfolding: { try await lease.pipe.next() })
    }

    private func next() async throws -> [UInt8]? {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                take(continuation)
            }
        } onCancel: {
            end(TransportError(.cancelled, "the request was cancelled"))
            onAbandoned()
        }
    }

    private func take(_ reader: Reader) {
        enum Step { case chunk([UInt8], drained: Bool), end(TransportError?), wait }
        let step = state.withLock { state -> Step in
            if state.firstChunk < state.chunks.count {
                let chunk = state.chunks[state.firstChunk]
                state.chunks[state.firstChunk] = []
                state.firstChunk += 1
                state.bufferedBytes -= chunk.count
                if state.firstChunk == state.chunks.count {
                    state.chunks.removeAll(keepingCapacity: true)
                    state.firstChunk = 0
                }
                let drained = state.isPaused && state.bufferedBytes < Self.lowWater
                if drained { state.isPaused = false }
                return .chunk(chunk, drained: drained)
            }
            if state.isEnded { return .end(state.failure) }
            guard state.reader == nil else {
                return .end(TransportError(.failed, "the body already has a reader"))
            }
            state.reader = reader
            return .wait
        }
        switch step {
        case .wait: return
        case .end(nil): reader.resume(returning: nil)
        case .end(let failure?): reader.resume(throwing: failure)
        case .chunk(let chunk, let drained):
            if drained { onDrained() }
            reader.resume(returning: chunk)
        }
    }

    /// Lives as long as the stream does.
    private final class Lease: Sendable {
        let pipe: BodyPipe

        init(pipe: BodyPipe) {
            self.pipe = pipe
        }

        deinit {
            pipe.onAbandoned()
        }
    }
}
