import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore

/// Collects routes and makes a router of them in which every request goes the same way: one
/// spelling of the path, the handler, errors by the one table, the same headers, gzip.
struct RouteTable {
    typealias Handler = @Sendable (WebRequest) async throws -> Answer

    private let envelope: Envelope
    private var routes: [(path: String, method: HTTPRequest.Method, Audience, Handler)] = []

    /// Tags of languages that may stand before a page.
    private let languages: [String]

    /// - Parameters:
    ///   - languages: tags that may stand before a page.
    ///   - tag: the tag in paths of a language that is written in another way.
    ///   - page: the page for people when something is wrong.
    init(
        proxies: TrustedProxies, languages: [String] = [], tileHost: String? = nil,
        tag: @escaping @Sendable (String) -> String? = { _ in nil },
        page: @escaping Envelope.ProblemPage
    ) {
        self.languages = languages
        envelope = Envelope(
            proxies: proxies, tileHost: tileHost, homes: Set(languages.map { "/\($0)/" }),
            tag: tag, page: page)
    }

    mutating func get(_ path: String, _ audience: Audience, _ handler: @escaping Handler) {
        routes.append((path, .get, audience, handler))
    }

    /// A page: at its path, and at `/<language>` before it.
    mutating func page(_ path: String, _ handler: @escaping Handler) {
        add(path, .get, handler)
    }

    /// What a form of a page sends, at the same paths.
    mutating func form(_ path: String, _ handler: @escaping Handler) {
        add(path, .post, handler)
    }

    private mutating func add(
        _ path: String, _ method: HTTPRequest.Method, _ handler: @escaping Handler
    ) {
        routes.append((path, method, .pages, handler))
        for tag in languages {
            let prefixed = "/\(tag)" + (path == "/" ? "" : path)
            routes.append(
                (prefixed, method, .pages, { try await handler($0.inPathLanguage()) }))
        }
    }

    mutating func post(_ path: String, _ audience: Audience, _ handler: @escaping Handler) {
        routes.append((path, .post, audience, handler))
    }

    mutating func delete(_ path: String, _ audience: Audience, _ handler: @escaping Handler) {
        routes.append((path, .delete, audience, handler))
    }

    /// Every other method of a path that has a route is answered with 405 and what is allowed.
    func router() -> Router<WebContext> {
        let router = Router(context: WebContext.self)
        let methods = Set(Self.otherMethods)
        router.add(
            middleware: NotFoundMiddleware(envelope: envelope) { [routes] method, path in
                methods.contains(method)
                    ? nil : Self.allowed(routes.map { ($0.path, $0.method) }, path)
            })
        for (path, here) in Dictionary(grouping: routes, by: \.path) {
            var handlers = here.map { ($0.method, $0.2, $0.3) }
            if let get = here.first(where: { $0.method == .get }) {
                handlers.append((.head, get.2, get.3))
            }
            let hasGet = handlers.contains { $0.0 == .head }
            let allowed = handlers.map(\.0.rawValue).sorted().joined(separator: ", ")
            for method in Self.otherMethods where !handlers.contains(where: { $0.0 == method }) {
                handlers.append(
                    (method, here[0].2, Self.notAllowed(allowed, here[0].2, hasGet: hasGet)))
            }
            let path = RouterPath(path)
            for (method, audience, handler) in handlers {
                router.on(path, method: method) { [envelope] request, context in
                    await envelope.respond(request, context, audience, handler)
                }
            }
        }
        return router
    }

    private static let otherMethods: [HTTPRequest.Method] = [
        .get, .head, .post, .put, .delete, .patch, .options, .trace, .connect,
    ]

    /// The methods of a path that has a route; nil if it has none. For methods that nobody has
    /// heard of, which the router does not find.
    private static func allowed(
        _ routes: [(pattern: String, method: HTTPRequest.Method)], _ path: String
    ) -> String? {
        let parts = path.split(separator: "/")
        let methods = routes.filter { route in
            let pattern = route.pattern.split(separator: "/")
            guard pattern.last == "**" || pattern.count == parts.count else { return false }
            return zip(pattern, parts).allSatisfy { pattern, part in
                pattern == "**" || pattern.utf8.first == UInt8(ascii: ":")
                    || pattern.utf8.elementsEqual(part.utf8)
            }
        }.map(\.method)
        let all = Set(methods.map(\.rawValue) + (methods.contains(.get) ? ["HEAD"] : []))
        return all.isEmpty ? nil : all.sorted().joined(separator: ", ")
    }

    private static func notAllowed(
        _ methods: String, _ audience: Audience, hasGet: Bool
    ) -> Handler {
        { request in
            // Browsers ask before they read the API, or a file, from another site.
            guard request.method == .options, hasGet, audience.at(request.target.path).isShared
            else {
                throw WebProblem(.methodNotAllowed, "method-not-allowed", allowedMethods: methods)
            }
            var answer = Answer(.noContent, type: "text/plain; charset=utf-8", [], cache: .hour)
            answer.headers[.contentType] = nil
            answer.headers[.allow] = methods + ", OPTIONS"
            answer.headers[.accessControlAllowMethods] = "GET, HEAD, OPTIONS"
            answer.headers[.accessControlAllowHeaders] =
                "Accept, Accept-Language, If-None-Match, If-Modified-Since, Save-Data"
            answer.headers[.accessControlMaxAge] = "86400"
            return answer
        }
    }
}

