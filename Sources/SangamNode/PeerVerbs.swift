import Foundation
import Logging
import SangamDirectory
import SangamLog
import SangamStore

/// One peer as `peers list` shows it.
public struct PeerStatus: Sendable, Hashable {
    public var name: String
    public var url: String?
    public var node: NodeID?
    public var isPrivate: Bool
    public var hops: Int
    public var paused: Bool
    public var state: String
    /// Entries of the logs here that the peer is known to lack.
    public var behind: UInt64
    public var lastPull: Int64?
    public var lastPush: Int64?
    public var error: String?
}

/// What operators do with peers; peers.json is the one place where it is kept.
extension Node {
    /// Reads peers.json at the start: strict, so that nobody is talked to by mistake.
    func loadPeersFile() async throws {
        peersFileBytes =
            try folder.readFile(PeersFile.name, maximumBytes: PeersFile.maximumBytes)
            ?? []
        if !peersFileBytes.isEmpty { peersFile = try PeersFile(strictly: peersFileBytes) }
        try await refreshAcceptance(now: Int64(Limits.futureSecondsMax))
    }

    /// Notices an edited peers.json: applies what is valid and names what is not.
    public func reloadPeersFile(now: Int64) async {
        guard
            let bytes = try? folder.readFile(
                PeersFile.name, maximumBytes: PeersFile.maximumBytes), bytes != peersFileBytes
        else { return }
        peersFileBytes = bytes
        let reading = PeersFile.read(bytes)
        peersProblems = reading.problems.map(\.description)
        for problem in peersProblems {
            log.error("peers.json", metadata: ["problem": "\(problem)"])
        }
        guard var file = reading.file else { return }
        // A peer that cannot be read any more stays as it was.
        for problem in reading.problems {
            if let old = peersFile.peers.first(where: {
                $0.url != nil && $0.url == problem.url || $0.node != nil && $0.node == problem.node
            }) {
                file.peers.append(old)
            }
        }
        peersFile = file
        try? await startOver(now: now)
    }

    /// After a change of whom we accept and how much: everything that peers offer is looked at
    /// again, because rows that were passed over before may be wanted now.
    func startOver(now: Int64) async throws {
        refusedPushes = [:]
        for node in peersFile.peers.compactMap({ $0.node.flatMap { NodeID($0) } }) {
            var memory = try await store.peer(node)
            guard memory.cursor != nil else { continue }
            memory.cursor = nil
            try await store.setPeer(memory)
        }
        try await refreshAcceptance(now: now)
        wake()
    }

    /// The peers that the loop keeps in step with.
    func activePeers() -> [PeersFile.Peer] {
        peersFile.peers.filter { !$0.paused && $0.url != nil }
    }

    /// Every peer and how the exchange with it stands.
    public func peers() async throws(NodeError) -> [PeerStatus] {
        do {
            var list: [PeerStatus] = []
            for peer in peersFile.peers { list.append(try await status(of: peer)) }
            return list
        } catch { throw NodeError.wrapping(error) }
    }

    private func status(of peer: PeersFile.Peer) async throws -> PeerStatus {
        let state = peerStates[peer.url ?? peer.node ?? ""]
        let node = peer.node.flatMap { NodeID($0) } ?? state?.confirmed
        var status = PeerStatus(
            name: peer.name, url: peer.url, node: node, isPrivate: peer.isPrivate,
            hops: peer.accept.hops, paused: peer.paused,
            state: peer.paused ? "paused" : state?.shown?.state ?? "behind", behind: 0,
            error: state?.shown?.error)
        guard let node else { return status }
        let memory = try await store.peer(node)
        status.lastPull = memory.lastPull
        status.lastPush = memory.lastPush
        // Of a peer with which nothing was ever exchanged nobody can say that all is well.
        if status.state == "behind", memory.lastPull != nil || memory.lastPush != nil {
            status.state = "ok"
        }
        let rows = try await store.peerLogs(peer: node)
        for log in try await reader.holdings() where log.isUsable && log.origin.node != node {
            let known = rows.first { $0.origin == log.origin }?.size
            // A log that the peer has never told of is one that it may not want.
            // Of one that has no address nobody ever hears how much of ours it holds.
            let least: UInt64? = log.origin == ownOrigin && peer.url != nil ? 0 : nil
            guard let size = known ?? least else { continue }
            status.behind += log.size > size ? log.size - size : 0
        }
        return status
    }

