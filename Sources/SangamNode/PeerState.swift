import SangamLog

/// How the exchange with one peer stands, for people; forgotten at the end of the process.
struct PeerState: Sendable, Hashable {
    /// One direction of the exchange. Both are kept, because success in one hides nothing of the
    /// other.
    struct Direction: Sendable, Hashable {
        /// `ok`, `unreachable`, `refused`, `invalid`, `other-node` or `paused`.
        var state: String
        /// What the last failure was, in words.
        var error: String?
    }

    /// nil before the first try.
    var pull: Direction?
    /// nil before the first try.
    var push: Direction?
    /// What is shown: the pull, unless only the push has failed.
    var shown: Direction? {
        if let pull, pull.state != "ok" { return pull }
        return push?.state == "ok" ? pull ?? push : push ?? pull
    }
    /// The node id that the URL answered in this process.
    var confirmed: NodeID?
    /// When it did. Units: Unix seconds.
    var confirmedAt: Int64 = 0
    /// Whether its node document says that it is files on a web space.
    var isStatic = false
    /// Whether payloads may be missing that this peer has: looked at once after a start, and when a
    /// day's quota was used up.
    var hasBacklog = true
    /// Of a static peer: the tag of the roster that was read last.
    var rosterTag: String?
    /// The largest section that the peer takes. Units: entries and bytes.
    var entriesMax = Limits.sectionEntriesMax
    var bytesMax = Limits.sectionBytesMax
}

/// What one round with one peer did.
public struct SyncResult: Sendable, Hashable {
    public var url: String?
    public var node: NodeID?
    /// `ok`, `unreachable`, `refused`, `invalid`, `other-node` or `paused`.
    public var state: String
    /// Entries taken.
    public var received: Int
    /// Entries that the peer took.
    public var sent: Int
    public var error: String?
    /// For how long the peer wants to be left alone. Units: seconds.
    public var retryAfter: Int?
    /// Whether the peer's roster had rows: if not, a held request ended by itself.
    public var hadRows = false
    /// Whether the peer is files on a web space: nobody there holds a request.
    public var isStatic = false
    /// Whether the peer holds less of its own log than we do.
    public var isOwnerBehind = false

    init(peer: PeersFile.Peer) {
        url = peer.url
        node = peer.node.flatMap { NodeID($0) }
        state = "ok"
        received = 0
        sent = 0
    }
}
