/// The objects of a JSON source as records: GeoJSON features, OpenFairDB entries, our own payloads,
/// or plain objects of texts.
struct ObjectRows: Sendable {
    private enum Cutter: Sendable {
        case container(ContainerSplitter)
        case records(RecordSplitter)
    }

    private let builder: RowBuilder
    private var cutter: Cutter
    /// Whether the rows are in a list: programs often write it all in one line.
    private let isArray: Bool
    /// What the keys met so far mean; bounded, because keys may be anything.
    private var meanings: [String: ColumnMeaning] = [:]
    private static let maximumMeanings = 4_096

    /// `sample` is the beginning of what will be taken.
    init(_ sample: [UInt8], format: RowReader.Format, builder: RowBuilder) {
        self.builder = builder
        isArray = sample.first { $0 > 0x20 } == UInt8(ascii: "[")
        let lists = ContainerName.find(sample, isGeoJSON: format == .geojson)
        cutter = lists.map { .container(ContainerSplitter($0)) } ?? .records(RecordSplitter())
    }

    mutating func take(_ bytes: [UInt8]) -> [ImportRow] {
        switch cutter {
        case .container(var splitter):
            cutter = .records(RecordSplitter())
            let items = splitter.take(bytes)
            cutter = .container(splitter)
            return items.map { row($0) }
        case .records(var splitter):
            cutter = .container(ContainerSplitter())
            let items = splitter.take(bytes)
            cutter = .records(splitter)
            return items.map { row($0) }
        }
    }

    mutating func finish() -> [ImportRow] {
        switch cutter {
        case .container(var splitter): return splitter.finish().map { row($0) }
        case .records(var splitter): return splitter.finish().map { row($0) }
        }
    }

    // MARK: - One object

    private mutating func row(_ item: RecordSplitter.Item) -> ImportRow {
        let line = isArray ? item.number : item.line
        let original = [String(decoding: item.bytes.prefix(65_536), as: UTF8.self)]
        if let problem = item.problem {
            return ImportRow(line: line, problem: "not a row: \(problem)", original: original)
        }
        let value: JSON
        do throws(RecordProblem) {
            value = try RecordCoding.parseJSON(
                item.bytes, maximumDepth: RecordCoding.maximumDepth + 4)
        } catch {
            return ImportRow(line: line, problem: "not JSON: \(error)", original: original)
        }
        guard var object = value.object else {
            return ImportRow(
                line: line, problem: "a row is a JSON object: { … }", original: original)
        }
        if object.members.count == 2, object["reason"]?.string != nil,
            let row = object["row"]?.object
        {
            // A rejected row that was mended: see `RejectsWriter`.
            object = row
        }
        if FlatFeature.isOurs(object) { return ownFeature(object, line: line, original: original) }
        if object["properties"] != nil, object["kind"] == nil {
            return feature(object, line: line, original: original)
        }
        if object["kind"]?.string != nil, object["title"] == nil || object["name"]?.object != nil {
            let ours = NDJSONLine.parse(object)
            return OwnRow.row(
                ours?.payload ?? object, record: ours?.record, line: line,
                original: original)
        }
        return foreign(
            RowObject.members(object), point: nil, line: line, original: original)
    }

    private func ownFeature(
        _ object: JSONObject, line: Int, original: [String]
    ) -> ImportRow {
        do throws(FlatProblem) {
            let payload = try FlatFeature.payload(object, lang: builder.language)
            return OwnRow.row(
                payload, record: FlatFeature.record(object), line: line,
                original: original)
        } catch {
            return ImportRow(line: line, problem: "\(error)", original: original)
        }
    }

    private mutating func feature(
        _ object: JSONObject, line: Int, original: [String]
    ) -> ImportRow {
        var notices: [String] = []
        let point = GeoJSONPoint.read(object["geometry"], &notices)
        var members = object["properties"]?.object?.members ?? []
        if let id = object["id"],
            !members.contains(where: { sameBytes($0.name, "id") || sameBytes($0.name, "_id") })
        {
            members.append(.init(name: "id", value: id))
        }
        for member in object.members
        where !["type", "properties", "geometry", "id", "bbox"].contains(member.name) {
            members.append(.init(name: "feature." + member.name, value: member.value))
        }
        if let geometry = object["geometry"], geometry != .null,
            original.first?.utf8.count ?? 0 < 30_000, !Self.isPlainPoint(geometry)
        {
            members.append(.init(name: "geometry", value: geometry))
        }
        return foreign(members, point: point, line: line, original: original, notices: notices)
    }

