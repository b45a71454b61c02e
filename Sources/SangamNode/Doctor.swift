import Foundation
import Glibc
import SangamDirectory
import SangamLog
import SangamStore

/// One thing that `doctor` looked at.
public struct Finding: Sendable, Hashable {
    public enum Level: String, Sendable { case ok, warn, fail }

    public var level: Level
    public var what: String
    /// What to do; nil if all is well.
    public var fix: String?

    public init(_ level: Level, _ what: String, fix: String? = nil) {
        self.level = level
        self.what = what
        self.fix = fix
    }
}

extension Node {
    /// Looks at everything that goes wrong in practice, in words for a volunteer.
    public func doctor(now: Int64) async throws(NodeError) -> [Finding] {
        var findings: [Finding] = []
        findings.append(sqliteFinding())
        findings.append(diskFinding())
        findings.append(clockFinding(now: now))
        findings.append(ownLogFinding())
        findings += peersProblems.map {
            Finding(.fail, "peers.json: \($0)", fix: "correct the file; it is read again by itself")
        }
        findings += configuration.warnings.map { Finding(.warn, $0) }
        findings.append(LeafletFiles.finding(LeafletFiles()))
        findings.append(ZoneFiles.finding())
        do {
            findings.append(try await fileFinding())
            findings.append(try await reachFinding())
            findings += try await logFindings(now: now)
            for (node, count) in try await reader.heldDestructions() {
                findings.append(
                    Finding(
                        .warn,
                        "\(count) removals of node \(node) came in bulk and wait before their "
                            + "texts are destroyed; they are hidden already",
                        fix: "ask that network whether it meant them; they are destroyed after "
                            + "30 days by themselves"))
            }
        } catch { throw NodeError(error) }
        findings += try await peerFindings()
        findings += try await messageFindings()
        return findings
    }

    private nonisolated func sqliteFinding() -> Finding {
        Finding(
            .ok, "SQLite \(Store.sqliteVersion), one process owns the file, synchronous=FULL")
    }

    /// Whether visitors, and whoever finds a weakness, can tell us.
    private func reachFinding() async throws(StoreError) -> Finding {
        let profile = try await reader.profile(of: nodeID)
        let hasWay = profile.map { !$0.contact.isEmpty || $0.url?.isWeb == true } ?? false
        return Finding(
            .ok,
            hasWay
                ? "our own profile says how to reach us"
                : "our own profile names no contact and no site, so security.txt is not served")
    }

    private func fileFinding() async throws(StoreError) -> Finding {
        guard let problem = try await reader.fileProblem() else {
            return Finding(.ok, "the database file is whole")
        }
        return Finding(
            .fail, "the database file is damaged: \(problem)",
            fix: "run sangam verify --all to see which logs; put back a backup of the data folder, "
                + "or fetch the logs again from peers")
    }

    private nonisolated func diskFinding() -> Finding {
        var info = statvfs()
        guard statvfs(folder.path, &info) == 0, info.f_blocks > 0 else {
            return Finding(.warn, "the free space of \(folder.path) could not be read")
        }
        let free = UInt64(info.f_bavail) * UInt64(info.f_frsize) / 1_048_576
        let percent = UInt64(info.f_bavail) * 100 / UInt64(info.f_blocks)
        guard free >= 500, percent >= 10 else {
            return Finding(
                .warn, "only \(free) MiB (\(percent) %) are free on the disk of the data folder",
                fix: "free some space; when the disk is full nothing is lost, but nothing new is "
                    + "saved")
        }
        return Finding(.ok, "\(free) MiB are free on the disk of the data folder")
    }

    private nonisolated func clockFinding(now: Int64) -> Finding {
        // 2025-01-01: a computer without a clock battery starts long before this program was made.
        guard now > 1_735_689_600 else {
            return Finding(
                .warn, "this computer's clock is wrong",
                fix: "set it; the dates on pages are wrong until then, the logs are safe")
        }
        return Finding(.ok, "the clock is plausible")
    }

    private func ownLogFinding() -> Finding {
        switch ownLog {
        case .ready: return Finding(.ok, "our own log can be written")
        case .unchecked:
            return Finding(.ok, "our own log is checked with the peers before the next change")
        case .readOnly(let reason):
            return Finding(
                .fail, "our own log is read-only: \(reason)",
                fix: wayOut(of: reason))
        }
    }

    private func logFindings(now: Int64) async throws(StoreError) -> [Finding] {
        var findings = try await reader.damagedNodes().map { node in
            Finding(
                .fail, "the stored identity of \(node) is damaged: its logs are not shown",
                fix: "restore a backup of the data folder, or ask the peers for the log again "
                    + "from a new folder")
        }
        for log in try await reader.logs() {
            let state = state(of: log, now: now)
            let name = "the log of \(log.label) (\(log.node.text.prefix(6)))"
            switch state {
            case "ok", "paused", "read-only": break
            case "blocked":
                findings.append(
                    Finding(
                        .ok,
                        "\(name) is blocked here, and its listings are hidden; sangam peers "
                            + "unblock \(log.node) ends that"))
            case "over-quota":
                findings.append(
                    Finding(
                        .warn, "\(name) has brought more today than a day may bring",
                        fix: "the rest comes tomorrow; quota.records and the others of sangam.conf "
                            + "allow more"))
            case "behind":
                findings.append(
                    Finding(
                        .warn, "\(name) has newer entries that have not come here yet",
                        fix: "they come by themselves; sangam sync asks for them now"))
            case "unreachable":
                findings.append(
                    Finding(
                        .warn, "\(name): its node does not answer",
                        fix: "it is tried again by itself; if this lasts, ask that network "
                            + "whether its address has changed"))
            case "stale":
                findings.append(
                    Finding(
                        .warn, "\(name) has not been heard of for 30 days",
                        fix: "ask that network whether its node still runs; its pages here say "
                            + "how old they are"))
            default:
                findings.append(
                    Finding(
                        .warn, "\(name) is \(state): \(Self.meaning(of: state))",
                        fix: "talk to that network: only it can end this; its listings here "
                            + "are marked"))
            }
        }
        if findings.isEmpty { findings.append(Finding(.ok, "all logs are in step")) }
        return findings
    }

    /// What a state in which a log stands still means, for whoever runs this node.
    private static func meaning(of state: String) -> String {
        switch state {
        case "frozen": "two versions of it do not agree, and nothing new is taken from it"
        case "broken": "a line of it is no entry; it is held up to there"
        case "identity-conflict": "two different keys claim to be that network"
        default: "nothing new is taken from it"
        }
    }

    private func peerFindings() async throws(NodeError) -> [Finding] {
        let list = try await peers()
        if list.isEmpty {
            return [
                Finding(
                    .warn, "no peers: nobody else holds a copy of our log",
                    fix: "add one with sangam peers add URL")
            ]
        }
        return list.map { peer in
            let name = peer.name.isEmpty ? peer.url ?? peer.node?.text ?? "" : peer.name
            guard peer.state != "behind" else {
                return Finding(
                    .warn, "peer \(name): nothing has been exchanged with it yet",
                    fix: "while the node runs this ends by itself; sangam sync does it now")
            }
            guard let error = peer.error, peer.state != "ok" else {
                return Finding(.ok, "peer \(name): \(peer.state)")
            }
            return Finding(
                .warn, "peer \(name): \(peer.state): \(error)",
                fix: "it is tried again by itself; sangam sync tries it now")
        }
    }
}