/// What is around every handler.
struct Envelope: Sendable {
    /// The page for what was asked for (path and query), by the `Accept-Language` of the reader.
    typealias ProblemPage =
        @Sendable (_ problem: WebProblem, _ target: String, _ accept: [String]) -> Answer

    let proxies: TrustedProxies
    /// The host of the operator's map tiles, from which pictures may come; nil for none.
    var tileHost: String?
    /// Paths of first pages that people write with a slash at the end: `/ar/`.
    var homes: Set<String> = []
    /// The tag that stands in paths for a language that somebody wrote in another way; nil if no
    /// page is in it.
    var tag: @Sendable (String) -> String? = { _ in nil }
    let page: ProblemPage

    func respond(
        _ request: Request, _ context: WebContext, _ audience: Audience,
        _ handler: RouteTable.Handler
    ) async -> Response {
        let audience = audience.at(request.head.path ?? "")
        var answer: Answer
        do {
            let asked = try WebRequest(request, context: context, proxies: proxies, homes: homes)
            answer = try await handler(asked)
        } catch {
            answer = refusal(error, request, audience, context)
        }
        if answer.closesConnection { context.closeSoon() }
        finish(&answer, audience)
        return answer.response(
            acceptEncoding: request.headers[values: .acceptEncoding],
            isHead: request.method == .head)
    }

    /// The one address of a page whose language was written otherwise, such as `/pt-BR/map` or
    /// `/FR/`; nil if it is none.
    func canonical(_ target: String) -> String? {
        let path = target.utf8.prefix { $0 != UInt8(ascii: "?") }
        guard path.first == UInt8(ascii: "/"),
            target.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        let first = path.dropFirst().prefix { $0 != UInt8(ascii: "/") }
        guard let written = String(first), let tag = tag(written),
            !tag.utf8.elementsEqual(written.utf8),
            let rest = String(path.dropFirst(1 + first.count))
        else { return nil }
        let query = String(decoding: target.utf8.dropFirst(path.count), as: UTF8.self)
        return "/" + tag + (rest == "/" ? "" : rest) + query
    }

    func moved(_ request: Request, to path: String, _ audience: Audience) -> Response {
        var answer = Answer.moved(to: path)
        finish(&answer, audience)
        return answer.response(acceptEncoding: [], isHead: request.method == .head)
    }

    private func refusal(
        _ error: any Error, _ request: Request, _ audience: Audience, _ context: WebContext
    ) -> Answer {
        let problem = ErrorResponses.problem(error)
        if problem.status.kind == .serverError {
            let level: Logger.Level = problem.status == .serviceUnavailable ? .notice : .error
            context.logger.log(
                level: level, "a request failed", metadata: ["error": "\(error)"])
        }
        var answer =
            switch audience {
            case .nodes: ErrorResponses.line(problem)
            case .api, .files: ErrorResponses.problemDocument(problem)
            case .pages:
                ErrorResponses.finish(
                    page(
                        problem, request.head.path ?? "/",
                        request.headers[values: .acceptLanguage]),
                    problem)
            case .control: ErrorResponses.control(error)
            }
        // Whoever sends a body too large or too slow is not read any further; nor is the rest of a
        // file that a command was sending.
        let isCut =
            problem.status == .contentTooLarge || problem.status == .requestTimeout
            || problem.word == "body"
        answer.closesConnection = isCut || audience == .control && request.method == .post
        return answer
    }

    /// Headers that every answer has. Nothing is loaded from elsewhere, nothing runs, nobody frames
    /// us, and a link tells nobody where the reader came from.
    private func finish(_ answer: inout Answer, _ audience: Audience) {
        answer.headers[.xContentTypeOptions] = "nosniff"
        guard audience != .control else { return }
        answer.headers[.contentSecurityPolicy] =
            answer.isSandboxed ? "default-src 'none'; sandbox" : policy(answer)
        answer.headers[Self.referrerPolicy] = "no-referrer"
        guard audience.isShared else { return }
        answer.headers[.accessControlAllowOrigin] = "*"
        answer.headers[.accessControlExposeHeaders] = "ETag"
    }

    private static let referrerPolicy = HTTPField.Name.headerNamed("Referrer-Policy")

    /// What a page may load: nothing that is not ours, unless the operator has set tiles.
    private func policy(_ answer: Answer) -> String {
        let tiles = tileHost.map { " \($0)" } ?? ""
        return "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
            + "img-src 'self'\(tiles); form-action 'self'; base-uri 'none'; "
            + "frame-ancestors \(answer.mayBeFramed ? "*" : "'none'")"
    }
}

/// Answers what no route has.
struct NotFoundMiddleware: RouterMiddleware {
    let envelope: Envelope
    /// What a path allows, if only the method is unknown.
    let allowed: @Sendable (HTTPRequest.Method, _ path: String) -> String?

    func handle(
        _ request: Request, context: WebContext,
        next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError where error.status == .notFound {
            let audience = Audience(path: request.head.path ?? "")
            if let path = envelope.canonical(request.head.path ?? "") {
                return envelope.moved(request, to: path, audience)
            }
            return await envelope.respond(request, context, audience) { asked in
                if let methods = allowed(asked.method, asked.target.path) {
                    throw WebProblem(
                        .methodNotAllowed, "method-not-allowed", allowedMethods: methods)
                }
                throw WebProblem.notFound
            }
        }
    }
}
