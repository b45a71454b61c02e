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
        let reading = MergedReading(
            context: context, names: facts.names(for: context), ownWords: facts.ownWords)
        let fields =
            (differences + merged.fields.filter { !$0.differs })
            .filter { !Self.hidden.contains($0.path) }.prefix(WebLimits.rowsShownMax)
            .compactMap { field($0, reading, kind: facts.detail.id.key.kind, byID) }
        let networks = Set(facts.cluster.map(\.id.node)).count
        return MergedCard(
            mergedIntro: context.catalogue.text("mergedIntro", count: networks),
            mergedDifferences: differences.isEmpty
                ? nil
                : context.catalogue.text(
                    "mergedDifferences", count: differences.count,
                    [
                        "fields": context.catalogue.list(
                            fields.filter(\.mergedIsDifferent).prefix(6).map(\.mergedLabel))
                    ]),
            mergedReasons: facts.clusterReasons.prefix(10).map { reason in
                context.catalogue.word("same", reason) ?? ShownText.line(reason, scalarsMax: 80)
            },
            hasMergedReasons: !facts.clusterReasons.isEmpty,
            mergedFields: fields)
    }

    /// Members that say nothing to a reader, or stand elsewhere on the card.
    private static let hidden: Set<String> = ["kind", "lang", "confirmed", "data"]
    /// The most scalars of one text of the card; the whole is on the listing's own page.
    private static let scalarsMax = 280

    /// Nil where a field says nothing in words.
    private func field(
        _ field: SangamDirectory.MergedCard.Field, _ reading: MergedReading, kind: String,
        _ byID: [RecordID: RecordSummary]
    ) -> MergedCard.Field? {
        var values: [(texts: [FieldValue], sources: [RecordID])] = []
        for value in field.values.prefix(WebLimits.valuesShownMax) {
            guard let first = value.sources.first, let summary = byID[first] else { continue }
            let texts = reading.values(value.json, at: field.path, of: summary).map(Self.short)
            // Items of lists that the same networks name stand on one line.
            if field.isList, let held = values.firstIndex(where: { $0.sources == value.sources }) {
                values[held].texts += texts
            } else if !texts.isEmpty {
                values.append((texts, value.sources))
            }
        }
        guard !values.isEmpty else { return nil }
        return MergedCard.Field(
            mergedLabel: reading.label(field.path, kind: kind), mergedIsDifferent: field.differs,
            mergedValues: values.map { texts, sources in
                MergedCard.Value(
                    mergedTexts: texts, mergedBetween: context.catalogue.listSeparator,
                    mergedSources: sources.prefix(WebLimits.relatedMax).compactMap { id in
                        byID[id].map { source(id, $0) }
                    })
            })
    }

    private func source(_ id: RecordID, _ summary: RecordSummary) -> MergedCard.Source {
        MergedCard.Source(
            mergedSource: context.networks.name(id.node), mergedSourcePath: context.path(of: id),
            mergedWhen: context.moment(
                summary.record.confirmedAt ?? Int64(clamping: summary.time)))
    }

    private static func short(_ value: FieldValue) -> FieldValue {
        var short = FieldValue(
            ShownText.line(value.text, scalarsMax: scalarsMax), language: value.textLang,
            href: value.href, path: value.path, note: value.note)
        short.textDir = value.textDir
        return short
    }
}
