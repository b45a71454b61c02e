import SangamDirectory
import SangamLog
import SangamStore

extension ResultItem {
    init(
        _ summary: RecordSummary, distanceKm: Double? = nil, marks: RecordMarks = RecordMarks(),
        _ context: PageContext
    ) {
        let (record, catalogue) = (summary.record, context.catalogue)
        itemPath = context.path(of: summary.id)
        itemName = context.name(of: record, summary.id.key)
        itemKind = catalogue.kind(of: record, summary.id.key.kind)
        itemIsWant = Self.isWant(record)
        itemSummary = context.best(record.summaries, of: record, scalarsMax: 280)
        itemExtra = CardFacts(record, context).line
        itemPlace = catalogue.place(of: marks.placed(record)).map {
            ShownLine($0, joinedIn: catalogue)
        }
        itemMaker = marks.maker.map { context.link($0) }
        itemDistance = distanceKm.map(catalogue.kilometres)
        itemNetwork = context.networks.name(summary.id.node)
        itemNetworkPath = context.path(of: summary.id.node)
        itemAlso =
            marks.otherNetworks > 0
            ? catalogue.text("inNetworks", count: marks.otherNetworks + 1) : nil
        itemConfirmed = marks.confirming.first.map { node in
            context.text("confirmedByNetwork", ["network": context.networks.name(node)])
        }
        itemClaim =
            marks.confirming.isEmpty
            ? Organisation(record)?.memberOf.first.flatMap { claim in
                Self.claimed(claim, summary.id.node, context).map {
                    context.text("saysMemberOf", ["network": $0])
                }
            } : nil
        if let confirmed = record.confirmedAt {
            itemWhen = context.moment(confirmed, "resultConfirmed")
        } else {
            itemWhen = context.moment(summary.received, "resultReceived")
        }
        itemIsOld = FreshnessBand(confirmed: record.confirmedAt, at: context.now) == .older
        itemThumb =
            context.isTextOnly
            ? nil
            : marks.picture.flatMap { picture in
                Picture(picture.record).flatMap {
                    context.best($0.alternatives, of: picture.record, scalarsMax: 300)
                }.map { Thumb(thumbPath: "/l/\(picture.id)/picture", thumbAlt: $0) }
            }
    }

    static func isWant(_ record: Record) -> Bool {
        record.kind == "offer" && record.json["direction"]?.string == "want"
    }

    /// The name of what a record says to be a member of.
    private static func claimed(
        _ claim: Organisation.ClaimedMembership, _ home: NodeID, _ context: PageContext
    ) -> String? {
        let name = ShownText.line(claim.name ?? "", scalarsMax: 80)
        if !name.isEmpty { return name }
        guard let text = claim.record, let id = RecordID.resolve(text, home: home) else {
            return nil
        }
        return context.networks.name(id.node)
    }
}
