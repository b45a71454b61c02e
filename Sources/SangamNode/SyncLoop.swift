import Foundation
import Logging
import SangamLog
import SangamStore

/// Everything of a running node that happens by itself. Only this file starts tasks, sleeps and
/// reads the clock; what it calls is awaited and can be replayed.
public struct SyncLoop: Sendable {
    private let node: Node
    private let log: Logger
    private let now: @Sendable () -> Int64

    public init(node: Node, log: Logger = Logger(label: "sangam.sync")) {
        self.node = node
        self.log = log
        now = { Int64(Date().timeIntervalSince1970) }
    }

    /// Runs until the task is cancelled.
    public func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await keepOwnLogWritable() }
            group.addTask { await node.checkFile() }
            group.addTask { await keepHousehold() }
            group.addTask { await keepMessages() }
            group.addTask { await keepPeers() }
            group.addTask { await watchForFailure() }
            await group.waitForAll()
        }
    }

    /// After an I/O error nobody knows what is on the disk: stop, do not try again (A7).
    private func watchForFailure() async {
        guard let error = await node.waitForFatal() else { return }
        log.critical("stopping after a disk error", metadata: ["error": "\(error.message)"])
        exit(1)
    }

    /// The start check, again with back-off until it ends well.
    private func keepOwnLogWritable() async {
        await node.startCheck(seconds: Limits.startCheckSeconds, now: now())
        var delay = Limits.backOffSecondsFirst
        while !Task.isCancelled {
            guard case .readOnly = await node.ownLogState() else {
                await pause(30)
                delay = Limits.backOffSecondsFirst
                continue
            }
            await pause(delay)
            delay = min(delay * 2, 60)
            await node.startCheck(seconds: Limits.startCheckSeconds, now: now())
        }
    }

    /// Destruction when it is due, and an edited peers.json.
    private func keepHousehold() async {
        var lastDestruction: Int64?
        while !Task.isCancelled {
            // A clock that is set back must not hold up what has to be destroyed.
            if lastDestruction.map({ !(0..<60).contains(now() - $0) }) ?? true {
                lastDestruction = now()
                do {
                    try await node.destroyDue(now: now())
                } catch {
                    log.error("destruction failed", metadata: ["error": "\(error)"])
                }
            }
            await node.reloadPeersFile(now: now())
            await node.gatherTerms()
            await pause(2)
        }
    }

    /// Visitors' messages: mailed when due, destroyed after 30 days. Apart from the household,
    /// because a mail server may take a minute to say nothing.
    private func keepMessages() async {
        while !Task.isCancelled {
            do {
                try await node.tendMessages(now: now())
            } catch {
                log.error("messages could not be tended", metadata: ["error": "\(error.code)"])
            }
            await pause(5)
        }
    }

    /// One task for the pulls and one for the pushes of each peer, as long as it is in the file:
    /// a peer that is slow or lies holds up nobody else.
    private func keepPeers() async {
        var running: [String: Task<Void, Never>] = [:]
        while !Task.isCancelled {
            let seen = await node.changeCount()
            let peers = await node.activePeers()
            let wanted = Dictionary(
                peers.map { (Self.key($0), $0) }, uniquingKeysWith: { first, _ in first })
            for (key, task) in running where wanted[key] == nil {
                task.cancel()
                running[key] = nil
            }
            for (key, peer) in wanted where running[key] == nil {
                running[key] = Task { await keepInStep(with: peer) }
            }
            await pauseUntilChange(since: seen, atMost: 1)
        }
        for task in running.values { task.cancel() }
        for task in running.values { await task.value }
    }

    /// A peer whose entry was edited is another task: everything that matters is in the key.
    private static func key(_ peer: PeersFile.Peer) -> String { "\(peer)" }

    private func keepInStep(with peer: PeersFile.Peer) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await pullForever(from: peer) }
            group.addTask { await pushForever(to: peer) }
            await group.waitForAll()
        }
    }

    private func pullForever(from peer: PeersFile.Peer) async {
        var backOff = BackOff()
        var isFirst = true
        while !Task.isCancelled {
            let started = now()
            let result = await Sync.round(
                with: peer, of: node, wait: isFirst ? 0 : Limits.waitSecondsMax,
                pushes: isFirst, at: now)
            guard result.state == "ok" else {
                isFirst = true
                await pause(max(backOff.next(), result.retryAfter ?? 0))
                continue
            }
            backOff.reset()
            // A peer that answers a request at once that it was asked to hold, and has nothing to
            // say, does not hold requests: it is asked every `sync.every` seconds.
            let held = now() - started
            if result.isStatic {
                await pause(node.configuration.syncEverySeconds)
            } else if !isFirst, !result.hadRows, held < Int64(Limits.waitSecondsMax) / 2 {
                await pause(node.configuration.syncEverySeconds)
            }
            isFirst = false
        }
    }

    private func pushForever(to peer: PeersFile.Peer) async {
        var backOff = BackOff()
        while !Task.isCancelled {
            let seen = await node.changeCount()
            await node.waitForWake(since: seen)
            if Task.isCancelled { return }
            // A peer that waits on our roster pulls within this second by itself.
            await pause(Limits.pushDelaySeconds)
            let result = await Sync.push(to: peer, of: node, at: now)
            if result.state == "ok" {
                backOff.reset()
            } else {
                await pause(max(backOff.next(), result.retryAfter ?? 0))
            }
        }
    }

    /// A peer that was added or resumed does not wait for the end of a second.
    private func pauseUntilChange(since seen: Int, atMost seconds: Int) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await node.waitForWake(since: seen) }
            group.addTask { await pause(seconds) }
            await group.next()
            group.cancelAll()
        }
    }

    private func pause(_ seconds: Int) async {
        try? await Task.sleep(for: .seconds(seconds))
    }

    /// Asks all peers at once for their copy of our own log's head.
    static func askAll(
        _ peers: [PeersFile.Peer], of node: Node, seconds: Int
    ) async -> [(peer: PeersFile.Peer, answer: Node.OwnHeadAnswer)] {
        await withTaskGroup(of: (Int, Node.OwnHeadAnswer).self) { group in
            for (index, peer) in peers.enumerated() {
                group.addTask {
                    (index, await node.askOwnHead(peer, deadlineSeconds: seconds))
                }
            }
            var answers = [Node.OwnHeadAnswer](repeating: .silent, count: peers.count)
            for await (index, answer) in group { answers[index] = answer }
            return zip(peers, answers).map { ($0, $1) }
        }
    }
}

