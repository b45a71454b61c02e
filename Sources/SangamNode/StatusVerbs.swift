import CCurl
import Foundation
import SangamLog
import SangamStore

/// One log as `status` shows it.
public struct LogStatusRow: Sendable, Hashable {
    public var status: LogStatus
    /// One of the words of interfaces: `ok`, `behind`, `stale`, `frozen`, `read-only`, …
    public var state: String
}

/// How the node stands.
public struct NodeStatus: Sendable, Hashable {
    public var node: NodeID
    public var origin: Origin
    public var epoch: Int
    public var size: UInt64
    public var records: Int
    public var version: String
    /// Why our own log is read-only; nil if it is not.
    public var readOnly: String?
    public var logs: [LogStatusRow]
    public var messages: MessageCounts
}

/// What `version` says.
public struct VersionInfo: Sendable, Hashable {
    public var version: String
    public var protocolVersion: String
    public var sqlite: String
    public var curl: String
}

extension Node {
    /// Every log held and its state, our own first.
    public func status(now: Int64) async throws(NodeError) -> NodeStatus {
        let logs: [LogStatus]
        do { logs = try await reader.logs() } catch { throw NodeError(error) }
        let rows = logs.map { LogStatusRow(status: $0, state: state(of: $0, now: now)) }
        let own = logs.first { $0.origin == ownOrigin }
        let isReadOnly = if case .readOnly(let reason) = ownLog { reason } else { nil as String? }
        return NodeStatus(
            node: nodeID, origin: ownOrigin, epoch: ownOrigin.epoch, size: own?.size ?? 0,
            records: logs.filter(\.isOwn).reduce(0) { $0 + $1.records }, version: Version.program,
            readOnly: isReadOnly, logs: rows, messages: try await messageCounts())
    }

    /// How the newest log of a network stands, in one word, and whether it is taken at all; nil if
    /// none is held. It counts nothing.
    public func standing(
        of network: NodeID, now: Int64
    ) async throws(NodeError) -> (state: String, isAccepted: Bool)? {
        let logs: [LogStatus]
        do { logs = try await reader.logs(isCounted: false) } catch { throw NodeError(error) }
        return logs.last { $0.node == network }.map { (state(of: $0, now: now), $0.isAccepted) }
    }

    /// The worst that can be said of a log, in one word.
    func state(of log: LogStatus, now: Int64) -> String {
        if log.isBlocked { return "blocked" }
        if log.isConflict { return "identity-conflict" }
        if log.isFrozen { return "frozen" }
        if log.isBroken { return "broken" }
        if log.isOwn {
            if case .readOnly = ownLog { return "read-only" }
            return "ok"
        }
        let peer = peersFile.peers.first { $0.node == log.node.text }
        if peer?.paused == true { return "paused" }
        if let refreshed = log.refreshed, now - refreshed > Int64(Limits.staleSeconds) {
            return "stale"
        }
        let isBehind = log.held != log.size || log.pendingSize ?? 0 > log.size
        if isBehind || log.withoutPayload > 0, quotaVerdict(for: log.node, now: now) != .all {
            return "over-quota"
        }
        if isBehind { return "behind" }
        let pull = peer?.url.flatMap { peerStates[$0]?.pull?.state }
        if pull == "unreachable" { return "unreachable" }
        return "ok"
    }

    /// Rebuilds trees and records from entries and compares: our own log, one node's, or all.
    public func verify(
        log node: NodeID?, all: Bool
    ) async throws(NodeError) -> [VerifiedLog] {
        do {
            let logs = try await reader.holdings().map(\.origin).filter { origin in
                if let node { return origin.node == node }
                return all || origin.node == nodeID
            }
            let damaged = try await reader.damagedNodes()
            guard damaged.isEmpty || !all else {
                throw NodeError(
                    code: "corrupt",
                    message: "the stored identity of \(damaged.joined(separator: ", ")) is "
                        + "damaged, so nothing can be said of its logs",
                    hint: "nothing was changed; the other logs can be verified one by one "
                        + "with --log", category: .verification)
            }
            guard !logs.isEmpty else {
                throw NodeError(
                    code: "unknown-log", message: "no log of node \(node?.text ?? "") is held",
                    category: .usage)
            }
            var results: [VerifiedLog] = []
            // Before the database is read: what is appended meanwhile makes no false alarm.
            let file = try folder.readHead()
            for origin in logs {
                var result = try await reader.verify(origin)
                if origin == ownOrigin, result.ok, let file {
                    result.problem = Self.problem(of: result, against: file)
                }
                results.append(result)
            }
            return results
        } catch { throw NodeError.wrapping(error) }
    }

    /// Whether the file beside the database tells of another head than the database's: then the
    /// database is an old copy, or a lost one, however well its parts fit.
    private static func problem(
        of log: VerifiedLog, against file: DataFolder.Head
    ) -> VerifiedLog.Problem? {
        if file.size > log.size {
            return .init(
                index: log.size,
                reason: "the database ends here, but \(file.size) entries have been signed")
        }
        guard file.size < log.size || file.root == log.root.base64 else {
            return .init(index: nil, reason: "another head of this size has been signed")
        }
        return nil
    }

    /// The versions of the parts.
    public nonisolated func version() -> VersionInfo { Self.version() }

    public static func version() -> VersionInfo {
        let curl = curl_version().map { String(cString: $0) }
        return VersionInfo(
            version: Version.program, protocolVersion: Version.wireFormat,
            sqlite: Store.sqliteVersion, curl: curl ?? "")
    }
}
