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
        // The roster comes in pages: the next cursor is asked for until nothing is new. What a
        // round does not reach comes in the next one.
        for _ in 0..<Limits.rosterPagesMax {
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
        guard !isSame || !(0..<Int64(Limits.payloadRetrySeconds)).contains(now - last) else {
            return
        }
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
            // A try that lies ahead was made before the clock was set back.
            guard tries < Node.withheldTriesMax,
                lastTry[row.origin].map({
                    !(0..<Node.withheldRetrySeconds).contains(now - $0)
                }) ?? true,
                try await refusalByPolicy(row.origin.node) == nil
            else { continue }
            let holding = try await reader.holding(row.origin)
            guard row.size > holding?.size ?? 0, holding?.isAtEnd != true else { continue }
            tries += 1
            if lastTry.count > Limits.peerLogsMax { lastTry = [:] }
            lastTry[row.origin] = now
            result.received += try await pullLog(
                row.origin, client: client, target: row.size, via: id, now: now)
        }
    }

    /// Withheld logs that are asked for in one round.
    private static let withheldTriesMax = 16
    /// Seconds between two tries for one withheld log.
    private static let withheldRetrySeconds: Int64 = 300

    /// A log of a later epoch: its node's chain first, then the closed epochs before it.
    func learnEpochs(of origin: Origin, client: PeerClient, now: Int64) async throws {
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
                guard try await takeOtherHistory(of: closedLog, client: client, now: now) else {
                    throw error
                }
                _ = try await pullLog(
                    closedLog, client: client, target: closed.size, via: nil, now: now)
            }
        }
    }

    /// Takes a section of a closed epoch from 0: if it proves other entries than ours against the
    /// head that the statement closed, ours are void, and it brings what is in their place.
    private func takeOtherHistory(
        of origin: Origin, client: PeerClient, now: Int64
    ) async throws -> Bool {
        guard case .section(let section) = try await client.range(logID: origin.logID, from: 0),
            case .closed = section.head,
            case .extended(let done) = try await receive(
                section, asked: origin, via: nil, now: now)
        else { return false }
        return done.appended > 0
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
                var fetched = ahead?.from == from ? await ahead?.fetched : nil
                ahead = nil
                if fetched == nil {
                    let answer = try await client.range(
                        logID: origin.logID, from: from, filter: filter)
                    fetched = SectionAhead.Fetched(answer: answer)
                }
                switch fetched?.answer {
                case .notFound, nil: session.peerHolds(size: 0)
                case .ahead(let size): session.peerHolds(size: size)
                case .section(let section):
                    if section.to < min(section.head.size, target) {
                        ahead = SectionAhead(
                            client, logID: origin.logID, from: section.to, filter: filter)
                    }
                    count += try await apply(
                        section, begun: fetched?.preparation, to: &session, from: client,
                        via: via, now: now)
                }
            }
        }
    }

    func apply(
        _ section: Section, begun: PayloadPreparation? = nil, to session: inout PullSession,
        from client: PeerClient, via: NodeID?, now: Int64
    ) async throws -> Int {
        let asked = session.origin
        switch try await receive(section, begun: begun, asked: asked, via: via, now: now) {
        case .extended(let done):
            session.applied(size: done.size, headSize: section.head.size)
            return done.appended
        case .refused(.invalid(let reason, let line)):
            // The end of another history looks like damage, until its tiles are asked.
            if reason == .rootMismatch || reason == .proofInvalid,
                try await isProvedFork(section.head, by: client)
            {
                throw InvalidAnswer.otherHistory(of: session.origin)
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
            throw InvalidAnswer.otherHistory(of: session.origin)
        case .refused(.identityConflict):
            throw InvalidAnswer(
                text: "carries another identity statement of \(session.origin.node) than ours")
        case .refused(.chainShorter):
            session.peerHolds(size: 0)
            return 0
        case .refused(.rangeAhead(let size)), .refused(.isVoid(let size)):
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