    /// Whether a place says all of a geometry: two numbers on the globe.
    static func isPlainPoint(_ geometry: JSON) -> Bool {
        guard geometry.object?["type"]?.string == "Point",
            let position = geometry.object?["coordinates"]?.array
        else { return false }
        return position.isEmpty
            || (position.count == 2 && GeoPoint([position[1], position[0]]) != nil)
    }

    private mutating func foreign(
        _ members: [JSONObject.Member], point: JSON?, line: Int, original: [String],
        notices: [String] = []
    ) -> ImportRow {
        var cells: [ImportCell] = []
        var columns: [ImportColumn] = []
        let (members, inner) = InnerMembers.lift(members)
        let point = point ?? inner
        for member in members {
            var json: JSON? = member.value
            let text: String
            switch member.value {
            case .null: continue
            case .string(let written):
                var decoder = CellDecoder()
                text = decoder.text(Array(written.utf8)[...])
                if text.isEmpty { continue }
                json = nil
            case .number(let written): text = written
            case .bool(let flag): text = flag ? "true" : "false"
            case .array(let items):
                if items.isEmpty { continue }
                text = ""
            case .object(let object):
                if object.members.isEmpty { continue }
                text = ""
            }
            let name = String(member.name.unicodeScalars.prefix(200))
            let meaning = meaning(of: member.name)
            cells.append(ImportCell(column: columns.count, text: text, json: json))
            columns.append(ImportColumn(name: name, meaning: meaning))
            if let inner = member.value.object.flatMap({
                RowObject.text($0, for: meaning.member)
            }) {
                // The object itself is kept whole in `ext`.
                cells.append(ImportCell(column: columns.count, text: inner, isHint: true))
                columns.append(ImportColumn(name: name, meaning: meaning))
            }
        }
        if !columns.contains(where: { $0.meaning.member == .name }),
            !builder.mapping.constants.contains(where: { $0.meaning.member == .name }),
            let index = NameHeader.index(
                in: cells.filter { columns[$0.column].meaning == .unknown && $0.json == nil }
                    .map { ($0.column, columns[$0.column].name) })
        {
            columns[index].meaning = ColumnMeaning(.name)
        }
        addFlags(&cells, &columns)
        var row = builder.row(
            cells, columns: columns, line: line, original: original, notices: notices, point: point)
        if let id = builder.mapping.idHeader,
            let value = members.first(where: { sameBytes($0.name, id) })?.value,
            let key = Record.written(value)
        {
            row.key = key
            row.derivedKey = nil
        }
        return row
    }

    /// `organic = yes` says a word about the thing: the word becomes a tag too.
    private func addFlags(_ cells: inout [ImportCell], _ columns: inout [ImportColumn]) {
        for cell in cells where columns[cell.column].meaning.member == .ext {
            guard cell.text == "yes" || cell.text == "Yes" || cell.json == .bool(true) else {
                continue
            }
            let name = columns[cell.column].name
            guard name.utf8.first != UInt8(ascii: "_") else { continue }
            cells.append(ImportCell(column: columns.count, text: name))
            columns.append(
                ImportColumn(name: name, meaning: ColumnMeaning(.tags, separator: "\n", rank: .max))
            )
        }
    }

    private mutating func meaning(of key: String) -> ColumnMeaning {
        if let known = meanings[key] { return known }
        let meaning =
            builder.mapping.meaning(of: key) ?? InnerMembers.meaning(of: key)
            ?? ForeignKeys.meaning(of: key) ?? HeaderRecognition.meaning(of: key)
        if meanings.count < Self.maximumMeanings { meanings[key] = meaning }
        return meaning
    }
}
