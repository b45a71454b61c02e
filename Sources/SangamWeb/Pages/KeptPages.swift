import Synchronization

/// Pages as they were last made, as long as nothing that they are made of has changed: what a
/// browser that kept one would be told is still the same need not be made again for another.
///
/// All go at once when the directory changes, so that nothing removed is left here.
final class KeptPages: Sendable {
    private struct Kept: Sendable {
        var answer: Answer
        var used: Int
    }

    private struct State {
        /// The state of the directory that all of them are of.
        var stamp = ""
        var pages: [String: Kept] = [:]
        /// Units: bytes.
        var size = 0
        var uses = 0

        mutating func turn(to stamp: String) {
            guard stamp != self.stamp else { return }
            self.stamp = stamp
            pages = [:]
            size = 0
        }
    }

    private let state = Mutex(State())
    private let bytesMost: Int

    /// - Parameter bytesMost: how much all of them hold; those that were asked for least recently
    ///   go first.
    init(bytesMost: Int) { self.bytesMost = bytesMost }

    /// The page with a key, if it is here and of this state of the directory.
    func page(_ key: String, stamp: String) -> Answer? {
        state.withLock { state in
            state.turn(to: stamp)
            guard state.pages[key] != nil else { return nil }
            state.uses += 1
            state.pages[key]?.used = state.uses
            return state.pages[key]?.answer
        }
    }

    /// Keeps a page, of one that is compressed only that, which is a third. One that is large for
    /// what all may hold is not kept.
    ///
    /// - Parameter key: tells apart who takes a compressed page and who does not.
    func keep(_ answer: Answer, _ key: String, stamp: String) {
        var answer = answer
        if answer.compressed != nil { answer.body = [] }
        let size = Self.size(answer)
        guard answer.stream == nil, size <= bytesMost / 16 else { return }
        state.withLock { state in
            state.turn(to: stamp)
            state.uses += 1
            if let old = state.pages[key] { state.size -= Self.size(old.answer) }
            state.pages[key] = Kept(answer: answer, used: state.uses)
            state.size += size
            while state.size > bytesMost,
                let oldest = state.pages.min(by: { $0.value.used < $1.value.used })
            {
                state.pages[oldest.key] = nil
                state.size -= Self.size(oldest.value.answer)
            }
        }
    }

    private static func size(_ answer: Answer) -> Int {
        answer.body.count + (answer.compressed?.count ?? 0) + 1_024
    }
}
