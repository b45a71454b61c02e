import HTTPTypes
import Hummingbird
import HummingbirdCore
import SangamDirectory
import SangamLog
import SangamNode
import SangamStore

/// The control router: the verbs of the command line. It answers on the control socket, which only
/// the owner of the data folder can open, and inside a command that took the lock itself; never on
/// a network.
///
/// - Parameter clock: Unix seconds.
public func buildControlRouter(
    node: Node, clock: @escaping @Sendable () -> Int64
) -> Router<WebContext> {
    let control = ControlRoutes(node: node, clock: clock)
    var routes = RouteTable(proxies: TrustedProxies([])) { problem, _, _ in
        ErrorResponses.control(problem)
    }
    routes.get("/control/v1/status", .control, control.status)
    routes.get("/control/v1/version", .control, control.version)
    routes.get("/control/v1/doctor", .control, control.doctor)
    routes.get("/control/v1/peers", .control, control.peers)
    routes.post("/control/v1/peers", .control, control.addPeer)
    routes.delete("/control/v1/peers", .control, control.removePeer)
    routes.post("/control/v1/peers/pause", .control, control.pause)
    routes.post("/control/v1/peers/resume", .control, control.resume)
    routes.post("/control/v1/peers/block", .control, control.block)
    routes.post("/control/v1/peers/unblock", .control, control.unblock)
    routes.post("/control/v1/sync", .control, control.sync)
    routes.get("/control/v1/messages", .control, control.messages)
    routes.get("/control/v1/messages/**", .control, control.message)
    routes.delete("/control/v1/messages/**", .control, control.finishMessage)
    routes.get("/control/v1/search", .control, control.search)
    routes.post("/control/v1/listings", .control, control.put)
    routes.get("/control/v1/listings/**", .control, control.show)
    routes.delete("/control/v1/listings/**", .control, control.remove)
    routes.post("/control/v1/links", .control, control.link)
    routes.post("/control/v1/import", .control, control.importListings)
    routes.post("/control/v1/verify", .control, control.verify)
    routes.get("/control/v1/export/plan", .control, control.exportPlan)
    routes.post("/control/v1/export", .control, control.export)
    routes.get("/control/v1/logs", .control, control.servedLogs)
    routes.get("/control/v1/bundle", .control, control.bundleSection)
    routes.post("/control/v1/bundle", .control, control.importBundle)
    routes.get("/control/v1/proof/**", .control, control.proof)
    routes.post("/control/v1/proof", .control, control.verifyProof)
    routes.get("/control/v1/static", .control, control.staticFiles)
    routes.get("/control/v1/static/file", .control, control.staticFile)
    routes.get("/control/v1/static/section", .control, control.staticSection)
    return routes.router()
}

/// One function for each verb: parameters in, the node's verb, its shape out.
struct ControlRoutes: Sendable {
    let node: Node
    let clock: @Sendable () -> Int64

    func status(_ request: WebRequest) async throws -> Answer {
        .json(StatusAnswer(try await node.status(now: clock())).json)
    }

    func version(_ request: WebRequest) async throws -> Answer {
        .json(VersionAnswer(node.version()).json)
    }

    func doctor(_ request: WebRequest) async throws -> Answer {
        var answer = DoctorAnswer(try await node.doctor(now: clock()))
        // The node knows nothing of the words on its pages.
        answer.findings += try languageProblems(of: node).map {
            DoctorAnswer.Finding(
                level: "warn", what: $0, fix: "correct the file, then start the node again")
        }
        return .json(answer.json)
    }

    // MARK: - Peers

    func peers(_ request: WebRequest) async throws -> Answer {
        .json(PeersAnswer(try await node.peers()).json)
    }

    /// Body: `AddPeerQuestion`.
    func addPeer(_ request: WebRequest) async throws -> Answer {
        let question: AddPeerQuestion = try await question(request)
        let peer = try await node.addPeer(
            url: question.url, node: try Self.nodeID(question.node), name: question.name,
            isPrivate: question.isPrivate, hops: question.hops, now: clock())
        return .json(PeersAnswer.Peer(peer).json)
    }

    /// `?peer=NODEID|URL`
    func removePeer(_ request: WebRequest) async throws -> Answer {
        guard let peer = try request.query.single("peer"), !peer.isEmpty else {
            throw WebProblem.parameter("peer")
        }
        try await node.removePeer(peer, now: clock())
        return .json(PeersAnswer(try await node.peers()).json)
    }

    /// `?peer=NODEID|URL`, or all.
    func pause(_ request: WebRequest) async throws -> Answer {
        try await node.setPaused(try request.query.single("peer"), true, now: clock())
        return .json(PeersAnswer(try await node.peers()).json)
    }

    func resume(_ request: WebRequest) async throws -> Answer {
        try await node.setPaused(try request.query.single("peer"), false, now: clock())
        return .json(PeersAnswer(try await node.peers()).json)
    }

    /// `?node=NODEID|NAME|URL`
    func block(_ request: WebRequest) async throws -> Answer {
        try await setBlocked(request, true)
    }

    func unblock(_ request: WebRequest) async throws -> Answer {
        try await setBlocked(request, false)
    }

