/// Cells that say how to reach somebody: links and contact.
enum ReachCell {
    /// Fills links or contact; false if the cell must be kept in `ext` too.
    static func take(_ meaning: ColumnMeaning, _ text: String, _ draft: inout RowDraft) -> Bool {
        switch meaning.member {
        case .website: takeLinks(text, relation: "website", &draft)
        case .image: takeLinks(text, relation: "image", &draft)
        case .source: takeSource(text, &draft)
        case .contact: takeContact(meaning.argument, text, &draft)
        default: takeAccount(text, on: meaning.argument, &draft)
        }
    }

    private static func takeLinks(
        _ text: String, relation: String, _ draft: inout RowDraft
    ) -> Bool {
        let parts = pieces(text)
        var isKept = parts.count == 1
        for part in parts where parts.count == 1 || part.utf8.first != UInt8(ascii: "@") {
            switch WebAddress.read(part) {
            case .url(let url):
                let own =
                    relation == "website"
                    ? WebAddress.relation(of: url, default: relation) : relation
                if !draft.takeLink(own, url) { isKept = false }
            case .email(let address):
                if !draft.takeContact("email", address) { isKept = false }
                draft.notices.append(
                    "an e-mail address stood where a website should: taken as e-mail")
            case .junk:
                isKept = false
                draft.notices.append("\"\(part.prefix(80))\" is no web address: kept as it is")
            }
        }
        return isKept
    }

    /// `a.org ; b.org`, `a.org, b.org`, `a.org b.org`: cut only if every piece is an address.
    private static func pieces(_ text: String) -> [String] {
        guard text.utf8.contains(where: { $0 <= 0x20 || $0 >= 0x80 || ";,|".utf8.contains($0) })
        else { return [text] }
        if case .url = WebAddress.read(text) { return [text] }
        let pieces = text.unicodeScalars
            .split { $0.properties.isWhitespace || ";,|".unicodeScalars.contains($0) }
            .map { String($0) }
        let isList =
            pieces.count > 1 && pieces.count <= 10
            && pieces.allSatisfy {
                WebAddress.read($0) != .junk || $0.utf8.first == UInt8(ascii: "@")
            }
        return isList ? pieces : [text]
    }

    private static func takeSource(_ text: String, _ draft: inout RowDraft) -> Bool {
        guard draft.sourceURL == nil, case .url(let url) = WebAddress.read(text),
            sameBytes(url, text)
        else { return takeLinks(text, relation: "source", &draft) }
        draft.sourceURL = url
        return true
    }

    private static func takeAccount(
        _ text: String, on network: String, _ draft: inout RowDraft
    ) -> Bool {
        guard let url = WebAddress.account(text, on: network) else {
            if case .email(let address) = WebAddress.read(text) {
                return draft.takeContact("email", address)
            }
            return false
        }
        let relation = WebAddress.relation(of: url, default: network)
        return draft.takeLink(relation, url) && url.hasSuffix(text)
    }

    private static func takeContact(
        _ kind: String, _ text: String, _ draft: inout RowDraft
    ) -> Bool {
        switch kind {
        case "email":
            if case .email(let address) = WebAddress.read(text), !sameBytes(address, text) {
                return draft.takeContact("email", address) && false
            }
            let parts = text.unicodeScalars
                .split { $0.properties.isWhitespace || ";,/|".unicodeScalars.contains($0) }
                .map { String($0) }
            guard !parts.isEmpty, parts.allSatisfy(WebAddress.isEmail) else {
                if case .url(let url) = WebAddress.read(text) {
                    return draft.takeLink(WebAddress.relation(of: url, default: "website"), url)
                }
                return draft.takeContact("email", text)
            }
            var isKept = true
            for part in parts where !draft.takeContact("email", part) { isKept = false }
            return isKept
        case "phone" where text.lowercased().hasPrefix("tel:"):
            return draft.takeContact(kind, CellDecoder.trimmed(String(text.dropFirst(4)))) && false
        case "name" where WebAddress.isEmail(text): return draft.takeContact("email", text)
        case "name", "phone", "whatsapp", "telegram", "signal", "sms", "post", "fax":
            return draft.takeContact(kind, text)
        default: return draft.takeContact(String(kind.prefix(32)), text)
        }
    }
}
