import Mustache

/// The page templates, which are built into the program.
struct Templates: Sendable {
    enum Name: String, CaseIterable, Sendable {
        case home, search, map, calendar, goods, listing, network, networks, tree, figures
        case print, embedlist, embedmap, verify, help, privacy, accessibility
        case ask, correct, sent, message
        // Parts of the others.
        case head, foot, text, value, moment, rows, results, agenda, thing, exports, notices,
            relations
        case searchtop, facets, empty, viewfoot, people, provenance, reach, merged, share, branch,
            faults, crumbs
        // The one that writes markup of ours as it is.
        case linkeddata
        // The maps.
        case ground, mappicture, placepicture
    }

    /// A template that is missing or wrong: the program does not start.
    struct Fault: Error, CustomStringConvertible {
        let name: String
        let reason: String
        var description: String { "the page template \(name) cannot be used: \(reason)" }
    }

    private let library: MustacheLibrary
    /// `/style.css`, `/art.svg` and `/icon.svg`.
    let style: [UInt8]
    let art: [UInt8]
    let icon: [UInt8]

    /// Throws: the first template that is missing or wrong. They are read once for each process.
    init() throws(Fault) { self = try Self.once.get() }

    private static let once = Result { () throws(Fault) in try Templates(library: read()) }

    private init(library: MustacheLibrary) {
        self.library = library
        style = WebResources.bytes("style.css")
        art = WebResources.bytes("art.svg")
        icon = WebResources.bytes("icon.svg")
    }

    private static func read() throws(Fault) -> MustacheLibrary {
        MustacheContentTypes.register(SangamContentType(), named: SangamContentType.name)
        let start = "{{% CONTENT_TYPE:\(SangamContentType.name) }}\n"
        var library = MustacheLibrary()
        for name in Name.allCases {
            guard let bytes = WebResources.all["\(name.rawValue).mustache"],
                let text = String(validating: bytes, as: UTF8.self), text.hasPrefix(start)
            else { throw Fault(name: name.rawValue, reason: "it does not begin with \(start)") }
            do {
                try library.register(trimmed(text), named: name.rawValue)
            } catch {
                throw Fault(name: name.rawValue, reason: "\(error)")
            }
        }
        return library
    }

    /// A page of a model.
    func render(_ model: some Sendable, _ name: Name) -> [UInt8] {
        Array(
            (library.render(ModelMembers.read(model), withTemplate: name.rawValue) ?? "").utf8)
    }

    /// Without the line feed at the end of the file: it would stand on the page, and a part such as
    /// `text` stands inside a line.
    private static func trimmed(_ text: String) -> String {
        text.utf8.last == 0x0A ? String(text.unicodeScalars.dropLast()) : text
    }
}
