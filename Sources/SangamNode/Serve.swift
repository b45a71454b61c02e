import Foundation
import SangamLog
import SangamStore

/// What other nodes ask of us; the web turns requests into these calls.
extension Node {
    /// How we present ourselves.
    public func nodeDocument() -> [UInt8] {
        NodeDocument(url: configuration.url, software: Version.software, chain: chain).bytes
    }

    /// What we offer after a cursor. Without one, or with one of another start, or above ours:
    /// everything from the beginning, so that a reinstalled peer never leaves a gap.
    public func roster(
        after cursor: String?
    ) async throws(NodeError) -> (document: [UInt8], hasRows: Bool) {
        let asked = cursor.flatMap { sequence(of: $0) }
        // Many requests may wait for the same change: the first computes, the others read.
        await rosterGate.enter()
        defer { rosterGate.leave() }
        let seen = changes
        do {
            let newest = try await reader.rosterSequence()
            if let known = rosterAnswers[asked ?? -1], known.changes == seen,
                known.newest == newest
            {
                return (known.document, known.hasRows)
            }
            let after = asked.map { $0 <= newest ? $0 : 0 } ?? 0
            let entries = try await reader.roster(after: after)
            let next = entries.last?.sequence ?? after
            let roster = Roster(next: "\(instance):\(next)", rows: entries.map(\.row))
            if rosterAnswers.count >= 64 { rosterAnswers = [:] }
            rosterAnswers[asked ?? -1] = RosterAnswer(
                changes: seen, newest: newest, document: roster.bytes, hasRows: !entries.isEmpty)
            return (roster.bytes, !entries.isEmpty)
        } catch { throw NodeError(error) }
    }

    /// Returns when the roster has rows after a cursor, or the task is cancelled, or at the end.
    public func waitForChange(after cursor: String) async {
        while !Task.isCancelled, !isShuttingDown {
            let seen = changes
            guard let answer = try? await roster(after: cursor), !answer.hasRows else { return }
            await waitForWake(since: seen)
        }
    }

    private func sequence(of cursor: String) -> Int64? {
        let parts = cursor.utf8.split(
            separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].elementsEqual(instance.utf8),
            let value = Decimal.parse(parts[1]), value <= UInt64(Int64.max)
        else { return nil }
        return Int64(value)
    }

    /// Whether a log is held at a complete head, may be served, and has this name in paths.
    public func holds(log logID: String) async throws(NodeError) -> Bool {
        do {
            return try await reader.serves(logID: logID)
        } catch { throw NodeError(error) }
    }

    /// One section of a log from an index on.
    public func range(
        log logID: String, from: UInt64, filter: PayloadFilter,
        entriesMax: Int = Limits.sectionEntriesMax
    ) async throws(NodeError) -> RangeAnswer {
        do {
            if logID == ownOrigin.logID, !isOwnFetched {
                // Before the first bytes leave: from now on somebody may hold our log, and an old
                // copy of this folder must remember that.
                try await store.setMeta("own-fetched", [1])
                isOwnFetched = true
            }
            return try await reader.range(
                logID: logID, from: from, filter: filter, entriesMax: entriesMax)
        } catch { throw NodeError(error) }
    }

    /// One payload.
    public func payloadLine(
        log logID: String, index: UInt64
    ) async throws(NodeError) -> PayloadAnswer {
        do {
            return try await reader.payload(logID: logID, index: index)
        } catch { throw NodeError(error) }
    }

    /// The checkpoint note of the C2SP view.
    public func checkpoint(log logID: String) async throws(NodeError) -> [UInt8]? {
        do {
            return try await reader.checkpoint(logID: logID)
        } catch { throw NodeError(error) }
    }

    /// A tile or entry bundle of the C2SP view.
    public func tile(log logID: String, path: TilePath) async throws(NodeError) -> [UInt8]? {
        do {
            return try await reader.tile(logID: logID, path: path)
        } catch { throw NodeError(error) }
    }
}

/// A roster answer and the state of the roster for which it was made.
struct RosterAnswer: Sendable {
    let changes: Int
    let newest: Int64
    let document: [UInt8]
    let hasRows: Bool
}
