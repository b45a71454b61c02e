import Synchronization

/// Suspended requests that one event wakes, or their own cancellation.
///
/// A lock rather than an actor: cancellation is told synchronously, from any thread.
final class WaitList: Sendable {
    private enum Waiter {
        /// Made, but not suspended yet.
        case expected
        case suspended(CheckedContinuation<Void, Never>)
    }

    private struct State {
        var waiters: [Int: Waiter] = [:]
        var next = 0
    }

    private let state = Mutex(State())

    /// Announces a waiter, so that a wake before its suspension is not lost.
    private func newWaiter() -> Int {
        state.withLock { state in
            state.next += 1
            state.waiters[state.next] = .expected
            return state.next
        }
    }

    /// Suspends a waiter, or lets it go on at once if it was woken before.
    private func suspend(_ id: Int, _ continuation: CheckedContinuation<Void, Never>) {
        let isWoken = state.withLock { state in
            guard state.waiters[id] != nil else { return true }
            state.waiters[id] = .suspended(continuation)
            return false
        }
        if isWoken { continuation.resume() }
    }

    /// Returns when the list is woken, or the task is cancelled.
    func wait(isolation: isolated (any Actor)? = #isolation) async {
        let waiter = newWaiter()
        await withTaskCancellationHandler {
            await withCheckedContinuation { suspend(waiter, $0) }
        } onCancel: {
            wake(waiter)
        }
    }

    /// Wakes one waiter.
    private func wake(_ id: Int) {
        let waiter = state.withLock { $0.waiters.removeValue(forKey: id) }
        if case .suspended(let continuation) = waiter { continuation.resume() }
    }

    /// Wakes all of them.
    func wakeAll() {
        let all = state.withLock { state in
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        for case .suspended(let continuation) in all { continuation.resume() }
    }
}
