/// Makes the records of one row from its cells and what their columns mean.
///
/// Every value that is not empty is in the payload somewhere: where its column says, or else (or
/// besides, if it was not kept letter by letter) in `ext` under its header.
struct RowBuilder: Sendable {
    let mapping: ImportMapping
    let language: String
    /// How exact the points are of rows that do not say it themselves; nil: as they are.
    var precision: String?

    /// A row; `original` is what the file of rejects will hold.
    func row(
        _ cells: [ImportCell], columns: [ImportColumn], line: Int, original: [String],
        notices: [String] = [], point: JSON? = nil
    ) -> ImportRow {
        var draft = RowDraft(language: rowLanguage(cells, columns))
        draft.notices = notices
        draft.point = point
        var geography = Geography()
        // The surest columns first: of two for one member they win.
        let order = cells.indices.sorted {
            let (a, b) = (
                columns[cells[$0].column].meaning.rank, columns[cells[$1].column].meaning.rank
            )
            return a == b ? cells[$0].column < cells[$1].column : a < b
        }
        for index in order {
            let cell = cells[index]
            take(cell, columns, &draft, &geography)
        }
        for constant in mapping.constants {
            let cell = ImportCell(column: -1, text: constant.value)
            _ = take(constant.meaning, cell, &draft, &geography)
        }
        geography.resolve(&draft, columns, precision: precision)
        return finish(draft, line: line, original: original)
    }

    private func finish(_ draft: RowDraft, line: Int, original: [String]) -> ImportRow {
        guard !draft.names.isEmpty else {
            return ImportRow(
                line: line, problem: "the row has no name: fill the column of names",
                original: original)
        }
        guard !draft.saysNo else {
            var row = ImportRow(
                line: line,
                problem: "its people did not agree to be listed, says the row: not published "
                    + "(a mapping file that makes the column \"ext\" takes it all the same)",
                original: original)
            row.isDeclined = true
            return row
        }
        let json = draft.json()
        // 1,000 bytes are left for what the importing node adds; a short row needs no counting.
        let isShort = original.reduce(0) { $0 + $1.utf8.count } < 10_000
        let bytes = isShort ? 0 : RecordCoding.encode(.object(json)).count
        guard bytes <= RecordCoding.maximumPayloadBytes - 1_000 else {
            return ImportRow(
                line: line,
                problem: "the row is \(bytes) bytes as a record; at most "
                    + "\(RecordCoding.maximumPayloadBytes - 1_000) are allowed",
                original: original)
        }
        var records = [ImportRecord(json: json)]
        if sameBytes(draft.kind, "organisation") {
            records += ProductOffers.records(draft.products, language: draft.lang ?? language)
        }
        return ImportRow(
            line: line, key: draft.key, derivedKey: draft.key == nil ? derivedKey(draft) : nil,
            records: records, notices: draft.notices, original: original)
    }

    private func derivedKey(_ draft: RowDraft) -> String {
        let parts = [
            draft.names.first?.value.string ?? "", draft.address["postcode"]?.string ?? "",
            draft.links.first { sameBytes($0.rel, "website") }?.url ?? "",
        ]
        return parts.map(SearchText.fold).joined(separator: "|")
    }

    /// The language of texts that do not say theirs: a column of tags, else the mapping's, else
    /// the import's.
    private func rowLanguage(_ cells: [ImportCell], _ columns: [ImportColumn]) -> String {
        for cell in cells where columns[cell.column].meaning.member == .lang {
            if let tag = LanguageName.tag(cell.text) { return tag }
        }
        let constant = mapping.constants.first { $0.meaning.member == .lang }
        return constant.flatMap { LanguageName.tag($0.value) } ?? language
    }

    // MARK: - One cell

    private func take(
        _ cell: ImportCell, _ columns: [ImportColumn], _ draft: inout RowDraft,
        _ geography: inout Geography
    ) {
        let column = columns[cell.column]
        guard column.meaning.member != .ignore else { return }
        // "N/A" is nobody's name, number or address: it is kept as it came, and fills nothing.
        let isTaken =
            !(CellText.isNothing(cell.text) && !column.meaning.isCoordinate)
            && (takeChoice(column, cell.text, &draft)
                ?? take(column.meaning, cell, &draft, &geography))
        if isTaken || cell.isHint { return }
        var name = column.name
        if column.meaning.member == .ext, !column.meaning.argument.isEmpty,
            !columns.contains(where: { sameBytes($0.name, column.meaning.argument) }),
            !draft.ext.contains(where: { sameBytes($0.name, column.meaning.argument) })
        {
            name = column.meaning.argument
        }
        draft.ext.append((cell.column, name, cell.json ?? .string(cell.text)))
    }

