import SangamLog

/// Writes records as an Atom feed: one entry each, in the order given.
///
/// Shape: an entry's id is `urn:sangam:<node id>:<kind>:<id>` for ever; `updated` is the time of
/// the network's log; the author is the network; `rights` the licence. No ways of contact.
/// Source: RFC 4287.
public struct AtomWriter: ExportWriter {
    private let feed: ViewHead
    private let privacy: ExportPrivacy

    /// A feed for readers of `feed.language`.
    public init(_ feed: ViewHead, privacy: ExportPrivacy = .public) {
        self.feed = feed
        self.privacy = privacy
    }

    public mutating func begin() -> [UInt8] {
        var bytes = Array("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".utf8)
        XMLText.tag(
            "feed",
            [
                ("xmlns", "http://www.w3.org/2005/Atom"),
                ("xml:lang", Self.language(feed.language)),
            ], to: &bytes)
        bytes.append(0x0A)
        XMLText.element("id", text: feed.id, to: &bytes)
        XMLText.element("title", text: Self.line(feed.title, or: feed.id), to: &bytes)
        XMLText.element("updated", text: Self.time(feed.updated), to: &bytes)
        Self.author(feed.author, uri: nil, to: &bytes)
        let links = [("self", feed.selfLink), ("alternate", feed.alternate), ("next", feed.next)]
        for (rel, address) in links {
            guard let address else { continue }
            let type = rel == "alternate" ? "text/html" : "application/atom+xml"
            XMLText.element(
                "link", [("rel", rel), ("type", type), ("href", address)], to: &bytes)
        }
        if let rights = feed.rights { XMLText.element("rights", text: rights, to: &bytes) }
        XMLText.element("generator", text: "Sangam", to: &bytes)
        return bytes
    }

    public mutating func resume(hasRows: Bool) {}

    public mutating func end() -> [UInt8] { Array("</feed>\n".utf8) }

    public mutating func row(_ exported: ExportedRecord) -> [UInt8] {
        guard let exported = privacy.reduced(exported) else { return [] }
        let record = Record(json: exported.payload)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(2_048)
        let name = record.names.best(for: [feed.language], original: record.lang)
        XMLText.tag("entry", [("xml:lang", Self.language(name?.language))], to: &bytes)
        bytes.append(0x0A)
        XMLText.element("id", text: exported.urn, to: &bytes)
        let title = Self.line(name?.text ?? "", or: exported.id.description)
        XMLText.element("title", text: title, to: &bytes)
        let updated = exported.updated ?? exported.confirmed ?? feed.updated
        XMLText.element("updated", text: Self.time(updated), to: &bytes)
        Self.author(exported.network, uri: exported.id.node, to: &bytes)
        let link = exported.link.flatMap { SchemaNode.isWeb($0) ? $0 : nil }
        if let link {
            XMLText.element(
                "link", [("rel", "alternate"), ("type", "text/html"), ("href", link)], to: &bytes)
        }
        categories(record, to: &bytes)
        text(record, hasLink: link != nil, title: title, to: &bytes)
        var rights = "© " + DisplayText.line(exported.credit)
        if let terms = exported.terms { rights += " · " + DisplayText.line(terms) }
        XMLText.element("rights", text: rights, to: &bytes)
        bytes.append(contentsOf: "</entry>\n".utf8)
        return bytes
    }

    // MARK: - Parts of an entry

    /// The kind, the classes and the goods; at most 50, so that no entry grows without end.
    private func categories(_ record: Record, to bytes: inout [UInt8]) {
        XMLText.element(
            "category", [("term", record.kind), ("scheme", "urn:sangam:kind")], to: &bytes)
        let goods: [Term] = record.categories.map { .code($0) } + record.goods
        for term in goods.prefix(50) {
            let scheme: String? =
                if case .code(let code) = term { "urn:sangam:" + Self.name(code.scheme) } else {
                    nil
                }
            let label = DisplayText.line(term.label)
            if !label.isEmpty {
                XMLText.element("category", [("term", label), ("scheme", scheme)], to: &bytes)
            }
        }
    }

    /// The short and the long text; an entry without a page to lead to must have some content.
    private func text(
        _ record: Record, hasLink: Bool, title: String, to bytes: inout [UInt8]
    ) {
        func add(_ name: String, _ text: LanguageText) {
            XMLText.element(
                name, [("type", "text"), ("xml:lang", Self.language(text.language))],
                text: DisplayText.clean(text.text), to: &bytes)
        }
        if let short = record.summaries.best(for: [feed.language], original: record.lang) {
            add("summary", short)
        }
        if let long = record.descriptions.best(for: [feed.language], original: record.lang) {
            add("content", long)
        } else if !hasLink {
            add("content", LanguageText(language: "und", text: title))
        }
    }

    private static func author(_ name: String, uri: NodeID?, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: "<author>".utf8)
        let shown = line(name, or: uri?.text ?? "Sangam")
        XMLText.element("name", text: shown, to: &bytes)
        if let uri { XMLText.element("uri", text: "urn:sangam:\(uri.text)", to: &bytes) }
        bytes.append(contentsOf: "</author>\n".utf8)
    }

    private static func language(_ tag: String?) -> String? {
        tag.flatMap { $0 != "und" && LanguageTag.isWellFormed($0) ? $0 : nil }
    }

    private static func line(_ text: String, or other: String) -> String {
        let line = DisplayText.line(text)
        return line.isEmpty ? other : line
    }

    /// The part of a name that an IRI may hold; other bytes are written as `%` and two digits.
    private static func name(_ scheme: String) -> String {
        var bytes: [UInt8] = []
        for byte in scheme.utf8.prefix(100) {
            if FlatCodec.isWordByte(byte) {
                bytes.append(byte)
            } else {
                let hex = Array("0123456789ABCDEF".utf8)
                bytes += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func time(_ unixSeconds: Int64) -> String { moment(unixSeconds).internetText }

    /// A moment in UTC; 1970 for one that no calendar names.
    static func moment(_ unixSeconds: Int64) -> CivilMoment {
        CivilMoment(unixSeconds: unixSeconds) ?? CivilMoment(startOf: .epoch)
    }
}
