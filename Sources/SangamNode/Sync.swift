import Foundation
import Logging
import SangamDirectory
import SangamLog
import SangamStore

/// The exchange with one peer, as functions that are awaited one after another: they start
/// nothing and read no clock, so that a simulation can replay them.
public enum Sync {
    /// One round: node document if needed, roster, pulls, missing payloads, pushes.
    ///
    /// - Parameters:
    ///   - wait: for how long the peer may hold the roster request. Units: seconds.
    ///   - isAsked: whether a person asked for it: missing payloads are fetched at once.
    public static func round(
        with peer: PeersFile.Peer, of node: Node, wait: Int = 0, isAsked: Bool = false,
        pushes: Bool = true, at now: @Sendable () -> Int64
    ) async -> SyncResult {
        var result = SyncResult(peer: peer)
        if peer.paused {
            result.state = "paused"
            await node.note(result, peer: peer)
            return result
        }
        guard var client = PeerClient(peer: peer, transport: node.transport) else {
            // A peer that only calls us: there is nothing to ask.
            return result
        }
        do {
            let id = try await node.confirm(peer, client: client, now: now())
            result.node = id
            client.isStatic = await node.isStatic(peer)
            result.isStatic = client.isStatic
            if peer.pull, client.isStatic {
                try await node.pullStatic(
                    from: peer, id: id, client: client, result: &result, now: now())
            } else if peer.pull {
                try await node.pull(
                    from: peer, id: id, client: client, wait: wait, isAsked: isAsked,
                    result: &result, now: now())
            }
            if peer.push, !client.isStatic, pushes || result.isOwnerBehind {
                try await node.push(to: peer, id: id, client: client, result: &result, now: now())
            }
        } catch {
            // A round that was broken off here, to pause or to end, says nothing of the peer.
            if Task.isCancelled { return result }
            describe(error, in: &result)
        }
        await node.note(result, peer: peer)
        return result
    }

    /// Only the push half, for a change of ours a second ago.
    public static func push(
        to peer: PeersFile.Peer, of node: Node, at now: @Sendable () -> Int64
    ) async -> SyncResult {
        var result = SyncResult(peer: peer)
        guard !peer.paused, peer.push,
            let client = PeerClient(peer: peer, transport: node.transport)
        else { return result }
        do {
            let id = try await node.confirm(peer, client: client, now: now())
            // Files on a web space take nothing.
            if await node.isStatic(peer) { return result }
            try await node.push(to: peer, id: id, client: client, result: &result, now: now())
        } catch {
            // A round that was broken off here, to pause or to end, says nothing of the peer.
            if Task.isCancelled { return result }
            describe(error, in: &result)
        }
        await node.note(result, peer: peer, isPush: true)
        return result
    }

    private static func describe(_ error: any Error, in result: inout SyncResult) {
        switch error {
        case let failure as PeerFailure:
            result.state = failure.isInvalid ? "invalid" : "unreachable"
            if case .status(let status, _) = failure, status < 500 { result.state = "refused" }
            if case .later(let seconds) = failure {
                result.retryAfter = seconds
                result.state = "refused"
            }
            result.error = failure.text
        case let other as OtherNode:
            result.state = "other-node"
            result.error = other.text
        case let invalid as InvalidAnswer:
            result.state = "invalid"
            result.error = invalid.text
        case let error as NodeError:
            result.state = "refused"
            result.error = error.message
        default:
            result.state = "unreachable"
            result.error = "\(error)"
        }
    }
}

/// A pinned URL that answers another node id: nothing is taken until the operator decides.
struct OtherNode: Error {
    let pinned: NodeID
    let found: NodeID

    var text: String {
        "this address answers as node \(found), but \(pinned) is pinned in peers.json; nothing "
            + "was taken from it; remove the peer and add it again if that is right"
    }
}

/// A peer's answer that does not prove itself.
struct InvalidAnswer: Error {
    let text: String

    static func otherHistory(of origin: Origin) -> InvalidAnswer {
        InvalidAnswer(
            text: "carries another history of \(origin) than ours; the log is frozen here where "
                + "it stands")
    }
}

extension Node {
    /// Makes sure that a URL answers the node that is pinned; pins it if none is.
    func confirm(
        _ peer: PeersFile.Peer, client: PeerClient, now: Int64
    ) async throws -> NodeID {
        let key = peer.url ?? peer.node ?? ""
        let pinned = peer.node.flatMap { NodeID($0) }
        if let known = peerStates[key]?.confirmed, known == pinned { return known }
        let document = try await client.nodeDocument()
        let found = document.chain.node
        if let pinned, pinned != found { throw OtherNode(pinned: pinned, found: found) }
        var state = peerStates[key] ?? PeerState()
        state.confirmed = found
        state.confirmedAt = now
        state.isStatic = document.isStatic
        state.entriesMax = document.entriesMax
        state.bytesMax = document.bytesMax
        peerStates[key] = state
        return found
    }

    /// Whether a peer that was confirmed is files on a web space.
    func isStatic(_ peer: PeersFile.Peer) -> Bool {
        peerStates[peer.url ?? peer.node ?? ""]?.isStatic ?? false
    }

    /// Keeps what a round found out, for people.
    func note(_ result: SyncResult, peer: PeersFile.Peer, isPush: Bool = false) {
        let key = peer.url ?? peer.node ?? ""
        var state = peerStates[key] ?? PeerState()
        let direction = PeerState.Direction(state: result.state, error: result.error)
        let before = isPush ? state.push : state.pull
        if isPush { state.push = direction } else { state.pull = direction }
        // After any failure the peer shows its node document again: it may be another one now.
        if result.state != "ok" { state.confirmed = nil }
        if result.state != "ok", before?.state != result.state {
            log.warning(
                "peer failed",
                metadata: [
                    "peer": "\(peer.name)", "state": "\(result.state)",
                    "error": "\(result.error ?? "")",
                ])
        }
        peerStates[key] = state
    }
}
