import Mustache

/// The page templates, which are built into the program.
struct Templates: Sendable {
    enum Name: String, CaseIterable, Sendable {
        case home, search, listing, networks, message
        // Parts of the others.
        case head, foot, results, text, rows, provenance
    }

    /// A template that is missing or wrong: the program does not start.
    struct Fault: Error, CustomStringConvertible {
        let name: String
        let reason: String
        var description: String { "the page template \(name) cannot be used: \(reason)" }
    }

    private let library: MustacheLibrary

    init() throws(Fault) {
        MustacheContentTypes.register(SangamContentType(), named: SangamContentType.name)
        let start = "{{% CONTENT_TYPE:\(SangamContentType.name) }}\n"
        var library = MustacheLibrary()
        for name in Name.allCases {
            guard let text = String(validating: Self.source(name), as: UTF8.self),
                text.hasPrefix(start)
            else { throw Fault(name: name.rawValue, reason: "it does not begin with \(start)") }
            do {
                try library.register(Self.trimmed(text), named: name.rawValue)
            } catch {
                throw Fault(name: name.rawValue, reason: "\(error)")
            }
        }
        self.library = library
    }

    /// A page of a model.
    func render(_ model: some Sendable, _ name: Name) -> [UInt8] {
        Array((library.render(model, withTemplate: name.rawValue) ?? "").utf8)
    }

    /// Without the line feed at the end of the file: it would stand on the page, and a part such as
    /// `text` stands inside a line.
    private static func trimmed(_ text: String) -> String {
        text.utf8.last == 0x0A ? String(text.unicodeScalars.dropLast()) : text
    }

    private static func source(_ name: Name) -> [UInt8] {
        switch name {
        case .home: PackageResources.home_mustache
        case .search: PackageResources.search_mustache
        case .listing: PackageResources.listing_mustache
        case .networks: PackageResources.networks_mustache
        case .message: PackageResources.message_mustache
        case .head: PackageResources.head_mustache
        case .foot: PackageResources.foot_mustache
        case .results: PackageResources.results_mustache
        case .text: PackageResources.text_mustache
        case .rows: PackageResources.rows_mustache
        case .provenance: PackageResources.provenance_mustache
        }
    }
}
