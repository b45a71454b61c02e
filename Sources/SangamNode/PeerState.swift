import SangamLog

/// How the exchange with one peer stands, for people; forgotten at the end of the process.
struct PeerState: Sendable, Hashable {
    /// `ok`, `unreachable`, `refused`, `invalid`, `other-node`, `paused`; nil before the first try.
    var state: String?
    /// What the last failure was, in words.
    var error: String?
    /// The node id that the URL answered in this process.
    var confirmed: NodeID?
    /// The largest section that the peer takes. Units: entries and bytes.
    var entriesMax = Limits.sectionEntriesMax
    var bytesMax = Limits.sectionBytesMax
    /// Failures in a row.
    var failures = 0
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

    init(peer: PeersFile.Peer) {
        url = peer.url
        node = peer.node.flatMap { NodeID($0) }
        state = "ok"
        received = 0
        sent = 0
    }
}
