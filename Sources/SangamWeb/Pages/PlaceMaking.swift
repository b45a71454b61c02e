import SangamDirectory

/// Where something is: in words, and as a small map that never says more than the record does.
struct PlaceMaking {
    let context: PageContext

    func location(_ record: Record, of id: RecordID) -> ListingLocation? {
        guard let place = record.place, let json = record.json["place"] else { return nil }
        let values = PlaceText(json, record: record, catalogue: context.catalogue).values
        // Numbers of latitude and longitude are for the few who want them, below the map.
        let exact = values.first { $0.note != nil }
        let lines = values.filter { $0.note == nil }.map { value in
            var line = ShownLine(ShownText.line(value.text), language: value.textLang)
            line.textDir = value.textDir
            return line
        }
        var location = ListingLocation(placeLines: lines)
        location.exactText = exact?.note
        location.exactPoint = exact.map { ShownText.line($0.text) }
        let circle = AreaCircle(place)
        location.picture = circle.map { circle in
            PlacePicture(
                circle, name: place.text,
                address: ViewAddress(mapAt: context.visit.root, .empty),
                outline: context.outline, words: context.mapWords)
        }
        guard !lines.isEmpty || exact != nil else { return nil }
        return location
    }
}
