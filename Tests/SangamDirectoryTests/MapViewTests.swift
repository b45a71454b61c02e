import Foundation
import Testing

@testable import SangamDirectory

@Suite struct MapViewTests {
    @Test func `the projection agrees with the functions of the C library`() {
        var seeded = SeededPoints(seed: 1)
        for _ in 0..<2_000 {
            let point = seeded.point()
            let (x, y) = WebMercator.position(of: point)
            let latitude = max(-85.0511287798066, min(85.0511287798066, point.latitude))
            let radians = latitude * .pi / 180
            let expected = 0.5 - log(tan(.pi / 4 + radians / 2)) / (2 * .pi)
            #expect(abs(y - expected) < 1e-9)
            let turned = (point.longitude + 180) / 360
            #expect(abs(x - (turned == 1 ? 0 : turned)) < 1e-12)
            let back = WebMercator.point(x: x, y: y)
            #expect(abs(back.latitude - latitude) < 1e-6)
            #expect(abs(back.longitude - (turned == 1 ? -180 : point.longitude)) < 1e-9)
        }
    }

    @Test(arguments: [(0.0, 0.5), (85.0511287798066, 0), (-85.0511287798066, 1), (90, 0), (-90, 1)])
    func `known latitudes stand where web maps put them`(latitude: Double, y: Double) throws {
        let point = try #require(GeoPoint(latitude: latitude, longitude: 0))
        #expect(abs(WebMercator.position(of: point).y - y) < 1e-9)
    }

    @Test(arguments: [
        ("-29.86,31.03", "6", true), ("0,0", "0", true), ("90,180", "14", true),
        ("91,0", "3", false), ("0,181", "3", false), ("0,0", "15", false), ("0,0", "-1", false),
        ("0,0", "", false), ("0,0", "07x", false), ("0", "1", false), ("0,0,0", "1", false),
        ("nan,0", "1", false), ("inf,0", "1", false), ("1e400,0", "1", false), ("", "1", false),
        ("0,0", "99999999999999999999", false), (",", "1", false),
    ])
    func `E8 an address is read or refused, and never traps`(
        at: String, zoom: String, isRead: Bool
    ) {
        #expect((MapView(at: at, zoom: zoom) != nil) == isRead)
    }

    @Test func `a view written into an address and read again is the same to a hundredth`() throws {
        var seeded = SeededPoints(seed: 2)
        for _ in 0..<500 {
            let view = MapView(centre: seeded.point(), zoom: Int(seeded.next() % 15))
            let again = try #require(MapView(at: view.at, zoom: String(view.zoom)))
            #expect(again.zoom == view.zoom)
            let gap = abs(again.window.west - view.window.west)
            #expect(min(gap, 1 - gap) < view.window.width / 50)
            #expect(abs(again.window.north - view.window.north) < view.window.height / 50)
        }
    }

    @Test func `moving east at the 180th meridian goes round the world, and north stops`() throws {
        let fiji = try #require(GeoPoint(latitude: -17, longitude: 179))
        var view = MapView(centre: fiji, zoom: 4)
        #expect(view.bounds.west > view.bounds.east)
        view = view.moved(east: 1)
        #expect(view.centre.longitude < -160)
        for _ in 0..<100 { view = view.moved(south: -1) }
        #expect(view.window.north == 0)
        for _ in 0..<100 { view = view.moved(south: 1) }
        #expect(view.window.north + view.window.height <= 1)
        for _ in 0..<40 { view = view.moved(east: 1) }
        #expect((0..<1).contains(view.window.west))
    }

    @Test func `zooming in keeps the middle and stops at both ends`() throws {
        let durban = try #require(GeoPoint(latitude: -29.86, longitude: 31.03))
        var view = MapView(centre: durban, zoom: 3)
        for _ in 0..<20 { view = view.zoomed(by: 1) }
        #expect(view.zoom == 14)
        #expect(abs(view.centre.latitude - -29.86) < 1e-6)
        #expect(view.zoomed(by: Int.max).zoom == 14)
        #expect(view.zoomed(by: Int.min + 1).zoom == 0)
        #expect(abs(view.widthKilometres - 2.12) < 0.02)
    }

