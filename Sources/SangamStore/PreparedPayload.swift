import SangamDirectory
import SangamLog

/// A payload with everything that the tables need of it: worked out beside the transaction, so that
/// the one writer has nothing left to do but write: see `PayloadPreparation`.
struct PreparedPayload: Sendable {
    let payload: SealedPayload
    /// The rule that it breaks; nil if it is a record.
    let quarantined: String?
    /// nil if it is quarantined.
    let row: ListingRow?

    /// - Parameter id: the record that the payload is of.
    init(_ payload: SealedPayload, id: RecordID) {
        self.payload = payload
        do throws(RecordProblem) {
            row = ListingRow(try RecordCoding.parse(payload.bytes, kind: id.key.kind), id: id)
            quarantined = nil
        } catch {
            row = nil
            quarantined = error.rule.rawValue
        }
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
    let survey: SurveyRow
    let edges: [StoredEdge]
    /// Of a record that has its place from another: see `InheritedPlace`.
    let placelessID: RecordID?

    init(_ content: SangamDirectory.Record, id: RecordID) {
        placelessID = InheritedPlace.source(of: content, id: id) == nil ? nil : id
        let labels =
            BuiltinVocabularies.mayClassify(content)
            ? BuiltinVocabularies.standard.foldedLabels(for: content) : []
        search = SearchText.row(for: content, foldedLabels: labels)
        country = content.country
        point = content.point
        confirmed = content.confirmedAt
        expires = content.isStanding ? nil : content.expiry
        let languages = content.languageTags
        var facets = SearchFacets()
        facets.add(kind: content.kind, isListing: RecordKind.isListing(content.kind))
        if let country { facets.add(country: country) }
        for tag in languages { facets.add(language: tag) }
        for code in content.categories { facets.add(category: code) }
        let entries = FacetEntry.all(of: content, languages: languages)
        facets.add(entries)
        edges = RecordEdges.of(content, home: id.node).compactMap { StoredEdge($0) }
        survey = SurveyRow(content, id: id, edges: edges, entries: entries)
        if survey.span != nil { facets.addDated() }
        if let point { facets.add(point: point) }
        self.facets = facets
    }
}
