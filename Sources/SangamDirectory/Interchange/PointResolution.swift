/// Makes a point of two coordinates, or says why there is none.
struct PointResolution: Sendable, Equatable {
    /// `[latitude, longitude]`.
    var point: JSON?
    /// Whether both coordinates are in the point as they were written.
    var isVerbatim = false
    /// The country, where only another reading of its code fits the point.
    var country: String?
    var notice: String?

    /// Checks two readings against the globe and against the country that the row names.
    init(
        _ latitude: CoordinateText.Reading, _ longitude: CoordinateText.Reading, country: String?
    ) {
        let (lat, lon) = (latitude.degrees, longitude.degrees)
        let shown = "\(latitude.written), \(longitude.written)"
        guard lat != 0 || lon != 0 else {
            notice = "point 0, 0 is in the sea: imported without it"
            return
        }
        let isStraight = GeoPoint(latitude: lat, longitude: lon) != nil
        let isTurned = GeoPoint(latitude: lon, longitude: lat) != nil
        var swaps = !isStraight && isTurned
        if isStraight, isTurned, let country,
            CountryName.contains(country, latitude: lat, longitude: lon) == false
        {
            if let other = Self.mistaken[country]?.first(where: {
                CountryName.contains($0, latitude: lat, longitude: lon) == true
            }) {
                self.country = other
                notice = "country code \(country) was taken for \(other), where the point is"
            } else {
                swaps = CountryName.contains(country, latitude: lon, longitude: lat) == true
            }
        }
        guard isStraight || swaps else {
            let isInMetres = max(lat.magnitude, lon.magnitude) > 1_000
            notice =
                "point \(shown) is out of range: imported without it"
                + (isInMetres ? "; metres of a map? Export it in degrees (WGS 84)" : "")
            return
        }
        if swaps {
            point = [.number(longitude.written), .number(latitude.written)]
            notice = "point \(shown): latitude and longitude were exchanged and have been put right"
        } else {
            point = [.number(latitude.written), .number(longitude.written)]
        }
        isVerbatim = true
    }

    /// Codes that people write for another country's.
    private static let mistaken = [
        "SR": ["SK", "RS"], "SW": ["SE"], "AU": ["AT"], "IR": ["IE"], "SL": ["SI"], "PO": ["PL"],
    ]
}
