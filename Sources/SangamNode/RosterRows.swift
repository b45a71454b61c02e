import SangamDirectory
import SangamLog
import SangamStore

/// What a peer's roster tells: who holds what, whom we accept by it, and which heads to fetch.
extension Node {
    /// Takes the rows of a roster. Throws: the last problem, after all of them.
    func take(
        _ rows: [RosterRow], from peer: PeersFile.Peer, id: NodeID, client: PeerClient,
        result: inout SyncResult, now: Int64
    ) async throws {
        // All rows are noted first, in one transaction, and whom we accept is worked out once.
        let told = rows.compactMap { row -> PeerLog? in
            let node = row.checkpoint.origin.node
            guard node != nodeID, row.distance + 1 <= peer.accept.hops || node == id else {
                return nil
            }
            return PeerLog(row, of: id, seen: now)
        }
        let noted = try await store.setPeerLogs(told, of: id)
        try await refreshAcceptance(now: now)
        var problem: (any Error)?
        for row in rows {
            let origin = row.checkpoint.origin
            do {
                if origin.node == nodeID {
                    try await takeOwn(row, from: peer, id: id, now: now)
                } else if noted.contains(origin) || acceptance[origin.node] != nil {
                    result.received += try await take(row, via: id, client: client, now: now)
                }
                if try await isOwnerBehind(row, id: id) { result.isOwnerBehind = true }
            } catch {
                // One log that cannot be had does not stop the others.
                if isConnectionLost(error) { throw error }
                problem = error
            }
        }
        if let problem { throw problem }
    }

    /// Takes one row of a peer's roster: checks the head, pulls.
    ///
    /// Returns: how many entries were new.
    private func take(
        _ row: RosterRow, via id: NodeID, client: PeerClient, now: Int64
    ) async throws -> Int {
        let origin = row.checkpoint.origin
        guard try await refusalByPolicy(origin.node) == nil else { return 0 }
        try await learnEpochs(of: origin, client: client, now: now)
        let holding = try await reader.holding(origin)
        if let chain = try await reader.chain(of: origin.node) {
            guard let key = chain.signingKey(epoch: origin.epoch),
                let head = try? SignedCheckpoint(note: row.note, origin: origin, key: key)
            else { return 0 }
            try await checkAnnounced(head, now: now)
        }
        if holding?.isAtEnd == true { return 0 }
        guard row.checkpoint.size > holding?.size ?? 0 || holding == nil else { return 0 }
        return try await pullLog(
            origin, client: client, target: row.checkpoint.size, via: id, now: now)
    }

    /// Whether an owner holds less of its own log than we do: it was restored from an old copy.
    private func isOwnerBehind(_ row: RosterRow, id: NodeID) async throws -> Bool {
        let origin = row.checkpoint.origin
        guard origin.node == id, let holding = try await reader.holding(origin) else {
            return false
        }
        return row.checkpoint.size < holding.size
    }

    /// A peer's row of our own log: who holds it, its cosignature, and whether it knows more.
    private func takeOwn(
        _ row: RosterRow, from peer: PeersFile.Peer, id: NodeID, now: Int64
    ) async throws {
        guard row.checkpoint.origin == ownOrigin,
            let key = chain.signingKey(epoch: ownOrigin.epoch),
            let head = try? SignedCheckpoint(note: row.note, origin: ownOrigin, key: key)
        else { return }
        var kept = PeerLog(row, of: id, seen: now)
        var cosignature: NoteSignature?
        if let theirs = try await reader.chain(of: id)?.cosignerKey,
            let line = try? row.note.verified(by: [theirs]).first
        {
            cosignature = line
            kept.cosigned = head.size
        }
        try await store.setPeerLog(kept, cosignature: cosignature)
        var memory = try await store.peer(id)
        if !memory.heldOwn {
            memory.heldOwn = true
            try await store.setPeer(memory)
        }
        await heard(ownHead: head, now: now)
        guard case .readOnly = ownLog,
            head.size > (try await reader.completeHead(ownOrigin))?.size ?? 0
        else { return }
        await recover(from: peer, now: now)
    }

    /// A head that a roster announced: checked against our own tree, or kept as pending.
    private func checkAnnounced(_ head: SignedCheckpoint, now: Int64) async throws {
        do {
            try await store.withReplica(of: head.checkpoint.origin) { replica in
                try LogExtension.check(head: head, replica: replica)
            }
            try await store.noteAnnounced(head, now: now)
        } catch ExtensionRefusal.fork(let evidence, _) {
            if let evidence { try await keep(evidence) }
            throw InvalidAnswer(
                text: "carries a head of \(head.checkpoint.origin) that is another history than "
                    + "ours; the log is frozen here where it stands")
        }
    }

    private func isConnectionLost(_ error: any Error) -> Bool {
        switch error as? PeerFailure {
        case .unreachable, .later: true
        default: false
        }
    }
}

extension PeerLog {
    /// What a row of a peer's roster tells.
    fileprivate init(_ row: RosterRow, of peer: NodeID, seen: Int64) {
        self.init(
            peer: peer, origin: row.checkpoint.origin, size: row.checkpoint.size,
            distance: row.distance, cleared: row.cleared, isFrozen: row.isFrozen, seen: seen)
    }
}
