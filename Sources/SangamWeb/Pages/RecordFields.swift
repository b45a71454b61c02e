import SangamDirectory
import SangamLog

/// A record's members as rows of a page. Nothing is lost: what no rule can read is shown as it was
/// written.
struct RecordFields: Sendable {
    let record: Record
    /// The node in whose log the record stands.
    let home: NodeID
    /// Names of records that are pointed at, as far as they are known.
    let names: [RecordID: LanguageText]
    let visit: Visit
    /// What the home network calls the codes of its own vocabularies.
    var ownWords: [Code: [LanguageText]] = [:]

    private var catalogue: Catalogue { visit.catalogue }

    /// The fields that are known, in their order.
    var rows: [FieldRow] {
        FieldTable.fields(of: record.kind).compactMap { field in
            guard let value = record.json[field.name] else { return nil }
            let values = read(value, field.reading)
            return values.isEmpty
                ? nil : FieldRow(label: catalogue.text(field.label), values: some(values))
        }
    }

    /// Ways of contact.
    var contacts: [FieldRow] {
        record.contact.prefix(WebLimits.valuesShownMax).map { item in
            let label = catalogue.word("contact", item.key)
            return FieldRow(
                label: label ?? ShownText.line(item.key), isForeign: label == nil,
                values: [FieldValue(item.value, href: Self.contactLink(item))])
        }
    }

    /// Links that may be shown as links, by their real host.
    var links: [FieldValue] {
        some(
            record.links.map { link in
                let rel = catalogue.word("link", link.rel) ?? link.rel
                return FieldValue(link.target, href: link.url, note: rel.isEmpty ? nil : rel)
            })
    }

    /// What could mislead, as text with the reason.
    var withheld: [FieldRow] {
        record.withheld.prefix(WebLimits.rowsShownMax).map { withheld in
            FieldRow(
                label: ShownText.line(withheld.field), isForeign: true,
                values: [FieldValue(withheld.value, note: catalogue.withheld(withheld.reason))])
        }
    }

    /// Members that no field of this page shows, as they were written; `ext` by its own members.
    var asWritten: [FieldRow] {
        let fields = FieldTable.fields(of: record.kind)
        let shown = fields.filter { field in
            record.json[field.name].map { !read($0, field.reading).isEmpty } ?? false
        }.map(\.name)
        let hidden = Set(shown + record.withheld.map(\.field) + readable)
        let own = record.json.members.filter { !hidden.contains($0.name) && $0.value != .null }
        let ext = record.json["ext"]?.object?.members ?? []
        let all = own + ext
        let rows = all.prefix(WebLimits.rowsShownMax).map { member in
            FieldRow(
                label: ShownText.line(member.name), isForeign: true,
                values: [FieldValue(catalogue.flat(member.value))])
        }
        guard all.count > rows.count else { return rows }
        let more = FieldValue(catalogue.more(all.count - rows.count))
        return rows + [FieldRow(label: "…", values: [more])]
    }

    /// As many values as a page shows, and how many there are more.
    private func some(_ values: [FieldValue]) -> [FieldValue] {
        let most = WebLimits.valuesShownMax
        guard values.count > most else { return values }
        return values.prefix(most) + [FieldValue(catalogue.more(values.count - most))]
    }

    /// Members that stand in other parts of the page, if they have the shape to.
    private var readable: [String] {
        FieldTable.handled.filter { name in
            switch name {
            case "name": !record.names.isEmpty
            case "summary": !record.summaries.isEmpty
            case "description": !record.descriptions.isEmpty
            case "contact": !record.contact.isEmpty
            case "links": !record.links.isEmpty || !record.withheld.isEmpty
            case "confirmed": record.confirmedAt != nil && isConfirmationPlain
            case "ext": record.json["ext"]?.object != nil
            default: true
            }
        }
    }

    /// The box that says who says so shows when and by whom, and nothing else.
    private var isConfirmationPlain: Bool {
        let members = record.json["confirmed"]?.object?.members ?? []
        return members.allSatisfy { $0.name == "at" || ($0.name == "by" && $0.value.string != nil) }
    }

    // MARK: - Readings

    private func read(_ value: JSON, _ reading: FieldTable.Reading) -> [FieldValue] {
        switch reading {
        case .words(let group): return words(value, group)
        case .languages: return languages(value)
        case .references: return Self.items(value).compactMap(reference)
        case .link:
            guard let text = value.string, let safe = try? DisplayRules.url(text) else { return [] }
            return [FieldValue(safe.target, href: safe.text)]
        case .terms: return Self.items(value).compactMap(term)
        case .moment: return moment(value)
        case .hours:
            return value.string.flatMap { HoursText(catalogue: catalogue).lines($0) }?
                .map { FieldValue($0) } ?? words(value, nil)
        case .lines(let parts): return Self.items(value).compactMap { line($0, parts, " ") }
        case .counts(let parts):
            let between = catalogue.listSeparator
            return Self.items(value).compactMap { line($0, parts, between) }
        case .place: return PlaceText(value, record: record, catalogue: catalogue).values
        case .languageTags:
            return Self.items(value).compactMap { item in
                item.string.map { FieldValue(catalogue.language($0)) }
            }
        }
    }

    private static func items(_ value: JSON) -> [JSON] { value.array ?? [value] }

