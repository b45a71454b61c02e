import Foundation
import Logging
import SangamDirectory
import SangamLog
import SangamStore

/// The pull half of a round: roster, then every log of which the peer has more.
extension Node {
    func pull(
        from peer: PeersFile.Peer, id: NodeID, client: PeerClient, wait: Int, isAsked: Bool,
        result: inout SyncResult, now: Int64
    ) async throws {
        var memory = try await store.peer(id)
        var isFirst = true
        // The roster comes in pages: the next cursor is asked for until nothing is new.
        for _ in 0..<1_000 {
            let roster = try await client.roster(
                after: memory.cursor, wait: isFirst ? wait : 0)
            isFirst = false
            try await confirmInstance(
                of: roster, before: memory.cursor, peer: peer, client: client, now: now)
            result.hadRows = result.hadRows || !roster.rows.isEmpty
            // After a problem the same rows are asked for again the next time.
            try await take(
                roster.rows, from: peer, id: id, client: client, result: &result, now: now)
            let isEnd = roster.rows.count < Limits.rosterRowsMax
            memory = try await store.peer(id)
            memory.cursor = roster.next
            memory.lastPull = now
            try await store.setPeer(memory)
            if isEnd { break }
        }
        try await retryWithheld(id: id, client: client, result: &result, now: now)
        let key = peer.url ?? peer.node ?? ""
        if isAsked || result.hadRows || peerStates[key]?.hasBacklog ?? true {
            let isAll = try await fetchMissing(
                from: peer, id: id, client: client, force: isAsked, now: now)
            peerStates[key]?.hasBacklog = !isAll
        }
    }

    /// Takes the rows of a roster. Throws: the last problem, after all of them.
    func take(
        _ rows: [RosterRow], from peer: PeersFile.Peer, id: NodeID, client: PeerClient,
        result: inout SyncResult, now: Int64
    ) async throws {
        var problem: (any Error)?
        for row in rows {
            do {
                result.received += try await take(row, from: peer, id: id, client: client, now: now)
                if try await isOwnerBehind(row, id: id) { result.isOwnerBehind = true }
            } catch {
                // One log that cannot be had does not stop the others.
                if isConnectionLost(error) { throw error }
                problem = error
            }
        }
        if let problem { throw problem }
    }

    /// Another instance may be another node: it shows its node document before a row is taken.
    private func confirmInstance(
        of roster: Roster, before cursor: String?, peer: PeersFile.Peer, client: PeerClient,
        now: Int64
    ) async throws {
        func instance(_ text: String) -> Substring.UTF8View.SubSequence {
            text.utf8.prefix { $0 != UInt8(ascii: ":") }
        }
        let key = peer.url ?? peer.node ?? ""
        let isSame = cursor.map { instance($0).elementsEqual(instance(roster.next)) } ?? true
        let last = peerStates[key]?.confirmedAt ?? now
        guard !isSame || now - last >= Int64(Limits.payloadRetrySeconds) else { return }
        peerStates[key]?.confirmed = nil
        _ = try await confirm(peer, client: client, now: now)
    }

    /// Asks again for what the peer has announced and not given: a tail that it withheld, or a
    /// transfer that broke off.
    private func retryWithheld(
        id: NodeID, client: PeerClient, result: inout SyncResult, now: Int64
    ) async throws {
        var tries = 0
        for row in try await store.peerLogs(peer: id) where row.origin.node != nodeID {
            guard tries < Node.withheldTriesMax, nextTry[row.origin] ?? 0 <= now,
                try await refusalByPolicy(row.origin.node) == nil
            else { continue }
            let holding = try await reader.holding(row.origin)
            guard row.size > holding?.size ?? 0, holding?.isAtEnd != true else { continue }
            tries += 1
            if nextTry.count > Limits.peerLogsMax { nextTry = [:] }
            nextTry[row.origin] = now + Node.withheldRetrySeconds
            result.received += try await pullLog(
                row.origin, client: client, target: row.size, via: id, now: now)
        }
    }

    /// Withheld logs that are asked for in one round.
    private static let withheldTriesMax = 16
    /// Seconds between two tries for one withheld log.
    private static let withheldRetrySeconds: Int64 = 300

    private func isConnectionLost(_ error: any Error) -> Bool {
        switch error as? PeerFailure {
        case .unreachable, .later: true
        default: false
        }
    }

