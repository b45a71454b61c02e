import SangamLog

/// The readable columns of an export: one table that turns a payload into cells and cells into a
/// payload, so that a file made here comes back as the very payloads that it was made of.
///
/// A value that its column can say exactly stands only there. Every other value stays, as JSON, in
/// the last column `more`, and is shown in its column as well as a cell can. When cells are read,
/// a cell that still shows what `more` says changes nothing; any other cell wins over `more`, so a
/// person may edit what they can read. The first columns can be read by anybody; `record`,
/// `network`, `network_name`, `link` and `last_confirmed` say where a row is from, and are not
/// part of the payload.
public struct FlatColumns: Sendable {
    /// The names of the columns, in order.
    public let header: [String]

    private let plan: FlatPlan
    private let identity: Int
    /// The columns that hold numbers: a minus sign before a number is no formula.
    private let numbers: Set<Int>

    /// The names of the columns that say where a row is from, and of what is left.
    static let identityHeaders = [
        "record", "network", "network_name", "link", "last_confirmed", "more",
    ]

    /// Two more at the end of what a view gives to anybody: whom to name, and on what terms. They
    /// are worked out from the record and its network, so that they never become a payload.
    static let creditHeaders = ["credit_to", "credit_licence"]

    /// Where what is left stands.
    let moreColumn: Int
    private let hasCredits: Bool

    /// The columns for records of these kinds (nil: any), with one more column for each language
    /// (`name:fr`, `summary:fr`, `description:fr`) and each member of `ext` (`ext:Old number`).
    ///
    /// What has no column is not lost: it stands in `more`. With `credits` every row says whom to
    /// name and on what terms.
    public init(
        kinds: [String]? = nil, languages: [String] = [], ext: [String] = [],
        credits: Bool = false
    ) {
        var plan = FlatPlan()
        for field in FlatField.all {
            let isWanted = field.kinds.isEmpty || kinds == nil
            let has = { (kind: String) in kinds?.contains { sameBytes($0, kind) } == true }
            guard isWanted || field.kinds.contains(where: has) else { continue }
            plan.add(field, languages: languages)
        }
        for name in ext where sameBytes(CellText.canonical(name), name) {
            if let field = FlatField(ext: name) { plan.add(field, languages: []) }
        }
        self.plan = plan
        identity = plan.header.count
        moreColumn = identity + Self.identityHeaders.count - 1
        hasCredits = credits
        header = plan.header + Self.identityHeaders + (credits ? Self.creditHeaders : [])
        numbers = plan.numberColumns
    }

    // MARK: - Writing

    /// The cells of a row as they stand in a CSV file: guarded against being run as formulas, or,
    /// for programs, as they are (`guardsFormulas` false). Both come back the same.
    public func cells(for record: ExportedRecord, guardsFormulas: Bool = true) -> [String] {
        let (cells, more) = split(record)
        var guarded = cells.enumerated().map { index, cell in
            if numbers.contains(index), FlatCodec.isNumber(cell) { return cell }
            return guardsFormulas ? CellText.guarded(cell) : CellText.marked(cell)
        }
        if !more.members.isEmpty {
            guarded[moreColumn] = String(
                decoding: RecordCoding.encode(.object(more)), as: UTF8.self)
        }
        return guarded
    }

    /// The cells of a row without guards, `more` empty; and what belongs into `more`.
    func split(_ record: ExportedRecord) -> (cells: [String], more: JSONObject) {
        var cells = Array(repeating: "", count: header.count)
        let lang = record.payload["lang"]?.string
        let rest = plan.take(.object(record.payload), lang: lang, &cells)
        let names = [
            record.id.description, record.id.node.text, record.network, record.link ?? "",
            record.confirmedDay ?? "",
        ]
        for (offset, text) in names.enumerated() {
            cells[identity + offset] = CellText.canonical(text)
        }
        if hasCredits {
            cells[moreColumn + 1] = CellText.canonical(record.credit)
            cells[moreColumn + 2] = CellText.canonical(record.terms ?? "")
        }
        return (cells, rest?.object ?? JSONObject())
    }

    /// Whether a column holds numbers and nothing else that is meant.
    func isNumber(_ column: Int) -> Bool { numbers.contains(column) }

    // MARK: - Reading

    /// The payload of one row, by the names of its columns; `FlatHeader` reads many rows faster.
    ///
    /// Throws: `FlatProblem` if the column `more` was damaged.
    public static func payload(
        cells: [String: String], lang: String? = nil
    ) throws(FlatProblem) -> JSONObject {
        let names = cells.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        return try FlatHeader(names: names).payload(names.map { cells[$0] ?? "" }, lang: lang)
    }
}
