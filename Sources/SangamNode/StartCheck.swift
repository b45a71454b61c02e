import Foundation
import Logging
import SangamLog
import SangamStore

/// Whether a larger head of our own log is known anywhere: asked before the first write.
///
/// A restored old copy of the data folder must never sign a second history. Source: Protocol.md,
/// "Start".
extension Node {
    /// What one peer knows of our own log.
    enum OwnHeadAnswer: Sendable {
        /// It holds this head, signed by our key.
        case holds(SignedCheckpoint)
        /// It holds nothing of it.
        case none
        /// It did not answer.
        case silent
    }

    /// Makes sure that our own log may be written; asks the peers if that has not been done.
    ///
    /// Throws: `read-only`, with the reason and what ends it.
    func requireWritable(now: Int64) async throws(NodeError) {
        await checkFile(bytesMost: Self.bytesCheckedAtOnce)
        if ownLog == .unchecked {
            await startCheck(seconds: Limits.commandCheckSeconds, now: now)
        }
        try requireReady()
    }

    /// Looks once whether the database file is whole, before anything is signed on top of it.
    ///
    /// - Parameter bytesMost: a larger file is left to a check in the background.
    func checkFile(bytesMost: Int64 = .max) async {
        guard !isFileChecked else { return }
        let bytes = (try? FileSystem.status(folder.databasePath))?.st_size ?? 0
        guard Int64(bytes) <= bytesMost else { return }
        isFileChecked = true
        guard let problem = try? await reader.fileProblem() else { return }
        fileProblem = problem
        log.critical("the database file is damaged", metadata: ["problem": "\(problem)"])
    }

    /// What is checked in full before a command's first write. Units: bytes.
    private static let bytesCheckedAtOnce: Int64 = 256 << 20

    func requireReady() throws(NodeError) {
        if let fileProblem {
            throw NodeError(
                code: "damaged", message: "the database file is damaged: \(fileProblem)",
                hint: "nothing was written; sangam doctor says what to do",
                category: .verification)
        }
        guard case .readOnly(let reason) = ownLog else { return }
        throw NodeError(
            code: "read-only", message: "our own log is read-only: \(reason)",
            hint: "nothing was written; " + wayOut(of: reason), category: .notPermitted)
    }

    /// What ends a state in which our own log is read-only.
    func wayOut(of reason: String) -> String {
        if isForked { return "talk to the networks that hold your log first" }
        if reason == Self.unanswered {
            return "the node keeps asking its peers, and --alone overrides this if you are sure "
                + "that no newer copy exists"
        }
        return "the node keeps asking its peers for what is missing; a newer copy of the data "
            + "folder, put back, ends it too"
    }

    /// The one state that `--alone` overrides.
    private static let unanswered =
        "none of the peers that have held our log has answered yet, so nobody can say whether "
        + "this is its newest copy"

    /// Asks every peer that has a URL, all at once, and heals from them if they hold more.
    public func startCheck(seconds: Int, now: Int64) async {
        if await isOwnLogStopped() { return }
        if isAlone {
            log.warning("writing without asking the peers, because of --alone")
            // It stands for the answer that is missing, and for nothing else: what was signed
            // already and is not here has to come back first.
            await settle([], now: now)
            if case .ready = ownLog { return }
        }
        let peers = peersFile.peers.filter { $0.url != nil && !$0.paused }
        let answers = await SyncLoop.askAll(peers, of: self, seconds: seconds)
        await settle(answers, now: now)
    }

    /// A fork of our own log ends only with a new statement: no restart and no `--alone` undoes it.
    private func isOwnLogStopped() async -> Bool {
        guard let holding = try? await reader.holding(ownOrigin), holding.isStopped else {
            return false
        }
        stopForked()
        return true
    }

    /// Draws the conclusion of all answers.
    private func settle(
        _ answers: [(peer: PeersFile.Peer, answer: OwnHeadAnswer)], now: Int64
    ) async {
        // That nobody had answered is no finding that outlives the next round of questions.
        if ownLog == .readOnly(Self.unanswered) { ownLog = .unchecked }
        var heldOwn = isOwnFetched
        var answered = false
        var largest: (peer: PeersFile.Peer, head: SignedCheckpoint)?
        for (peer, answer) in answers {
            if let node = peer.node.flatMap({ NodeID($0) }),
                (try? await store.peer(node).heldOwn) == true
            {
                heldOwn = true
            }
            switch answer {
            case .holds(let head):
                answered = true
                if head.size > largest?.head.size ?? 0 { largest = (peer, head) }
            case .none: answered = true
            case .silent: break
            }
        }
        if let largest { await heard(ownHead: largest.head, now: now) }
        if case .ready = ownLog {
        } else if await knowsLargerOwnHead() {
            ownLog = .readOnly("a head of our own log is known whose entries are missing here")
        }
        if case .readOnly = ownLog {
            for (peer, answer) in answers {
                guard case .holds = answer else { continue }
                await recover(from: peer, now: now)
            }
            return
        }
        // Keys without a single entry are what is left of a lost disk: `init` writes entry 0.
        let isEmpty = (try? await reader.completeHead(ownOrigin)) == nil
        let needsAnswer = isEmpty || ((heldOwn || lostHeadFile) && !answers.isEmpty)
        guard answered || !needsAnswer || isAlone && !isEmpty else {
            ownLog = .readOnly(
                isEmpty
                    ? "its keys are here and not one of its entries, and no peer has given them yet"
                    : Self.unanswered)
            return
        }
        ownLog = .ready
        await bringUpHeadFile()
    }

