import SangamDirectory
import SangamLog
import SangamStore

/// One value of a merged card in the words of a listing's own rows: the value is put back into a
/// payload that holds nothing else, and that is read as any record is.
struct MergedReading {
    let context: PageContext
    /// Names of records that are pointed at, as far as they are known.
    let names: [RecordID: LanguageText]
    let ownWords: [NodeID: [Code: [LanguageText]]]

    private var catalogue: Catalogue { context.catalogue }

    /// What a field is called; what we have no word for is shown as written.
    func label(_ path: String, kind: String) -> String {
        let parts = path.split(separator: ".").map { String($0) }
        let (first, last) = (parts.first ?? "", parts.last ?? "")
        let written = ShownText.line(last, scalarsMax: 80)
        switch first {
        case "contact": return catalogue.word("contact", last) ?? written
        case "size": return catalogue.word("figure", last) ?? written
        case "place": return word("field", last) ?? written
        case "ext": return written
        default: break
        }
        let key = FieldTable.fields(of: kind).first { $0.name == first }?.label
        guard
            let word = key.map({ catalogue.text($0) }) ?? word("label", first)
                ?? word("field", first)
        else { return written }
        return parts.count > 1 ? "\(word) (\(catalogue.language(last)))" : word
    }

    /// `serviceArea` in `field`: our words for members whose names have capitals.
    private func word(_ group: String, _ member: String) -> String? {
        guard CatalogueText.isName(member.utf8) else { return nil }
        return catalogue.words[Catalogue.key(group, code: member)]
    }

    /// The value in words; empty where there is nothing to say.
    func values(_ json: String, at path: String, of source: RecordSummary) -> [FieldValue] {
        guard let value = try? RecordCoding.parseJSON(Array(json.utf8)) else { return [] }
        let parts = path.split(separator: ".").map { String($0) }
        switch parts.first {
        case "name", "summary", "description", "alt":
            let language = parts.count > 1 ? parts[1] : source.record.lang
            return text(value).map { [FieldValue($0, language: language)] } ?? []
        case "place": return place(value, parts)
        case "size" where parts.count > 1:
            return [FieldValue(value.int.map { catalogue.grouped($0) } ?? catalogue.flat(value))]
        case "ext": return [FieldValue(catalogue.flat(value))].filter { !$0.text.isEmpty }
        case "schedule", "repeats":
            if let timetable = Timetable(source.record), timetable.ruleText == nil {
                return [FieldValue(RuleText(catalogue: catalogue).text(timetable))]
            }
        default: break
        }
        return rows(value, parts, source).filter { !$0.text.isEmpty }
    }

    /// As the rows of a listing's page say it.
    private func rows(
        _ value: JSON, _ parts: [String], _ source: RecordSummary
    ) -> [FieldValue] {
        var inner = value
        for part in parts.dropFirst().reversed() {
            inner = .object(JSONObject([.init(name: part, value: inner)]))
        }
        let first = parts.first ?? ""
        var payload: JSONObject = ["kind": .string(source.record.kind)]
        if let lang = source.record.lang { payload["lang"] = .string(lang) }
        payload[first] = inner
        let fields = RecordFields(
            record: Record(json: payload), home: source.id.node, names: names,
            visit: context.visit, ownWords: ownWords[source.id.node] ?? [:])
        switch first {
        case "contact": return fields.contacts.flatMap(\.values)
        case "links": return fields.links + fields.withheld.flatMap(\.values)
        default: break
        }
        let read = fields.rows.flatMap(\.values)
        if !read.isEmpty { return read }
        let withheld = fields.withheld.flatMap(\.values)
        return withheld.isEmpty ? [FieldValue(catalogue.flat(value))] : withheld
    }

    private func text(_ value: JSON) -> String? {
        let text = catalogue.flat(value)
        return text.isEmpty ? nil : text
    }

    /// A part of a place.
    private func place(_ value: JSON, _ parts: [String]) -> [FieldValue] {
        switch parts.dropFirst().joined(separator: ".") {
        case "address.country":
            guard let code = value.string.flatMap(CountryCode.normalised) else { break }
            return [FieldValue(catalogue.country(code))]
        case "point":
            guard let point = Record(json: ["place": ["point": value]]).point else { break }
            return [FieldValue("\(point.latitude), \(point.longitude)")]
        case "precision":
            guard let word = value.string.flatMap({ catalogue.word("precision", $0) }) else {
                break
            }
            return [FieldValue(word)]
        case "serviceArea":
            guard let radius = value.object?["radius"]?.double ?? value.double,
                let whole = Int(exactly: radius)
            else { break }
            return [FieldValue(catalogue.text("servesAround", count: whole))]
        default: break
        }
        return text(value).map { [FieldValue($0)] } ?? []
    }
}
