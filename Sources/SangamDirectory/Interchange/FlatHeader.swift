/// The header of a file that was exported here, perhaps edited since: its rows become payloads.
///
/// Columns may be moved, taken out and added. A column that is not known is a new word of the
/// network's own, and goes to `ext`.
public struct FlatHeader: Sendable {
    /// Where the cells of a column go.
    private enum Slot: Sendable {
        case field(Int, Int)
        case tag(Int, String)
        case ext(String)
        case more, record, ignored
    }

    /// A field and the columns of its cells; nil for a column that the file does not have.
    private struct Placed: Sendable {
        let field: FlatField
        var columns: [Int?]
    }

    private struct PlacedTag: Sendable {
        let field: FlatField
        let tag: String
        let column: Int
    }

    /// Columns of further languages, for all texts together: no record may have as many languages.
    private static let maximumTags = 3 * 60

    /// In the order in which they are put: first the language, because the texts need it.
    private let fields: [Placed]
    private let tags: [PlacedTag]
    private let ext: [(name: String, column: Int)]
    private let more: Int?
    private let record: Int?

    /// The header of an export; nil for another file.
    public init?(_ header: [String]) {
        let names = header.map { CellText.canonical(CellText.unguarded($0)) }
        guard Self.isOurs(names) else { return nil }
        self.init(names: names)
    }

    /// Whether a header has columns by which an export is known, some of which a person may have
    /// taken out: `record` and two more that only an export has, or `kind` with the source's two.
    public static func isOurs(_ header: [String]) -> Bool {
        func has(_ name: String) -> Bool {
            header.contains { sameBytes(CellText.trimmed($0), name) }
        }
        let others = [
            "kind", "more", "network", "network_name", "link", "last_confirmed", "source_system",
            "source_id",
        ]
        if has("record") { return others.count(where: has) >= 2 }
        return has("kind") && has("source_system") && has("source_id")
    }

    init(names: [String]) {
        var fields: [Int: Placed] = [:]
        var seen: Set<[UInt8]> = []
        var tags: [PlacedTag] = []
        var ext: [(name: String, column: Int)] = []
        var (more, record): (Int?, Int?) = (nil, nil)
        for (column, name) in names.enumerated() {
            // Of two columns with one name the first counts.
            guard seen.insert(Array(name.utf8)).inserted else { continue }
            switch Self.slot(name) {
            case .field(let number, let offset):
                let field = FlatField.all[number]
                let none = [Int?](repeating: nil, count: field.headers.count)
                fields[number, default: Placed(field: field, columns: none)].columns[offset] =
                    column
            case .tag where tags.count >= Self.maximumTags: ext.append((name, column))
            case .tag(let number, let tag):
                tags.append(.init(field: FlatField.all[number], tag: tag, column: column))
            case .ext(let name): ext.append((name, column))
            case .more: more = column
            case .record: record = column
            case .ignored: continue
            }
        }
        let isLang = { (placed: Placed) in placed.field.path == ["lang"] }
        let ordered = fields.sorted { $0.key < $1.key }.map(\.value)
        self.fields = ordered.filter(isLang) + ordered.filter { !isLang($0) }
        (self.tags, self.ext, self.more, self.record) = (tags, ext, more, record)
    }

    private static let known: [String: (Int, Int)] = {
        var known: [String: (Int, Int)] = [:]
        for (number, field) in FlatField.all.enumerated() {
            for (offset, header) in field.headers.enumerated() { known[header] = (number, offset) }
        }
        return known
    }()

    private static func slot(_ name: String) -> Slot {
        switch name {
        case "": return .ignored
        case "record": return .record
        case "more": return .more
        case "network", "network_name", "link", "last_confirmed", "credit_to", "credit_licence":
            return .ignored
        default: break
        }
        if let (number, offset) = known[name] { return .field(number, offset) }
        guard let colon = FlatCodec.split(name, at: UInt8(ascii: ":")) else { return .ext(name) }
        if colon.before == "ext" { return .ext(colon.after) }
        if let (number, _) = known[colon.before], FlatField.all[number].codec == .texts,
            LanguageTag.isWellFormed(colon.after)
        {
            return .tag(number, colon.after)
        }
        return .ext(name)
    }

    // MARK: - Rows

    /// The record that a row was made of; nil if the cell is empty or names none (a new row).
    public func record(_ cells: [String]) -> RecordID? {
        guard let record, record < cells.count else { return nil }
        return RecordID(CellText.canonical(cells[record]))
    }

    /// The payload of a row, from the cells as they stand in the CSV file.
    ///
    /// `lang` is the language of texts in a row that does not say its own; it is not added.
    /// Throws: `FlatProblem` if the column `more` was damaged.
    public func payload(
        _ cells: [String], lang: String? = nil
    ) throws(FlatProblem) -> JSONObject {
        var rest = JSONObject()
        if let more, more < cells.count { rest = try Self.more(cells[more]) }
        return payload(
            unguarded: cells.map { CellText.canonical(CellText.unguarded($0)) }, more: rest,
            lang: lang)
    }

    static func more(_ cell: String) throws(FlatProblem) -> JSONObject {
        let bytes = Array(CellText.trimmed(cell).utf8)
        guard !bytes.isEmpty else { return JSONObject() }
        let value: JSON
        do {
            value = try RecordCoding.parseJSON(bytes)
        } catch {
            throw .more(error)
        }
        guard let object = value.object else { throw .moreIsNoObject }
        return object
    }

    /// The payload of canonical cells and what stood in `more`.
    func payload(unguarded cells: [String], more: JSONObject, lang: String?) -> JSONObject {
        var row = FlatRow(more, lang: lang)
        let at = { (column: Int?) -> String? in
            column.flatMap { $0 < cells.count ? cells[$0] : "" }
        }
        for placed in fields {
            if more.members.isEmpty, placed.columns.allSatisfy({ at($0)?.isEmpty ?? true }) {
                continue
            }
            row.put(placed.columns.map(at), placed.field)
        }
        for placed in tags {
            row.put(at(placed.column) ?? "", placed.field, tag: placed.tag)
        }
        row.put(ext: ext.map { ($0.name, at($0.column) ?? "") })
        return row.payload
    }
}
