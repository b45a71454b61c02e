import Foundation
import Logging
import SangamDirectory
import SangamLog
import SangamStore

/// The answer to a push.
public enum PushAnswer: Sendable, Hashable {
    /// 200: our size of this log now.
    case accepted(size: UInt64)
    /// 409: the number of our newest statement of this node.
    case number(Int)
    /// 409: our size of this log.
    case size(UInt64)
    /// 403 and one word.
    case refused(word: String)
    /// 422: the line and the rule.
    case invalid(line: Int, reason: Reason)
}

/// What became of one section.
enum Received: Sendable {
    case extended(Extended)
    case refused(ExtensionRefusal)
}

/// Pull, push, file and recovery all end here; nothing else extends a log.
extension Node {
    /// Takes a section that somebody pushed.
    public func receivePush(
        _ section: Section, now: Int64
    ) async throws(NodeError) -> PushAnswer {
        switch try await receive(section, asked: nil, via: nil, now: now) {
        case .extended(let extended): return .accepted(size: extended.size)
        case .refused(let refusal):
            // Perhaps it is ours, before `from`, that is not what the statement closed.
            if section.from > 0, case .closed = section.head,
                case .invalid(let reason, _) = refusal,
                reason == .rootMismatch || reason == .proofInvalid
            {
                return .size(0)
            }
            return Node.answer(to: refusal)
        }
    }

    private static func answer(to refusal: ExtensionRefusal) -> PushAnswer {
        switch refusal {
        case .chainShorter(let number): .number(number)
        case .identityConflict: .invalid(line: 0, reason: .identityConflict)
        case .originMismatch: .invalid(line: 0, reason: .originMismatch)
        case .policy(.blocked): .refused(word: "blocked")
        case .policy(.paused): .refused(word: "paused")
        case .policy(.frozen): .refused(word: "frozen")
        case .policy: .refused(word: "not-accepted")
        case .rangeAhead(let size): .size(size)
        case .invalid(let reason, let line): .invalid(line: line, reason: reason)
        case .fork(_, let line): .invalid(line: line, reason: .fork)
        case .isVoid(let first): .size(first)
        }
    }

    /// Checks a section against what we hold and applies it.
    ///
    /// - Parameters:
    ///   - begun: what was prepared of it while the one before it was applied.
    ///   - isCounted: false for a file that the operator chose: no quota holds it back.
    func receive(
        _ section: Section, begun: PayloadPreparation? = nil, asked: Origin?, via: NodeID?,
        isCounted: Bool = true, now: Int64
    ) async throws(NodeError) -> Received {
        let isOwn = section.origin.node == nodeID
        if isOwn { await appendGate.enter() }
        defer { if isOwn { appendGate.leave() } }
        let verdict = isCounted ? quotaVerdict(for: section.origin.node, now: now) : .all
        do {
            for _ in 0..<4 {
                let result = try await check(
                    section, asked: asked, isHeldBack: verdict == .nothing, now: now)
                guard case .success(let verified) = result else {
                    if case .failure(let refusal) = result {
                        if let fault = section.fault {
                            return .refused(
                                .invalid(fault.problem.reason, line: fault.problem.line))
                        }
                        let news = try await announce(section, refusal: refusal, now: now)
                        return .refused(try await noted(news))
                    }
                    continue
                }
                guard try await areEarlierEpochsComplete(verified) else {
                    return .refused(.rangeAhead(size: 0))
                }
                if isOwn, try await stopsOwnLog(verified) == .refuse {
                    return .refused(.policy(.notAccepted))
                }
                let done: Extended
                do {
                    var arrival = arrival(via, section, now)
                    arrival.takesPayloads = verdict == .all
                    done = try await store.extend(verified, arrival: arrival, begun: begun)
                } catch {
                    // Somebody else has extended the log since the check: check again.
                    guard error.code == .moved else { throw error }
                    continue
                }
                if isCounted { charge(section, done, now: now) }
                try await after(done, isOwn: isOwn, now: now)
                if let fault = verified.fault { return .refused(brokenLog(fault, section)) }
                return .extended(done)
            }
            return .refused(.rangeAhead(size: section.from))
        } catch {
            throw noting(error)
        }
    }

    /// The log commits to a line that is no entry: it is held up to there, and no further.
    private func brokenLog(_ fault: EntryFault, _ section: Section) -> ExtensionRefusal {
        log.error(
            "a log is broken by its owner",
            metadata: ["origin": "\(section.origin)", "index": "\(fault.index)"])
        wake()
        return .invalid(fault.problem.reason, line: fault.problem.line)
    }

    private func arrival(_ via: NodeID?, _ section: Section, _ now: Int64) -> Arrival {
        let node = section.origin.node
        let isOwn = node == nodeID
        return Arrival(
            via: via, distance: isOwn ? 0 : acceptedDistance(of: node) ?? 1,
            policy: policy(for: node), hold: Int64(configuration.removeHoldSeconds), now: now)
    }

