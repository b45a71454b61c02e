import HTTPTypes
import SangamLog
import Synchronization

/// Limits pushes by address and by log: a push proves the log, not the sender.
///
/// Counts whole minutes; the memory is bounded: when the table is full, those who are not in it are
/// told to come back in the next minute.
final class PushLimiter: Sendable {
    private enum Key: Hashable {
        case address(CallerAddress)
        case log(String, CallerAddress)
    }

    private struct State {
        var minute: Int64 = 0
        var counts: [Key: Int] = [:]
    }

    private let state = Mutex(State())
    private let keysMax: Int

    init(keysMax: Int = WebLimits.pushKeysMax) {
        self.keysMax = keysMax
    }

    /// Throws: 429 if this address has pushed too often. Loopback and private ones do not count.
    func check(_ caller: CallerAddress, now: Int64) throws(WebProblem) {
        guard !caller.isLocal else { return }
        try count(.address(caller), most: Limits.pushesPerMinutePerAddress, now: now)
    }

    /// Throws: 429 if this address has pushed this log too often.
    func check(log: String, from caller: CallerAddress, now: Int64) throws(WebProblem) {
        guard !caller.isLocal else { return }
        try count(.log(log, caller), most: Limits.pushesPerMinutePerLog, now: now)
    }

    private func count(_ key: Key, most: Int, now: Int64) throws(WebProblem) {
        let isAllowed = state.withLock { state in
            let minute = now / 60
            if minute != state.minute {
                state.minute = minute
                state.counts = [:]
            }
            let count = state.counts[key, default: 0]
            guard count < most, count > 0 || state.counts.count < keysMax else { return false }
            state.counts[key] = count + 1
            return true
        }
        if !isAllowed {
            let rest = 60 - now % 60
            throw WebProblem(.tooManyRequests, "too-many", retryAfter: Int(max(1, min(rest, 60))))
        }
    }
}
