import SangamLog
import Testing

/// Pull and push as tables of events and actions.
@Suite struct SessionTests {
    private let origin: Origin

    init() throws { origin = try #require(Origin(WorkedExample.origin)) }

    private enum Pulled {
        case applied(UInt64, UInt64), holds(UInt64), refused(Reason)
    }

    private func pull(
        _ size: UInt64, _ target: UInt64, _ events: [(Pulled, PullSession.Action)],
        first: PullSession.Action
    ) {
        var session = PullSession(origin: origin, size: size, target: target)
        #expect(session.next == first && session.origin == origin)
        for (event, action) in events {
            switch event {
            case .applied(let size, let headSize): session.applied(size: size, headSize: headSize)
            case .holds(let size): session.peerHolds(size: size)
            case .refused(let reason): session.refused(reason)
            }
            #expect(session.next == action, "\(event)")
        }
    }

    @Test func `a pull fetches from its size until it holds what the peer has`() {
        pull(5, 5, [], first: .done)
        pull(7, 5, [], first: .done)
        pull(
            0, 20, [(.applied(8, 20), .fetch(from: 8)), (.applied(20, 20), .done)],
            first: .fetch(from: 0))
        // The head moves between two ranges.
        pull(
            0, 20, [(.applied(20, 25), .fetch(from: 20)), (.applied(25, 25), .done)],
            first: .fetch(from: 0))
    }

    @Test func `a pull stops when the peer has no more, or sent what was refused`() {
        pull(3, 9, [(.holds(3), .done)], first: .fetch(from: 3))
        pull(3, 9, [(.holds(0), .done)], first: .fetch(from: 3))
        pull(3, 9, [(.holds(50), .fetch(from: 3))], first: .fetch(from: 3))
        pull(
            3, 9,
            [
                (.refused(.rootMismatch), .stop(.rootMismatch)),
                (.applied(9, 9), .stop(.rootMismatch)),
            ],
            first: .fetch(from: 3))
    }

    @Test func `a peer whose sections bring nothing cannot keep a pull busy (P5)`() {
        pull(
            3, 9,
            [
                (.applied(3, 9), .fetch(from: 3)), (.applied(5, 9), .fetch(from: 5)),
                (.applied(5, 9), .fetch(from: 5)), (.applied(5, 9), .done),
            ], first: .fetch(from: 3))
    }

    private enum Pushed {
        case accepted(UInt64), corrected(UInt64), refused(String)
    }

    private func push(
        _ size: UInt64, _ peerSize: UInt64, _ events: [(Pushed, PushSession.Action)],
        first: PushSession.Action
    ) {
        var session = PushSession(origin: origin, size: size, peerSize: peerSize)
        #expect(session.next == first && session.origin == origin)
        for (event, action) in events {
            switch event {
            case .accepted(let size): session.accepted(size: size)
            case .corrected(let size): session.corrected(size: size)
            case .refused(let word): session.refused(word)
            }
            #expect(session.next == action, "\(event)")
        }
    }

    @Test func `a push sends from the peer's size until the peer holds our head`() {
        push(9, 9, [], first: .done)
        push(9, 12, [], first: .done)
        push(
            20, 0, [(.accepted(8), .send(from: 8)), (.accepted(20), .done)], first: .send(from: 0))
        push(20, 5, [(.accepted(25), .done)], first: .send(from: 5))
    }

    @Test func `a push goes on from the size that a 409 tells`() {
        push(
            20, 15, [(.corrected(3), .send(from: 3)), (.accepted(20), .done)],
            first: .send(from: 15))
        push(20, 15, [(.corrected(30), .done)], first: .send(from: 15))
    }

    @Test func `a push to a peer that turns in circles or refuses stops (P5)`() {
        push(20, 5, [(.corrected(5), .stop("no-progress"))], first: .send(from: 5))
        push(20, 5, [(.accepted(5), .stop("no-progress"))], first: .send(from: 5))
        push(20, 5, [(.accepted(2), .stop("no-progress"))], first: .send(from: 5))
        push(20, 5, [(.refused("blocked"), .stop("blocked"))], first: .send(from: 5))
        push(
            20, 5,
            [
                (.corrected(4), .send(from: 4)), (.corrected(3), .send(from: 3)),
                (.corrected(4), .send(from: 4)), (.corrected(3), .stop("no-progress")),
            ], first: .send(from: 5))
    }
}
