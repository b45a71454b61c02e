import SangamDirectory

/// The answer of `/map.json`: what a map that moves shows in some bounds.
///
/// Shape: `{"total":n,"here":n,"items":[…]}`, at most 400 items, larger clusters first. An item is
/// `{"at":[lat,lon],"count":n}` with, where they are known, `bounds` [south, west, north, east] of
/// a cluster that zooming in parts, `place` (its town), and for what leads to a page `path`, and
/// for one listing `name`, `lang` and `area` (the radius in km within which it is somewhere).
struct MapData: Sendable {
    let json: JSON

    init(_ clusters: MapClusters, details: [Int: MapDetail], address: ViewAddress) {
        json = [
            "total": .integer(clusters.inside + clusters.outside),
            "here": .integer(clusters.inside),
            "items": .array(
                clusters.clusters.map { Self.item($0, details[$0.tag], address) }),
        ]
    }

    private static func item(
        _ cluster: MapCluster, _ detail: MapDetail?, _ address: ViewAddress
    ) -> JSON {
        let circle = detail?.circle
        let centre = cluster.count == 1 ? circle?.centre ?? cluster.centre : cluster.centre
        var item: JSONObject = [
            "at": .array(numbers(centre.pair(decimals: 5))), "count": .integer(cluster.count),
        ]
        if let place = detail?.place { item["place"] = .string(place) }
        if cluster.count == 1, let detail {
            item["path"] = .string(detail.path)
            item["name"] = .string(detail.name.text)
            if let language = detail.name.textLang { item["lang"] = .string(language) }
            if let circle, !circle.isDot {
                let tenths = Int((circle.radiusKilometres * 10).rounded())
                item["area"] = .number("\(tenths / 10).\(tenths % 10)")
            }
        } else if cluster.isOneSpot {
            item["path"] = .string(address.list(at: cluster.centre))
        } else {
            item["bounds"] = .array(numbers(cluster.bounds.text(decimals: 5)))
        }
        return .object(item)
    }

    private static func numbers(_ text: String) -> [JSON] {
        text.split(separator: ",").map { .number(String($0)) }
    }
}
