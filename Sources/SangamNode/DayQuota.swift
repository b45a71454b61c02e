import SangamDirectory
import SangamLog
import SangamStore

/// What the logs that came through each peer have brought today, and what they may still bring.
///
/// Over quota slows and never stops: entries go on to come up to their own allowance, because a log
/// that stood still would keep what was removed; payloads wait for another day. Counted in memory
/// and by whole sections, so a day may bring one section more, and a start begins a new count.
///
/// Source: Protocol.md, "Whom a node accepts".
struct DayQuota: Sendable {
    /// What one peer's logs may bring in a day of UTC.
    struct Allowance: Sendable, Equatable {
        /// Payloads.
        var records: Int
        var entries: Int
        /// Entries and payloads as they stand in sections. Units: bytes.
        var bytes: Int
    }

    /// What may still come.
    enum Verdict: Sendable, Equatable { case all, entriesOnly, nothing }

    private struct Use {
        var day: Int64
        var records = 0
        var entries = 0
        var bytes = 0
    }

    private var uses: [NodeID: Use] = [:]

    /// - Parameter now: Unix seconds.
    func verdict(of payer: NodeID, _ allowance: Allowance, now: Int64) -> Verdict {
        let day = Self.day(now)
        let use = uses[payer].flatMap { $0.day == day ? $0 : nil } ?? Use(day: day)
        if use.entries >= allowance.entries { return .nothing }
        return use.records >= allowance.records || use.bytes >= allowance.bytes
            ? .entriesOnly : .all
    }

    /// Writes what has come on a peer's account.
    mutating func charge(
        _ payer: NodeID, records: Int, entries: Int, bytes: Int, now: Int64
    ) {
        let day = Self.day(now)
        var use = uses[payer] ?? Use(day: day)
        if use.day != day { use = Use(day: day) }
        use.records += records
        use.entries += entries
        use.bytes += bytes
        uses[payer] = use
    }

    private static func day(_ now: Int64) -> Int64 { now / CivilTime.daySeconds }
}

extension Node {
    /// What may still come today of a node's logs. Our own are never counted.
    func quotaVerdict(for node: NodeID, now: Int64) -> DayQuota.Verdict {
        guard node != nodeID, let payer = payers[node] else { return .all }
        let peer = peersFile.peers.first { $0.node == payer.text }
        let allowance = DayQuota.Allowance(
            records: min(peer?.accept.records ?? .max, configuration.quotaRecords),
            entries: configuration.quotaEntries, bytes: configuration.quotaBytes)
        return quota.verdict(of: payer, allowance, now: now)
    }

    /// Charges a section to the peer through which its log was reached.
    func charge(_ section: Section, _ done: Extended, now: Int64) {
        guard let payer = payers[section.origin.node], done.appended + done.payloadsStored > 0
        else { return }
        let bytes = section.entries.reduce(0) {
            $0 + $1.entry.bytes.count + ($1.payload?.bytes.count ?? 0)
        }
        quota.charge(
            payer, records: done.payloadsStored, entries: done.appended, bytes: bytes, now: now)
    }
}
