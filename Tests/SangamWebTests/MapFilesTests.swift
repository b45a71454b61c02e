import Foundation
import Testing

@testable import SangamDirectory
@testable import SangamNode
@testable import SangamWeb

@Suite struct MapFilesTests {
    @Test func `the outline is built in, is in the public domain, and draws land`() throws {
        let text = String(decoding: MapFiles.outline, as: UTF8.self)
        #expect(text.hasPrefix("# The land of the world") && text.contains("public domain"))
        let outline = try MapFiles.land.get()
        let path = outline.path(.world)
        #expect(path.hasPrefix("M") && path.hasSuffix("z"))
        #expect(path.utf8.allSatisfy { "Mlqzhv-0123456789 ".utf8.contains($0) })
        // Of a page's 14 kB with its style; a path compresses to less than half.
        #expect(path.utf8.count < 7_000)
        let json = try JSONSerialization.jsonObject(with: Data(outline.json))
        let rings = (json as? [String: Any])?["rings"] as? [[Int]] ?? []
        #expect(rings.count > 100 && rings.allSatisfy { $0.count >= 6 && $0.count % 2 == 0 })
    }

    @Test(arguments: [
        (0.0, 25.0, true), (0, -30, false), (-25, 134, true), (60, 100, true), (-40, 80, false),
        (42, 51, false), (23, 80, true), (40, -160, false), (-10, -55, true),
    ])
    func `land is where land is`(latitude: Double, longitude: Double, isLand: Bool) throws {
        let outline = try MapFiles.land.get()
        let point = try #require(GeoPoint(latitude: latitude, longitude: longitude))
        for zoom in 0...3 {
            let view = MapView(centre: point, zoom: zoom)
            let place = try #require(view.window.fraction(of: point))
            let step = Double(Outline.step(zoom))
            #expect(
                Self.isInside(
                    outline.path(view), x: place.x * 1_024 / step + 0.37,
                    y: place.y * 768 / step + 0.41) == isLand, "zoom \(zoom)")
        }
    }

    @Test func `no island is lost where the land is drawn in large steps`() throws {
        let rings =
            String(decoding: MapFiles.outline, as: UTF8.self)
            .split(separator: "level ")[1].split(separator: "\n").count - 1
        let drawn = try MapFiles.land.get().path(.world).utf8.count {
            $0 == UInt8(ascii: "M")
        }
        // Rings about the south pole are outside of the picture; some go on beyond its edges.
        #expect(drawn >= rings - 3)
        let line: [(x: Double, y: Double)] = [(0, 0), (1, 0.1), (2, 0), (3, 2), (4, 0)]
        let thinned = LineThinning.thinned(line, by: 0.5)
        #expect(thinned.map(\.x) == [0, 2, 3, 4])
    }

    @Test func `over the 180th meridian the land goes on`() throws {
        let outline = try MapFiles.land.get()
        let strait = try #require(GeoPoint(latitude: 66, longitude: 179.9))
        let path = outline.path(MapView(centre: strait, zoom: 3))
        // Chukotka in the west, Alaska in the east.
        #expect(Self.isInside(path, x: 440.4, y: 380.3))
        let alaska = try #require(GeoPoint(latitude: 66, longitude: -158))
        let place = try #require(
            MapView(centre: strait, zoom: 3).window.fraction(of: alaska))
        #expect(Self.isInside(path, x: place.x * 1_024, y: place.y * 768))
    }

    @Test(arguments: [
        "", "level coarse 1024\n", "1 2 3 4 5 6\n", "level a 0\n", "level a x\n",
        "level a 4\n1 2 3 4 5 6\nlevel b 4\n1 2 3\n", "level a 4\nlevel b 4\n1 2 3 4 5 x\n",
        "level a 4\nlevel b 4\n1 2 3 4 5 99999999999\n", "level a 4\nlevel b 4\nlevel c 4\n",
    ])
    func `a broken outline is refused`(text: String) {
        #expect(throws: Outline.Fault.self) { try Outline(Array(text.utf8)) }
    }

    @Test func `the script as it is served is at most 10 kB and asks nobody else`() {
        let text = String(decoding: MapFiles.script, as: UTF8.self)
        #expect(text.utf8.count <= 10_000 && text.utf8.count > 4_000)
        for word in [
            "http:", "https:", "localStorage", "sessionStorage", "cookie", "eval(", "innerHTML",
            "new Function",
        ] {
            #expect(!text.contains(word), "\(word)")
        }
        #expect(!text.contains("\n ") && !text.contains("\n//"))
    }

    @Test func `E8 only four names are answered, whatever is asked for`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(LeafletFiles(folder: folder.path) == nil)
        for name in ["leaflet.min.js", "leaflet.css", "leaflet.markercluster.min.js"] {
            try Data(name.utf8).write(to: folder.appending(path: name))
        }
        #expect(LeafletFiles(folder: folder.path) == nil)
        try Data("css".utf8).write(to: folder.appending(path: "MarkerCluster.css"))
        try Data("gz".utf8).write(to: folder.appending(path: "leaflet.css.gz"))
        let files = try #require(LeafletFiles(folder: folder.path))
        for name in LeafletFiles.names { #expect(files.file(name) != nil) }
        #expect(files.file("leaflet.css")?.gzip == Array("gz".utf8))
        #expect(files.file("leaflet.js")?.gzip == nil)
        for name in ["", "leaflet.min.js", "../leaflet.css", "/etc/passwd", "leaflet.css/", "."] {
            #expect(files.file(name) == nil)
        }
        #expect(LeafletFiles.finding(files).fix == nil)
    }

    @Test func `doctor says what to install when the live map is absent`() throws {
        let finding = LeafletFiles.finding(LeafletFiles(folder: "/nowhere"))
        #expect(finding.level == .warn)
        let fix = try #require(finding.fix)
        #expect(fix.contains("apt-get install libjs-leaflet libjs-leaflet.markercluster"))
    }

    /// The even-odd rule on a path of straight lines.
    private static func isInside(_ path: String, x: Double, y: Double) -> Bool {
        var isInside = false
        for ring in path.split(separator: "z") {
            let numbers = ring.replacingOccurrences(of: "-", with: " -").split {
                "Ml ".contains($0)
            }.compactMap { Double($0) }
            var corners: [(Double, Double)] = []
            var at = (0.0, 0.0)
            for index in stride(from: 0, to: numbers.count - 1, by: 2) {
                at = (at.0 + numbers[index], at.1 + numbers[index + 1])
                corners.append(at)
            }
            guard var last = corners.last else { continue }
            for corner in corners {
                if (corner.1 > y) != (last.1 > y) {
                    let part = (y - corner.1) / (last.1 - corner.1)
                    if x < corner.0 + part * (last.0 - corner.0) { isInside.toggle() }
                }
                last = corner
            }
        }
        return isInside
    }
}
