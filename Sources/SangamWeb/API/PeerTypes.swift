import SangamDirectory
import SangamLog
import SangamNode

/// `peers list`, and one peer after `peers add`.
public struct PeersAnswer: APIShape, Equatable {
    public struct Peer: APIShape, Equatable {
        public var name: String
        public var url: String?
        public var node: String?
        public var isPrivate: Bool
        public var hops: Int
        public var paused: Bool
        public var state: String
        /// Units: entries.
        public var behind: UInt64
        /// Units: Unix seconds.
        public var lastPull: Int64?
        public var lastPush: Int64?
        public var error: String?

        public init(_ peer: PeerStatus) {
            name = peer.name
            url = peer.url
            node = peer.node?.text
            isPrivate = peer.isPrivate
            hops = peer.hops
            paused = peer.paused
            state = peer.state
            behind = peer.behind
            lastPull = peer.lastPull
            lastPush = peer.lastPush
            error = peer.error
        }

        public var json: JSON {
            [
                "name": .string(name), "url": .text(url), "node": .text(node),
                "private": .bool(isPrivate), "hops": .number(hops), "paused": .bool(paused),
                "state": .string(state), "behind": .number(behind),
                "lastPull": .moment(lastPull), "lastPush": .moment(lastPush),
                "error": .text(error),
            ]
        }

        public init(json: JSON) throws(APIProblem) {
            let fields = try ShapeReader(json)
            name = try fields.text("name")
            url = fields.textIfAny("url")
            node = fields.textIfAny("node")
            isPrivate = try fields.bool("private")
            hops = try fields.int("hops")
            paused = try fields.bool("paused")
            state = try fields.text("state")
            behind = try fields.unsigned("behind")
            lastPull = fields.int64IfAny("lastPull")
            lastPush = fields.int64IfAny("lastPush")
            error = fields.textIfAny("error")
        }
    }

    public var peers: [Peer]

    public init(_ peers: [PeerStatus]) { self.peers = peers.map(Peer.init) }

    public var json: JSON { ["peers": .list(peers)] }

    public init(json: JSON) throws(APIProblem) { peers = try ShapeReader(json).list("peers") }
}

/// `sync`: one round with each peer.
public struct SyncAnswer: APIShape, Equatable {
    public struct Peer: APIShape, Equatable {
        public var url: String?
        public var node: String?
        public var state: String
        public var received: Int
        public var sent: Int
        public var error: String?

        public init(_ result: SyncResult) {
            url = result.url
            node = result.node?.text
            state = result.state
            received = result.received
            sent = result.sent
            error = result.error
        }

        public var json: JSON {
            [
                "url": .text(url), "node": .text(node), "state": .string(state),
                "received": .number(received), "sent": .number(sent), "error": .text(error),
            ]
        }

        public init(json: JSON) throws(APIProblem) {
            let fields = try ShapeReader(json)
            url = fields.textIfAny("url")
            node = fields.textIfAny("node")
            state = try fields.text("state")
            received = try fields.int("received")
            sent = try fields.int("sent")
            error = fields.textIfAny("error")
        }
    }

    public var peers: [Peer]

    public init(_ results: [SyncResult]) { peers = results.map(Peer.init) }

    public var json: JSON { ["peers": .list(peers)] }

    public init(json: JSON) throws(APIProblem) { peers = try ShapeReader(json).list("peers") }
}