    /// The receiver's checks; a longer chain is learned first, because it may cut a log back.
    private func check(
        _ section: Section, asked: Origin?, isHeldBack: Bool, now: Int64
    ) async throws -> Result<VerifiedExtension, ExtensionRefusal> {
        let origin = section.origin
        let reason = try await refusalByPolicy(origin.node) ?? (isHeldBack ? .paused : nil)
        let run: @Sendable (Replica) throws -> Result<VerifiedExtension, ExtensionRefusal> = {
            replica in
            do {
                return .success(
                    try LogExtension.check(
                        section, asked: asked, replica: replica, policy: { _ in reason }))
            } catch let refusal as ExtensionRefusal {
                return .failure(refusal)
            }
        }
        let known = try await reader.chain(of: origin.node)
        if reason == nil, asked == nil || asked == origin,
            let known, known.compare(with: section.chain) == .longer
        {
            guard origin.node != nodeID else { return .failure(.policy(.notAccepted)) }
            try await store.adopt(
                chain: section.chain, distance: acceptedDistance(of: origin.node) ?? 1,
                accepted: true)
        }
        let result = try await store.withReplica(of: origin, run)
        guard case .failure(.isVoid(let first)) = result else { return result }
        // The owner's statement has closed another history than ours: ours goes.
        log.notice(
            "what is held of a closed epoch is another history than its statement's",
            metadata: ["origin": "\(origin)", "void from": "\(first)"])
        try await store.resetClosed(origin, to: first)
        return try await store.withReplica(of: origin, run)
    }

    /// A signed head that came with a refused section still counts as announced: compared with our
    /// own tree at once, or kept until our entries reach its size.
    private func announce(
        _ section: Section, refusal: ExtensionRefusal, now: Int64
    ) async throws -> ExtensionRefusal {
        let isAboutBytes =
            switch refusal {
            case .invalid, .rangeAhead, .fork(nil, _): true
            default: false
            }
        guard isAboutBytes, case .checkpoint(let head) = section.head,
            try await reader.chain(of: section.origin.node)?.signingKey(
                epoch: section.origin.epoch)
                == section.chain.signingKey(
                    epoch: section.origin.epoch)
        else { return refusal }
        do {
            try await store.withReplica(of: section.origin) { replica in
                try LogExtension.check(head: head, replica: replica)
            }
            try await store.noteAnnounced(head, now: now)
        } catch ExtensionRefusal.fork(let evidence, _) {
            return .fork(evidence, line: section.endLine)
        }
        return refusal
    }

    /// A refusal that is also news: evidence is kept and freezes the log.
    private func noted(_ refusal: ExtensionRefusal) async throws -> ExtensionRefusal {
        switch refusal {
        case .fork(let evidence?, _), .identityConflict(let evidence):
            try await keep(evidence)
        default: break
        }
        return refusal
    }

    /// The state is a fold of epoch 0, then epoch 1, …: a later epoch waits for the earlier ones.
    private func areEarlierEpochsComplete(_ verified: VerifiedExtension) async throws -> Bool {
        for epoch in 0..<verified.origin.epoch {
            let origin = verified.chain.origin(epoch: epoch)
            let closed = verified.chain.closedHead(epoch: epoch)
            if closed?.size == 0 { continue }
            guard try await reader.completeHead(origin) != nil else { return false }
        }
        return true
    }

    private enum OwnVerdict { case apply, refuse }

    /// A valid section of our own log that brings more than we hold: stop signing, take it.
    private func stopsOwnLog(_ verified: VerifiedExtension) async throws -> OwnVerdict {
        guard verified.head.size > verified.size || !verified.entries.isEmpty else { return .apply }
        if case .readOnly = ownLog { return .apply }
        ownLog = .readOnly(
            "somebody holds \(verified.head.size) entries of our own log, here are "
                + "\(verified.size): an old copy of the data folder")
        log.error("own log is behind", metadata: ["here": "\(verified.size)"])
        return .apply
    }

    private func after(_ done: Extended, isOwn: Bool, now: Int64) async throws {
        if isOwn {
            await concludeRecovery()
        } else {
            try await cosign(done, now: now)
        }
        if configuration.removeHoldSeconds == 0 { try await destroyDue(now: now) }
        if done.appended > 0 || done.payloadsStored > 0 { wake() }
    }

    /// Cosigns the complete head of a direct peer's own log: *we hold this*. Never a smaller one
    /// than before, because complete heads only grow.
    private func cosign(_ done: Extended, now: Int64) async throws {
        guard done.appended > 0, case .checkpoint(let head) = done.completeHead,
            peersFile.peers.contains(where: { $0.node == done.origin.node.text })
        else { return }
        let line = try cosigner.cosign(text: head.note.text, time: Decimal.clampedTime(now))
        try await store.setCosignature(line, origin: done.origin)
    }
}
