import Synchronization

/// Tells whoever makes a page of several answers whether one of them may be out of date.
public final class LagNote: Sendable {
    /// The one of the page that is being made; nil if nobody asks.
    @TaskLocal public static var current: LagNote?

    private let state = Mutex(false)

    public init() {}

    public var isSet: Bool { state.withLock { $0 } }

    func set() { state.withLock { $0 = true } }
}

/// An answer that takes more memory than most.
protocol Weighed {
    /// In answers of the usual size.
    var weight: Int { get }
}

/// Answers that look at many rows, kept for as long as nothing changes.
///
/// While the directory does change, one that looked at very many rows may be some seconds old, so
/// that a large directory does not spend its time counting; one over few rows is never out of date.
public final class KeptAnswers<Question: Hashable & Sendable>: Sendable {
    private struct Kept: Sendable {
        let answer: any Sendable
        let stamp: String
        /// Units: Unix seconds.
        let made: Int64
        /// For how long it may be out of date. Units: seconds.
        let lag: Int64
        let weight: Int
        var used: Int
    }

    private struct State {
        var kept: [Question: Kept] = [:]
        var weight = 0
        var uses = 0

        mutating func drop(_ question: Question) {
            if let old = kept.removeValue(forKey: question) { weight -= old.weight }
        }
    }

    private let state = Mutex(State())
    private let most: Int
    /// So many rows make an answer one second older.
    private let rowsPerSecond = 10_000
    private let lagMost: Int64 = 300
    /// Some answers tell of today: none is kept for longer. Units: seconds.
    private let ageMost: Int64 = 300

    /// - Parameter most: how many are kept, by their weight; those that were used least recently
    ///   go first.
    public init(most: Int) { self.most = most }

    /// The answer of a question, or what `make` makes of it, which also tells how many rows it
    /// looked at.
    ///
    /// - Parameters:
    ///   - stamp: another one whenever the answer may be another one: see `StoreReader.stamp`.
    ///   - now: nil if the answer must never be out of date. Units: Unix seconds.
    public func answer<Answer: Sendable, Failure: Error>(
        _ question: Question, stamp: String, now: Int64?,
        _ make: () async throws(Failure) -> (answer: Answer, rows: Int)
    ) async throws(Failure) -> Answer {
        if let held = held(question, stamp: stamp, now: now), let answer = held.answer as? Answer {
            if held.lags { LagNote.current?.set() }
            return answer
        }
        let made = try await make()
        let lag = now == nil ? 0 : min(Int64(made.rows / rowsPerSecond), lagMost)
        state.withLock { state in
            state.uses += 1
            state.drop(question)
            let weight = (made.answer as? any Weighed)?.weight ?? 1
            state.kept[question] = Kept(
                answer: made.answer, stamp: stamp, made: now ?? 0, lag: lag, weight: weight,
                used: state.uses)
            state.weight += weight
            while state.weight > most,
                let oldest = state.kept.min(by: { $0.value.used < $1.value.used })?.key
            {
                state.drop(oldest)
            }
        }
        return made.answer
    }

    private func held(
        _ question: Question, stamp: String, now: Int64?
    ) -> (answer: any Sendable, lags: Bool)? {
        state.withLock { state in
            guard let kept = state.kept[question] else { return nil }
            if let now {
                let most = kept.stamp == stamp ? ageMost : kept.lag
                guard (0..<most).contains(now - kept.made) else { return nil }
            } else {
                guard kept.stamp == stamp else { return nil }
            }
            state.uses += 1
            state.kept[question]?.used = state.uses
            return (kept.answer, kept.stamp != stamp)
        }
    }
}