    /// Adds a peer, or changes the URL of a known node id. Without `node` the id that the URL
    /// answers is pinned.
    public func addPeer(
        url: String?, node: NodeID?, name: String?, isPrivate: Bool, hops: Int?, now: Int64
    ) async throws(NodeError) -> PeerStatus {
        var pinned = node
        guard name.map({ $0.utf8.contains { $0 > 0x20 } }) ?? true else {
            throw NodeError(
                code: "peer-name", message: "a peer's name cannot be empty",
                hint: "nothing was changed; without a name the peer is called as its address is",
                category: .usage)
        }
        if let url {
            do { _ = try PeerURL(url) } catch {
                throw NodeError(
                    code: "peer-url", message: "\(url) cannot be a peer's address: \(error)",
                    hint: "nothing was changed", category: .usage)
            }
            if pinned == nil { pinned = try await ask(url, isPrivate: isPrivate) }
        }
        guard let pinned else {
            throw NodeError(
                code: "peer", message: "a peer needs a URL or a node id", category: .usage)
        }
        guard pinned != nodeID else {
            throw NodeError(
                code: "own-node", message: "this is our own node",
                hint: "nothing was changed", category: .usage)
        }
        var file = peersFile
        if let index = file.peers.firstIndex(where: { $0.node == pinned.text }) {
            file.peers[index].url = url ?? file.peers[index].url
            file.peers[index].name = name ?? file.peers[index].name
            file.peers[index].isPrivate = isPrivate || file.peers[index].isPrivate
            if let hops { file.peers[index].accept.hops = hops }
        } else {
            let policy = PeerPolicy(hops: hops ?? Limits.hopsDefault)
            file.peers.append(
                PeersFile.Peer(
                    name: name, url: url, node: pinned.text, isPrivate: isPrivate,
                    accept: policy))
        }
        try await save(file, now: now)
        do {
            guard let peer = peersFile.peers.first(where: { $0.node == pinned.text }) else {
                throw NodeError(code: "peer", message: "the peer was not kept")
            }
            return try await status(of: peer)
        } catch { throw NodeError.wrapping(error) }
    }

    /// The node id that a URL answers.
    private func ask(_ url: String, isPrivate: Bool) async throws(NodeError) -> NodeID {
        let client = PeerClient(url: url, isPrivate: isPrivate, transport: transport)
        do {
            return try await client.nodeDocument().chain.node
        } catch {
            let isForbidden =
                if case .unreachable(let cause) = error { cause.code == .forbiddenAddress } else {
                    false
                }
            throw NodeError(
                code: isForbidden
                    ? "private-address" : error.isInvalid ? "peer-invalid" : "peer-unreachable",
                message: "\(url): \(error.text)",
                hint: isForbidden
                    ? "nothing was changed; --private allows addresses of your own network"
                    : "nothing was changed; with --node NODEID a peer is added without asking it",
                category: error.isInvalid ? .verification : .unreachable)
        }
    }

    /// Removes a peer: its logs are shown and served no more, unless another peer brings them.
    public func removePeer(_ which: String, now: Int64) async throws(NodeError) {
        var file = peersFile
        let index = try index(of: which)
        let node = file.peers[index].node.flatMap { NodeID($0) }
        file.peers.remove(at: index)
        try await save(file, now: now)
        do {
            if let node { try await store.forgetPeer(node) }
            try await refreshAcceptance(now: now)
        } catch { throw NodeError.wrapping(error) }
    }

    /// Pauses or resumes one peer, or all.
    public func setPaused(
        _ which: String?, _ isPaused: Bool, now: Int64
    ) async throws(NodeError) {
        var file = peersFile
        if let which {
            file.peers[try index(of: which)].paused = isPaused
        } else {
            for index in file.peers.indices { file.peers[index].paused = isPaused }
        }
        try await save(file, now: now)
    }

    private func index(of which: String) throws(NodeError) -> Int {
        guard let index = try knownIndex(of: which) else {
            throw NodeError(
                code: "unknown-peer", message: "no peer has the name, URL or node id \(which)",
                hint: "nothing was changed; sangam peers list shows them", category: .usage)
        }
        return index
    }

    /// Where a peer stands in the list; nil if none is meant. Throws: `ambiguous-peer`.
    func knownIndex(of which: String) throws(NodeError) -> Int? {
        let found = peersFile.indexes(of: which)
        guard found.count < 2 else {
            throw NodeError(
                code: "ambiguous-peer", message: "several peers have the name \(which)",
                hint: "nothing was changed; say the node id or the URL, which sangam peers list "
                    + "shows", category: .usage)
        }
        return found.first
    }

    private func save(_ file: PeersFile, now: Int64) async throws(NodeError) {
        try file.write(to: folder)
        peersFile = file
        peersFileBytes = file.encoded()
        do { try await startOver(now: now) } catch { throw NodeError.wrapping(error) }
    }

    /// One round with each peer that is named, or with all; ignores back-off.
    public func sync(
        _ which: [String], now: Int64
    ) async throws(NodeError) -> [SyncResult] {
        var peers: [PeersFile.Peer] = []
        for name in which { peers.append(peersFile.peers[try index(of: name)]) }
        if which.isEmpty { peers = peersFile.peers.filter { $0.url != nil } }
        await startCheckIfNeeded(now: now)
        var results: [SyncResult] = []
        for peer in peers {
            refusedPushes[peer.url ?? ""] = nil
            results.append(await Sync.round(with: peer, of: self, isAsked: true, at: { now }))
        }
        return results
    }

    private func startCheckIfNeeded(now: Int64) async {
        if ownLog == .unchecked {
            await startCheck(seconds: Limits.commandCheckSeconds, now: now)
        }
    }
}
