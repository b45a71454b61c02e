/// How much of a record goes into a file.
public enum ExportPrivacy: Sendable, CaseIterable {
    /// All of it: the operator's own export, which must come back the same.
    case everything
    /// What anybody may take in bulk: no people, and no ways of contact. A courtesy against
    /// harvesting, not a protection: what is published is public.
    case `public`

    /// The record as this file may hold it; nil if it may not.
    ///
    /// Source: Protocol.md, Listings.
    public func reduced(_ record: ExportedRecord) -> ExportedRecord? {
        guard self == .public else { return record }
        guard !Self.isPerson(record.payload) else { return nil }
        var reduced = record
        reduced.payload["contact"] = nil
        if let links = reduced.payload["links"]?.array {
            let kept = links.filter { !Self.isContact($0.object?["url"]?.string ?? $0.string) }
            if kept.count < links.count {
                reduced.payload["links"] = kept.isEmpty ? .none : .some(.array(kept))
            }
        }
        if let ext = reduced.payload["ext"]?.object {
            let kept = ext.members.filter {
                !Self.isContact($0.value.string) && !PersonalColumn.isPersonal($0.name, $0.value)
            }
            if kept.count < ext.members.count {
                reduced.payload["ext"] = kept.isEmpty ? .none : .some(.object(JSONObject(kept)))
            }
        }
        return reduced
    }

    /// Whether a payload is about a person: an `individual`, or a `producer` who works at home.
    /// Nobody says "at home", so every producer counts who is not also some kind of group, has no
    /// members, and does not say that the place is one to be found at.
    public static func isPerson(_ payload: JSONObject) -> Bool {
        let record = Record(json: payload)
        let forms = record.texts("forms").map { $0.lowercased() }
        if forms.contains("individual") { return true }
        guard forms.contains("producer") else { return false }
        if forms.contains(where: groups.contains) { return false }
        if (payload["size"]?.object?["members"]?.int ?? 0) > 1 { return false }
        return !["exact", "street"].contains(record.precision ?? "")
    }

    private static let groups: Set<String> = [
        "enterprise", "federation", "network", "movement", "chapter", "working-group", "union",
        "self-help-group", "community", "support", "fund", "media", "public-body",
    ]

    /// Whether a text is nothing but a way of contact: an e-mail address, `mailto:` or `tel:`.
    private static func isContact(_ text: String?) -> Bool {
        guard let text = text.map(CellText.trimmed) else { return false }
        let start = text.utf8.prefix(7).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        if start.starts(with: "mailto:".utf8) || start.starts(with: "tel:".utf8) { return true }
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, parts[1].contains(UInt8(ascii: ".")) else {
            return false
        }
        return !text.utf8.contains { $0 <= 0x20 || $0 == UInt8(ascii: "/") }
    }
}