    @Test(arguments: 1...40)
    func `the view that fits points shows each of them, and one closer would not`(seed: UInt64) {
        var seeded = SeededPoints(seed: seed)
        let town = seeded.point()
        let spread = 20 * seeded.fraction()
        let points = (0..<30).compactMap { _ -> GeoPoint? in
            let east = town.longitude + spread * (seeded.fraction() - 0.5)
            return GeoPoint(
                latitude: max(-70, min(70, town.latitude + spread * (seeded.fraction() - 0.5))),
                longitude: east > 180 ? east - 360 : east < -180 ? east + 360 : east)
        }
        let view = MapView(fitting: points, closest: 14)
        #expect(points.allSatisfy { view.window.fraction(of: $0) != nil }, "seed \(seed)")
        guard view.zoom < 12 else { return }
        let closer = view.zoomed(by: 1)
        let places = points.compactMap { closer.window.fraction(of: $0) }
        let isTight =
            places.count < points.count
            || places.contains { min($0.x, 1 - $0.x, $0.y, 1 - $0.y) < 0.1 }
        #expect(isTight, "seed \(seed)")
    }

    @Test func `points on both sides of the 180th meridian are fitted the short way round`() {
        let points = [(-18.1, 178.4), (-17.7, -178.8), (-21.1, -175.2)].compactMap {
            GeoPoint(latitude: $0.0, longitude: $0.1)
        }
        let view = MapView(fitting: points)
        #expect(view.zoom >= 4)
        #expect(points.allSatisfy { view.window.fraction(of: $0) != nil })
    }

    @Test func `no points give the world, one point its surroundings`() throws {
        #expect(MapView(fitting: []) == .world)
        let leeds = try #require(GeoPoint(latitude: 53.8, longitude: -1.55))
        #expect(MapView(fitting: [leeds]).zoom == 9)
        #expect(MapView(fitting: [leeds], closest: 14).zoom == 14)
    }

    @Test(arguments: [
        ("-30,30,-29,31", 30.0, 31.0), ("-30,170,-29,190", 170, -170),
        ("-30,-190,-29,-170", 170, -170), ("-80,-400,80,400", -180, 180), ("0,0,0,0", 0, 0),
        ("-30,170,-29,-170", 170, -170),
    ])
    func `bounds of a map that was dragged round the world are read`(
        text: String, west: Double, east: Double
    ) throws {
        let bounds = try #require(MapBounds(text))
        #expect(abs(bounds.west - west) < 1e-9 && abs(bounds.east - east) < 1e-9)
    }

    @Test(arguments: [
        "", "1,2,3", "1,2,3,4,5", "4,0,3,0", "0,181,0,4", "-91,0,0,0", "0,0,91,0", "nan,0,1,1",
        "0,-1e9,1,1e9", "0,0,1,inf", "a,b,c,d", ",,,",
    ])
    func `E8 other bounds are refused`(text: String) {
        #expect(MapBounds(text) == nil)
    }

    @Test func `a window of bounds holds exactly what the bounds hold`() throws {
        var seeded = SeededPoints(seed: 9)
        for text in ["-35,10,-20,40", "-30,170,10,200", "-90,-180,90,180", "50,-10,60,2"] {
            let bounds = try #require(MapBounds(text))
            let window = MapWindow(bounds)
            for _ in 0..<2_000 {
                let point = seeded.point()
                let isWide = bounds.west < bounds.east
                let isEast = point.longitude >= bounds.west
                let isWest = point.longitude < bounds.east
                let isIn =
                    (isWide ? isEast && isWest : isEast || isWest)
                    && point.latitude > bounds.south && point.latitude <= bounds.north
                #expect((window.fraction(of: point) != nil) == isIn, "\(text) \(point)")
            }
        }
    }
}
