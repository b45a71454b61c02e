import Testing

@testable import SangamDirectory

@Suite struct MapClustersTests {
    private func views(_ seeded: inout SeededPoints) -> [MapView] {
        [.world, MapView.world.moved(east: 1)]
            + (0..<10).map { _ in
                MapView(centre: seeded.point(), zoom: Int(seeded.next() % 15))
            }
    }

    @Test(arguments: [(5_000, 11), (5_000, 12), (100_000, 13)])
    func `each point is counted once: brute force agrees`(count: Int, seed: UInt64) throws {
        var seeded = SeededPoints(seed: seed)
        let points = seeded.points(count)
        for view in views(&seeded) {
            for grid in [MapClusters.Grid.picture, .data] {
                let found = MapClusters(points, window: view.window, grid: grid)
                // Another way to say what lies in the view: by degrees.
                let bounds = view.bounds
                let isWhole = view.window.width >= 1
                let inside = points.filter { point in
                    let (latitude, longitude) = (point.point.latitude, point.point.longitude)
                    let isEast = longitude >= bounds.west
                    let isWest = longitude < bounds.east
                    let isBeside =
                        bounds.west < bounds.east ? isEast && isWest : isEast || isWest
                    let isHigh = latitude <= bounds.north || view.window.north == 0
                    let isLow =
                        latitude > bounds.south
                        || view.window.north + view.window.height >= 1
                    return (isWhole || isBeside) && isHigh && isLow
                }
                // A point may lie on the very edge, where rounding decides.
                #expect(abs(found.inside - inside.count) <= 1, "seed \(seed) \(view)")
                #expect(found.inside + found.outside == count)
                #expect(found.clusters.allSatisfy { $0.count > 0 })
                #expect(found.clusters.count <= grid.columns * grid.rows)
                #expect(found.clusters.count <= MapClusters.maximum)
                #expect(Set(found.clusters.map(\.tag)).count == found.clusters.count)
            }
        }
    }

    @Test func `every cluster without joining is exactly the points of its cell`() {
        var seeded = SeededPoints(seed: 21)
        let points = seeded.points(5_000)
        for view in views(&seeded) {
            var cells: [Int: [Int]] = [:]
            for (index, point) in points.enumerated() {
                guard let place = view.window.fraction(of: point.point) else { continue }
                // A point on the very edge of a cell: whole numbers decide.
                let (x, y) = (Int(place.x * 4_194_304), Int(place.y * 4_194_304))
                let cell = min(19, y * 20 / 4_194_304) * 20 + min(19, x * 20 / 4_194_304)
                cells[cell, default: []].append(index)
            }
            let found = MapClusters(points, window: view.window, grid: .data)
            #expect(found.clusters.map(\.count).sorted() == cells.values.map(\.count).sorted())
            for cluster in found.clusters {
                let cell = cells.values.first { $0.contains(cluster.tag) }
                #expect(cell?.count == cluster.count)
            }
        }
    }

