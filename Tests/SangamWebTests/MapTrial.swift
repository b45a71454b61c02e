import Foundation
import FoundationXML
import Mustache

@testable import SangamDirectory
@testable import SangamWeb

/// What the tests of the map share: points, words that name their keys, and rendering.
struct MapTrial {
    static let outline: Outline? = try? MapFiles.land.get()

    /// Words that show the key, the count and the values, so that a test sees what was asked for.
    static let words = MapWords(
        text: { key, count, values in
            let inside = values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            return ([key] + (count.map { [String($0)] } ?? []) + inside).joined(separator: " ")
        },
        number: { String($0) },
        forms: { [("one", "1 \($0) {place}"), ("other", "{count} \($0) {place}")] })

    let points: [MapPoint]
    var detail: (Int) -> MapDetail? = { tag in
        MapDetail(
            name: ShownLine("Listing \(tag)", language: "en"), path: "/l/n/organisation/\(tag)",
            place: "Town \(tag)", circle: nil)
    }

    init(count: Int, seed: UInt64) {
        var state = seed
        func next() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / Double(1 << 53)
        }
        points = (0..<count).map { tag in
            let isFar = next() < 0.3
            let point = GeoPoint(
                latitude: -29.86 + (isFar ? 60 : 1) * (next() - 0.5),
                longitude: 31.03 + (isFar ? 200 : 1) * (next() - 0.5))
            return MapPoint(point ?? .origin, tag: tag)
        }
    }

    func picture(
        _ view: MapView, query: String = "", root: String = "", live: Bool = false
    ) -> MapPicture? {
        guard let outline = Self.outline, let query = QueryParameters(Array(query.utf8)) else {
            return nil
        }
        let clusters = MapClusters(points, window: view.window, grid: .picture)
        var details: [Int: MapDetail] = [:]
        for cluster in clusters.clusters { details[cluster.tag] = detail(cluster.tag) }
        let address = ViewAddress(mapAt: root, query)
        return MapPicture(
            view: view, clusters: clusters, details: details, address: address,
            outline: outline, words: Self.words,
            live: live
                ? LiveMap(view: view, address: address, words: Self.words, language: "en") : nil)
    }

    static let resources = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Sources/SangamWeb/Resources").standardized

    static func html(_ model: some Sendable, _ name: String) throws -> String {
        MustacheContentTypes.register(SangamContentType(), named: SangamContentType.name)
        var library = MustacheLibrary()
        for name in ["ground", "mappicture", "placepicture"] {
            let file = resources.appending(path: name + ".mustache")
            let text = try String(contentsOf: file, encoding: .utf8)
            try library.register(String(text.dropLast()), named: name)
        }
        return library.render(model, withTemplate: name) ?? ""
    }
}

/// Reads a page part as XML, which is stricter than a browser: names, nesting, links, texts.
final class MarkupReader: NSObject, XMLParserDelegate {
    private(set) var elements: [String: Int] = [:]
    private(set) var attributes: Set<String> = []
    private(set) var links: [String] = []
    private(set) var labels: [String] = []
    private(set) var isWhole = false

    init(_ html: String) {
        super.init()
        // What HTML may write without a value.
        var text = html
        let bare = [
            "data-live-status", "data-live-button", "data-live-picture", "hidden", "data-on",
        ]
        for name in bare {
            text = text.replacingOccurrences(
                of: " \(name)(?=[ >])", with: " \(name)=\"\"", options: .regularExpression)
        }
        let parser = XMLParser(data: Data("<page>\(text)</page>".utf8))
        parser.delegate = self
        isWhole = parser.parse()
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes found: [String: String] = [:]
    ) {
        elements[name, default: 0] += 1
        attributes.formUnion(found.keys)
        if name == "a", let link = found["href"] { links.append(link) }
        if name == "a", let label = found["aria-label"] { labels.append(label) }
    }
}
