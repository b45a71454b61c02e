import SangamDirectory
import SangamLog

extension PeersFile {
    /// Reads the file leniently: every peer that is valid, and a problem for everything that is
    /// not. A running node applies the former and names the latter.
    public static func read(_ bytes: [UInt8]) -> Reading {
        let bytes = Array(ByteOrderMark.dropped(bytes))
        let json: JSON
        do {
            json = try RecordCoding.parseJSON(bytes, maximumBytes: maximumBytes)
        } catch {
            let before = bytes.prefix(error.offset)
            let line = before.count { $0 == 0x0A } + 1
            return unreadable("line \(line): \(error.message)")
        }
        guard let top = json.object else { return unreadable("the file is not one JSON object") }
        guard let version = top["version"] else {
            return unreadable("the member \"version\" is missing; it has to be 1")
        }
        guard version.int == 1 else {
            return unreadable(
                "\"version\" has to be 1; another number is a format that this program does not"
                    + " know")
        }
        guard let list = top["peers"]?.array else {
            return unreadable("the member \"peers\" has to be a list")
        }
        guard list.count <= maximumPeers else {
            return unreadable("it has \(list.count) peers; the most is \(maximumPeers)")
        }
        var problems = unknownMembers(of: top, known: ["version", "peers"], in: "the file").map {
            Problem(index: nil, name: nil, url: nil, node: nil, message: $0)
        }
        var peers: [Peer] = []
        for (index, item) in list.enumerated() {
            let reading = PeerReading(item, earlier: peers)
            if let peer = reading.peer, reading.problems.isEmpty { peers.append(peer) }
            let known = item.object
            problems += reading.problems.map {
                Problem(
                    index: index, name: known?["name"]?.string, url: known?["url"]?.string,
                    node: known?["node"]?.string, message: $0)
            }
        }
        return Reading(file: PeersFile(peers: peers), problems: problems)
    }

    private static func unreadable(_ message: String) -> Reading {
        let problem = Problem(index: nil, name: nil, url: nil, node: nil, message: message)
        return Reading(file: nil, problems: [problem])
    }

    /// - Parameter inner: members of the object `accept` inside this one, where somebody may have
    ///   wanted to write.
    static func unknownMembers(
        of object: JSONObject, known: [String], inner: [String] = [], in place: String
    ) -> [String] {
        object.members.map(\.name)
            .filter { name in !known.contains { $0.utf8.elementsEqual(name.utf8) } }
            .map { name in
                let unknown = "\(place) has an unknown member \"\(name.prefix(64))\""
                guard let nearest = NearestName.of(name, in: inner + known) else { return unknown }
                let inside = inner.contains(nearest) ? " inside \"accept\"" : ""
                return "\(unknown); did you mean \"\(nearest)\"\(inside)?"
            }
    }
}

/// Reads one peer, collecting what is wrong instead of stopping.
private struct PeerReading {
    private(set) var peer: PeersFile.Peer?
    private(set) var problems: [String] = []

    private static let members = [
        "name", "url", "node", "pull", "push", "private", "accept", "paused", "note",
    ]
    private static let acceptMembers = ["hops", "kinds", "countries", "records"]

    init(_ json: JSON, earlier: [PeersFile.Peer]) {
        guard let object = json.object else {
            problems = ["a peer has to be an object in braces"]
            return
        }
        problems = PeersFile.unknownMembers(
            of: object, known: Self.members, inner: Self.acceptMembers, in: "it")
        let url = text(object, "url", maximumBytes: PeerURL.maximumBytes)
        let node = text(object, "node", maximumBytes: 256)
        checkURL(url)
        checkNode(node)
        if object["url"] == nil, object["node"] == nil {
            problems.append("it has neither \"url\" nor \"node\"; one of them is needed")
        }
        let same = { (one: String?, other: String?) in
            one.flatMap { one in other.map { one.utf8.elementsEqual($0.utf8) } } ?? false
        }
        if earlier.contains(where: { same($0.node, node) }) {
            problems.append("its \"node\" is that of an earlier peer")
        }
        if earlier.contains(where: { same($0.url, url) }) {
            problems.append("its \"url\" is that of an earlier peer")
        }
        peer = PeersFile.Peer(
            name: text(object, "name", maximumBytes: 200), url: url, node: node,
            pull: flag(object, "pull", true), push: flag(object, "push", true),
            isPrivate: flag(object, "private", false), accept: policy(object["accept"]),
            paused: flag(object, "paused", false),
            note: text(object, "note", maximumBytes: 2000) ?? "")
    }

