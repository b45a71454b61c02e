import HTTPTypes
import SangamDirectory
import SangamLog
import SangamNode
import SangamStore

/// The pages for people: requests in, plain models, templates out. No page needs JavaScript.
struct Pages: Sendable {
    let node: Node
    let clock: @Sendable () -> Int64
    let templates: Templates

    init(node: Node, clock: @escaping @Sendable () -> Int64) throws {
        self.node = node
        self.clock = clock
        templates = try Templates()
    }

    /// GET /
    func home(_ request: WebRequest) async throws -> Answer {
        let languages = ReaderLanguages.of(request)
        let networks = NetworkNames(try await node.reader.networks(), languages: languages)
        let newest = try await node.reader.search(
            SearchQuery(limit: 10), after: nil, now: clock())
        let model = HomePage(
            networks: networks, newest: results(newest, networks, languages),
            total: newest)
        return page(model, .home)
    }

    /// GET /search
    func search(_ request: WebRequest) async throws -> Answer {
        let parameters = try SearchParameters(request.query, cursorName: "page")
        let languages = ReaderLanguages.of(request)
        let networks = NetworkNames(try await node.reader.networks(), languages: languages)
        let found = try await node.reader.search(
            parameters.query, after: parameters.cursor, now: clock())
        let model = SearchResultsPage(
            query: request.query, networks: networks, found: found,
            results: results(found, networks, languages))
        return page(model, .search)
    }

    /// GET /l/<node id>/<kind>/<id>
    func listing(_ request: WebRequest) async throws -> Answer {
        guard let id = request.target.record(1) else { throw WebProblem.notFound }
        let languages = ReaderLanguages.of(request)
        switch try await node.reader.lookup(id) {
        case .found(let detail):
            let networks = NetworkNames(try await node.reader.networks(), languages: languages)
            let names = try await names(of: detail, languages)
            let model = ListingPage(
                detail, networks: networks, names: names, languages: languages, now: clock())
            return page(model, .listing)
        case .removed: throw WebProblem.gone
        case .withoutPayload:
            return message(
                "Not here yet", Words.withoutPayload, status: .notFound, site: Words.program)
        case .unknown: throw WebProblem.notFound
        }
    }

    /// GET /networks
    func networks(_ request: WebRequest) async throws -> Answer {
        let networks = NetworkNames(
            try await node.reader.networks(), languages: ReaderLanguages.of(request))
        let logs = try await node.status(now: clock()).logs
        let states = Dictionary(logs.map { ($0.status.origin, $0.state) }) { first, _ in first }
        return page(NetworksPage(networks, states: states, now: clock()), .networks)
    }

    /// GET /style.css
    func style(_ request: WebRequest) async throws -> Answer {
        Answer(type: "text/css; charset=utf-8", PackageResources.style_css, cache: .hour)
    }

    /// GET /icon.svg
    func icon(_ request: WebRequest) async throws -> Answer {
        Answer(type: "image/svg+xml", PackageResources.icon_svg, cache: .hour)
    }

    /// The page when something is wrong; it asks nothing of the store, which may be the trouble.
    func problem(_ problem: WebProblem) -> Answer {
        let words = Words.message(problem)
        return message(words.title, words.text, status: problem.status, site: Words.program)
    }

    // MARK: - Parts

    private func message(
        _ title: String, _ text: String, status: HTTPResponse.Status, site: String
    ) -> Answer {
        let model = MessagePage(frame: Frame(title: title, site: site), messageText: text)
        return .html(templates.render(model, .message), status: status)
    }

    private func page(_ model: some Sendable, _ name: Templates.Name) -> Answer {
        var answer = Answer.html(templates.render(model, name))
        answer.headers[.vary] = "Accept-Language"
        return answer
    }

    private func results(
        _ page: SangamStore.SearchPage, _ networks: NetworkNames, _ languages: [String]
    ) -> [ResultItem] {
        let now = clock()
        return page.hits.map { ResultItem($0, networks: networks, languages: languages, now: now) }
    }

    /// Names of the records that a record points at, as many as a page may look up.
    private func names(
        of detail: ListingDetail, _ languages: [String]
    ) async throws -> [RecordID: LanguageText] {
        var names: [RecordID: LanguageText] = [:]
        let references = References.of(detail.record, home: detail.id.node)
        for id in references.prefix(WebLimits.namedReferencesMax) {
            guard case .found(let other) = try await node.reader.lookup(id), other.state == .live,
                let name = other.record.names.best(for: languages, original: other.record.lang)
            else { continue }
            names[id] = LanguageText(
                language: name.language, text: ShownText.line(name.text, scalarsMax: 120))
        }
        return names
    }
}