/// The next section of a log, fetched and its payloads prepared while the one before it is applied.
struct SectionAhead: Sendable {
    let from: UInt64
    private let task: Task<Fetched?, Never>

    struct Fetched: Sendable {
        let answer: PeerClient.RangeResult
        var preparation: PayloadPreparation?
    }

    /// nil if the transport does one thing after another.
    init?(_ client: PeerClient, logID: String, from: UInt64, filter: String) {
        guard client.transport.isConcurrent else { return nil }
        self.from = from
        task = Task {
            // A failure is not told: the section is asked for again, and then it is.
            guard let answer = try? await client.range(logID: logID, from: from, filter: filter)
            else { return nil }
            guard case .section(let section) = answer else { return Fetched(answer: answer) }
            return Fetched(answer: answer, preparation: PayloadPreparation(section))
        }
    }

    /// What was fetched; nil if that failed.
    var fetched: Fetched? {
        get async { await task.value }
    }

    func cancel() { task.cancel() }
}

/// Waiting times after failures: doubled each time, up to a bound, with jitter, so that peers that
/// fell together do not come back together.
struct BackOff {
    private var seconds = Limits.backOffSecondsFirst

    mutating func next() -> Int {
        let wait = seconds
        seconds = min(seconds * 2, Limits.backOffSecondsMax)
        return wait + Int.random(in: 0...max(wait / 2, 1))
    }

    mutating func reset() { seconds = Limits.backOffSecondsFirst }
}
