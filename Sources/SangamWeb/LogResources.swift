import HTTPTypes
import SangamLog
import SangamNode
import SangamStore
import ServiceLifecycle

/// What nodes ask of each other, and the view of each log for anybody's verifier: HTTP in, the
/// node's verbs, HTTP out.
///
/// Source: Protocol.md, Resources.
struct LogResources: Sendable {
    let node: Node
    let clock: @Sendable () -> Int64
    let held = HeldRequests()
    let limiter = PushLimiter()

    /// GET /.well-known/sangam
    func nodeDocument(_ request: WebRequest) async throws -> Answer {
        var answer = Answer.text(await node.nodeDocument(), cache: .check)
        answer.headers[.accessControlAllowOrigin] = "*"
        return answer
    }

    /// GET /sangam/v1/roster
    func roster(_ request: WebRequest) async throws -> Answer {
        let asked = try Self.decimal(request.query, "wait") ?? 0
        let wait = min(asked, UInt64(Limits.waitSecondsMax))
        let after = try request.query.single("after")
        if let after { try Self.checkCursor(after) }
        let first = try await node.roster(after: after)
        // HEAD has no body to wait for.
        guard let after, wait > 0, !first.hasRows, request.method == .get,
            held.take(request.caller)
        else {
            return .text(first.document)
        }
        defer { held.release(request.caller) }
        await waitForChange(after: after, seconds: Int(wait))
        return .text(try await node.roster(after: after).document)
    }

    /// Returns when there is something new, when the time is over, or when the server goes down.
    private func waitForChange(after cursor: String, seconds: Int) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await node.waitForChange(after: cursor) }
            group.addTask { try? await Task.sleep(for: .seconds(seconds)) }
            group.addTask { try? await gracefulShutdown() }
            await group.next()
            group.cancelAll()
        }
    }

    /// GET /sangam/v1/log/<log>/range
    func range(_ request: WebRequest) async throws -> Answer {
        guard let log = request.target.log(3), try await node.holds(log: log) else {
            throw WebProblem.notFound
        }
        guard let from = try Self.decimal(request.query, "from") else {
            throw WebProblem.parameter("from")
        }
        let filter = try Self.filter(request.query)
        switch try await node.range(log: log, from: from, filter: filter) {
        case .section(let bytes): return .text(bytes)
        case .ahead(let size): return .line("size \(size)", status: .conflict)
        case .notFound: throw WebProblem.notFound
        }
    }

    /// GET /sangam/v1/log/<log>/payload/<index>
    func payload(_ request: WebRequest) async throws -> Answer {
        guard let log = request.target.log(3), let index = request.target.decimal(5) else {
            throw WebProblem.notFound
        }
        switch try await node.payloadLine(log: log, index: index) {
        case .line(let bytes): return .text(bytes + [0x0A])
        case .gone: throw WebProblem.gone
        case .notFound: throw WebProblem.notFound
        }
    }

    /// GET /log/<log>/checkpoint
    func checkpoint(_ request: WebRequest) async throws -> Answer {
        guard let log = request.target.log(1), let note = try await node.checkpoint(log: log) else {
            throw WebProblem.notFound
        }
        return Self.open(.text(note, cache: .check))
    }

    /// GET /log/<log>/tile/…
    func tile(_ request: WebRequest) async throws -> Answer {
        let parts = request.target.parts
        guard let log = request.target.log(1),
            let path = TilePath(parts.dropFirst(2).joined(separator: "/")),
            let bytes = try await node.tile(log: log, path: path)
        else { throw WebProblem.notFound }
        return Self.open(
            Answer(type: "application/octet-stream", bytes, cache: .immutable))
    }

    /// Anybody's verifier may run in a browser.
    private static func open(_ answer: Answer) -> Answer {
        var answer = answer
        answer.headers[.accessControlAllowOrigin] = "*"
        return answer
    }

    // MARK: - Parameters

    static func decimal(_ query: QueryParameters, _ name: String) throws(WebProblem) -> UInt64? {
        guard let text = try query.single(name) else { return nil }
        guard let value = Decimal.parseClamped(text.utf8) else { throw .parameter(name) }
        return value
    }

    private static func checkCursor(_ cursor: String) throws(WebProblem) {
        guard (1...Limits.cursorBytesMax).contains(cursor.utf8.count),
            cursor.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { throw .parameter("after") }
    }

    private static func filter(_ query: QueryParameters) throws(WebProblem) -> PayloadFilter {
        var filter = PayloadFilter()
        if let text = try query.single("payloads") {
            guard let mode = PayloadFilter.Mode(rawValue: text) else {
                throw .parameter("payloads")
            }
            filter.mode = mode
        }
        filter.kinds = try list(query, "kinds", isWord: isKind)
        filter.countries = try list(query, "countries") { word in
            word.utf8.count == 2 && word.utf8.allSatisfy { (0x41...0x5A).contains($0) }
        }
        return filter
    }

    /// Comma-separated words, or `*` for all.
    private static func list(
        _ query: QueryParameters, _ name: String, isWord: (String) -> Bool
    ) throws(WebProblem) -> [String]? {
        guard let text = try query.single(name) else { return nil }
        let words = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard words.count <= 256, words.allSatisfy({ $0 == "*" || isWord($0) }) else {
            throw .parameter(name)
        }
        return words
    }

    static func isKind(_ word: String) -> Bool {
        guard let first = word.utf8.first, (0x61...0x7A).contains(first) else { return false }
        return word.utf8.count <= Limits.kindBytesMax
            && word.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-") }
    }
}