    /// Takes one row of a peer's roster: notes who holds what, checks the head, pulls.
    ///
    /// Returns: how many entries were new.
    private func take(
        _ row: RosterRow, from peer: PeersFile.Peer, id: NodeID, client: PeerClient, now: Int64
    ) async throws -> Int {
        let origin = row.checkpoint.origin
        let isOwn = origin.node == nodeID
        guard isOwn || row.distance + 1 <= peer.accept.hops || origin.node == id else { return 0 }
        var kept = PeerLog(
            peer: id, origin: origin, size: row.checkpoint.size, distance: row.distance,
            cleared: row.cleared, isFrozen: row.isFrozen, seen: now)
        if isOwn { return try await takeOwn(row, kept: &kept, peer: peer, now: now) }
        guard try await isAdmitted(origin, by: peer, id: id) else { return 0 }
        try await store.setPeerLog(kept, cosignature: nil)
        try await refreshAcceptance(now: now)
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

    /// At most 1,000 logs come through one peer; those that are held already keep their place.
    private func isAdmitted(
        _ origin: Origin, by peer: PeersFile.Peer, id: NodeID
    ) async throws -> Bool {
        if acceptance[origin.node] != nil { return true }
        return try await store.peerLogs(peer: id).count < Limits.peerLogsMax
    }

    /// A peer's row of our own log: who holds it, its cosignature, and whether it knows more.
    private func takeOwn(
        _ row: RosterRow, kept: inout PeerLog, peer: PeersFile.Peer, now: Int64
    ) async throws -> Int {
        guard row.checkpoint.origin == ownOrigin,
            let key = chain.signingKey(epoch: ownOrigin.epoch),
            let head = try? SignedCheckpoint(note: row.note, origin: ownOrigin, key: key)
        else { return 0 }
        var cosignature: NoteSignature?
        if let theirs = try await reader.chain(of: kept.peer)?.cosignerKey,
            let line = try? row.note.verified(by: [theirs]).first
        {
            cosignature = line
            kept.cosigned = head.size
        }
        try await store.setPeerLog(kept, cosignature: cosignature)
        var memory = try await store.peer(kept.peer)
        if !memory.heldOwn {
            memory.heldOwn = true
            try await store.setPeer(memory)
        }
        await heard(ownHead: head, now: now)
        guard case .readOnly = ownLog,
            head.size > (try await reader.completeHead(ownOrigin))?.size ?? 0
        else { return 0 }
        await recover(from: peer, now: now)
        return 0
    }

    /// A head that a roster announced: checked against our own tree, or kept as pending.
    private func checkAnnounced(_ head: SignedCheckpoint, now: Int64) async throws {
        do {
            try await store.withReplica(of: head.checkpoint.origin) { replica in
                try LogExtension.check(head: head, replica: replica)
            }
            try await store.noteAnnounced(head, now: now)
        } catch ExtensionRefusal.fork(let evidence, _) {
            if let evidence {
                try await store.keep(evidence: evidence)
                log.error("fork evidence", metadata: ["origin": "\(head.checkpoint.origin)"])
                wake()
            }
            throw InvalidAnswer(
                text: "carries a head of \(head.checkpoint.origin) that is another history than "
                    + "ours; the log is frozen here where it stands")
        }
    }

    /// A log of a later epoch: its node's chain first, then the closed epochs before it.
    private func learnEpochs(of origin: Origin, client: PeerClient, now: Int64) async throws {
        guard origin.epoch > 0 else { return }
        if try await reader.chain(of: origin.node)?.newestNumber ?? -1 < origin.epoch {
            guard
                case .section(let section) = try await client.range(
                    logID: origin.logID, from: 0, filter: "&payloads=none"),
                section.origin == origin
            else { return }
            try await store.adopt(
                chain: section.chain, distance: acceptedDistance(of: origin.node) ?? 1,
                accepted: true)
        }
        guard let chain = try await reader.chain(of: origin.node) else { return }
        for epoch in 0..<min(origin.epoch, chain.newestNumber) {
            guard let closed = chain.closedHead(epoch: epoch), closed.size > 0,
                try await reader.holding(chain.origin(epoch: epoch))?.held ?? 0 < closed.size
            else { continue }
            let closedLog = chain.origin(epoch: epoch)
            do {
                _ = try await pullLog(
                    closedLog, client: client, target: closed.size, via: nil, now: now)
            } catch let error as InvalidAnswer {
                // Perhaps it is ours that is not what the statement closed.
                guard try await dropOtherHistory(of: closedLog, client: client) else { throw error }
                _ = try await pullLog(
                    closedLog, client: client, target: closed.size, via: nil, now: now)
            }
        }
    }

    /// Drops our entries of a closed epoch if a section from 0 proves other ones against the head
    /// that the statement closed: then they are void, and there is no fork.
    private func dropOtherHistory(of origin: Origin, client: PeerClient) async throws -> Bool {
        guard case .section(let section) = try await client.range(logID: origin.logID, from: 0),
            case .closed = section.head, section.to > 0,
            let chain = try await reader.chain(of: origin.node)
        else { return false }
        _ = try LogExtension.check(section, asked: origin, replica: .empty(chain: chain))
        let isOther = try await store.withReplica(of: origin) { replica in
            let shared = min(section.to, replica.tree.size)
            return try (0..<shared).contains { index in
                try replica.entry(index) != section.entries[Int(index)].entry.bytes
            }
        }
        if isOther { try await store.resetClosed(origin) }
        return isOther
    }

    /// Fetches sections of one log until we hold what the peer offers.
    ///
    /// Returns: how many entries were new. Throws: `PeerFailure`, `InvalidAnswer`, `NodeError`.
    func pullLog(
        _ origin: Origin, client: PeerClient, target: UInt64, via: NodeID?, now: Int64
    ) async throws -> Int {
        if client.isStatic {
            return try await pullFiles(of: origin, client: client, via: via, now: now)
        }
        // A round that somebody asks for runs beside the one that goes on by itself: the second
        // waits and finds everything here, instead of fetching it all again.
        let turn = "\(client.url) \(origin.line)"
        let gate = pullTurns[turn]?.gate ?? Gate()
        pullTurns[turn, default: (gate, 0)].users += 1
        await gate.enter()
        defer {
            gate.leave()
            pullTurns[turn]?.users -= 1
            if pullTurns[turn]?.users == 0 { pullTurns[turn] = nil }
        }
        return try await pullSections(
            of: origin, client: client, target: target, via: via, now: now)
    }

    private func pullSections(
        of origin: Origin, client: PeerClient, target: UInt64, via: NodeID?, now: Int64
    ) async throws -> Int {
        let held = try await reader.holding(origin)?.held ?? 0
        var session = PullSession(origin: origin, size: held, target: target)
        var count = 0
        var filter = filterQuery(for: origin.node, now: now)
        var ahead: SectionAhead?
        defer { ahead?.cancel() }
        while true {
            switch session.next {
            case .done: return count
            case .stop(let reason):
                throw InvalidAnswer(text: "sent a section of \(origin) that is refused: \(reason)")
            case .fetch(let from):
                if quotaVerdict(for: origin.node, now: now) == .nothing { return count }
                let wanted = filterQuery(for: origin.node, now: now)
                if wanted != filter { (filter, ahead) = (wanted, nil) }
                var answer = ahead?.from == from ? await ahead?.answer : nil
                ahead = nil
                if answer == nil {
                    answer = try await client.range(
                        logID: origin.logID, from: from, filter: filter)
                }
                switch answer {
                case .notFound, nil: session.peerHolds(size: 0)
                case .ahead(let size): session.peerHolds(size: size)
                case .section(let section):
                    if section.to < min(section.head.size, target) {
                        ahead = SectionAhead(
                            client, logID: origin.logID, from: section.to, filter: filter)
                    }
                    count += try await apply(
                        section, to: &session, from: client, via: via, now: now)
                }
            }
        }
    }

    func apply(
        _ section: Section, to session: inout PullSession, from client: PeerClient, via: NodeID?,
        now: Int64
    ) async throws -> Int {
        let otherHistory = InvalidAnswer(
            text: "carries another history of \(session.origin) than ours; the log is "
                + "frozen here where it stands")
        switch try await receive(section, asked: session.origin, via: via, now: now) {
        case .extended(let done):
            session.applied(size: done.size, headSize: section.head.size)
            return done.appended
        case .refused(.invalid(let reason, let line)):
            // The end of another history looks like damage, until its tiles are asked.
            if reason == .rootMismatch || reason == .proofInvalid,
                try await isProvedFork(section.head, by: client)
            {
                throw otherHistory
            }
            throw InvalidAnswer(
                text: "sent a section of \(session.origin) that does not prove itself: line "
                    + "\(line) \(reason.rawValue); nothing of it was taken")
        case .refused(.fork(let evidence, _)):
            if evidence == nil, try await !isProvedFork(section.head, by: client) {
                throw InvalidAnswer(
                    text: "carries another history of \(session.origin) than ours, which it does "
                        + "not prove; nothing of it was taken")
            }
            throw otherHistory
        case .refused(.identityConflict):
            throw InvalidAnswer(
                text: "carries another identity statement of \(session.origin.node) than ours")
        case .refused(.chainShorter):
            session.peerHolds(size: 0)
            return 0
        case .refused(.rangeAhead(let size)):
            session.peerHolds(size: size)
            return 0
        case .refused(.originMismatch):
            throw InvalidAnswer(text: "sent another log than \(session.origin)")
        case .refused(.policy(let reason)):
            session.refused(reason)
            return 0
        }
    }

    func filterQuery(for node: NodeID, now: Int64) -> String {
        let policy = policy(for: node)
        var query = ""
        if node == nodeID { return query }
        if quotaVerdict(for: node, now: now) != .all { return "&payloads=none" }
        if policy.kinds != ["*"] { query += "&kinds=" + policy.kinds.joined(separator: ",") }
        if policy.countries != ["*"] {
            query += "&countries=" + policy.countries.joined(separator: ",")
        }
        return query
    }
}
