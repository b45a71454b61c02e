import SangamDirectory
import SangamLog
import SangamStore

/// One thing that several networks list, as one card: each field with who says so and when.
struct MergedMaking {
    let context: PageContext

    func card(_ facts: ListingFacts) -> MergedCard? {
        guard facts.cluster.count > 1 else { return nil }
        let home = facts.standings.first { $0.state == .confirmed }?.network
        let sources = facts.cluster.map { summary in
            SangamDirectory.MergedCard.Source(
                id: summary.id, record: summary.record, confirmed: summary.record.confirmedAt,
                written: Int64(clamping: summary.time), isHome: summary.id.node == home)
        }
        let merged = SangamDirectory.MergedCard(sources, at: context.now)
        let byID = Dictionary(facts.cluster.map { ($0.id, $0) }) { first, _ in first }
        let differences = merged.differences.prefix(WebLimits.rowsShownMax)
        // What differs is why one looks: it stands first.
        let fields =
            (differences + merged.fields.filter { !$0.differs })
            .filter { !Self.hidden.contains($0.path) && $0.values.contains { $0.text != nil } }
            .prefix(WebLimits.rowsShownMax)
        let networks = Set(facts.cluster.map(\.id.node)).count
        return MergedCard(
            mergedIntro: context.catalogue.text("mergedIntro", count: networks),
            mergedDifferences: differences.isEmpty
                ? nil
                : context.catalogue.text(
                    "mergedDifferences", count: differences.count,
                    ["fields": context.catalogue.list(differences.prefix(6).map { label($0.path) })]
                ),
            mergedReasons: facts.clusterReasons.prefix(10).map { reason in
                context.catalogue.word("same", reason) ?? ShownText.line(reason, scalarsMax: 80)
            },
            hasMergedReasons: !facts.clusterReasons.isEmpty,
            mergedFields: fields.map { field($0, byID) })
    }

    /// Members that say nothing to a reader.
    private static let hidden: Set<String> = ["kind", "lang"]

    private func field(
        _ field: SangamDirectory.MergedCard.Field, _ byID: [RecordID: RecordSummary]
    ) -> MergedCard.Field {
        MergedCard.Field(
            mergedLabel: label(field.path), mergedIsDifferent: field.differs,
            mergedValues: field.values.prefix(WebLimits.valuesShownMax).flatMap { value in
                value.sources.prefix(WebLimits.relatedMax).compactMap { id in
                    guard let summary = byID[id], let text = value.text else { return nil }
                    return MergedCard.Value(
                        mergedText: ShownLine(ShownText.line(text, scalarsMax: 280)),
                        mergedSource: context.networks.name(id.node),
                        mergedSourcePath: context.path(of: id),
                        mergedWhen: context.moment(
                            summary.record.confirmedAt ?? Int64(clamping: summary.time)))
                }
            })
    }

    /// `contact.phone` is the word for telephone; what has no word is shown as written.
    private func label(_ path: String) -> String {
        let parts = path.split(separator: ".").map { String($0) }
        if parts.first == "contact", let last = parts.last,
            let word = context.catalogue.word("contact", last)
        {
            return word
        }
        let last = parts.last ?? ""
        if parts.first == "size", let word = context.catalogue.word("figure", last) { return word }
        if parts.first == "place", let word = context.catalogue.word("field", last) { return word }
        if let first = parts.first,
            let word = context.catalogue.word("field", first)
                ?? context.catalogue.word("label", first)
        {
            guard parts.count > 1 else { return word }
            let isText = ["name", "summary", "description"].contains(first)
            let part =
                isText ? context.catalogue.language(last) : ShownText.line(last, scalarsMax: 40)
            return first == "place" ? word : "\(word) (\(part))"
        }
        return ShownText.line(path, scalarsMax: 80)
    }
}