    private func setBlocked(_ request: WebRequest, _ isBlocked: Bool) async throws -> Answer {
        guard let name = try request.query.single("node"), !name.isEmpty else {
            throw WebProblem.parameter("node")
        }
        let id = try await node.setBlocked(name, isBlocked, now: clock())
        return .json(.object(["node": .string(id.text), "blocked": .bool(isBlocked)]))
    }

    /// Body: `SyncQuestion`.
    func sync(_ request: WebRequest) async throws -> Answer {
        let question: SyncQuestion = try await question(request)
        return .json(SyncAnswer(try await node.sync(question.peers, now: clock())).json)
    }

    // MARK: - Listings

    func search(_ request: WebRequest) async throws -> Answer {
        let parameters = try SearchParameters(request.query, cursorName: "cursor")
        let page = try await node.reader.search(
            parameters.query, after: parameters.cursor, now: clock())
        return .json(SearchAnswer(page).json)
    }

    /// Body: one payload; `?id=kind/id` revises.
    func put(_ request: WebRequest) async throws -> Answer {
        var key: RecordKey?
        if let text = try request.query.single("id") {
            guard let read = RecordKey(text) else { throw WebProblem.parameter("id") }
            key = read
        }
        let payload = try await request.wholeBody(
            maximumBytes: WebLimits.controlBytesMax, isHurried: false)
        return .json(
            PublishedAnswer(try await node.publish(payload: payload, id: key, now: clock())).json)
    }

    func show(_ request: WebRequest) async throws -> Answer {
        guard let id = request.target.record(3) else { throw Self.unknown }
        switch try await node.reader.lookup(id) {
        case .found(let detail): return .json(ShowAnswer(detail).json)
        case .removed:
            throw NodeError(
                code: "removed", message: "\(id) was removed by its network",
                hint: "a removed record does not come back")
        case .withoutPayload(_, let origin, let index):
            throw NodeError(
                code: "without-payload",
                message: "\(id) is entry \(index) of \(origin.line), but its text is not here",
                hint: "sangam sync asks the peers for it again")
        case .unknown: throw Self.unknown
        }
    }

    func remove(_ request: WebRequest) async throws -> Answer {
        let parts = request.target.parts
        guard parts.count == 5, let key = RecordKey(kind: parts[3], id: parts[4]) else {
            throw Self.unknown
        }
        return .json(PublishedAnswer(try await node.remove(key, now: clock())).json)
    }

    /// Body: `LinkQuestion`.
    func link(_ request: WebRequest) async throws -> Answer {
        let question: LinkQuestion = try await question(request)
        let published = try await node.link(
            question.a, question.b, not: question.isNot, now: clock())
        return .json(PublishedAnswer(published).json)
    }

    /// Body: the mapping's bytes (`mappingBytes=` of them), then the file, streamed; or `url=`.
    func importListings(_ request: WebRequest) async throws -> Answer {
        let query = request.query
        let name = try query.single("format")
        let format = name.flatMap { RowReader.Format(rawValue: $0) }
        guard name == nil || format != nil else {
            throw WebProblem.parameter("format", "format is csv, geojson or json")
        }
        var options = ImportOptions(
            format: format, sourceName: try query.single("source"),
            idColumn: try query.single("idColumn"), dryRun: try query.flag("dryRun"),
            removeMissing: try query.flag("removeMissing"),
            language: try query.single("lang"), fileName: try query.single("file") ?? "")
        let upload = ImportUpload(
            mappingBytes: Int(clamping: try LogResources.decimal(query, "mappingBytes") ?? 0))
        if let url = try query.single("url") {
            options.mapping = try upload.mapping(
                try await request.wholeBody(
                    maximumBytes: WebLimits.controlBytesMax, isHurried: false))
            let summary = try await node.importFrom(
                url: url, options, isPrivate: try query.flag("private"), now: clock())
            return .json(ImportAnswer(summary).json)
        }
        let summary = try await upload.run(request, options, node: node, now: clock())
        return .json(ImportAnswer(summary).json)
    }

    /// Body: `VerifyQuestion`.
    func verify(_ request: WebRequest) async throws -> Answer {
        let question: VerifyQuestion = try await question(request)
        let log = try Self.nodeID(question.log)
        return .json(VerifyAnswer(try await node.verify(log: log, all: question.all)).json)
    }

    // MARK: - Parts

    static let unknown = NodeError(
        code: "unknown", message: "no record of that name is known here",
        hint: "an id is NODE/KIND/ID, or KIND/ID for one of our own")

    private static func nodeID(_ text: String?) throws(WebProblem) -> NodeID? {
        guard let text else { return nil }
        guard let node = NodeID(text) else {
            throw .parameter("node", "a node id has 32 characters, a to z and 2 to 7")
        }
        return node
    }

    func question<Shape: APIShape>(_ request: WebRequest) async throws -> Shape {
        let bytes = try await request.wholeBody(
            maximumBytes: WebLimits.controlBytesMax, isHurried: false)
        do {
            return try Shape(bytes: bytes)
        } catch {
            throw WebProblem(.badRequest, "body", detail: error.what)
        }
    }
}
