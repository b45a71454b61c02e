import SangamDirectory

/// The addresses of a map's links: each keeps the filters.
extension ViewAddress {
    /// The map of a view; without one, the view that fits.
    func map(_ view: MapView? = nil, live: Bool? = nil) -> String {
        var address = onMap("/map")
        if let view {
            address = address.adding("at", view.at).adding("zoom", String(view.zoom))
        }
        if live ?? isLive { address = address.adding("live", "1") }
        return address.text
    }

    /// The list with the same filters.
    var list: String { onMap("/search").text }

    /// The list of what is at one spot: the filter `near` with the smallest useful circle.
    func list(at point: GeoPoint) -> String {
        onMap("/search").leavingOut(["near", "within"])
            .adding("near", point.pair(decimals: 4)).adding("within", "1").text
    }

    /// The clusters of a view for the script, which adds `bbox` and `zoom`.
    var data: String { onMap("/map.json").text }

    /// The filters without what the map itself says in its address.
    private func onMap(_ path: String) -> ViewAddress {
        at(root + path).leavingOut(["bbox", "limit"])
    }

    /// What somebody else's map shows there; a link only, nothing is asked of them.
    static func openStreetMap(_ view: MapView) -> String {
        // Their pictures are wider than ours: the same zoom shows about the same there.
        let zoom = max(2, min(18, view.zoom + 1))
        let at = view.centre.pair(decimals: 4).split(separator: ",").joined(separator: "/")
        return "https://www.openstreetmap.org/#map=\(zoom)/\(at)"
    }
}
