import Foundation
import Logging
import SangamLog
import SangamStore

/// The push half of a round: every log of which the peer is known to hold less than we do.
extension Node {
    func push(
        to peer: PeersFile.Peer, id: NodeID, client: PeerClient, result: inout SyncResult,
        now: Int64
    ) async throws {
        let rows = try await store.peerLogs(peer: id)
        let key = peer.url ?? id.text
        for status in try await reader.holdings() {
            guard status.isUsable, status.size > 0, !status.isStopped else { continue }
            let known = rows.first { $0.origin == status.origin }
            guard known?.size ?? 0 < status.size else { continue }
            if known == nil, refusedPushes[key]?.contains(status.origin) == true { continue }
            // What the peer's own roster will tell is not worth guessing: its own log it has.
            if status.origin.node == id, known == nil { continue }
            result.sent += try await pushLog(
                status.origin, size: status.size, peer: peer, id: id, client: client,
                known: known, now: now)
        }
        var memory = try await store.peer(id)
        memory.lastPush = now
        try await store.setPeer(memory)
    }

    private func pushLog(
        _ origin: Origin, size: UInt64, peer: PeersFile.Peer, id: NodeID, client: PeerClient,
        known: PeerLog?, now: Int64
    ) async throws -> Int {
        let key = peer.url ?? id.text
        var session = PushSession(origin: origin, size: size, peerSize: known?.size ?? 0)
        var sent = 0
        while case .send(let from) = session.next {
            let bounds = peerStates[key] ?? PeerState()
            guard
                case .section(let section) = try await reader.range(
                    logID: origin.logID, from: from, filter: PayloadFilter(),
                    entriesMax: bounds.entriesMax, bytesMax: bounds.bytesMax)
            else { return sent }
            switch try await client.push(section) {
            case .accepted(let size):
                sent += Int(clamping: size > from ? size - from : 0)
                session.accepted(size: size)
                try await notePeerSize(size, origin: origin, id: id, known: known, now: now)
            case .size(let size):
                session.corrected(size: size)
                if size > 0 {
                    try await notePeerSize(size, origin: origin, id: id, known: known, now: now)
                }
            case .number:
                session.refused("newer-identity")
            case .refused(let word):
                session.refused(word)
                refusedPushes[key, default: []].insert(origin)
                log.info(
                    "push refused",
                    metadata: ["peer": "\(peer.name)", "origin": "\(origin)", "word": "\(word)"])
            }
        }
        return sent
    }

    /// The peer's answer to a push tells its size as well as a row would; it also proves that it
    /// has held our log.
    private func notePeerSize(
        _ size: UInt64, origin: Origin, id: NodeID, known: PeerLog?, now: Int64
    ) async throws {
        var row =
            known
            ?? PeerLog(
                peer: id, origin: origin, size: 0, distance: Limits.distanceMax, cleared: 0,
                isFrozen: false, seen: now)
        row.size = size
        row.seen = now
        try await store.setPeerLog(row, cosignature: nil)
        guard origin.node == nodeID else { return }
        var memory = try await store.peer(id)
        if !memory.heldOwn {
            memory.heldOwn = true
            try await store.setPeer(memory)
        }
    }
}
