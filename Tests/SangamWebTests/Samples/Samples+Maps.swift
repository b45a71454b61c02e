@testable import SangamDirectory
@testable import SangamWeb

extension Samples {
    private static let durban = GeoPoint(latitude: -29.86, longitude: 31.03) ?? .origin
    private static let query = QueryParameters(items: [.init(name: "q", value: "bread")])

    /// Texts in the place of their keys, and hostile ones in the place of all.
    private var mapWords: MapWords {
        MapWords(
            text: { key, _, _ in text(key) }, number: { String($0) },
            forms: { [("other", text($0))] })
    }

    /// A map of one listing in the middle, whose name has room, or of none.
    private func mapPicture() throws -> MapPicture {
        let view = MapView(centre: Self.durban, zoom: 4)
        let points = isFull ? [MapPoint(Self.durban, tag: 0)] : []
        let address = ViewAddress(mapAt: root, Self.query)
        return MapPicture(
            view: view, clusters: MapClusters(points, window: view.window, grid: .picture),
            details: [
                0: MapDetail(
                    name: line("Umbumbano"), path: "\(root)/l/\(Self.listing)",
                    place: text("Durban"), circle: nil)
            ],
            address: address, outline: try MapFiles.land.get(), words: mapWords,
            live: isFull
                ? LiveMap(
                    view: view, address: address, words: mapWords, language: tag,
                    tiles: "https://tiles.example.org/{z}/{x}/{y}.png") : nil)
    }

    func map() throws -> MapPage {
        var page = MapPage(
            frame: frame("Map", path: "/map", hasSearchBox: false), view: view("map"),
            picture: try mapPicture(),
            clusters: some([
                named("Durban", "en", "23 listings"), named("صفاقس", "ar", "9 listings"),
            ]))
        page.withoutPlace = some(link("5 listings have no place on the map"))
        return page
    }

    func embedMap() throws -> EmbedMapPage {
        var frame = frame("Bakeries")
        frame.isEmbedded = true
        return EmbedMapPage(
            frame: frame, picture: try mapPicture(), mapText: text("32 listings around Durban."),
            wholePath: "https://sem.example.org/map?q=bakery")
    }

    /// The small map of one listing.
    var placePicture: PlacePicture? {
        let point: JSON = [.number("-29.86"), .number("31.03")]
        guard let outline = MapTrial.outline,
            let circle = Place(["point": point, "precision": "area"]).flatMap({ AreaCircle($0) })
        else { return nil }
        return PlacePicture(
            circle, name: text("Durban"), address: ViewAddress(mapAt: root, .empty),
            outline: outline, words: mapWords)
    }
}
