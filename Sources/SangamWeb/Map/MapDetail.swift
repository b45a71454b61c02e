import SangamDirectory

/// What a map must know of a listing that stands for a cluster, or alone.
struct MapDetail: Sendable {
    /// Its name, as pages show it.
    let name: ShownLine
    /// Its page, with the prefix of the language.
    let path: String
    /// Its town or region as the record says it.
    let place: String?
    /// How exactly it may be shown; nil is as for an area.
    let circle: AreaCircle?

    init(name: ShownLine, path: String, place: String?, circle: AreaCircle?) {
        self.name = name
        self.path = path
        self.place = place.map { ShownText.line($0, scalarsMax: 60) }
        self.circle = circle
    }

    /// The place whose name stands beside a symbol: the smallest that the record names.
    static func placeName(_ place: Place?) -> String? {
        place.flatMap { $0.locality ?? $0.region ?? $0.country }
    }
}
