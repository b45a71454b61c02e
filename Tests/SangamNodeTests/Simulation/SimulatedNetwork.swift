import Foundation
import HTTPTypes
import Logging
import SangamDirectory
import SangamLog
import SangamNode
import SangamStore
import SangamWeb
import Synchronization

/// Nodes with real stores and real routers in one process; a request is a function call.
///
/// Everything happens in the order in which the test awaits it, so a seed replays exactly: the
/// trace of two runs is equal.
final class SimulatedNetwork: Sendable {
    /// What the network may do to a message.
    enum Fault: Sendable { case none, lose, cut, double, flip }

    private struct State {
        var callers: [String: InProcessCaller] = [:]
        var trace: [String] = []
        var generator: SeededGenerator
        var faultPercent = 0
        var now: Int64 = 1_795_000_000
        var down: Set<String> = []
        var change: (@Sendable (String, [UInt8]) -> [UInt8])?
        /// Hosts that are nothing but a folder of files.
        var webSpaces: [String: String] = [:]
    }

    private let state: Mutex<State>
    let folder: String

    init(seed: UInt64) throws {
        state = Mutex(State(generator: SeededGenerator(seed: seed)))
        folder = NSTemporaryDirectory() + "sangam-simulation-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    var now: Int64 { state.withLock { $0.now } }
    var trace: [String] { state.withLock { $0.trace } }

    func advance(_ seconds: Int64) { state.withLock { $0.now += seconds } }

    func setFaults(percent: Int) { state.withLock { $0.faultPercent = percent } }

    func setDown(_ name: String, _ isDown: Bool) {
        state.withLock { state in
            if isDown { state.down.insert(name) } else { state.down.remove(name) }
        }
    }

    /// Lets a test change every answer's body, as a lying relay would.
    func setChange(_ change: (@Sendable (String, [UInt8]) -> [UInt8])?) {
        state.withLock { $0.change = change }
    }

    /// Puts a folder on the network, as any web server would.
    func serveFiles(of folder: String, as name: String) {
        state.withLock { $0.webSpaces[name] = folder }
    }

    func random(_ bound: Int) -> Int {
        state.withLock { state in Int.random(in: 0..<bound, using: &state.generator) }
    }

    private func seed() -> UInt64 { state.withLock { $0.generator.next() } }

    // MARK: - Nodes

    /// Makes a node and puts it on the network as `http://<name>.example`.
    func addNode(
        _ name: String, holdSeconds: Int = 0, settings: [String: String] = [:]
    ) async throws -> Node {
        let path = folder + "/" + name
        _ = try await Node.initialise(
            folder: path, label: "\(name).example", name: "Network \(name)",
            languages: ["en"], url: nil, recoveryKeyFile: folder + "/\(name).recovery-key",
            now: now, generator: SeededGenerator(seed: seed()))
        return try await start(name, holdSeconds: holdSeconds, settings: settings)
    }

    /// Opens the node of a folder and puts it on the network.
    func start(
        _ name: String, holdSeconds: Int = 0, isAlone: Bool = false,
        settings: [String: String] = [:]
    ) async throws -> Node {
        let hold = ["SANGAM_REMOVE_HOLD": "\(holdSeconds)"]
        let configuration = try NodeConfiguration(
            file: nil, environment: hold.merging(settings) { _, set in set })
        let node = try await Node.open(
            folder: DataFolder(path: folder + "/" + name), configuration: configuration,
            transport: transport(from: name), generator: SeededGenerator(seed: seed()),
            isAlone: isAlone, log: Self.quiet)
        let router = try buildPublicRouter(node: node, clock: { [weak self] in self?.now ?? 0 })
        let caller = InProcessCaller(router, logger: Self.quiet)
        state.withLock { $0.callers[name] = caller }
        return node
    }

    func stop(_ name: String, _ node: Node) async {
        state.withLock { $0.callers[name] = nil }
        await node.shutdown()
        await node.close()
    }

    func link(_ a: (String, Node), _ b: (String, Node)) async throws {
        _ = try await a.1.addPeer(
            url: "http://\(b.0).example", node: nil, name: b.0, isPrivate: false, hops: nil,
            now: now)
        _ = try await b.1.addPeer(
            url: "http://\(a.0).example", node: nil, name: a.0, isPrivate: false, hops: nil,
            now: now)
    }

    static let quiet: Logger = {
        var logger = Logger(label: "simulation")
        logger.logLevel = .critical
        return logger
    }()

    /// Lets a node list an organisation.
    @discardableResult
    func publish(_ name: String, at node: Node) async throws -> RecordID {
        let text = #"{"kind":"organisation","lang":"en","name":{"en":"\#(name)"}}"#
        return try await node.publish(payload: Array(text.utf8), id: nil, now: now).id
    }

    // MARK: - Messages

    private func transport(from name: String) -> PeerTransport {
        PeerTransport { [weak self] request throws(TransportError) in
            guard let self else { throw TransportError(.unreachable, "the network is gone") }
            return try await self.carry(request, from: name)
        }
    }

    private func carry(
        _ request: PeerRequest, from name: String
    ) async throws(TransportError) -> PeerResponse {
        let start = "http://"
        guard request.url.hasPrefix(start), let slash = request.url.dropFirst(7).firstIndex(of: "/")
        else { throw TransportError(.invalidURL, "no path") }
        let host = String(request.url.dropFirst(7)[..<slash].prefix { $0 != "." })
        let target = String(request.url[slash...])
        let (caller, fault) = state.withLock { state in
            (
                state.down.contains(host) || state.down.contains(name)
                    ? nil : state.callers[host],
                Self.fault(&state)
            )
        }
        note("\(now) \(name)>\(host) \(request.method.rawValue) \(target) \(fault)")
        if let folder = state.withLock({ $0.webSpaces[host] }) {
            return answer(to: request, file: folder + target)
        }
        guard let caller, fault != .lose else {
            throw TransportError(.unreachable, "nobody answers")
        }
        do {
            let reply = try await send(request, target, to: caller, twice: fault == .double)
            var body = reply.body
            if let change = state.withLock({ $0.change }) { body = change(target, body) }
            if fault == .cut { body.removeLast(body.count - random(body.count + 1)) }
            if fault == .flip, !body.isEmpty { body[random(body.count)] ^= 1 << random(8) }
            note("\(reply.status) \(Hash.sha256(body).hex.prefix(12)) \(body.count)")
            var headers: [String: String] = [:]
            for field in reply.headers { headers[field.name.canonicalName] = field.value }
            return PeerResponse(status: reply.status, headers: headers, bytes: body)
        } catch {
            throw TransportError(.failed, "\(error)")
        }
    }

    private func send(
        _ request: PeerRequest, _ target: String, to caller: InProcessCaller, twice: Bool
    ) async throws -> InProcessCaller.Reply {
        var headers = HTTPFields()
        for (name, value) in request.headers {
            // Without compression the faults meet every byte of the documents.
            if let name = HTTPField.Name(name), name != .acceptEncoding { headers[name] = value }
        }
        let method: HTTPRequest.Method = request.method == .get ? .get : .post
        if twice {
            _ = try await caller.send(method, target, headers: headers, body: request.body)
        }
        return try await caller.send(method, target, headers: headers, body: request.body)
    }

    /// A web server that knows files and their tags, and nothing of queries.
    private func answer(to request: PeerRequest, file: String) -> PeerResponse {
        guard request.method == .get,
            let data = FileManager.default.contents(atPath: file)
        else { return PeerResponse(status: request.method == .get ? 404 : 405, bytes: []) }
        let bytes = Array(data)
        let tag = "\"\(Hash.sha256(bytes).hex.prefix(16))\""
        let isKnown = request.headers.contains { $0.name == "If-None-Match" && $0.value == tag }
        note(isKnown ? "304" : "200 \(bytes.count)")
        return PeerResponse(
            status: isKnown ? 304 : 200, headers: ["etag": tag], bytes: isKnown ? [] : bytes)
    }

    private func note(_ line: String) { state.withLock { $0.trace.append(line) } }

    private static func fault(_ state: inout State) -> Fault {
        guard Int.random(in: 0..<100, using: &state.generator) < state.faultPercent else {
            return .none
        }
        return [Fault.lose, .cut, .double, .flip][Int.random(in: 0..<4, using: &state.generator)]
    }
}

/// What a verb throws; nil if it does not, or something else.
func thrown(_ body: () async throws -> Void) async -> NodeError? {
    do {
        try await body()
        return nil
    } catch { return error as? NodeError }
}
