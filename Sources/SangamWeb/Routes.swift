import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
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
    let pages = try Pages(node: node, clock: clock)
    let proxies = TrustedProxies(node.configuration.trustedProxies)
    var routes = RouteTable(proxies: proxies) { pages.problem($0) }

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
    routes.get("/healthz", .nodes, health.live)
    routes.get("/readyz", .nodes, health.ready)

    // For people.
    routes.get("/", .pages, pages.home)
    routes.get("/search", .pages, pages.search)
    routes.get("/l/:node/:kind/:id", .pages, pages.listing)
    routes.get("/networks", .pages, pages.networks)
    routes.get("/style.css", .pages, pages.style)
    routes.get("/icon.svg", .pages, pages.icon)
    return routes.router()
}

/// Who asks, which decides how an answer looks when something is wrong.
enum Audience: Sendable {
    case nodes, api, pages, control

    /// By the path alone, for what no route has.
    init(path: String) {
        if path.hasPrefix("/api/") {
            self = .api
        } else if path.hasPrefix("/control/") {
            self = .control
        } else if ["/sangam/", "/log/", "/.well-known/"].contains(where: path.hasPrefix) {
            self = .nodes
        } else {
            self = .pages
        }
    }
}
