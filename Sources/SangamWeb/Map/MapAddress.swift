import SangamDirectory

/// The addresses of a map's links: each keeps the filters.
struct MapAddress: Sendable {
    /// What the map itself says in its address, and what belongs to a page of the list.
    private static let own = ["at", "zoom", "live", "bbox", "page", "cursor", "limit"]

    /// The prefix of the interface language, such as `/ar`, or nothing.
    private let root: String
    /// Filters as they stand in a query.
    private let filters: [(name: String, value: String)]
    /// Whether the live map was asked for; its links ask for it again.
    let isLive: Bool

    /// - Parameter query: as it came; what is no filter, and what is empty, is left out.
    init(root: String, query: QueryParameters) {
        self.root = root
        filters = query.items
            .filter { item in
                !item.value.isEmpty
                    && !Self.own.contains { $0.utf8.elementsEqual(item.name.utf8) }
            }
            .map { ($0.name, $0.value) }
        isLive = query.values("live").contains("1")
    }

    /// The map of a view; without one, the view that fits.
    func map(_ view: MapView? = nil, live: Bool? = nil) -> String {
        var own = view.map { [("at", $0.at), ("zoom", String($0.zoom))] } ?? []
        if live ?? isLive { own.append(("live", "1")) }
        return path("/map", own)
    }

    /// The list with the same filters.
    var list: String { path("/search", []) }

    /// The list of what is at one spot: the filter `near` with the smallest useful circle.
    func list(at point: GeoPoint) -> String {
        path(
            "/search", [("near", point.pair(decimals: 4)), ("within", "1")],
            without: ["near", "within"])
    }

    /// The clusters of a view for the script, which adds `bbox` and `zoom`.
    var data: String { path("/map.json", []) }

    /// What somebody else's map shows there; a link only, nothing is asked of them.
    static func openStreetMap(_ view: MapView) -> String {
        // Their pictures are wider than ours: the same zoom shows about the same there.
        let zoom = max(2, min(18, view.zoom + 1))
        let at = view.centre.pair(decimals: 4).split(separator: ",").joined(separator: "/")
        return "https://www.openstreetmap.org/#map=\(zoom)/\(at)"
    }

    private func path(
        _ path: String, _ own: [(String, String)], without: [String] = []
    ) -> String {
        let kept = filters.filter { !without.contains($0.name) }
        let all = kept.map { ($0.name, $0.value) } + own
        guard !all.isEmpty else { return root + path }
        return root + path + "?"
            + all.map { "\(QueryParameters.encode($0))=\(QueryParameters.encode($1))" }
            .joined(separator: "&")
    }
}
