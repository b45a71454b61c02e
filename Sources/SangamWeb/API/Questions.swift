import SangamDirectory

/// `peers add`, as it is asked for on the control socket.
public struct AddPeerQuestion: APIShape, Equatable {
    public var url: String?
    public var node: String?
    public var name: String?
    public var isPrivate: Bool
    public var hops: Int?

    public init(url: String?, node: String?, name: String?, isPrivate: Bool, hops: Int?) {
        self.url = url
        self.node = node
        self.name = name
        self.isPrivate = isPrivate
        self.hops = hops
    }

    public var json: JSON {
        [
            "url": .text(url), "node": .text(node), "name": .text(name),
            "private": .bool(isPrivate), "hops": hops.map { .number($0) } ?? .null,
        ]
    }

    public init(json: JSON) throws(APIProblem) {
        let fields = try ShapeReader(json)
        url = fields.textIfAny("url")
        node = fields.textIfAny("node")
        name = fields.textIfAny("name")
        isPrivate = fields.value("private").bool ?? false
        hops = fields.int64IfAny("hops").map { Int($0) }
    }
}

/// `sync PEER…`; no peers means all.
public struct SyncQuestion: APIShape, Equatable {
    /// Node ids, URLs or names.
    public var peers: [String]

    public init(peers: [String]) { self.peers = peers }

    public var json: JSON { ["peers": .array(peers.map { .string($0) })] }

    public init(json: JSON) throws(APIProblem) {
        let value = try ShapeReader(json).value("peers")
        peers = (value.array ?? []).compactMap(\.string)
    }
}

/// `listing link A B [--not]`.
public struct LinkQuestion: APIShape, Equatable {
    public var a: String
    public var b: String
    public var isNot: Bool

    public init(a: String, b: String, isNot: Bool) {
        self.a = a
        self.b = b
        self.isNot = isNot
    }

    public var json: JSON { ["a": .string(a), "b": .string(b), "not": .bool(isNot)] }

    public init(json: JSON) throws(APIProblem) {
        let fields = try ShapeReader(json)
        a = try fields.text("a")
        b = try fields.text("b")
        isNot = fields.value("not").bool ?? false
    }
}

/// `verify [--log NODEID] [--all]`.
public struct VerifyQuestion: APIShape, Equatable {
    public var log: String?
    public var all: Bool

    public init(log: String?, all: Bool) {
        self.log = log
        self.all = all
    }

    public var json: JSON { ["log": .text(log), "all": .bool(all)] }

    public init(json: JSON) throws(APIProblem) {
        let fields = try ShapeReader(json)
        log = fields.textIfAny("log")
        all = fields.value("all").bool ?? false
    }
}
