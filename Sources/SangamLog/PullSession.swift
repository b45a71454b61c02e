/// The pull of one log from one peer, as a value: no sockets, no clock.
///
/// Ask `next`, do what it says, tell the outcome with one of the other functions.
/// Source: Protocol.md, "Pulling".
public struct PullSession: Hashable, Sendable {
    /// What the owner of the session does next.
    public enum Action: Hashable, Sendable {
        /// `GET …/range?from=<from>`.
        case fetch(from: UInt64)
        /// We hold what the peer offers.
        case done
        /// Nothing more can be had from this peer now.
        case stop(Reason)
    }

    public let origin: Origin
    private var size: UInt64
    private var target: UInt64
    private var stopped: Reason?
    private var stalls = 0
    private var growths = 0
    /// How often the head may move in one session.
    private static let growthsMax = 8

    /// Begins at our size; `target` is the size that the peer announced.
    public init(origin: Origin, size: UInt64, target: UInt64) {
        self.origin = origin
        self.size = size
        self.target = target
    }

    public var next: Action {
        if let stopped { return .stop(stopped) }
        return size < target ? .fetch(from: size) : .done
    }

    /// A section was applied: we hold `size` entries of a head of `headSize`.
    public mutating func applied(size: UInt64, headSize: UInt64) {
        stalls = size > self.size ? 0 : stalls + 1
        self.size = size
        // The head may move while we fetch. A log that grew with every range would keep one round
        // going for ever: what comes later is in the next roster answer.
        if target == .max {
            target = headSize
        } else if headSize > target, growths < PullSession.growthsMax {
            growths += 1
            target = headSize
        }
        // A peer that answers valid sections which bring nothing would keep us asking for ever.
        if stalls >= 2 { target = size }
    }

    /// The peer answered 409 with its size, or 404.
    public mutating func peerHolds(size peerSize: UInt64) { target = min(target, peerSize) }

    /// What the peer sent was refused.
    public mutating func refused(_ reason: Reason) { stopped = reason }
}
