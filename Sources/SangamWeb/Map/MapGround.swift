import SangamDirectory

/// What lies under the symbols: land, a few lines of the globe, a scale.
struct MapGround: Sendable {
    /// The data of a path, in a picture of 1,024 × 768.
    let groundLand: String
    /// How many units of the picture one of the path is; nil for one.
    let groundStep: String?
    /// Meridians and parallels.
    let groundLines: String
    /// Whether the view is too close for the outline, so that all of it is drawn as plain paper.
    let isGroundPlain: Bool
    let scale: MapScale?

    /// - Parameter isScaleEast: whether the scale stands in the south-east, not the south-west.
    init(_ view: MapView, outline: Outline, words: MapWords, isScaleEast: Bool = false) {
        groundLand = outline.path(view)
        let step = Outline.step(view.zoom)
        groundStep = step > 1 ? String(step) : nil
        groundLines = Self.lines(view)
        isGroundPlain = view.zoom > Outline.zoomMax
        scale = MapScale(view, words: words, isEast: isScaleEast)
    }

    /// Two to five meridians and as many parallels, at round degrees.
    private static func lines(_ view: MapView) -> String {
        let wide = view.window.width * 360
        let steps = [60, 30, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005]
        guard let step = steps.first(where: { wide / $0 >= 2.5 }) else { return "" }
        var text = ""
        let west = view.window.west * 360 - 180
        var at = (west / step).rounded(.up) * step
        while at < west + wide {
            text += "M\(Int(((at - west) / wide * Double(Outline.width)).rounded())) 0v768"
            at += step
        }
        let bounds = view.bounds
        at = (bounds.south / step).rounded(.up) * step
        while at < bounds.north {
            if let point = GeoPoint(latitude: at, longitude: 0) {
                let y =
                    (WebMercator.position(of: point).y - view.window.north)
                    / view.window.height
                text += "M0 \(Int((y * Double(Outline.height)).rounded()))h1024"
            }
            at += step
        }
        return text
    }
}

/// How long a stretch is: a line with a number of kilometres.
struct MapScale: Sendable {
    /// Where its line begins and ends, in per cent of the picture.
    let scaleStart: String
    let scaleEnd: String
    let scaleText: String

    /// Nil where the picture is too wide for one scale to be true all over it.
    init?(_ view: MapView, words: MapWords, isEast: Bool) {
        let wide = view.widthKilometres
        guard view.zoom >= 3, wide > 1 else { return nil }
        let lengths = [1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1]
        guard let length = lengths.first(where: { Double($0) <= wide * 0.28 }) else { return nil }
        let part = Double(length) / wide
        let start = isEast ? 0.97 - part : 0.03
        scaleStart = MapPicture.percent(start)
        scaleEnd = MapPicture.percent(start + part)
        scaleText = words("mapKilometres", ["count": words.number(length)])
    }
}
