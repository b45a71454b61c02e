/// Cells that hold lists: products, tags, categories, languages.
enum ListCell {
    /// Fills a list; false if the cell must be kept in `ext` too.
    static func take(_ meaning: ColumnMeaning, _ text: String, _ draft: inout RowDraft) -> Bool {
        // One code or one word that is known needs no cutting.
        if meaning.member == .form { return takeForm(text, &draft) }
        let parts = ListText.parts(
            text, separator: meaning.separator, isLabel: meaning.member == .category)
        var isKept = parts.count == 1
        for part in parts where !takeItem(meaning, part, &draft) { isKept = false }
        return isKept && (parts.first.map { sameBytes($0, text) } ?? false)
    }

    /// Fills a list with one thing.
    static func takeItem(
        _ meaning: ColumnMeaning, _ text: String, _ draft: inout RowDraft
    ) -> Bool {
        switch meaning.member {
        case .products: takeProduct(text, &draft)
        case .goods: draft.takeGood(text)
        case .tags: draft.takeTag(text)
        case .category: takeCategory(text, scheme: meaning.argument, &draft)
        case .languages: takeLanguage(text, &draft)
        case .qualifiers: takeQualifier(text, &draft)
        case .memberOf: takeMembership(text, &draft)
        default: false
        }
    }

    private static func takeProduct(_ text: String, _ draft: inout RowDraft) -> Bool {
        let isKept = draft.takeGood(text)
        // What is longer than a name of a thing is a description of several.
        if text.unicodeScalars.count <= 100, draft.products.count < ProductOffers.most {
            draft.products.append(RowDraft.oneLine(text))
        }
        return isKept
    }

    private static func takeCategory(
        _ text: String, scheme: String, _ draft: inout RowDraft
    ) -> Bool {
        if let code = CellReading.essglobal(text) {
            addCategory(code, &draft)
            return false
        }
        if isOpenFairDB(text) {
            addCategory(Code(scheme: "openfairdb", code: text), &draft)
            return true
        }
        guard !scheme.isEmpty, text.unicodeScalars.count <= 128 else { return draft.takeTag(text) }
        addCategory(Code(scheme: String(scheme.prefix(64)), code: text), &draft)
        return true
    }

    /// OpenFairDB's categories are keys of 32 hex digits.
    private static func isOpenFairDB(_ text: String) -> Bool {
        text.utf8.count == 32
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x61...0x66).contains($0)
            }
    }

    static func addCategory(_ code: Code, _ draft: inout RowDraft) {
        if draft.categories.count < 50, !draft.categories.contains(code) {
            draft.categories.append(code)
        }
    }

    private static func takeQualifier(_ text: String, _ draft: inout RowDraft) -> Bool {
        guard draft.qualifiers.count < 50 else { return false }
        if let code = CellReading.essglobal(text) {
            draft.qualifiers.append(RowDraft.json(code))
            return false
        }
        guard text.unicodeScalars.count <= 100 else { return false }
        draft.qualifiers.append(.string(text))
        return true
    }

    private static func takeLanguage(_ text: String, _ draft: inout RowDraft) -> Bool {
        guard let tag = LanguageName.tag(text), draft.languages.count < 60 else { return false }
        if !draft.languages.contains(tag) { draft.languages.append(tag) }
        return sameBytes(tag, text)
    }

    private static func takeMembership(_ text: String, _ draft: inout RowDraft) -> Bool {
        let line = RowDraft.oneLine(text)
        // "Member: yes" names nobody.
        guard PathCell.flag(line) == nil else { return false }
        if draft.memberOf.contains(where: { sameBytes($0, line) }) { return true }
        guard draft.memberOf.count < 50, line.unicodeScalars.count <= 200 else { return false }
        draft.memberOf.append(line)
        return true
    }

    private static func takeForm(_ text: String, _ draft: inout RowDraft) -> Bool {
        // A column "kind" or "type" may say what the row is at all.
        let folded = SearchText.fold(text)
        if ["offer", "event", "market", "resource", "campaign"].contains(folded) {
            draft.kind = folded
            return sameBytes(folded, text)
        }
        guard let form = CellReading.form(text) else {
            if let code = CellReading.essglobal(text) {
                addCategory(code, &draft)
                return false
            }
            return draft.takeTag(text)
        }
        if !draft.forms.contains(form) { draft.forms.append(form) }
        return sameBytes(form, text)
    }
}
