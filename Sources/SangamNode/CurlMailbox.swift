import CCurl
import Synchronization

/// Carries orders from any task to libcurl's thread, and wakes it.
final class CurlMailbox: Sendable {
    enum Order: Sendable {
        case start(CurlTicket)
        case cancel(UInt64)
        case resume(UInt64)
        case stop
    }

    private struct State {
        var orders: [Order] = []
        var nextID: UInt64 = 0
        /// The multi handle as a number: the one function of it that other threads may call is
        /// `curl_multi_wakeup`, and only under this lock while the handle lives.
        var multi: UInt?
        var isClosed = false
    }

    private let state = Mutex(State())

    func newID() -> UInt64 {
        state.withLock { state in
            state.nextID &+= 1
            return state.nextID
        }
    }

    /// False if the thread has ended and nobody will read the order.
    @discardableResult
    func post(_ order: Order) -> Bool {
        state.withLock { state in
            guard !state.isClosed else { return false }
            state.orders.append(order)
            if let multi = state.multi.flatMap(UnsafeMutableRawPointer.init(bitPattern:)) {
                curl_multi_wakeup(multi)
            }
            return true
        }
    }

    func open(_ multi: UnsafeMutableRawPointer) {
        let bits = UInt(bitPattern: multi)
        state.withLock { $0.multi = bits }
    }

    func take() -> [Order] {
        state.withLock { state in
            defer { state.orders = [] }
            return state.orders
        }
    }

    /// After this nothing is posted and nothing wakes the handle; returns what nobody will do.
    func close() -> [Order] {
        state.withLock { state in
            state.isClosed = true
            state.multi = nil
            defer { state.orders = [] }
            return state.orders
        }
    }
}

/// One request and whoever waits for its answer.
final class CurlTicket: Sendable {
    typealias Answer = Result<PeerResponse, TransportError>

    private struct State {
        var waiting: CheckedContinuation<Answer, Never>?
        var isCancelled = false
    }

    let id: UInt64
    let request: PeerRequest
    let pipe: BodyPipe
    private let state = Mutex(State())

    init(id: UInt64, request: PeerRequest, pipe: BodyPipe) {
        self.id = id
        self.request = request
        self.pipe = pipe
    }

    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    func cancel() {
        state.withLock { $0.isCancelled = true }
    }

    func wait(_ continuation: CheckedContinuation<Answer, Never>) {
        state.withLock { $0.waiting = continuation }
    }

    /// Answers once; later answers are dropped.
    func answer(_ answer: Answer) {
        let waiting = state.withLock { state in
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.resume(returning: answer)
    }
}