    /// Fills a member; false if the cell must be kept in `ext` too.
    private func take(
        _ meaning: ColumnMeaning, _ cell: ImportCell, _ draft: inout RowDraft,
        _ geography: inout Geography
    ) -> Bool {
        switch cell.json {
        case nil, .number, .bool, .string: break
        case .array(let items): return takeItems(items, meaning, &draft, &geography)
        default: return false
        }
        let (text, argument) = (cell.text, meaning.argument)
        let tag = argument.isEmpty ? nil : argument
        switch meaning.member {
        case .name: return draft.takeName(text, in: tag)
        case .summary: return draft.takeSummary(text, in: tag)
        case .description: return draft.takeDescription(text, in: tag)
        case .street: return draft.takeAddress("street", text, most: 140)
        case .locality, .region: return draft.takeAddress(meaning.member.rawValue, text, most: 120)
        case .postcode: return draft.takeAddress("postcode", text, most: 20)
        case .housenumber: return Self.fill(&draft.houseNumber, text, most: 20)
        case .housename: return Self.fill(&draft.houseName, text, most: 38)
        case .country, .latitude, .longitude, .areaLatitude, .areaLongitude, .point:
            return geography.take(meaning.member, cell)
        case .precision: return Self.fill(&draft.precision, text, most: 64)
        case .serviceArea: return Self.fill(&draft.serviceArea, text, most: 200)
        case .website, .link, .image, .source, .contact:
            return ReachCell.take(meaning, text, &draft)
        case .id: return takeKey(text, &draft)
        case .products, .goods, .tags, .category, .languages, .qualifiers, .memberOf, .form:
            return ListCell.take(meaning, text, &draft)
        case .kind: return takeKind(text, &draft)
        case .consent:
            if ConsentWords.isNo(text) { draft.saysNo = true }
            return false
        case .ignore: return true
        case .ext: return false
        default: return SingleCell.take(meaning, text, &draft)
        }
    }

    /// A choice of a form that has its own column, `products/honey`: 1 or yes means that it was
    /// chosen. Nil if the cell is none; a flag under a plain header names nothing either.
    private func takeChoice(
        _ column: ImportColumn, _ text: String, _ draft: inout RowDraft
    ) -> Bool? {
        guard [.products, .goods, .tags, .category].contains(column.meaning.member),
            let flag = PathCell.flag(text)
        else { return nil }
        let parts = column.name.split(separator: "/")
        if flag == true, parts.count > 1, let last = parts.last {
            let words = last.split(separator: "_").joined(separator: " ")
            let choice = CellDecoder.trimmed(words)
            let isOther = Self.others.contains(SearchText.fold(choice))
            if !choice.isEmpty, !isOther { _ = ListCell.takeItem(column.meaning, choice, &draft) }
        }
        return false
    }

    /// "Other" names nothing; what it is stands in a column of its own.
    private static let others = HeaderRecognition.foldedWords(
        "other others autre autres otro otra otros outro outra outros lainnya none")

    /// The items of a JSON list, for a member that can hold several; false if the list must be kept
    /// as it came.
    private func takeItems(
        _ items: [JSON], _ meaning: ColumnMeaning, _ draft: inout RowDraft,
        _ geography: inout Geography
    ) -> Bool {
        var isKept = true
        for item in items {
            let inner = item.object.flatMap { RowObject.text($0, for: meaning.member) }
            guard let text = item.string ?? inner else {
                isKept = false
                continue
            }
            if inner != nil { isKept = false }
            let trimmed = CellDecoder.trimmed(text)
            if trimmed.isEmpty { continue }
            if !takeItem(trimmed, meaning, &draft) { isKept = false }
        }
        return isKept
    }

    private func takeItem(
        _ text: String, _ meaning: ColumnMeaning, _ draft: inout RowDraft
    ) -> Bool {
        switch meaning.member {
        // Taken one by one: a comma inside an item cuts nothing.
        case .tags, .category, .goods, .products, .languages, .memberOf, .qualifiers:
            ListCell.takeItem(meaning, text, &draft)
        case .form: ListCell.take(meaning, text, &draft)
        case .website, .link, .image, .contact: ReachCell.take(meaning, text, &draft)
        default: false
        }
    }

    static func fill(_ field: inout String?, _ text: String, most: Int) -> Bool {
        let line = RowDraft.oneLine(text)
        guard field == nil, line.unicodeScalars.count <= most else { return false }
        field = line
        return true
    }

    private func takeKey(_ text: String, _ draft: inout RowDraft) -> Bool {
        Self.fill(&draft.key, text, most: 200)
    }

    private func takeKind(_ text: String, _ draft: inout RowDraft) -> Bool {
        let folded = SearchText.fold(text)
        guard RecordKind.listings.contains(folded), !sameBytes(folded, "image") else {
            return false
        }
        draft.kind = folded
        return sameBytes(folded, text)
    }
}
