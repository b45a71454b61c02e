/// Rounds a point to the centre of a fixed cell of about one kilometre, before it is signed.
///
/// Shape: the globe is cut into bands of 0.01° of latitude (1.11 km) from −90°. Along a band, cells
/// begin at −180°. Where the band's centre lies below 50° of latitude they are 0.01° of longitude
/// wide (1.11 to 0.72 km), below 70° 0.02° (1.43 to 0.76 km), below 80° 0.04° (1.52 to 0.77 km),
/// above that 0.1° (at most 1.93 km). The result is the cell's centre in thousandths of a degree.
/// It depends on the cell alone: rounding again, or moving inside the cell, gives the same point,
/// so several revisions of a listing do not narrow the place down.
///
/// Source: Protocol.md, Listings, `precision`.
public enum LocationGrid {
    /// Units of this file: millionths of a degree, so that no rounding of doubles decides a cell.
    private static let degree = 1_000_000
    private static let latitudeStep = 10_000

    /// The centre of the cell that `point` lies in, as the decimals to write.
    static func centre(of point: GeoPoint) -> (latitude: String, longitude: String) {
        let latitude = centre(
            point.latitude, from: -90 * degree, to: 90 * degree, step: latitudeStep)
        let longitude = centre(
            point.longitude, from: -180 * degree, to: 180 * degree,
            step: longitudeStep(at: latitude.magnitude))
        return (decimal(latitude), decimal(longitude))
    }

    /// The centre of the cell that `point` lies in.
    public static func rounded(_ point: GeoPoint) -> GeoPoint {
        let text = centre(of: point)
        guard let latitude = Double(text.latitude), let longitude = Double(text.longitude) else {
            return point
        }
        return GeoPoint(latitude: latitude, longitude: longitude) ?? point
    }

    /// How far a cell reaches from its centre: to its corners.
    ///
    /// Units: kilometres.
    static func reachKilometres(around centre: GeoPoint) -> Double {
        let units = UInt((centre.latitude.magnitude * Double(degree)).rounded())
        let north = Double(latitudeStep) / Double(2 * degree)
        let east = Double(longitudeStep(at: units)) / Double(2 * degree)
        // Towards the equator, where the cell is widest.
        let latitude = centre.latitude > 0 ? centre.latitude - north : centre.latitude + north
        let longitude = centre.longitude < 0 ? centre.longitude + east : centre.longitude - east
        guard let corner = GeoPoint(latitude: latitude, longitude: longitude) else { return 1.5 }
        return Distance.kilometres(from: centre, to: corner)
    }

    private static func longitudeStep(at latitude: UInt) -> Int {
        switch latitude {
        case ..<50_000_000: 10_000
        case ..<70_000_000: 20_000
        case ..<80_000_000: 40_000
        default: 100_000
        }
    }

    /// A `GeoPoint` is in range, so that neither the conversion nor the sum can overflow.
    private static func centre(_ value: Double, from low: Int, to high: Int, step: Int) -> Int {
        let units = Int((value * Double(degree)).rounded())
        let last = (high - low) / step - 1
        let cell = max(0, min((units - low) / step, last))
        return low + cell * step + step / 2
    }

    /// Thousandths of a degree as a decimal, such as `-29.855`.
    private static func decimal(_ units: Int) -> String {
        let thousandths = units.magnitude / 1_000
        let fraction = String(thousandths % 1_000)
        let padded = String(repeating: "0", count: 3 - fraction.utf8.count) + fraction
        return (units < 0 ? "-" : "") + String(thousandths / 1_000) + "." + padded
    }
}
