/// The data of a path of SVG in whole numbers: short, and nothing but digits, signs and letters.
struct SVGPath: Sendable {
    private var bytes: [UInt8] = []
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Adds a closed ring.
    ///
    /// - Parameter isRound: corners become curves that touch the middles of the sides.
    mutating func add(_ points: [(x: Double, y: Double)], isRound: Bool) {
        var corners: [(x: Int, y: Int)] = []
        for point in points {
            let corner = (x: Int(point.x.rounded()), y: Int(point.y.rounded()))
            if corners.last.map({ $0 != corner }) ?? true { corners.append(corner) }
        }
        while corners.count > 1, let first = corners.first, let last = corners.last, first == last {
            corners.removeLast()
        }
        guard corners.count > 2 else {
            // An island smaller than a step is still there.
            guard let corner = corners.first else { return }
            begin("M", corner.x, corner.y)
            bytes += "h1v1z".utf8
            return
        }
        isRound ? addCurve(corners) : addLines(corners)
        bytes.append(UInt8(ascii: "z"))
    }

    private mutating func addLines(_ corners: [(x: Int, y: Int)]) {
        begin("M", corners[0].x, corners[0].y)
        bytes.append(UInt8(ascii: "l"))
        var isFirst = true
        for (before, corner) in zip(corners, corners.dropFirst()) {
            add(corner.x - before.x, isFirst: isFirst)
            add(corner.y - before.y)
            isFirst = false
        }
    }

    private mutating func addCurve(_ corners: [(x: Int, y: Int)]) {
        func middle(_ index: Int) -> (x: Int, y: Int) {
            let (one, next) = (corners[index], corners[(index + 1) % corners.count])
            return ((one.x + next.x) / 2, (one.y + next.y) / 2)
        }
        var at = middle(corners.count - 1)
        begin("M", at.x, at.y)
        bytes.append(UInt8(ascii: "q"))
        for (index, corner) in corners.enumerated() {
            let next = middle(index)
            add(corner.x - at.x, isFirst: index == 0)
            add(corner.y - at.y)
            add(next.x - at.x)
            add(next.y - at.y)
            at = next
        }
    }

    private mutating func begin(_ letter: StaticString, _ x: Int, _ y: Int) {
        letter.withUTF8Buffer { bytes += $0 }
        add(x, isFirst: true)
        add(y)
    }

    /// A number; its sign parts it from the one before, else a space does.
    private mutating func add(_ number: Int, isFirst: Bool = false) {
        if number >= 0, !isFirst { bytes.append(UInt8(ascii: " ")) }
        bytes += String(number).utf8
    }
}
