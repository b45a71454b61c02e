import SangamDirectory

/// One symbol on a map: a link with words.
struct MapMark: Sendable {
    /// Where it stands, in per cent of the picture.
    let markX: String
    let markY: String
    let markPath: String
    /// The whole meaning in words, for the ear and as the tip.
    let markWords: String
    /// The number in a cluster; nil for one listing.
    let markCount: String?
    /// Units: pixels. The target is 44 wide all the same.
    let markRadius: Int
    /// Whether a dot may be drawn for one listing; else it is an open circle.
    let isMarkDot: Bool
    /// The name beside the symbol where there is room for it.
    var markName: MapName?
}

/// A name beside a symbol.
struct MapName: Sendable {
    let nameText: String
    let nameLang: String?
    /// How far below the symbol's middle its line stands. Units: pixels.
    let nameY: Int
}

/// Puts names beside symbols where they cover neither a symbol nor another name. Larger clusters
/// are named first. Measured on the narrowest picture: on a wider one there is more room.
struct MapNaming {
    /// The narrowest picture. Units: pixels.
    static let width = 328.0
    static let height = width * MapView.aspect
    private static let scalarsMax = 20
    private static let lineHeight = 14.0

    private struct Box {
        let west, east, north, south: Double

        func covers(_ other: Box) -> Bool {
            west < other.east && other.west < east && north < other.south && other.north < south
        }
    }

    private var taken: [Box] = []

    /// Symbols of this radius at these places (fractions of the picture) are not covered.
    init(_ symbols: [(x: Double, y: Double, radius: Double)]) {
        taken = symbols.map { symbol in
            let (x, y) = (symbol.x * Self.width, symbol.y * Self.height)
            return Box(
                west: x - symbol.radius, east: x + symbol.radius, north: y - symbol.radius,
                south: y + symbol.radius)
        }
    }

    /// Keeps the corner of the scale free.
    mutating func reserveScale(isEast: Bool) {
        taken.append(Self.scale(isEast: isEast))
    }

    /// Whether a symbol covers that corner.
    func isCornerTaken(isEast: Bool) -> Bool {
        taken.contains(where: Self.scale(isEast: isEast).covers)
    }

    private static func scale(isEast: Bool) -> Box {
        Box(
            west: isEast ? width * 0.65 : 0, east: isEast ? width : width * 0.35,
            north: height - 26, south: height)
    }

    /// The name below the symbol, else above it; nil if there is room for neither.
    mutating func name(
        _ line: ShownLine, x: Double, y: Double, radius: Double
    ) -> MapName? {
        let text = ShownText.line(line.text, scalarsMax: Self.scalarsMax)
        let half = Self.length(text) / 2
        let (middle, centre) = (x * Self.width, y * Self.height)
        guard half > 0, middle - half >= 0, middle + half <= Self.width else { return nil }
        // The text's own line stands 2 pixels above the lower edge of its box.
        for top in [centre + radius, centre - radius - Self.lineHeight] {
            let box = Box(
                west: middle - half, east: middle + half, north: top,
                south: top + Self.lineHeight)
            guard box.north >= 0, box.south <= Self.height, !taken.contains(where: box.covers)
            else { continue }
            taken.append(box)
            return MapName(
                nameText: text, nameLang: line.textLang,
                nameY: Int((top + Self.lineHeight - 2 - centre).rounded()))
        }
        return nil
    }

    /// How long a text is about, at 11 pixels.
    private static func length(_ text: String) -> Double {
        text.unicodeScalars.reduce(0) { sum, scalar in
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark, .format: sum
            default: sum + (scalar.value < 0x1100 ? 6.4 : scalar.value < 0x2E80 ? 7.5 : 11.5)
            }
        }
    }
}
