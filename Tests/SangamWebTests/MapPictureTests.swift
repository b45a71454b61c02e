import Foundation
import Testing

@testable import SangamDirectory
@testable import SangamWeb

@Suite struct MapPictureTests {
    private static let filters = "q=bread+%26+%22roti%22&kind=offer&kind=want&country=ZA&page=x"

    @Test(arguments: [600, 5_000])
    func `counts of all symbols and of what is outside make the whole`(count: Int) throws {
        let trial = MapTrial(count: count, seed: 5)
        for zoom in [0, 1, 3, 6, 9, 14] {
            let durban = try #require(GeoPoint(latitude: -29.86, longitude: 31.03))
            let view = MapView(centre: durban, zoom: zoom)
            let picture = try #require(trial.picture(view))
            let inside = picture.marks.reduce(0) { $0 + (Int($1.markCount ?? "1") ?? 0) }
            let outside = picture.mapElsewhere?.split(separator: " ").last.flatMap { Int($0) } ?? 0
            #expect(inside + outside == count)
            #expect(picture.mapHere == "mapHere \(inside)")
        }
    }

    @Test func `every link of clusters, moves and lists keeps the filters and the language`() throws
    {
        let trial = MapTrial(count: 3_000, seed: 6)
        for zoom in [0, 4, 8] {
            let view = MapView(centre: trial.points[0].point, zoom: zoom)
            let picture = try #require(
                trial.picture(view, query: Self.filters, root: "/ar", live: true))
            let reader = MarkupReader(try MapTrial.html(picture, "mappicture"))
            #expect(reader.isWhole)
            let own = reader.links.filter { $0.hasPrefix("/ar/map") || $0.hasPrefix("/ar/search") }
            #expect(own.count > 7)
            for link in own {
                #expect(
                    link.contains(
                        "?q=bread%20%26%20%22roti%22&kind=offer&kind=want&country=ZA"),
                    "\(link)")
                #expect(!link.contains("page="))
            }
            for link in reader.links where !own.contains(link) {
                #expect(
                    link.hasPrefix("/l/n/organisation/")
                        || link.hasPrefix("https://www.openstreetmap.org/#map="))
            }
        }
    }

    @Test func `a click on a cluster zooms in to where its listings are`() throws {
        let trial = MapTrial(count: 2_000, seed: 7)
        let picture = try #require(trial.picture(.world))
        for mark in picture.marks where mark.markCount != nil {
            #expect(mark.markPath.hasSuffix("#map"))
            let query =
                mark.markPath.dropLast(4).split(separator: "?").last.map {
                    Array($0.utf8)
                } ?? []
            let parameters = try #require(QueryParameters(query))
            let view = try #require(
                MapView(
                    at: parameters.values("at").first ?? "",
                    zoom: parameters.values("zoom").first ?? ""))
            #expect(view.zoom >= 1)
            let found = MapClusters(trial.points, window: view.window, grid: .picture)
            let count = try #require(mark.markCount.flatMap { Int($0) })
            #expect(found.inside * 2 >= count, "\(mark.markPath): \(found.inside) of \(count)")
        }
    }

    @Test func `listings at one spot lead to the list, a single one to its page`() throws {
        let durban = try #require(GeoPoint(latitude: -29.855, longitude: 31.025))
        var trial = MapTrial(count: 0, seed: 1)
        trial = MapTrial(points: (0..<3).map { MapPoint(durban, tag: $0) }, detail: trial.detail)
        let view = MapView(centre: durban, zoom: 3)
        let mark = try #require(trial.picture(view, query: "kind=offer&near=1,2,3")?.marks.first)
        #expect(mark.markPath == "/search?kind=offer&near=-29.8550,31.0250&within=1")
        #expect(mark.markWords == "mapSpotIn 3 place=Town 0")
        trial = MapTrial(points: [MapPoint(durban, tag: 8)], detail: trial.detail)
        let single = try #require(trial.picture(view)?.marks.first)
        #expect(single.markPath == "/l/n/organisation/8" && single.markCount == nil)
        #expect(single.markWords == "mapOneNear name=Listing 8 place=Town 8")
    }

    @Test(arguments: [
        "<script>alert(1)</script>", "\" onload=\"alert(1)", "'><svg onload=alert(1)>",
        "\u{600}<b>", "<\u{301}img src=x>", "a\u{202E}b\u{2066}c", "]]>", "&lt;",
        String(repeating: "ل\u{64E}", count: 10_000), String(repeating: "<", count: 10_000),
        "\u{0}\u{1}\u{8}",
        "x\u{300}\u{300}\u{300}\u{300}\u{300}\u{300}\u{300}\u{300}\u{300}\u{300}",
    ])
    func `D4 D5 hostile names stay text in well-formed markup`(name: String) throws {
        var trial = MapTrial(count: 40, seed: 9)
        trial.detail = { tag in
            MapDetail(
                name: ShownLine(LanguageText(language: name, text: name)),
                path: "/l/n/organisation/\(tag)", place: name, circle: nil)
        }
        let plain = try #require(MapTrial(count: 40, seed: 9).picture(.world))
        let picture = try #require(trial.picture(.world))
        let reader = MarkupReader(try MapTrial.html(picture, "mappicture"))
        let expected = MarkupReader(try MapTrial.html(plain, "mappicture"))
        #expect(reader.isWhole && expected.isWhole)
        // Nothing but the names beside symbols may come or go.
        for (element, count) in expected.elements where element != "text" {
            #expect(reader.elements[element] == count, "\(element)")
        }
        #expect(reader.attributes.isSubset(of: expected.attributes))
    }

    @Test func `D4 hostile filters stay inside of their addresses`() throws {
        let trial = MapTrial(count: 100, seed: 10)
        let hostile = "q=%22%3E%3Cscript%3E&%22onload%3D=1&at=9,9&zoom=2&live=0&kind="
        let picture = try #require(trial.picture(.world, query: hostile, live: true))
        let html = try MapTrial.html(picture, "mappicture")
        let reader = MarkupReader(html)
        #expect(reader.isWhole && !html.contains("<script"))
        for link in reader.links where link.hasPrefix("/map") {
            #expect(link.contains("q=%22%3E%3Cscript%3E"))
            #expect(!link.contains("onload"), "what is no filter is not carried on")
            #expect(link.components(separatedBy: "zoom=").count <= 2)
        }
    }

    @Test func `the markup has no style, no script, and a name for every link of the picture`()
        throws
    {
        let picture = try #require(MapTrial(count: 900, seed: 11).picture(.world, live: true))
        let html = try MapTrial.html(picture, "mappicture")
        let reader = MarkupReader(html)
        #expect(reader.attributes.isDisjoint(with: ["style", "onclick", "onload"]))
        #expect(reader.elements["script"] == nil && reader.elements["style"] == nil)
        #expect(reader.labels.count == picture.marks.count + 5)
        #expect(html.contains("<div class=\"map\" dir=\"ltr\""))
        #expect(reader.elements["title"] == picture.marks.count)
    }

    @Test func `the page of a map stays small`() throws {
        let trial = MapTrial(count: 5_000, seed: 12)
        for zoom in 0...14 {
            for place in [(51.0, 0.0), (10, 110), (-18, 179), (-29.86, 31.03)] {
                let centre = try #require(GeoPoint(latitude: place.0, longitude: place.1))
                let view = MapView(centre: centre, zoom: zoom)
                let picture = try #require(trial.picture(view, query: Self.filters, live: true))
                // About 3 to 1 when compressed: 40,000 are below 14 kB.
                #expect(try MapTrial.html(picture, "mappicture").utf8.count < 40_000)
            }
        }
    }

    @Test func `moves that change nothing are no links`() throws {
        let trial = MapTrial(count: 10, seed: 13)
        let world = try #require(trial.picture(.world))
        #expect(
            world.moves.map { $0.movePath == nil } == [false, true, false, false, false, false])
        let close = try #require(
            trial.picture(MapView(centre: trial.points[0].point, zoom: 14)))
        #expect(close.moves[0].movePath == nil)
        #expect(close.mapCoarse == "mapTooClose" && close.ground.groundLand.isEmpty)
    }

    @Test func `names beside symbols cover no symbol and no other name`() throws {
        var naming = MapNaming([(0.5, 0.5, 20), (0.5, 0.6, 20)])
        let line = ShownLine("Durban")
        // Below stands the other symbol: it goes above.
        let first = naming.name(line, x: 0.5, y: 0.5, radius: 20)
        #expect(first.map { $0.nameY < 0 } == true)
        #expect(naming.name(line, x: 0.5, y: 0.5, radius: 20) == nil)
        #expect(naming.name(line, x: 0.01, y: 0.9, radius: 8) == nil)
        #expect(naming.name(ShownLine(""), x: 0.2, y: 0.2, radius: 8) == nil)
    }
}

extension MapTrial {
    init(points: [MapPoint], detail: @escaping (Int) -> MapDetail?) {
        self.points = points
        self.detail = detail
    }
}
