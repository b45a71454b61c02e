import SangamDirectory

/// What the script needs to make the picture a map that moves: addresses and words. It stands in
/// attributes of the page, because a page has no script of its own.
struct LiveMap: Sendable {
    let liveData: String
    let liveOutline: String
    let liveBounds: String
    let liveList: String
    /// The words as JSON; plural forms by their category.
    let liveWords: String
    let liveLang: String
    let liveButton: String
    let livePicturePath: String
    let livePictureWords: String
    let isLiveOn: Bool
    /// The operator's tiles; nil, and then nothing is asked of anybody.
    let liveTiles: String?
    let liveTilesWords: String?

    /// - Parameters:
    ///   - language: the interface's tag, by which the script chooses digits and plurals.
    ///   - tiles: `map.tiles` of the configuration; empty is none.
    init(
        view: MapView, address: ViewAddress, words: MapWords, language: String,
        tiles: String = ""
    ) {
        liveData = address.data
        liveOutline = "/map/outline.json"
        liveBounds = view.bounds.text(decimals: 5)
        liveList = address.list
        liveLang = language
        liveButton = words("mapLive")
        livePicturePath = address.map(view, live: false)
        livePictureWords = words("mapAsPicture")
        isLiveOn = address.isLive
        liveTiles = tiles.isEmpty ? nil : tiles
        liveTilesWords = tiles.isEmpty ? nil : words("mapTiles", ["host": Self.host(tiles)])
        liveWords = Self.json(words)
    }

    /// The keys whose plural forms the script fills in, and those that it takes as they are.
    private static let plurals = ["mapClusterNear", "mapCluster", "mapHere", "mapSpot"]
    private static let plain = ["mapCloser", "mapFurther", "mapFailed", "mapLiveName"]

    private static func json(_ words: MapWords) -> String {
        var members: [JSONObject.Member] = plurals.map { key in
            let forms = words.forms(key).map {
                JSONObject.Member(name: $0.category, value: .string($0.text))
            }
            return JSONObject.Member(name: key, value: .object(JSONObject(forms)))
        }
        members += plain.map { .init(name: $0, value: .string(words($0))) }
        return String(
            decoding: RecordCoding.encode(.object(JSONObject(members))), as: UTF8.self)
    }

    /// The host of an address, for people to know whom they ask; and for the page's policy.
    static func host(_ address: String) -> String {
        let rest = address.split(separator: "/", omittingEmptySubsequences: false)
        guard rest.count > 2, rest[1].isEmpty else { return "" }
        return String(rest[2])
    }
}
