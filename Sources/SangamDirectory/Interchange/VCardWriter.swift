import SangamLog

/// Writes organisations and networks as cards for an address book; other kinds are left out.
///
/// Shape: version 3.0 by default, because telephones, Outlook and address books on the web read it
/// and many do not read 4.0. A file of many has no ways of contact (`ExportPrivacy.public`); the
/// card of one page has those that the listed chose to publish.
/// Source: RFC 2426 (3.0); RFC 6350 (4.0).
public struct VCardWriter: ExportWriter {
    /// Which vCard.
    public enum Version: String, Sendable, CaseIterable {
        case three = "3.0"
        case four = "4.0"
    }

    private let language: String
    private let privacy: ExportPrivacy
    private let version: Version

    /// Cards for readers of a language (BCP 47).
    public init(
        language: String, privacy: ExportPrivacy = .public, version: Version = .three
    ) {
        self.language = language
        self.privacy = privacy
        self.version = version
    }

    public mutating func begin() -> [UInt8] { [] }

    public mutating func resume(hasRows: Bool) {}

    public mutating func end() -> [UInt8] { [] }

    public mutating func row(_ exported: ExportedRecord) -> [UInt8] {
        let record = Record(json: exported.payload)
        guard ViewFormat.vcf.holds(kind: record.kind) else { return [] }
        guard let exported = privacy.reduced(exported) else { return [] }
        return card(exported, Record(json: exported.payload))
    }

    private func card(_ exported: ExportedRecord, _ record: Record) -> [UInt8] {
        let isPerson = record.texts("forms").contains("individual")
        var lines = ContentLines()
        lines.raw("BEGIN:VCARD")
        lines.raw("VERSION:" + version.rawValue)
        lines.raw("PRODID:-//Sangam//Directory//EN")
        lines.value("UID", exported.urn)
        let names = record.names
        let best = names.best(for: [language], original: record.lang)
        let shown = DisplayText.line(best?.text ?? "")
        let name = shown.isEmpty ? exported.id.description : shown
        lines.text("FN", name)
        // Family name, given name: we know only the whole, and an organisation's is its own.
        lines.texts(
            "N", isPerson ? ["", name, "", "", ""] : [name, "", "", "", ""], separator: ";")
        if !isPerson { lines.text("ORG", name) }
        switch version {
        case .three: if !isPerson { lines.raw("X-ABSHOWAS:COMPANY") }
        case .four: lines.raw("KIND:" + (isPerson ? "individual" : "org"))
        }
        let others = names.map { DisplayText.line($0.text) }.filter { !$0.isEmpty && $0 != name }
        lines.texts("NICKNAME", Array(others.prefix(20)), separator: ",")
        var notes = reach(record, &lines)
        address(record, &lines)
        links(exported, record, &lines)
        let goods = (record.goods.map(\.label) + record.tags).prefix(50)
        let words = goods.map { DisplayText.line($0) }.filter { !$0.isEmpty }
        lines.texts("CATEGORIES", words, separator: ",")
        let summary = record.summaries.best(for: [language], original: record.lang)
        notes.insert(summary.map { DisplayText.clean($0.text) } ?? "", at: 0)
        let credit = [exported.credit, exported.terms ?? ""].map { DisplayText.line($0) }
        notes.append(credit.filter { !$0.isEmpty }.joined(separator: " · "))
        lines.text("NOTE", notes.filter { !$0.isEmpty }.joined(separator: "\n"))
        lines.value("X-SANGAM-NETWORK", exported.id.node.text)
        lines.text("X-SANGAM-NETWORK-NAME", DisplayText.line(exported.network))
        lines.value("X-SANGAM-LAST-CONFIRMED", exported.confirmedDay)
        if let changed = exported.updated ?? exported.confirmed {
            let time = AtomWriter.moment(changed)
            lines.raw("REV:" + (version == .three ? time.internetText : time.basicText + "Z"))
        }
        lines.raw("END:VCARD")
        return lines.bytes
    }

    // MARK: - Parts of a card

    /// Telephones and mailboxes; what has no place on a card comes back as text for the note.
    private func reach(_ record: Record, _ lines: inout ContentLines) -> [String] {
        let telephones = [
            "phone": "VOICE", "mobile": "CELL", "whatsapp": "CELL", "signal": "CELL",
            "sms": "CELL", "telegram": "CELL", "fax": "FAX",
        ]
        var seen: Set<String> = []
        var notes: [String] = []
        for item in record.contact.prefix(50) {
            let value = DisplayText.line(item.value)
            let key = item.key.lowercased()
            guard !value.isEmpty else { continue }
            if key == "email", WebAddress.isEmail(value) {
                lines.text("EMAIL", value, [("TYPE", version == .three ? "INTERNET" : nil)])
            } else if let type = telephones[key], Self.isNumber(value) {
                if seen.insert(value).inserted { lines.text("TEL", value, [("TYPE", type)]) }
                if key == "phone" || key == "fax" { continue }
                notes.append("\(key): \(value)")
            } else if key == "post" {
                lines.texts("ADR", ["", "", value, "", "", "", ""], separator: ";")
            } else {
                notes.append(DisplayText.line(item.key) + ": " + value)
            }
        }
        return notes
    }

    private func address(_ record: Record, _ lines: inout ContentLines) {
        guard let place = record.place else { return }
        let parts = [
            nil, nil, place.street, place.locality, place.region, place.postcode, place.country,
        ]
        lines.texts(
            "ADR", parts.map { DisplayText.line($0 ?? "") }, separator: ";",
            [("TYPE", version == .three ? "WORK" : "work")])
        switch version {
        case .three: lines.value("GEO", ExactPoint.text(record, separator: ";"))
        case .four:
            lines.value("GEO", ExactPoint.text(record, separator: ",").map { "geo:" + $0 })
        }
    }

    private func links(
        _ exported: ExportedRecord, _ record: Record, _ lines: inout ContentLines
    ) {
        for link in record.links.prefix(20) where link.isWeb { lines.value("URL", link.url) }
        if let url = record.url, url.isWeb { lines.value("URL", url.url) }
        if let link = exported.link, SchemaNode.isWeb(link) {
            lines.value("SOURCE", link)
            if !record.links.contains(where: \.isWeb) { lines.value("URL", link) }
        }
    }

    private static func isNumber(_ text: String) -> Bool {
        let digits = text.utf8.count { (0x30...0x39).contains($0) }
        return (3...20).contains(digits)
            && text.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-.()/ ".utf8.contains($0) }
    }
}
