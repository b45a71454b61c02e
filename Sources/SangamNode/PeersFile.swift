import SangamDirectory
import SangamLog

/// The peers that an operator chose: peers.json. Nothing but this file says whom a node talks to.
public struct PeersFile: Sendable, Equatable {
    public static let name = "peers.json"
    /// The largest file that is read. Units: bytes.
    public static let maximumBytes = 4 << 20
    public static let maximumPeers = 1000

    /// One peer, with what is exchanged with it.
    public struct Peer: Sendable, Equatable {
        /// For people; the URL's host, or the node id's first 6 characters, if none is given.
        public var name: String
        /// Where it answers; nil for a peer that only calls us.
        public var url: String?
        /// Its node id (32 characters of base32), once known.
        public var node: String?
        public var pull: Bool
        public var push: Bool
        /// May be at a loopback, private or link-local address.
        public var isPrivate: Bool
        public var accept: PeerPolicy
        public var paused: Bool
        public var note: String

        public init(
            name: String? = nil, url: String?, node: String?, pull: Bool = true,
            push: Bool = true, isPrivate: Bool = false, accept: PeerPolicy = PeerPolicy(),
            paused: Bool = false, note: String = ""
        ) {
            let host = url.flatMap { try? PeerURL($0) }?.host
            self.name = name ?? host ?? node.map { String($0.prefix(6)) } ?? ""
            self.url = url
            self.node = node
            self.pull = pull
            self.push = push
            self.isPrivate = isPrivate
            self.accept = accept
            self.paused = paused
            self.note = note
        }
    }

    public var peers: [Peer]

    public init(peers: [Peer] = []) {
        self.peers = peers
    }

    /// What is wrong at one place of the file.
    public struct Problem: Sendable, Equatable, CustomStringConvertible {
        /// The peer's place in the list, from 0; nil if the file itself is meant.
        public let index: Int?
        /// As far as they could be read, so that a running node can keep the peer as it was.
        public let name: String?
        public let url: String?
        public let node: String?
        public let message: String

        public var description: String {
            guard let index else { return message }
            return "peer \(index + 1)\(name.map { " \"\($0)\"" } ?? ""): \(message)"
        }
    }

    /// What could be read from a file.
    public struct Reading: Sendable, Equatable {
        /// The peers that are valid; nil if the file as a whole cannot be read, and whoever has
        /// an older state keeps it.
        public let file: PeersFile?
        public let problems: [Problem]
    }

    /// The strict reading, for commands and tests. Throws: `peers-file`, naming every problem.
    public init(strictly bytes: [UInt8]) throws(NodeError) {
        let reading = Self.read(bytes)
        guard let file = reading.file, reading.problems.isEmpty else {
            throw Self.error(reading.problems)
        }
        self = file
    }

    /// The file of a data folder; no file is no peers. Throws: `peers-file`.
    public init(strictlyFrom folder: DataFolder) throws(NodeError) {
        guard let bytes = try folder.readFile(Self.name, maximumBytes: Self.maximumBytes) else {
            self.init()
            return
        }
        try self.init(strictly: bytes)
    }

    public func write(to folder: DataFolder) throws(NodeError) {
        try folder.writeFile(Self.name, encoded())
    }

    static func error(_ problems: [Problem]) -> NodeError {
        NodeError(
            code: "peers-file",
            message: "peers.json: " + problems.map(\.description).joined(separator: "; "),
            hint: "nothing was changed; correct the file and try again")
    }

    /// Where the peer stands that somebody means by a node id, a URL or a name: several places if
    /// several have the name.
    public func indexes(of text: String) -> [Int] {
        let isMeant = { (own: String?) in own?.utf8.elementsEqual(text.utf8) ?? false }
        let one = peers.firstIndex { isMeant($0.node) } ?? peers.firstIndex { isMeant($0.url) }
        return one.map { [$0] } ?? peers.indices.filter { isMeant(peers[$0].name) }
    }

    // MARK: Writing

    /// The file as a person would write it: one member a line, always in the same order.
    public func encoded() -> [UInt8] {
        let peers = peers.map(Self.text).joined(separator: ",\n")
        let list = peers.isEmpty ? "[]" : "[\n\(peers)\n  ]"
        return Array("{\n  \"version\": 1,\n  \"peers\": \(list)\n}\n".utf8)
    }

    private static func text(_ peer: Peer) -> String {
        var lines = ["\"name\": \(quoted(peer.name))"]
        if let url = peer.url { lines.append("\"url\": \(quoted(url))") }
        if let node = peer.node { lines.append("\"node\": \(quoted(node))") }
        lines.append("\"pull\": \(peer.pull)")
        lines.append("\"push\": \(peer.push)")
        lines.append("\"private\": \(peer.isPrivate)")
        let kinds = peer.accept.kinds.map(quoted).joined(separator: ", ")
        let countries = peer.accept.countries.map(quoted).joined(separator: ", ")
        lines.append(
            "\"accept\": { \"hops\": \(peer.accept.hops), \"kinds\": [\(kinds)],"
                + " \"countries\": [\(countries)], \"records\": \(peer.accept.records) }")
        lines.append("\"paused\": \(peer.paused)")
        lines.append("\"note\": \(quoted(peer.note))")
        return "    {\n      " + lines.joined(separator: ",\n      ") + "\n    }"
    }

    private static func quoted(_ text: String) -> String {
        String(decoding: RecordCoding.encode(.string(text)), as: UTF8.self)
    }
}