    @Test(arguments: 30...39)
    func `the order of the points changes nothing`(seed: UInt64) {
        var seeded = SeededPoints(seed: seed)
        let points = seeded.points(2_000)
        var turned = Array(points.reversed())
        for index in turned.indices.dropLast() {
            turned.swapAt(index, index + Int(seeded.next() % UInt64(turned.count - index)))
        }
        let view = MapView(centre: seeded.point(), zoom: Int(seeded.next() % 6))
        for grid in [MapClusters.Grid.picture, .data] {
            #expect(
                MapClusters(points, window: view.window, grid: grid)
                    == MapClusters(turned, window: view.window, grid: grid))
        }
    }

    @Test(arguments: 40...69)
    func `symbols of a picture never touch, and none is cut off by the edge`(seed: UInt64) {
        var seeded = SeededPoints(seed: seed)
        let points = seeded.points(3_000)
        let view = MapView(centre: seeded.point(), zoom: Int(seeded.next() % 10))
        let clusters = MapClusters(points, window: view.window, grid: .picture).clusters
        // 44 pixels, where the picture is 328 wide.
        let wide = 44.0 / 328
        for (index, one) in clusters.enumerated() {
            #expect(min(one.x, 1 - one.x) >= wide / 2, "seed \(seed)")
            #expect(min(one.y, 1 - one.y) * MapView.aspect >= wide / 2, "seed \(seed)")
            for other in clusters[(index + 1)...] {
                let (right, down) = (one.x - other.x, (one.y - other.y) * MapView.aspect)
                #expect((right * right + down * down).squareRoot() >= wide, "seed \(seed)")
            }
        }
    }

    @Test func `points at one spot are one cluster at every zoom, and it says so`() throws {
        let durban = try #require(GeoPoint(latitude: -29.855, longitude: 31.025))
        let points = (0..<12).map { MapPoint(durban, tag: 100 - $0) }
        for zoom in MapView.zooms {
            let view = MapView(centre: durban, zoom: zoom)
            let found = MapClusters(points, window: view.window, grid: .picture)
            let cluster = try #require(found.clusters.first)
            #expect(found.clusters.count == 1 && cluster.count == 12)
            #expect(cluster.isOneSpot)
            // Of equals the smallest tag.
            #expect(cluster.tag == 89)
            #expect(Distance.kilometres(from: cluster.centre, to: durban) < 0.1)
        }
    }

    @Test func `a cluster that is not at one spot falls apart when one follows it`() throws {
        var seeded = SeededPoints(seed: 70)
        let points = seeded.points(5_000)
        var view = MapView.world
        for _ in 0..<20 {
            let found = MapClusters(points, window: view.window, grid: .picture)
            let cluster = try #require(found.clusters.first)
            guard cluster.count > 1, !cluster.isOneSpot, view.zoom < 14 else { return }
            let fitted = MapView(fitting: cluster.window, closest: 14)
            let centre = fitted.centre
            view = MapView(centre: centre, zoom: max(fitted.zoom, view.zoom + 1))
        }
        Issue.record("twenty steps did not lead to an end")
    }

    @Test func `the tag is that of the point nearest to the middle`() {
        var seeded = SeededPoints(seed: 71)
        let points = seeded.points(1_000)
        let clusters = MapClusters(points, window: MapView.world.window, grid: .data).clusters
        for cluster in clusters {
            let nearest = points.min {
                distance($0.point, cluster.centre) < distance($1.point, cluster.centre)
            }
            let chosen = points[cluster.tag]
            let least = nearest.map { distance($0.point, cluster.centre) } ?? 0
            #expect(distance(chosen.point, cluster.centre) <= least + 1e-6)
        }
    }

    @Test func `counts that the caller has made are added up, up to what a cell holds`() throws {
        let leeds = try #require(GeoPoint(latitude: 53.8, longitude: -1.55))
        let points = [
            MapPoint(leeds, count: 40, tag: 1), MapPoint(leeds, count: 0, tag: 2),
            MapPoint(leeds, count: Int.max, tag: 3), MapPoint(leeds, count: Int.max, tag: 4),
        ]
        let two = MapClusters(points[..<2], window: MapView.world.window, grid: .picture)
        #expect(two.clusters.map(\.count) == [41])
        let all = MapClusters(points, window: MapView.world.window, grid: .picture)
        #expect(all.clusters.map(\.count) == [1 << 31])
    }

    @Test func `no points and points elsewhere give no clusters`() throws {
        let leeds = try #require(GeoPoint(latitude: 53.8, longitude: -1.55))
        let durban = try #require(GeoPoint(latitude: -29.86, longitude: 31.03))
        let view = MapView(centre: durban, zoom: 8)
        #expect(MapClusters([], window: view.window, grid: .picture).clusters.isEmpty)
        let found = MapClusters([MapPoint(leeds, tag: 0)], window: view.window, grid: .picture)
        #expect(found.clusters.isEmpty && found.outside == 1)
    }

    private func distance(_ one: GeoPoint, _ other: GeoPoint) -> Double {
        let (a, b) = (WebMercator.position(of: one), WebMercator.position(of: other))
        let right = min(abs(a.x - b.x), 1 - abs(a.x - b.x))
        return (right * right + (a.y - b.y) * (a.y - b.y)).squareRoot()
    }
}
