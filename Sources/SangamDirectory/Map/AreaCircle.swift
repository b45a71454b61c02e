/// How a map shows one listing's place: never more exactly than the record says it.
public struct AreaCircle: Hashable, Sendable {
    /// What the symbol means, in the record's own words for it.
    public enum Meaning: String, Sendable {
        /// The place itself: a dot.
        case exact
        /// In this street: a dot, too.
        case street
        /// Somewhere in this area: a circle around the grid cell, and no dot.
        case area
        /// The middle of a town or village: a wider circle, and no dot.
        case place
    }

    /// The middle: for an area, of its grid cell.
    public let centre: GeoPoint
    /// 0 for a dot.
    ///
    /// Units: kilometres.
    public let radiusKilometres: Double
    /// What stands beside it in words.
    public let meaning: Meaning

    /// Whether a dot may be drawn.
    public var isDot: Bool { meaning == .exact || meaning == .street }

    /// The symbol of a place; nil if the record gives no point, or wants none shown.
    ///
    /// A precision that we do not know, or none, is taken as an area: a new word must not make a
    /// place look more exact than it is.
    public init?(_ place: Place) {
        guard let point = place.point else { return nil }
        switch place.precision {
        case "none"?: return nil
        case "exact"?: self.init(point, radiusKilometres: 0, .exact)
        case "street"?: self.init(point, radiusKilometres: 0, .street)
        case "place"?: self.init(point, radiusKilometres: 4, .place)
        default:
            // Rounded here too: another node's log may hold a point that was not.
            let centre = LocationGrid.rounded(point)
            self.init(
                centre, radiusKilometres: LocationGrid.reachKilometres(around: centre), .area)
        }
    }

    private init(_ centre: GeoPoint, radiusKilometres: Double, _ meaning: Meaning) {
        self.centre = centre
        self.radiusKilometres = radiusKilometres
        self.meaning = meaning
    }
}
