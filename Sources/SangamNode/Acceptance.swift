import Foundation
import SangamDirectory
import SangamLog
import SangamStore

/// Whose logs are taken here. Until vouching is built: those of peers.json, and those that a row
/// of a peer's roster admitted within that peer's `hops`.
extension Node {
    /// How far a node's log is from us; nil if it is not accepted. Our own is 0.
    func acceptedDistance(of node: NodeID) -> Int? {
        if node == nodeID { return 0 }
        return acceptance[node]
    }

    /// What is taken of a node's records: the policy of the peer itself, else of all peers' the
    /// widest, because anybody may carry it.
    func policy(for node: NodeID) -> PeerPolicy {
        if let peer = peersFile.peers.first(where: { $0.node == node.text }) { return peer.accept }
        return peersFile.peers.first(where: { !$0.paused })?.accept ?? PeerPolicy()
    }

    /// Why a node's log is not taken; nil if it is.
    func refusalByPolicy(_ node: NodeID) async throws -> Reason? {
        if node == nodeID { return nil }
        if blocked.contains(node) { return .blocked }
        guard acceptance[node] != nil else { return .notAccepted }
        let isPaused = peersFile.peers.contains { $0.node == node.text && $0.paused }
        return isPaused ? .paused : nil
    }

    /// Works out anew whom we accept, from peers.json and what the peers' rosters have told.
    func refreshAcceptance(now: Int64) async throws {
        var distances: [NodeID: Int] = [:]
        var payers: [NodeID: NodeID] = [:]
        for peer in peersFile.peers {
            guard let node = peer.node.flatMap({ NodeID($0) }), node != nodeID else { continue }
            distances[node] = 1
            payers[node] = node
            guard !peer.paused else { continue }
            for row in try await store.peerLogs(peer: node)
            where row.origin.node != nodeID && row.distance + 1 <= peer.accept.hops {
                let old = distances[row.origin.node] ?? .max
                guard row.distance + 1 < old else { continue }
                distances[row.origin.node] = row.distance + 1
                payers[row.origin.node] = node
            }
        }
        self.payers = payers
        blocked = Set(try await store.blockedNodes())
        guard distances != acceptance || !acceptanceIsStored else { return }
        acceptance = distances
        acceptanceIsStored = true
        try await store.setAccepted(distances, now: now)
    }

    /// Blocks a node by its id, or by the name or URL of a peer.
    ///
    /// Returns: its id.
    public func setBlocked(
        _ which: String, _ isBlocked: Bool, now: Int64
    ) async throws(NodeError) -> NodeID {
        let peer = try knownIndex(of: which).flatMap { peersFile.peers[$0].node }
        guard let id = NodeID(peer ?? which) else {
            throw NodeError(
                code: "unknown-node", message: "\(which) is no node id, and no peer's name or URL",
                hint: "nothing was changed; sangam status shows the node ids", category: .usage)
        }
        try await setBlocked(id, isBlocked, now: now)
        return id
    }

    /// Blocks a node on every path and on display, or ends that.
    public func setBlocked(
        _ node: NodeID, _ isBlocked: Bool, now: Int64
    ) async throws(NodeError) {
        guard node != nodeID else {
            throw NodeError(
                code: "own-node", message: "a node cannot block itself", category: .usage)
        }
        do {
            try await store.setBlocked(node, isBlocked, now: now)
            try await startOver(now: now)
        } catch { throw NodeError.wrapping(error) }
    }
}
