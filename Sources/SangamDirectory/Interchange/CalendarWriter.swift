import SangamLog

/// Writes events and markets as one iCalendar file; other kinds, and what names no day, are left
/// out.
///
/// Shape: times are those of the place's clock with its IANA zone (`;TZID=Africa/Kampala:…`),
/// so that a market stays at seven when a country moves its clocks. Before the first event of a
/// zone stands its `VTIMEZONE`, if the caller knows the zone's rule; without one the name alone
/// stands there, which most calendars know too. No `X-WR-TIMEZONE`: a file holds many zones. A rule
/// that we do not read is given as text, never as `RRULE`; a start on which the rule does not fall
/// moves to the first day on which it does. Other facts stand in `X-SANGAM-…`.
/// Source: RFC 5545; RFC 7986 (NAME, SOURCE, REFRESH-INTERVAL); RFC 7808 (zones by name).
public struct CalendarWriter: ExportWriter {
    private let head: ViewHead
    private let privacy: ExportPrivacy
    private let zones: @Sendable (String) -> ZoneRule?
    private var written: Set<String> = []

    /// A calendar for readers of `head.language`.
    ///
    /// - Parameter zones: the rule of a zone, for instance from the system's zone files.
    public init(
        _ head: ViewHead, privacy: ExportPrivacy = .public,
        zones: @escaping @Sendable (String) -> ZoneRule? = { _ in nil }
    ) {
        self.head = head
        self.privacy = privacy
        self.zones = zones
    }

    public mutating func begin() -> [UInt8] {
        written = []
        var lines = ContentLines()
        lines.raw("BEGIN:VCALENDAR")
        lines.raw("VERSION:2.0")
        lines.raw("PRODID:-//Sangam//Directory//EN")
        lines.raw("CALSCALE:GREGORIAN")
        lines.raw("METHOD:PUBLISH")
        let title = DisplayText.line(head.title)
        lines.text("NAME", title, [("LANGUAGE", head.language)])
        lines.text("X-WR-CALNAME", title)
        if let link = head.selfLink, SchemaNode.isWeb(link) {
            lines.value("SOURCE", link, [("VALUE", "URI")])
        }
        if let link = head.alternate, SchemaNode.isWeb(link) { lines.value("URL", link) }
        lines.raw("REFRESH-INTERVAL;VALUE=DURATION:PT6H")
        lines.raw("X-PUBLISHED-TTL:PT6H")
        return lines.bytes
    }

    public mutating func resume(hasRows: Bool) {}

    public mutating func end() -> [UInt8] { Array("END:VCALENDAR\r\n".utf8) }

    public mutating func row(_ exported: ExportedRecord) -> [UInt8] {
        guard let exported = privacy.reduced(exported) else { return [] }
        let record = Record(json: exported.payload)
        guard let timetable = Timetable(record) else { return [] }
        let zone = CalendarZone(timetable, rules: zones)
        guard let times = CalendarTimes(timetable, zone: zone) else { return [] }
        var bytes: [UInt8] = []
        if let rule = zone.rule, written.count < 1_000, written.insert(rule.name).inserted {
            bytes = rule.component() ?? []
        }
        var lines = ContentLines()
        lines.raw("BEGIN:VEVENT")
        lines.value("UID", exported.urn)
        let changed = AtomWriter.moment(exported.updated ?? exported.confirmed ?? head.updated)
        lines.raw("DTSTAMP:" + changed.basicText + "Z")
        lines.raw("LAST-MODIFIED:" + changed.basicText + "Z")
        times.write(to: &lines)
        texts(exported, record, timetable, &lines)
        place(record, &lines)
        origin(exported, record, &lines)
        lines.raw("END:VEVENT")
        return bytes + lines.bytes
    }

    // MARK: - Parts of an event

    private func texts(
        _ exported: ExportedRecord, _ record: Record, _ timetable: Timetable,
        _ lines: inout ContentLines
    ) {
        let name = record.names.best(for: [head.language], original: record.lang)
        let summary = DisplayText.line(name?.text ?? "")
        lines.text(
            "SUMMARY", summary.isEmpty ? exported.id.description : summary,
            [("LANGUAGE", Self.language(name))])
        var paragraphs: [String] = []
        for texts in [record.summaries, record.descriptions] {
            let best = texts.best(for: [head.language], original: record.lang)
            paragraphs += best.map { [DisplayText.clean($0.text)] } ?? []
        }
        // A rule or exception in words of its own: the reader is the one who can read it.
        let words = [timetable.ruleText].compactMap { $0 } + timetable.exceptionTexts
        paragraphs += words.map { DisplayText.line($0) }
        var source = [exported.credit, exported.terms].compactMap { $0 }
        source = source.map { DisplayText.line($0) }.filter { !$0.isEmpty }
        paragraphs.append(source.joined(separator: " · "))
        if let link = exported.link, SchemaNode.isWeb(link) { paragraphs.append(link) }
        lines.text(
            "DESCRIPTION", paragraphs.filter { !$0.isEmpty }.joined(separator: "\n"))
        let event = Event(record)
        lines.raw("STATUS:" + (event?.isCancelled == true ? "CANCELLED" : "CONFIRMED"))
        let labels = record.tags + (record.goods + (event?.teaches ?? [])).map(\.label)
        let shown = labels.prefix(50).map { DisplayText.line($0) }.filter { !$0.isEmpty }
        lines.texts("CATEGORIES", shown, separator: ",")
    }

    private func place(_ record: Record, _ lines: inout ContentLines) {
        let parts = [record.place?.street, record.placeText].compactMap { $0 }
        lines.text("LOCATION", DisplayText.line(parts.joined(separator: ", ")))
        lines.value("GEO", ExactPoint.text(record, separator: ";"))
        if let join = Event(record)?.joinURL {
            lines.value("CONFERENCE", join.url, [("VALUE", "URI")])
        }
    }

    private func origin(
        _ exported: ExportedRecord, _ record: Record, _ lines: inout ContentLines
    ) {
        if let link = exported.link, SchemaNode.isWeb(link) {
            lines.value("URL", link)
        } else if let website = record.links.first(where: { $0.rel == "website" && $0.isWeb }) {
            lines.value("URL", website.url)
        }
        lines.value("X-SANGAM-RECORD", exported.id.description)
        lines.value("X-SANGAM-NETWORK", exported.id.node.text)
        lines.text("X-SANGAM-NETWORK-NAME", DisplayText.line(exported.network))
        lines.text("X-SANGAM-CREDIT-TO", DisplayText.line(exported.credit))
        lines.text("X-SANGAM-CREDIT-LICENCE", exported.terms.map { DisplayText.line($0) })
        lines.value("X-SANGAM-LAST-CONFIRMED", exported.confirmedDay)
    }

    private static func language(_ text: LanguageText?) -> String? {
        text.flatMap {
            $0.language != "und" && LanguageTag.isWellFormed($0.language) ? $0.language : nil
        }
    }
}
