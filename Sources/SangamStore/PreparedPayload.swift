import Dispatch
import SangamDirectory
import SangamLog
import Synchronization

/// A payload with everything that the tables need of it: worked out before the transaction, so that
/// the one writer has nothing left to do but write.
struct PreparedPayload: Sendable {
    let payload: SealedPayload
    /// The rule that it breaks; nil if it is a record.
    let quarantined: String?
    /// nil if it is quarantined.
    let row: ListingRow?

    init(_ payload: SealedPayload, kind: String) {
        self.payload = payload
        do throws(RecordProblem) {
            row = ListingRow(try RecordCoding.parse(payload.bytes, kind: kind))
            quarantined = nil
        } catch {
            row = nil
            quarantined = error.rule.rawValue
        }
    }

    /// The payloads of a section, on all processors; nil where an entry has none.
    static func all(_ items: [SectionEntry]) -> [PreparedPayload?] {
        let size = 128
        guard items.count > size else { return items.map(prepare) }
        let parts = (items.count + size - 1) / size
        let done = Mutex([[PreparedPayload?]](repeating: [], count: parts))
        DispatchQueue.concurrentPerform(iterations: parts) { part in
            let end = min((part + 1) * size, items.count)
            let prepared = items[(part * size)..<end].map(prepare)
            done.withLock { $0[part] = prepared }
        }
        return done.withLock { $0.flatMap(\.self) }
    }

    private static func prepare(_ item: SectionEntry) -> PreparedPayload? {
        guard let payload = item.payload, case .put(let key, _, _) = item.entry.operation else {
            return nil
        }
        return PreparedPayload(payload, kind: key.kind)
    }
}

/// What `listing`, the index of words and the filters hold of a record.
struct ListingRow: Sendable {
    let search: SearchRow
    let facets: SearchFacets
    let country: String?
    let point: GeoPoint?
    let confirmed: Int64?
    let expires: Int64?
    /// Lower-case tags of the languages that it is written in, and their first parts.
    let languages: [String]
    let categories: [Code]

    init(_ content: SangamDirectory.Record) {
        let labels = BuiltinVocabularies.standard.foldedLabels(for: content)
        search = SearchText.row(for: content, foldedLabels: labels)
        country = content.country
        point = content.point
        confirmed = content.confirmedAt
        expires = content.isStanding ? nil : content.expiry
        languages = Self.languages(of: content)
        categories = content.categories
        var facets = SearchFacets()
        facets.add(kind: content.kind, isListing: RecordKind.isListing(content.kind))
        if let country { facets.add(country: country) }
        for tag in languages { facets.add(language: tag) }
        for code in categories { facets.add(category: code) }
        self.facets = facets
    }

    /// Each tag, and its first part, so that `pt` finds `pt-BR`.
    private static func languages(of content: SangamDirectory.Record) -> [String] {
        let texts = content.names + content.summaries + content.descriptions
        var tags: Set<String> = []
        for tag in texts.map(\.language) + [content.lang].compactMap({ $0 })
        where LanguageTag.isWellFormed(tag) {
            let lower = tag.lowercased()
            tags.insert(lower)
            if lower.utf8.contains(UInt8(ascii: "-")) {
                tags.insert(String(lower.prefix { $0 != "-" }))
            }
        }
        return tags.filter { $0 != "und" }.sorted()
    }
}
