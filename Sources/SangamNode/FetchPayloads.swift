import SangamDirectory
import SangamLog
import SangamStore

/// Payloads that are missing here: a filter has changed, a quota was used up, a holder lacked them.
extension Node {
    /// More missing payloads than this come by sections, fewer one by one.
    private static let singlesMax = 32
    /// Sections of one log that one round asks for.
    private static let sectionsMax = 256

    /// Asks a holder for payloads that are missing here, at most daily, only of complete logs.
    ///
    /// Returns: whether nothing is left that only waits for the day's quota.
    func fetchMissing(
        from peer: PeersFile.Peer, id: NodeID, client: PeerClient, force: Bool, now: Int64
    ) async throws -> Bool {
        var isAll = true
        for row in try await store.peerLogs(peer: id) {
            let origin = row.origin
            guard let holding = try await reader.holding(origin),
                holding.held == holding.size, row.size >= holding.size,
                try await refusalByPolicy(origin.node) == nil
            else { continue }
            let missing = try await store.missingPayloads(
                of: origin, policy: policy(for: origin.node), limit: Self.singlesMax + 1)
            guard !missing.isEmpty else { continue }
            guard quotaVerdict(for: origin.node, now: now) == .all else {
                isAll = false
                continue
            }
            guard
                try await store.shouldAskPayloads(
                    peer: id, origin: origin, now: now, force: force)
            else { continue }
            if missing.count > Self.singlesMax {
                try await fetchSections(
                    of: origin, from: missing[0].index, to: holding.size, client: client, id: id,
                    now: now)
                if quotaVerdict(for: origin.node, now: now) != .all { isAll = false }
            } else {
                try await fetchSingles(missing, of: origin, client: client, now: now)
            }
        }
        return isAll
    }

    private func fetchSingles(
        _ missing: [MissingPayload], of origin: Origin, client: PeerClient, now: Int64
    ) async throws {
        for want in missing {
            guard
                let item = try await client.payload(logID: origin.logID, index: want.index),
                try await store.storePayload(
                    origin: origin, index: want.index, item: item, now: now)
            else { continue }
            if let payer = payers[origin.node] {
                quota.charge(
                    payer, records: 1, entries: 0, bytes: item.payload?.bytes.count ?? 0, now: now)
            }
            wake()
        }
    }

    /// Sections over entries that are held bring the payloads of those that are current.
    private func fetchSections(
        of origin: Origin, from first: UInt64, to size: UInt64, client: PeerClient, id: NodeID,
        now: Int64
    ) async throws {
        var from = first
        for _ in 0..<Self.sectionsMax where from < size {
            guard quotaVerdict(for: origin.node, now: now) == .all,
                case .section(let section) = try await client.range(
                    logID: origin.logID, from: from,
                    filter: filterQuery(for: origin.node, now: now)),
                case .extended = try await receive(section, asked: origin, via: id, now: now),
                section.to > from
            else { return }
            from = section.to
        }
    }
}
