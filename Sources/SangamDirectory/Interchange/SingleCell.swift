/// Cells that fill one member: dates, numbers, identifiers, anything that a mapping names by path.
enum SingleCell {
    /// Fills a member; false if the cell must be kept in `ext` too.
    static func take(_ meaning: ColumnMeaning, _ text: String, _ draft: inout RowDraft) -> Bool {
        switch meaning.member {
        case .size: takeSize(meaning.argument, text, &draft)
        case .founded, .dissolved: takeDate(meaning.member.rawValue, text, &draft)
        case .identifier: takeIdentifier(meaning.argument, text, &draft)
        case .hours: takeHours(text, &draft)
        case .legalForm: takeText("legalForm", text, most: 120, &draft)
        case .structure: takeStructure(text, &draft)
        case .membershipOf: takeMembershipOf(text, &draft)
        case .status: takeStatus(text, &draft)
        case .licence: takeText("licence", text, most: 64, &draft)
        case .attribution: takeText("attribution", text, most: 300, &draft)
        case .confirmed: takeConfirmed(text, &draft)
        case .lang: LanguageName.tag(text).map { takeLanguage($0, text, &draft) } ?? false
        case .path: PathCell.take(meaning, text, &draft)
        default: false
        }
    }

    private static func takeLanguage(
        _ tag: String, _ text: String, _ draft: inout RowDraft
    ) -> Bool {
        draft.lang = tag
        return sameBytes(tag, text)
    }

    private static func takeText(
        _ name: String, _ text: String, most: Int, _ draft: inout RowDraft
    ) -> Bool {
        let line = RowDraft.oneLine(text)
        guard draft.singles[name] == nil, line.unicodeScalars.count <= most else { return false }
        draft.singles[name] = .string(line)
        return true
    }

    private static func takeSize(_ part: String, _ text: String, _ draft: inout RowDraft) -> Bool {
        guard draft.size[part] == nil, let count = CellReading.count(text) else { return false }
        draft.size[part] = .integer(count)
        return sameBytes("\(count)", text)
    }

    private static func takeDate(_ name: String, _ text: String, _ draft: inout RowDraft) -> Bool {
        guard draft.singles[name] == nil, let date = CellReading.date(text) else { return false }
        draft.singles[name] = .string(date)
        return sameBytes(date, text)
    }

    private static func takeIdentifier(
        _ scheme: String, _ text: String, _ draft: inout RowDraft
    ) -> Bool {
        let value = RowDraft.oneLine(text)
        // Two columns often repeat one number: the scheme that says more came first.
        if draft.identifiers.contains(where: { sameBytes($0.value, value) }) { return true }
        guard draft.identifiers.count < 20, value.unicodeScalars.count <= 128 else { return false }
        draft.identifiers.append((String(scheme.prefix(64)), value))
        return true
    }

    private static func takeHours(_ text: String, _ draft: inout RowDraft) -> Bool {
        if case .url(let url) = WebAddress.read(text) {
            return draft.takeLink("opening-hours", url) && url.hasSuffix(text)
        }
        return takeText("hours", text, most: 500, &draft)
    }

    private static func takeStructure(_ text: String, _ draft: inout RowDraft) -> Bool {
        guard let code = CellReading.essglobal(text) else {
            return takeText("structure", text, most: 64, &draft)
        }
        ListCell.addCategory(code, &draft)
        return false
    }

    private static func takeMembershipOf(_ text: String, _ draft: inout RowDraft) -> Bool {
        let code = CellReading.essglobal(text)
        if let code { ListCell.addCategory(code, &draft) }
        guard draft.singles["membershipOf"] == nil else { return false }
        guard let word = CellReading.membershipOf(code?.code ?? text) else {
            return code == nil && takeText("membershipOf", text, most: 64, &draft)
        }
        draft.singles["membershipOf"] = .string(word)
        return sameBytes(word, text)
    }

    private static func takeStatus(_ text: String, _ draft: inout RowDraft) -> Bool {
        guard draft.singles["status"] == nil else { return false }
        guard let word = CellReading.status(text) else { return false }
        draft.singles["status"] = .string(word)
        return sameBytes(word, text)
    }

    private static func takeConfirmed(_ text: String, _ draft: inout RowDraft) -> Bool {
        guard draft.singles["confirmed"] == nil, let date = CellReading.date(text),
            CivilTime.isDate(date)
        else { return false }
        draft.singles["confirmed"] = ["at": .string(date)]
        return sameBytes(date, text)
    }
}