    /// The head file after the check: ours is the newest copy.
    private func bringUpHeadFile() async {
        guard lostHeadFile, let head = try? await reader.completeHead(ownOrigin) else { return }
        try? folder.writeHead(size: head.size, root: head.root.base64)
        lostHeadFile = false
    }

    /// Asks one peer for its copy of our own log's head.
    func askOwnHead(
        _ peer: PeersFile.Peer, deadlineSeconds: Int
    ) async -> OwnHeadAnswer {
        guard let client = PeerClient(peer: peer, transport: transport) else { return .silent }
        let origin = ownOrigin
        guard let key = chain.signingKey(epoch: origin.epoch) else { return .silent }
        do {
            guard
                let note = try await client.checkpoint(
                    logID: origin.logID, deadlineSeconds: deadlineSeconds)
            else { return .none }
            return .holds(try SignedCheckpoint(note: note, origin: origin, key: key))
        } catch {
            return .silent
        }
    }

    /// Any head of our own log that arrives by any way: larger than ours, or another root, stops
    /// all signing at once.
    func heard(ownHead head: SignedCheckpoint, now: Int64) async {
        guard let ours = try? await reader.completeHead(ownOrigin) else {
            if head.size > 0 {
                try? await store.noteAnnounced(head, now: now)
                ownLog = .readOnly(
                    "a peer holds \(head.size) entries of our own log that are missing here")
            }
            return
        }
        if head.size > ours.size {
            // Kept with the log, so that nothing but its entries makes it writable again.
            try? await store.noteAnnounced(head, now: now)
            ownLog = .readOnly(
                "a peer holds \(head.size) entries of our own log, here are \(ours.size): "
                    + "an old copy of the data folder; \(head.size - ours.size) are missing")
            log.error(
                "own log is behind",
                metadata: ["here": "\(ours.size)", "there": "\(head.size)"])
            return
        }
        do {
            try await store.withReplica(of: ownOrigin) { replica in
                try LogExtension.check(head: head, replica: replica)
            }
        } catch let refusal as ExtensionRefusal {
            stopForked()
            if case .fork(let evidence?, _) = refusal { try? await store.keep(evidence: evidence) }
            log.critical("own log has forked", metadata: ["size": "\(head.size)"])
        } catch {
            log.error("own head could not be compared", metadata: ["error": "\(error)"])
        }
    }

    /// Fetches what is missing of our own log from a peer that holds it, byte for byte.
    func recover(from peer: PeersFile.Peer, now: Int64) async {
        guard let client = PeerClient(peer: peer, transport: transport) else { return }
        do {
            let received = try await pullLog(
                ownOrigin, client: client, target: .max, via: nil, now: now)
            log.notice("own log recovered", metadata: ["entries": "\(received)"])
        } catch {
            log.error("own log could not be recovered", metadata: ["error": "\(error)"])
        }
        await concludeRecovery()
    }

    /// Whether a head of our own log has been heard that we do not hold.
    private func knowsLargerOwnHead() async -> Bool {
        guard let holding = try? await reader.holding(ownOrigin) else { return false }
        return holding.pending ?? 0 > holding.held
    }

    /// Whether nothing is missing any more: head file reached, no larger head known.
    func concludeRecovery() async {
        guard case .readOnly = ownLog, let head = try? await reader.completeHead(ownOrigin),
            let holding = try? await reader.holding(ownOrigin), !holding.isStopped,
            holding.held == head.size, await !knowsLargerOwnHead()
        else { return }
        let file = try? folder.readHead()
        guard file.map({ $0.size <= head.size }) ?? true else { return }
        if let file, file.size == head.size, file.root != head.root.base64 { return }
        do {
            try folder.writeHead(size: head.size, root: head.root.base64)
            lostHeadFile = false
            ownLog = .ready
            wake()
        } catch {
            log.error("head file could not be written", metadata: ["error": "\(error)"])
        }
    }
}
