import SangamDirectory

/// The small map of one listing: where in its country it is. An area is a circle, never a pin.
struct PlacePicture: Sendable {
    /// Far enough away to see a coast, and close enough to see which one.
    private static let zoom = 4

    let placeWords: String
    let placeGround: MapGround
    let isPlaceDot: Bool
    /// Per cent of the picture: the middle, or nearer to an edge beside a pole.
    let placeX: String
    let placeY: String
    /// What the symbol means: the same words stand below it.
    let placeMeaning: String
    let placeMapPath: String
    let placeMapWords: String
    let placeStreetsPath: String
    let placeStreetsWords: String

    /// - Parameter name: the place in words, as the record says it.
    init(
        _ circle: AreaCircle, name: String?, address: ViewAddress, outline: Outline,
        words: MapWords
    ) {
        let view = MapView(centre: circle.centre, zoom: Self.zoom)
        placeGround = MapGround(view, outline: outline, words: words)
        isPlaceDot = circle.isDot
        let spot = view.window.fraction(of: circle.centre) ?? (0.5, 0.5)
        placeX = MapPicture.percent(spot.x)
        placeY = MapPicture.percent(spot.y)
        let meaning =
            switch circle.meaning {
            case .exact: words("mapHereExactly")
            case .street: words("mapThisStreet")
            case .area: words("mapThisArea")
            case .place: words("mapThisPlace")
            }
        placeMeaning = meaning
        let shown = name.map { ShownText.line($0, scalarsMax: 120) }
        placeWords =
            shown.map { words("mapPlaceNear", ["place": $0, "meaning": meaning]) }
            ?? meaning
        placeMapPath = address.map(MapView(centre: circle.centre, zoom: 9))
        placeMapWords = words("mapAround")
        // For an area: a view that holds all of the circle, with nothing in its middle.
        let near = MapView(centre: circle.centre, zoom: circle.isDot ? 14 : 11)
        placeStreetsPath = ViewAddress.openStreetMap(near)
        placeStreetsWords = words("mapStreets")
    }
}
