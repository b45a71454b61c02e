import SangamDirectory

/// A map as a picture that the server draws: land, symbols that are links, and links that move it.
/// It needs no script, no style but classes, and nothing from elsewhere.
///
/// Shape: the symbols stand at per cents of the picture and are drawn in pixels, so that a target
/// of 44 pixels is one on every screen, while the land grows with the page.
struct MapPicture: Sendable {
    let mapWords: String
    let ground: MapGround
    let marks: [MapMark]
    let moves: [MapMove]
    let movesWords: String
    /// How many listings are in the picture, and how many are elsewhere.
    let mapHere: String
    let mapElsewhere: String?
    let mapAllPath: String
    let mapAllWords: String
    /// Said where the outline is not shown any more.
    let mapCoarse: String?
    let streetsPath: String
    let streetsWords: String
    let live: LiveMap?

    /// - Parameters:
    ///   - clusters: of the view, with `MapClusters.Grid.picture`.
    ///   - details: by the tags of the clusters; a cluster without one has no name beside it.
    ///   - live: nil where the files of the live map are not installed.
    init(
        view: MapView, clusters: MapClusters, details: [Int: MapDetail], address: ViewAddress,
        outline: Outline, words: MapWords, live: LiveMap?
    ) {
        let here = clusters.inside
        mapHere = words("mapHere", count: here)
        mapWords = words("mapPictureOf", ["listings": mapHere])
        mapElsewhere =
            clusters.outside > 0 ? words("mapElsewhere", count: clusters.outside) : nil
        mapAllPath = address.map()
        mapAllWords = words("mapShowAll")
        let sizes = clusters.clusters.map { Self.radius($0.count, words.number($0.count)) }
        var naming = MapNaming(
            zip(clusters.clusters, sizes).map { (x: $0.x, y: $0.y, radius: Double($1)) })
        let isEast = naming.isCornerTaken(isEast: false) && !naming.isCornerTaken(isEast: true)
        ground = MapGround(view, outline: outline, words: words, isScaleEast: isEast)
        if ground.scale != nil { naming.reserveScale(isEast: isEast) }
        marks = zip(clusters.clusters, sizes).map { cluster, size in
            Self.mark(cluster, size, details[cluster.tag], &naming, view, address, words)
        }
        moves = MapMove.all(view, address, words)
        movesWords = words("mapMove")
        mapCoarse = ground.isGroundPlain ? words("mapTooClose") : nil
        streetsPath = ViewAddress.openStreetMap(view)
        streetsWords = words("mapStreets")
        self.live = live
    }

    private static func mark(
        _ cluster: MapCluster, _ radius: Int, _ detail: MapDetail?, _ naming: inout MapNaming,
        _ view: MapView, _ address: ViewAddress, _ words: MapWords
    ) -> MapMark {
        let place = detail?.place
        let count = cluster.count
        let near = place.map { ["place": $0] } ?? [:]
        let path: String
        let text: String
        if count == 1, let detail {
            path = detail.path
            text =
                place.map { words("mapOneNear", ["name": detail.name.text, "place": $0]) }
                ?? detail.name.text
        } else if cluster.isOneSpot || view.zoom == MapView.zooms.upperBound {
            path = address.list(at: cluster.centre)
            text = words(place == nil ? "mapSpot" : "mapSpotIn", count: count, near)
        } else {
            path = address.map(MapView(opening: cluster, of: view)) + "#map"
            text = words(place == nil ? "mapCluster" : "mapClusterNear", count: count, near)
        }
        let line = count == 1 ? detail?.name : place.map { ShownLine($0) }
        return MapMark(
            markX: percent(cluster.x), markY: percent(cluster.y), markPath: path,
            markWords: text, markCount: count == 1 ? nil : words.number(count),
            markRadius: radius, isMarkDot: count == 1 && detail?.circle?.isDot == true,
            markName: line.flatMap {
                naming.name($0, x: cluster.x, y: cluster.y, radius: Double(radius))
            })
    }

    /// Larger counts have larger symbols; all are within their target. Units: pixels.
    private static func radius(_ count: Int, _ text: String) -> Int {
        if count == 1 { return 8 }
        // A digit takes about 7 pixels.
        let grown = count < 10 ? 15 : count < 100 ? 17 : count < 1_000 ? 19 : 21
        return max(grown, min(22, 6 + 3 * text.unicodeScalars.count))
    }

    /// A fraction in per cent with two decimals.
    static func percent(_ fraction: Double) -> String {
        let hundredths = Int((max(0, min(1, fraction)) * 10_000).rounded())
        let rest = String(hundredths % 100)
        return "\(hundredths / 100).\(rest.utf8.count < 2 ? "0" : "")\(rest)%"
    }
}

extension MapView {
    /// The view that a click on a cluster leads to: at least one zoom closer, around its points.
    init(opening cluster: MapCluster, of view: MapView) {
        let fitted = MapView(fitting: cluster.window, closest: MapView.zooms.upperBound)
        self.init(centre: fitted.centre, zoom: max(fitted.zoom, view.zoom + 1))
    }
}

/// A link beside a map that moves it.
struct MapMove: Sendable {
    /// Nil where it would change nothing: the button stays in its place, and is no link.
    let movePath: String?
    let moveWords: String
    /// The data of a path in a square of 24.
    let moveSign: String

    /// Closer, further away, and the four directions.
    static func all(_ view: MapView, _ address: ViewAddress, _ words: MapWords) -> [MapMove] {
        let steps: [(String, MapView, String)] = [
            ("mapCloser", view.zoomed(by: 1), "M12 5v14M5 12h14"),
            ("mapFurther", view.zoomed(by: -1), "M5 12h14"),
            ("mapWest", view.moved(east: -1), "M19 12H5m6-6-6 6 6 6"),
            ("mapNorth", view.moved(south: -1), "M12 19V5m-6 6 6-6 6 6"),
            ("mapSouth", view.moved(south: 1), "M12 5v14m-6-6 6 6 6-6"),
            ("mapEast", view.moved(east: 1), "M5 12h14m-6-6 6 6-6 6"),
        ]
        return steps.map { key, next, sign in
            MapMove(
                movePath: next == view ? nil : address.map(next), moveWords: words(key),
                moveSign: sign)
        }
    }
}
