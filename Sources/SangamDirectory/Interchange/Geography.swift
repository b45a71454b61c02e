/// The cells of a row that can only be understood together: country and coordinates.
struct Geography {
    private var countryCell: ImportCell?
    private var latitude: ImportCell?
    private var longitude: ImportCell?
    private var areaLatitude: ImportCell?
    private var areaLongitude: ImportCell?
    private var pair: ImportCell?

    init() {}

    /// Keeps a cell for later; false if there is one of its kind already.
    mutating func take(_ member: ColumnMeaning.Member, _ cell: ImportCell) -> Bool {
        switch member {
        case .country: Self.fill(&countryCell, cell)
        case .latitude: Self.fill(&latitude, cell)
        case .longitude: Self.fill(&longitude, cell)
        case .areaLatitude: Self.fill(&areaLatitude, cell)
        case .areaLongitude: Self.fill(&areaLongitude, cell)
        case .point: Self.fill(&pair, cell)
        default: false
        }
    }

    private static func fill(_ field: inout ImportCell?, _ cell: ImportCell) -> Bool {
        guard field == nil else { return false }
        field = cell
        return true
    }

    /// Puts country and point into the draft, and what they do not hold letter by letter to `ext`.
    ///
    /// `precision` is that of rows that do not say theirs.
    mutating func resolve(
        _ draft: inout RowDraft, _ columns: [ImportColumn], precision: String?
    ) {
        var spare: [ImportCell] = []
        let ownWord = draft.precision
        if let cell = countryCell {
            if !takeCountry(cell, &draft) { spare.append(cell) }
        }
        let known = draft.point.flatMap(Self.readings)
        if let known {
            // GeoJSON's geometry is the point; columns beside it are kept as they came.
            draft.point = nil
            set(known, &draft, precision: nil, cells: [], spare: &spare)
        }
        spare += coordinates(&draft, hasPoint: known != nil)
        // Where the exact point is not to be known, no text of it may stand beside it.
        let isHidden =
            draft.isPerson || ["area", "place", "none"].contains(ownWord ?? precision ?? "")
        if isHidden {
            draft.ext.removeAll { $0.value.object?["coordinates"] != nil }
            draft.precision = ownWord
        }
        for cell in spare where columns.indices.contains(cell.column) && !cell.isHint {
            let isCoordinate = columns[cell.column].meaning.member != .country
            if isCoordinate, isHidden { continue }
            draft.ext.append(
                (cell.column, columns[cell.column].name, cell.json ?? .string(cell.text)))
        }
    }

    private func takeCountry(_ cell: ImportCell, _ draft: inout RowDraft) -> Bool {
        guard let match = CountryName.match(cell.text) else {
            draft.notices.append(
                "\"\(cell.text.prefix(60))\" is no country that we know: kept as it is")
            return false
        }
        draft.country = match.code
        if match.isNear {
            draft.notices.append(
                "\"\(cell.text.prefix(60))\" was taken for the country \(match.code)")
        }
        return sameBytes(match.code, cell.text)
    }

    /// The cells that did not become the point.
    private mutating func coordinates(_ draft: inout RowDraft, hasPoint: Bool) -> [ImportCell] {
        var spare: [ImportCell] = []
        var isDone = hasPoint
        if let cell = pair {
            if !isDone, let readings = CoordinateText.readPair(cell.text) {
                set(readings, &draft, precision: nil, cells: [], spare: &spare)
                isDone = true
            } else if !isDone {
                draft.notices.append(
                    "\"\(cell.text.prefix(60))\" is no pair of coordinates: kept as it is")
            }
            spare.append(cell)
        }
        for (first, second, precision) in [
            (latitude, longitude, nil), (areaLatitude, areaLongitude, "street"),
        ] {
            let cells = [first, second].compactMap { $0 }
            guard let first, let second, !isDone else {
                spare += cells
                if cells.count == 1, !isDone {
                    draft.notices.append(
                        "one coordinate without the other: imported without a point")
                }
                continue
            }
            guard let a = CoordinateText.read(first.text), let b = CoordinateText.read(second.text)
            else {
                draft.notices.append(
                    "point \(first.text.prefix(40)), \(second.text.prefix(40)) is not readable: "
                        + "imported without it")
                spare += cells
                continue
            }
            let isTurned = a.isLatitude == false && b.isLatitude != false
            set(
                isTurned ? (b, a) : (a, b), &draft, precision: precision, cells: cells,
                spare: &spare)
            isDone = draft.point != nil
        }
        return spare
    }

    private func set(
        _ readings: (CoordinateText.Reading, CoordinateText.Reading), _ draft: inout RowDraft,
        precision: String?, cells: [ImportCell], spare: inout [ImportCell]
    ) {
        let resolution = PointResolution(readings.0, readings.1, country: draft.country)
        if let notice = resolution.notice { draft.notices.append(notice) }
        draft.point = resolution.point
        if let precision, resolution.point != nil, draft.precision == nil {
            draft.precision = precision
        }
        if let country = resolution.country {
            draft.country = country
            if let cell = countryCell { spare.append(cell) }
        }
        let written = [readings.0.written, readings.1.written]
        for cell in cells
        where draft.point == nil || !written.contains(where: { sameBytes($0, cell.text) }) {
            spare.append(cell)
        }
    }

    private static func readings(
        _ point: JSON
    ) -> (CoordinateText.Reading, CoordinateText.Reading)? {
        guard let pair = point.array, pair.count >= 2, case .number(let lat) = pair[0],
            case .number(let lon) = pair[1], let a = pair[0].double, let b = pair[1].double
        else { return nil }
        return (.init(degrees: a, written: lat), .init(degrees: b, written: lon))
    }
}
