/// Cells for a member that a mapping names by its path, such as `price.amount`: read as the
/// member's shape asks, and refused if its table would refuse them.
enum PathCell {
    static func take(_ meaning: ColumnMeaning, _ text: String, _ draft: inout RowDraft) -> Bool {
        let path = meaning.argument
        let parts = path.split(separator: ".").map(String.init)
        guard let first = parts.first,
            let shape = ([draft.kind] + RecordKind.listings).lazy
                .compactMap({ MemberName.shape(of: path, kind: $0) }).first,
            let value = value(text, shape, meaning, language: draft.language)
        else { return false }
        var checker = ListingChecker()
        let isTexts = if case .texts = shape { parts.count > 1 } else { false }
        let whole: JSON = isTexts ? .object([parts[parts.count - 1]: value]) : value
        checker.check(["it": whole], against: [ListingField("it", shape)], at: "")
        guard checker.problems.isEmpty else {
            draft.notices.append("\"\(text.prefix(60))\" does not fit \(path): kept as it is")
            return false
        }
        draft.singles[first] = merged(draft.singles[first], parts.dropFirst(), value)
        return value == .string(text) || value == .number(text)
    }

    private static func value(
        _ text: String, _ shape: ListingShape, _ meaning: ColumnMeaning, language: String
    ) -> JSON? {
        switch shape {
        case .texts:
            // With a language in the path the text stands under it already.
            endsInLanguage(meaning.argument) ? .string(text) : .object([language: .string(text)])
        case .flag: flag(text)
        case .count: CellReading.count(text).map(JSON.integer)
        case .amount: amount(text).map(JSON.number)
        case .partialDate, .date: CellReading.date(text).map(JSON.string)
        case .moment:
            (CivilTime.unixSeconds(text) != nil ? text : CellReading.date(text)).map(JSON.string)
        case .language: LanguageName.tag(text).map(JSON.string)
        case .country: CountryName.match(text).map { .string($0.code) }
        case .list(let item, _):
            .array(
                ListText.parts(text, separator: meaning.separator).compactMap {
                    value($0, item, meaning, language: language)
                })
        case .either(let shapes):
            shapes.lazy.compactMap { value(text, $0, meaning, language: language) }.first
        case .object: nil
        case .free: .string(text)
        default: .string(RowDraft.oneLine(text))
        }
    }

    private static func endsInLanguage(_ path: String) -> Bool {
        let parts = path.split(separator: ".")
        return parts.count > 1 && LanguageTag.isWellFormed(String(parts[parts.count - 1]))
    }

    /// A number as JSON writes it, also from one with a comma before one or two digits: before
    /// three it may as well part thousands.
    private static func amount(_ text: String) -> String? {
        if JSONNumber.isNumber(text) { return text }
        let parts = text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[1].count) else { return nil }
        let written = parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: ".")
        return JSONNumber.isNumber(written) ? written : nil
    }

    /// Yes or no, as people write it in cells; nil for anything else.
    static func flag(_ text: String) -> JSON? {
        switch SearchText.fold(text) {
        case "yes", "true", "1", "y", "x", "oui", "si", "sim", "ja", "ya": true
        case "no", "false", "0", "n", "non", "nao", "nein", "tidak": false
        default: nil
        }
    }

    private static func merged(_ old: JSON?, _ path: ArraySlice<String>, _ value: JSON) -> JSON {
        guard let first = path.first else { return value }
        var object = old?.object ?? JSONObject()
        object[first] = merged(object[first], path.dropFirst(), value)
        return .object(object)
    }
}
