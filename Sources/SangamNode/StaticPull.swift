import Foundation
import SangamLog
import SangamStore

/// Reading a static peer: the roster whole, and section files in place of ranges.
///
/// Source: Protocol.md, "Static peers".
extension Node {
    /// The pull half of a round with files on a web space.
    func pullStatic(
        from peer: PeersFile.Peer, id: NodeID, client: PeerClient, result: inout SyncResult,
        now: Int64
    ) async throws {
        let key = peer.url ?? id.text
        var memory = try await store.peer(id)
        guard let answer = try await client.staticRoster(unless: peerStates[key]?.rosterTag) else {
            memory.lastPull = now
            return try await store.setPeer(memory)
        }
        try await take(
            answer.roster.rows, from: peer, id: id, client: client, result: &result, now: now)
        // Only after everything was taken: else the same roster has to be read again.
        var isAllHeld = true
        for row in answer.roster.rows where row.checkpoint.origin.node != nodeID {
            let held = try await reader.holding(row.checkpoint.origin)?.held ?? 0
            if held < row.checkpoint.size { isAllHeld = false }
        }
        peerStates[key]?.rosterTag = isAllHeld ? answer.tag : nil
        memory.lastPull = now
        try await store.setPeer(memory)
    }

    /// Fetches the section files of a log, from the one in which we stopped the last time.
    ///
    /// Returns: how many entries were new.
    func pullFiles(
        of origin: Origin, client: PeerClient, via: NodeID?, now: Int64
    ) async throws -> Int {
        let mark = "static \(origin.logID) \(client.url)"
        let stored = try await store.meta(mark).flatMap { Decimal.parse($0) } ?? 0
        let held = try await reader.holding(origin)?.held ?? 0
        var from = min(stored, held)
        var mayStartOver = from > 0
        var session = PullSession(origin: origin, size: held, target: .max)
        var count = 0
        while true {
            if quotaVerdict(for: origin.node, now: now) == .nothing { break }
            guard
                case .section(let section) = try await client.sectionFile(
                    logID: origin.logID, from: from)
            else {
                // The files were cut anew since: from the beginning, once.
                guard mayStartOver else { break }
                (from, mayStartOver) = (0, false)
                continue
            }
            guard section.from == from else {
                throw InvalidAnswer(
                    text:
                        "has a section of \(origin) that begins at \(section.from) in the file of "
                        + "\(from)")
            }
            count += try await apply(section, to: &session, from: client, via: via, now: now)
            if case .stop(let reason) = session.next {
                throw InvalidAnswer(text: "has a section of \(origin) that is refused: \(reason)")
            }
            // What could not be applied is no step forward.
            let now = try await reader.holding(origin)?.held ?? 0
            guard section.to > from, section.to <= now,
                section.to < section.head.size || section.isFull
            else { break }
            (from, mayStartOver) = (section.to, false)
        }
        if from != stored { try await store.setMeta(mark, Array(String(from).utf8)) }
        return count
    }
}

extension Section {
    /// Whether another file may follow although this one reaches its own, older head.
    fileprivate var isFull: Bool { to % Node.staticSectionEntries == 0 }
}
