@testable import SangamWeb

/// Pages with everything on them, and pages with as little as there can be.
struct Samples: Sendable {
    /// Whether every part of a page is there.
    let isFull: Bool
    let words: [String: String]
    var tag = "en"
    var direction = "ltr"
    /// Stands in the place of every text, if it is set.
    var hostile: String?

    var root: String { tag == "en" ? "" : "/\(tag)" }

    static let node = "k4gidesfoerp245rpxqf2vacrwd7bj7w"
    static let listing = "\(node)/organisation/3n372anpsvzcdjeytnslg5ykqm"

    func text(_ text: String) -> String { hostile ?? text }

    func line(_ line: String, _ language: String? = "en") -> ShownLine {
        ShownLine(text(line), language: language)
    }

    func value(
        _ text: String, href: String? = nil, path: String? = nil, note: String? = nil
    ) -> FieldValue {
        FieldValue(self.text(text), href: href, path: path, note: note.map(self.text))
    }

    func row(_ label: String, _ values: String..., isForeign: Bool = false) -> FieldRow {
        FieldRow(label: text(label), isForeign: isForeign, values: values.map { value($0) })
    }

    func link(_ linkText: String, _ path: String = "/search?q=x") -> PageLink {
        PageLink(linkText: text(linkText), linkPath: root + path)
    }

    func named(
        _ name: String, _ language: String? = "en", _ note: String? = nil, path: String? = "/search"
    ) -> NamedLink {
        NamedLink(
            namedText: line(name, language), namedPath: path.map { root + $0 },
            namedNote: note.map(text))
    }

    func moment(_ words: String) -> ShownMoment {
        ShownMoment(
            momentText: text(words), momentExact: text("19 November 2026, 09:30"),
            momentISO: "2026-11-19T09:30:00Z")
    }

    func some<Value>(_ values: [Value]) -> [Value] { isFull ? values : [] }

    func some<Value>(_ value: Value) -> Value? { isFull ? value : nil }

    func frame(_ title: String, path: String = "/", hasSearchBox: Bool = true) -> Frame {
        let languages = [
            ("العربية", "ar"), ("English", "en"), ("Español", "es"), ("Français", "fr"),
            ("Bahasa Indonesia", "id"), ("Português", "pt"), ("اردو", "ur"),
        ]
        var frame = Frame(
            title: text(title), site: text("SEM South Africa"),
            runBy: text("This page is run by SEM South Africa."), words: words, tag: tag,
            direction: direction, root: root, homePath: root.isEmpty ? "/" : root,
            tongueNow: languages.first { $0.1 == tag }?.0 ?? "English",
            tongues: languages.map { name, tag in
                Frame.Tongue(
                    tongueName: name, tongueTag: tag, tonguePath: "/\(tag)\(path)",
                    tongueIsCurrent: tag == self.tag)
            })
        frame.hasSearchBox = hasSearchBox
        guard isFull else { return frame }
        frame.canonical = "https://sem.example.org\(path)"
        frame.alternates = languages.map { name, tag in
            Frame.Alternate(
                alternateTag: tag, alternateURL: "https://sem.example.org/\(tag)\(path)")
        }
        frame.feeds = [
            Frame.Feed(
                feedTitle: text("New listings"), feedType: "application/atom+xml",
                feedPath: "/search.atom?q=bread")
        ]
        frame.about = text("Bread and rolls, baked each night by 14 members.")
        let name = hostile == nil ? "Umbumbano" : "</script><b>"
        frame.linkedData = LinkedData(json: #"{"@type":"Organization","name":"\#(name)"}"#)
        frame.isUnchecked = tag != "en"
        frame.textSwitchPath = "\(root)\(path)?pictures=no"
        return frame
    }

    var exports: [ExportLink] {
        [
            ("CSV", ".csv"), ("Excel", ".excel.csv"), ("GeoJSON", ".geojson"),
            ("JSON-LD", ".jsonld"), ("NDJSON", ".ndjson"), ("ICS", ".ics"), ("vCard", ".vcf"),
        ].map { ExportLink(exportText: text($0.0), exportPath: "/search\($0.1)?q=bread") }
    }
}