    private mutating func checkURL(_ text: String?) {
        guard let text else { return }
        do {
            let url = try PeerURL(text)
            if url.target.utf8.contains(UInt8(ascii: "?")) {
                problems.append("\"url\" has a question mark; it is the address of the node alone")
            }
        } catch {
            problems.append("\"url\": \(error.message)")
        }
    }

    private mutating func checkNode(_ text: String?) {
        guard let text, NodeID(text) == nil else { return }
        problems.append("\"node\" has to be a node id: 32 of the characters a to z and 2 to 7")
    }

    private mutating func policy(_ json: JSON?) -> PeerPolicy {
        var policy = PeerPolicy()
        guard let json else { return policy }
        guard let object = json.object else {
            problems.append("\"accept\" has to be an object in braces")
            return policy
        }
        problems += PeersFile.unknownMembers(
            of: object, known: Self.acceptMembers, in: "\"accept\"")
        policy.hops = number(object, "hops", 0...64, policy.hops)
        policy.records = number(object, "records", 0...100_000_000, policy.records)
        policy.kinds = list(object, "kinds", policy.kinds, "kinds such as \"offer\", or \"*\"") {
            let bytes = Array($0.utf8)
            let isLetter = { (byte: UInt8) in (0x61...0x7A).contains(byte) }
            return (1...32).contains(bytes.count) && isLetter(bytes[0])
                && bytes.allSatisfy { isLetter($0) || $0 == UInt8(ascii: "-") }
        }
        policy.countries = list(
            object, "countries", policy.countries, "codes of two letters such as \"ZA\", or \"*\""
        ) { CountryCode.normalised($0) != nil }
        return policy
    }

    private mutating func text(
        _ object: JSONObject, _ name: String, maximumBytes: Int
    ) -> String? {
        guard let value = object[name] else { return nil }
        guard let text = value.string else {
            problems.append("\"\(name)\" has to be a text in quotes")
            return nil
        }
        guard text.utf8.count <= maximumBytes else {
            problems.append("\"\(name)\" is longer than \(maximumBytes) bytes")
            return nil
        }
        guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else {
            problems.append("\"\(name)\" has a line break or another control character")
            return nil
        }
        return text
    }

    private mutating func flag(_ object: JSONObject, _ name: String, _ normal: Bool) -> Bool {
        guard let value = object[name] else { return normal }
        guard let flag = value.bool else {
            problems.append("\"\(name)\" has to be true or false")
            return normal
        }
        return flag
    }

    private mutating func number(
        _ object: JSONObject, _ name: String, _ range: ClosedRange<Int>, _ normal: Int
    ) -> Int {
        guard let value = object[name] else { return normal }
        guard let number = value.int, range.contains(number) else {
            problems.append(
                "\"\(name)\" has to be a whole number from \(range.lowerBound) to"
                    + " \(range.upperBound)")
            return normal
        }
        return number
    }

    private mutating func list(
        _ object: JSONObject, _ name: String, _ normal: [String], _ rule: String,
        _ isItem: (String) -> Bool
    ) -> [String] {
        guard let value = object[name] else { return normal }
        let items = value.array?.compactMap(\.string) ?? []
        guard let array = value.array, items.count == array.count, items.count <= 300,
            items.allSatisfy({ $0.utf8.elementsEqual("*".utf8) || isItem($0) })
        else {
            problems.append("\"\(name)\" has to be a list of at most 300 \(rule)")
            return normal
        }
        return items
    }
}
