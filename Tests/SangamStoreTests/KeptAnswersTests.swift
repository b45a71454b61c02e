import Synchronization
import Testing

@testable import SangamStore

@Suite final class KeptAnswersTests: Sendable {
    private let kept = KeptAnswers<String>(most: 3)
    private let made = Mutex(0)

    /// How many answers have been made when this one is given.
    private func ask(
        _ question: String = "q", stamp: String = "1", now: Int64? = 1_000, rows: Int = 0
    ) async -> Int {
        await kept.answer(question, stamp: stamp, now: now) {
            let count = made.withLock { count in
                count += 1
                return count
            }
            return (count, rows)
        }
    }

    @Test func `an answer is made once while nothing changes`() async {
        #expect(await ask() == 1)
        #expect(await ask(now: 1_299) == 1)
        #expect(await ask("other") == 2)
        #expect(await ask(now: 1_300) == 3, "some tell of today")
        #expect(await ask(now: 900) == 4, "a clock that was set back")
    }

    @Test func `an answer over few rows is that of now`() async {
        #expect(await ask(rows: 9_999) == 1)
        #expect(await ask(stamp: "2", rows: 9_999) == 2)
        #expect(await ask(stamp: "1") == 3)
    }

    @Test func `an answer over very many rows may lag, unless that is not wanted`() async {
        #expect(await ask(rows: 200_000) == 1)
        #expect(await ask(stamp: "2", now: 1_019) == 1)
        #expect(await ask(stamp: "2", now: 1_020, rows: .max) == 2)
        #expect(await ask(stamp: "3", now: 1_319) == 2)
        #expect(await ask(stamp: "3", now: 1_320) == 3)
        #expect(await ask(stamp: "4", now: nil, rows: .max) == 4)
        #expect(await ask(stamp: "4", now: nil) == 4)
        #expect(await ask(stamp: "5", now: nil) == 5)
    }

    @Test func `the answer that was wanted least recently goes first`() async {
        for (count, question) in ["a", "b", "c"].enumerated() {
            #expect(await ask(question) == count + 1)
        }
        #expect(await ask("a") == 1)
        #expect(await ask("d") == 4)
        #expect(await ask("a") == 1)
        #expect(await ask("c") == 3)
        #expect(await ask("b") == 5)
    }

    /// An answer that takes as much memory as two.
    private struct Heavy: Weighed, Sendable {
        let weight = 2
    }

    @Test func `a heavy answer takes the place of several`() async {
        #expect(await ask("a") == 1)
        #expect(await ask("b") == 2)
        _ = await kept.answer("heavy", stamp: "1", now: 1_000) { (Heavy(), 0) }
        #expect(await ask("b") == 2)
        #expect(await ask("a") == 3, "the two that were kept and the heavy one are four")
    }

    @Test func `whoever makes a page learns that an answer lags`() async {
        let note = LagNote()
        await LagNote.$current.withValue(note) {
            #expect(await ask(rows: 200_000) == 1)
            #expect(await ask() == 1)
            #expect(!note.isSet)
            #expect(await ask(stamp: "2") == 1)
            #expect(note.isSet)
        }
    }
}
