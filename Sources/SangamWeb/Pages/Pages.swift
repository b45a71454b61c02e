import HTTPTypes
import SangamDirectory
import SangamLog
import SangamNode
import SangamStore

/// The pages for people: requests in, plain models, templates out. No page needs JavaScript.
struct Pages: Sendable {
    let node: Node
    let clock: @Sendable () -> Int64
    let catalogues: Catalogues
    let templates: Templates
    let outline: Outline
    /// Style, script and drawings, and the live map's files where they are installed; by path.
    private let files: [String: StaticFile]
    private let hasLiveMap: Bool
    let counting = FiguresCounting()
    private let keptNetworks = KeptNetworks()
    let keptPages = KeptPages(bytesMost: WebLimits.keptPagesBytesMax)
    /// Another one at every start: what a restored file serves is not what a browser kept.
    let startMark: String
    /// What the site was called on the last page, for pages that may not ask the store.
    private let siteName = SiteName()

    init(
        node: Node, clock: @escaping @Sendable () -> Int64, catalogues: Catalogues
    ) throws {
        self.node = node
        self.clock = clock
        self.catalogues = catalogues
        templates = try Templates()
        outline = try MapFiles.land.get()
        let leaflet = LeafletFiles()
        hasLiveMap = leaflet != nil
        files = Self.files(templates, outline, leaflet)
        startMark = String(clock())
    }

    private static func files(
        _ templates: Templates, _ outline: Outline, _ leaflet: LeafletFiles?
    ) -> [String: StaticFile] {
        var files = [
            "/style.css": StaticFile("text/css; charset=utf-8", templates.style),
            "/site.js": StaticFile("text/javascript; charset=utf-8", MapFiles.script),
            "/icon.svg": StaticFile("image/svg+xml", templates.icon),
            "/art.svg": StaticFile("image/svg+xml", templates.art),
            "/map/outline.json": StaticFile("application/json", outline.json),
        ]
        for name in LeafletFiles.names {
            files["/map/\(name)"] = leaflet?.file(name).map {
                StaticFile($0.contentType, $0.bytes, gzip: $0.gzip)
            }
        }
        return files
    }

    /// GET /
    func home(_ request: WebRequest) async throws -> Answer {
        let context = try await context(request, isCounted: true)
        let newest = try await node.reader.newest(
            limit: WebLimits.homeNewest, now: context.now)
        let marks = try await node.reader.marks(of: newest, now: context.now)
        let survey = try await node.reader.survey(
            .everything(limit: 1), now: context.now, facets: [.goods, .network], withRows: false)
        let upcoming = try await node.reader.upcoming(
            limit: WebLimits.upcomingMax, now: context.now)
        let model = HomeMaking(
            context: try await worded(context, survey, newest.map(\.record)), newest: newest,
            marks: marks, survey: survey,
            upcoming: upcoming.map(\.summary)
        ).page()
        return page(model, .home, context)
    }

    /// GET /l/<node id>/<kind>/<id>
    func listing(_ request: WebRequest) async throws -> Answer {
        // An id has no dot: what has one is the same listing as a file.
        guard !request.target.path.utf8.contains(UInt8(ascii: ".")) else {
            return try await listingFile(request)
        }
        guard let id = request.target.record(1) else { throw WebProblem.notFound }
        let context = try await context(request)
        let (lookup, found) = try await node.reader.listing(
            id, ListingFacts.wish, now: context.now)
        switch lookup {
        case .found(let detail):
            let facts = try await ListingFacts.read(detail, found, node.reader, context)
            return page(ListingMaking(facts: facts, context: context).page(), .listing, context)
        case .removed: throw WebProblem.gone
        case .withoutPayload, .unknown: return try await notHere(id, lookup, context)
        }
    }

    /// GET of a file that is the same for everybody: see `files`.
    func file(_ request: WebRequest) async throws -> Answer {
        guard let file = files[request.target.path] else { throw WebProblem.notFound }
        return file.answer
    }

    /// The page when something is wrong; it asks nothing of the store, which may be the trouble.
    ///
    /// - Parameter target: what was asked for, which may be no path of ours.
    func problem(_ problem: WebProblem, target: String, accept: [String]) -> Answer {
        let (tag, rest) = split(target)
        let visit = visit(tag: tag, target: rest, accept: accept)
        let context = PageContext(
            visit: visit, networks: NetworkNames([], for: visit), now: clock(),
            target: (try? RequestTarget(rest)) ?? .home, isTextOnly: false, base: base(nil),
            hasLiveMap: false, outline: outline)
        let words = visit.catalogue.message(problem)
        return message(
            words.title, words.text, context, status: problem.status,
            site: siteName.of(visit.catalogue.tag))
    }

    // MARK: - Who reads

    /// What a page is made with.
    ///
    /// - Parameter isCounted: whether the page tells how many listings each network has.
    func context(_ request: WebRequest, isCounted: Bool = false) async throws -> PageContext {
        let visit = visit(
            tag: request.languageTag, target: request.target.text,
            accept: request.headers[values: .acceptLanguage])
        let asked = request.query.values("text").last
        let savesData = request.headers[Self.saveData]?.lowercased() == "on"
        let now = clock()
        let rows =
            isCounted
            ? try await node.reader.networks(now: now)
            : try await keptNetworks.rows { try await node.reader.networks(isCounted: false) }
        let networks = NetworkNames(rows, for: visit)
        siteName.set(networks.site, visit.catalogue.tag)
        return PageContext(
            visit: visit, networks: networks,
            now: now, target: request.target,
            isTextOnly: asked.map { $0 == "1" } ?? savesData, base: base(request.host),
            hasLiveMap: hasLiveMap, outline: outline)
    }

    static let saveData = HTTPField.Name.headerNamed("Save-Data")

    /// The address of this site: as the operator has set it, else as the reader called it.
    func base(_ host: String?) -> String {
        guard let url = node.configuration.url else { return host.map { "http://\($0)" } ?? "" }
        return url.utf8.last == UInt8(ascii: "/") ? String(url.dropLast()) : url
    }

    private func visit(tag: String?, target: String, accept: [String]) -> Visit {
        Visit(
            catalogues, tag: tag, target: target, accept: accept,
            home: node.configuration.languages.first)
    }

    /// The language at the beginning of a path, and the rest of it; what cannot be read is home.
    private func split(_ text: String) -> (tag: String?, rest: String) {
        guard let target = try? RequestTarget(text) else { return (nil, "/") }
        guard let first = target.parts.first, catalogues.named(first) != nil else {
            return (nil, target.text)
        }
        return (first, target.droppingFirst().text)
    }

    // MARK: - Parts

    /// A page that says one thing, and where to go on.
    func message(
        _ title: String, _ text: String, _ context: PageContext,
        status: HTTPResponse.Status = .ok, links: [PageLink] = [], site: String? = nil
    ) -> Answer {
        var frame = context.frame(title, site: site)
        frame.isUnlisted = true
        let all =
            links + [
                PageLink(linkText: context.text("backHome"), linkPath: context.path("/search"))
            ]
        return page(
            MessagePage(
                frame: frame, messageTitle: title, messageText: text, messageLinks: all),
            .message, context, status: status)
    }

    func page(
        _ model: some Sendable, _ name: Templates.Name, _ context: PageContext,
        status: HTTPResponse.Status = .ok
    ) -> Answer {
        var answer = Answer.html(templates.render(model, name), status: status)
        answer.headers[.vary] = Self.pageVary
        answer.headers[.contentLanguage] = context.catalogue.tag
        return answer
    }
}