    private func words(_ value: JSON, _ group: String?) -> [FieldValue] {
        let texts = Self.items(value).compactMap { item -> String? in
            switch item {
            case .string(let text): text.isEmpty ? nil : word(group, text) ?? text
            case .number(let text): text
            case .bool(let flag): word(group, flag ? "true" : "false") ?? catalogue.flat(item)
            case .null, .array, .object: nil
            }
        }
        guard texts.count == Self.items(value).count, !texts.isEmpty else { return [] }
        return [FieldValue(catalogue.list(texts))]
    }

    private func word(_ group: String?, _ value: String) -> String? {
        group.flatMap { catalogue.word($0, value) }
    }

    private func languages(_ value: JSON) -> [FieldValue] {
        switch value {
        case .string(let text): return [FieldValue(text, language: record.lang)]
        case .bool(let flag): return [FieldValue(catalogue.text(flag ? "yes" : "no"))]
        case .array(let items): return items.flatMap(languages)
        case .object(let object):
            let texts = object.members.filter { $0.value.string != nil }
            guard texts.count == object.members.count else { return [] }
            return texts.map { member in
                FieldValue(
                    member.value.string ?? "", language: member.name,
                    note: catalogue.language(member.name))
            }
        case .null, .number: return []
        }
    }

    private func reference(_ value: JSON) -> FieldValue? {
        guard let text = value.string ?? value.object?["record"]?.string else {
            return value == .null ? nil : FieldValue(catalogue.flat(value))
        }
        guard let id = RecordID.resolve(text, home: home) else { return FieldValue(text) }
        let name = names[id]
        return FieldValue(
            name?.text
                ?? catalogue.text(
                    "listingUnnamed",
                    ["kind": catalogue.kind(id.key.kind), "number": "\(id.key.id.prefix(6))…"]),
            language: name?.language, path: visit.path("/l/\(id)"))
    }

    /// An object's members in our order and words, then those that we have no words for.
    private func line(
        _ value: JSON, _ parts: [FieldTable.Part], _ between: String
    ) -> FieldValue? {
        guard value != .null else { return nil }
        guard var rest = value.object else { return reference(value) }
        var words: [String] = []
        for part in parts where part.name != "record" {
            let text = rest[part.name].map { self.part($0, part) } ?? ""
            rest[part.name] = nil
            if !text.isEmpty { words.append(text) }
        }
        let named = rest["record"].flatMap(reference)
        if named != nil { rest["record"] = nil }
        var text = words.joined(separator: between)
        let others = catalogue.flat(.object(rest))
        if !others.isEmpty { text += text.isEmpty ? "(\(others))" : " (\(others))" }
        guard let named else {
            return text.isEmpty ? nil : FieldValue(text, joinedIn: catalogue)
        }
        return FieldValue(
            named.text, language: named.textLang, path: named.path,
            note: text.isEmpty ? nil : text)
    }

    private func part(_ value: JSON, _ part: FieldTable.Part) -> String {
        let text =
            switch part.value {
            case .asWritten: catalogue.flat(value)
            case .date: worded(value) { catalogue.written($0) }
            case .weekdays: worded(value) { catalogue.weekday(code: $0) }
            case .word(let group): worded(value) { catalogue.word(group, $0) }
            }
        guard !text.isEmpty else { return "" }
        switch part.form {
        case .plain: return text
        case .text(let key, let name): return catalogue.text(key, [name: text])
        case .count(let key):
            guard let count = value.int else { return catalogue.text(key, ["count": text]) }
            return catalogue.text(key, count: count)
        }
    }

    /// Texts in words of ours where there are such.
    private func worded(_ value: JSON, _ word: (String) -> String?) -> String {
        let texts = Self.items(value).map { item in
            item.string.map { word($0) ?? $0 } ?? catalogue.flat(item)
        }
        return catalogue.list(texts.filter { !$0.isEmpty })
    }

    private func term(_ value: JSON) -> FieldValue? {
        if let code = value.object?["code"]?.string {
            let scheme = value.object?["scheme"]?.string
            let whole = Code(scheme: scheme ?? "", code: code)
            if case .text(let text) = FacetLabels(languages: visit.languages).code(whole) {
                return FieldValue(text.text, language: text.language)
            }
            if let text = ownWords[whole]?.best(for: visit.languages, original: record.lang) {
                return FieldValue(ShownText.line(text.text), language: text.language)
            }
            return FieldValue(code, note: scheme)
        }
        return value == .null ? nil : FieldValue(catalogue.flat(value))
    }

    private func moment(_ value: JSON) -> [FieldValue] {
        if let text = value.string { return [FieldValue(catalogue.written(text) ?? text)] }
        // A year is often written as a number.
        if let number = value.int, (1_000...9_999).contains(number) {
            return [FieldValue(catalogue.numbers.plain(number))]
        }
        return value.int.map { [FieldValue(catalogue.date(Int64($0)))] } ?? []
    }

    // MARK: - Contact

    private static func contactLink(_ item: Contact.Item) -> String? {
        let url: String
        switch item.key {
        case "email": url = "mailto:\(item.value)"
        case "phone", "sms", "whatsapp", "signal", "fax":
            let number = item.value.unicodeScalars.filter { $0 != " " && $0 != "\u{A0}" }
            url = "tel:\(String(String.UnicodeScalarView(number)))"
        default: return nil
        }
        return (try? DisplayRules.url(url))?.text
    }
}
