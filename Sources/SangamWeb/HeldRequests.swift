import SangamLog
import Synchronization

/// Counts the roster requests that are being held, so that nobody can use up all places.
final class HeldRequests: Sendable {
    private struct State {
        var count = 0
        var perAddress: [CallerAddress: Int] = [:]
    }

    private let state = Mutex(State())

    /// Takes a place; false if this caller has as many as it may, or all places are taken.
    func take(_ caller: CallerAddress) -> Bool {
        state.withLock { state in
            guard state.count < Limits.heldMax else { return false }
            if !caller.isLocal {
                let held = state.perAddress[caller, default: 0]
                guard held < Limits.heldPerAddressMax else { return false }
                state.perAddress[caller] = held + 1
            }
            state.count += 1
            return true
        }
    }

    /// Gives a place back that `take` gave.
    func release(_ caller: CallerAddress) {
        state.withLock { state in
            state.count -= 1
            guard !caller.isLocal, let held = state.perAddress[caller] else { return }
            state.perAddress[caller] = held > 1 ? held - 1 : nil
        }
    }
}
