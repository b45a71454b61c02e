/// The push of one log to one peer, as a value: no sockets, no clock.
///
/// Source: Protocol.md, "Pushing".
public struct PushSession: Hashable, Sendable {
    /// What the owner of the session does next.
    public enum Action: Hashable, Sendable {
        /// `POST /sangam/v1/section` with a section from here.
        case send(from: UInt64)
        /// The peer holds our complete head.
        case done
        /// The peer does not take it; the word it gave.
        case stop(String)
    }

    public let origin: Origin
    private let size: UInt64
    private var peerSize: UInt64
    private var stopped: String?
    private var corrections = 0

    /// Begins at the size that the peer is known to hold; `size` is our complete head's.
    public init(origin: Origin, size: UInt64, peerSize: UInt64) {
        self.origin = origin
        self.size = size
        self.peerSize = min(peerSize, size)
    }

    public var next: Action {
        if let stopped { return .stop(stopped) }
        return peerSize < size ? .send(from: peerSize) : .done
    }

    /// The peer answered 200 `size <n>`.
    public mutating func accepted(size newSize: UInt64) {
        if newSize <= peerSize { stopped = "no-progress" }
        peerSize = newSize
    }

    /// The peer answered 409 `size <n>`: it holds another size than we thought.
    public mutating func corrected(size newSize: UInt64) {
        corrections += 1
        if corrections > 3 || newSize == peerSize { stopped = "no-progress" }
        peerSize = newSize
    }

    /// The peer answered anything else.
    public mutating func refused(_ word: String) { stopped = word }
}
