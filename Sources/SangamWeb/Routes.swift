import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import SangamDirectory
import SangamNode

/// The public router: what other nodes, browsers and programs may ask.
///
/// - Parameter clock: Unix seconds.
/// Throws: if a template that is built in cannot be read.
public func buildPublicRouter(
    node: Node, clock: @escaping @Sendable () -> Int64
) throws -> Router<WebContext> {
    let log = LogResources(node: node, clock: clock)
    let api = ListingAPI(node: node, clock: clock)
    let health = Health(node: node, clock: clock)
    let catalogues = try Catalogues(dropped: LanguagesFolder.read(data: node.folder.path))
    let pages = try Pages(node: node, clock: clock, catalogues: catalogues)
    let proxies = TrustedProxies(node.configuration.trustedProxies)
    var routes = RouteTable(
        proxies: proxies, languages: catalogues.pathTags,
        tileHost: node.configuration.mapTiles.map { LiveMap.host($0) },
        tag: { (catalogues.named($0) ?? catalogues.lookup($0))?.tag }
    ) {
        pages.problem($0, target: $1, accept: $2)
    }

    // Between nodes, and for anybody's verifier (Protocol.md, Resources).
    routes.get("/.well-known/sangam", .nodes, log.nodeDocument)
    routes.get("/sangam/v1/roster", .nodes, log.roster)
    routes.get("/sangam/v1/log/:log/range", .nodes, log.range)
    routes.get("/sangam/v1/log/:log/payload/:index", .nodes, log.payload)
    routes.post("/sangam/v1/section", .nodes, log.push)
    routes.get("/log/:log/checkpoint", .nodes, log.checkpoint)
    routes.get("/log/:log/tile/**", .nodes, log.tile)

    // For programs.
    routes.get("/api/v1/listings", .api, api.search)
    routes.get("/api/v1/listings/:node/:kind/:id", .api, api.listing)
    routes.get("/api/v1/networks", .api, api.networks)
    routes.get("/api/v1/status", .api, api.status)
    routes.get("/openapi.json", .api, try OpenAPI(node: node).answer)
    routes.get("/healthz", .nodes, health.live)
    routes.get("/readyz", .nodes, health.ready)
    routes.get("/.well-known/security.txt", .nodes, SecurityText(node: node, clock: clock).answer)

    addPages(pages, to: &routes)
    return routes.router()
}

/// The pages for people, and what belongs to them.
private func addPages(_ pages: Pages, to routes: inout RouteTable) {
    routes.page("/", pages.kept(pages.home))
    routes.page("/search", pages.kept(pages.search))
    routes.page("/map", pages.kept(pages.map))
    routes.page("/map.json", pages.kept(pages.mapData))
    routes.page("/calendar", pages.kept(pages.calendar))
    routes.page("/goods", pages.kept(pages.goods))
    routes.page("/l/:node/:kind/:id", pages.kept(pages.listing))
    routes.page("/n/:node", pages.compared(pages.network))
    routes.page("/networks", pages.compared(pages.networks))
    routes.page("/tree/:node/:kind/:id", pages.kept(pages.tree))
    routes.page("/figures", pages.kept(pages.figures))
    routes.page("/figures.csv", pages.kept(pages.figuresFile))
    routes.page("/print", pages.kept(pages.paper))
    routes.page("/verify", pages.verify)
    routes.form("/verify", pages.checkProof)
    routes.page("/help", pages.kept(pages.help))
    routes.page("/privacy", pages.kept(pages.privacy))
    routes.page("/accessibility", pages.kept(pages.accessibility))
    routes.page("/ask/:node/:kind/:id", pages.ask)
    routes.form("/ask/:node/:kind/:id", pages.sendAsk)
    routes.page("/correct/:node/:kind/:id", pages.correct)
    routes.form("/correct/:node/:kind/:id", pages.sendCorrect)
    routes.page("/embed/list", pages.kept(pages.embedList))
    routes.page("/embed/map", pages.kept(pages.embedMap))
    routes.page("/embed/card", pages.kept(pages.embedCard))
    for format in ViewFormat.allCases {
        routes.page("/search.\(format.rawValue)", pages.viewFile(.search, format))
        routes.page("/map.\(format.rawValue)", pages.viewFile(.map, format))
        routes.page("/calendar.\(format.rawValue)", pages.viewFile(.calendar, format))
        routes.page("/networks.\(format.rawValue)", pages.viewFile(.networks, format))
    }

    routes.get("/l/:node/:kind/:id/picture", .pages, pages.picture)
    routes.get("/l/:node/:kind/:id/qr.svg", .pages, pages.qr)
    routes.get("/style.css", .pages, pages.file)
    routes.get("/site.js", .pages, pages.file)
    routes.get("/icon.svg", .pages, pages.file)
    routes.get("/art.svg", .pages, pages.file)
    routes.get("/map/outline.json", .pages, pages.file)
    for name in LeafletFiles.names { routes.get("/map/\(name)", .pages, pages.file) }
    routes.get("/sitemap.xml", .pages, pages.sitemap)
    routes.get("/robots.txt", .pages, pages.robots)
}

/// Who asks, which decides how an answer looks when something is wrong.
enum Audience: Sendable {
    case nodes, api, pages, control
    /// Views and listings as files: for programs and for other sites' pages.
    case files

    /// By the path alone, for what no route has.
    init(path: String) {
        if path.hasPrefix("/api/") {
            self = .api
        } else if path.hasPrefix("/control/") {
            self = .control
        } else if ["/sangam/", "/log/", "/.well-known/"].contains(where: path.hasPrefix) {
            self = .nodes
        } else {
            self = Audience.pages.at(path)
        }
    }

    /// Whether other sites' pages may read what it gets.
    var isShared: Bool { self == .api || self == .files }

    /// What it is at a path: pages are files too, at the same address with an ending.
    func at(_ path: String) -> Audience {
        guard self == .pages else { return self }
        let path = String(
            decoding: path.utf8.prefix { $0 != UInt8(ascii: "?") }, as: UTF8.self)
        let isFile = ViewFormat.split(path) != nil || path.hasSuffix("/map.json")
        return isFile ? .files : self
    }
}
