/// The point of a GeoJSON geometry.
///
/// Source: RFC 7946 section 3.1.
enum GeoJSONPoint {
    /// `[latitude, longitude]`: a point's own position, of another shape the middle of the box
    /// around it; nil if there is none.
    static func read(_ geometry: JSON?, _ notices: inout [String]) -> JSON? {
        guard let object = geometry?.object, let type = object["type"]?.string else { return nil }
        if sameBytes(type, "Point") {
            guard let position = object["coordinates"]?.array else { return nil }
            guard position.count >= 2, position[0].double != nil, position[1].double != nil else {
                if !position.isEmpty {
                    notices.append(
                        "the point's position is no pair of numbers: imported without it")
                }
                return nil
            }
            return [position[1], position[0]]
        }
        var box = Box()
        collect(object["coordinates"] ?? object["geometries"], &box, depth: 0)
        guard let middle = box.middle else {
            notices.append("a \(type.prefix(40)) without positions: imported without a point")
            return nil
        }
        notices.append(
            "a \(type.prefix(40)): the middle of the box around it was taken as its point")
        return middle
    }

    private struct Box {
        var west = Double.infinity
        var east = -Double.infinity
        var south = Double.infinity
        var north = -Double.infinity

        var middle: JSON? {
            guard west <= east, south <= north else { return nil }
            let latitude = ((south / 2 + north / 2) * 1e6).rounded() / 1e6
            let longitude = ((west / 2 + east / 2) * 1e6).rounded() / 1e6
            return [
                .number(JSONNumber.spelling("", latitude)),
                .number(JSONNumber.spelling("", longitude)),
            ]
        }
    }

    private static func collect(_ value: JSON?, _ box: inout Box, depth: Int) {
        guard depth < 8 else { return }
        if let object = value?.object {
            return collect(object["coordinates"] ?? object["geometries"], &box, depth: depth + 1)
        }
        guard let items = value?.array else { return }
        if items.count >= 2, let x = items[0].double, let y = items[1].double {
            (box.west, box.east) = (min(box.west, x), max(box.east, x))
            (box.south, box.north) = (min(box.south, y), max(box.north, y))
            return
        }
        for item in items { collect(item, &box, depth: depth + 1) }
    }
}
