import SangamDirectory
import SangamLog
import SangamStore

/// What a listing has to do with others, both ways: what it names, and what names it.
struct RelationsMaking {
    let facts: ListingFacts
    let context: PageContext

    private var detail: ListingDetail { facts.detail }

    func relations() -> [ListingRelation] {
        var relations: [ListingRelation] = []
        func add(_ key: String, _ summaries: [RecordSummary], more: PageLink? = nil) {
            add(context.text(key), summaries.map { context.link($0) }, more)
        }
        func add(_ title: String, _ links: [NamedLink], _ more: PageLink? = nil) {
            guard !links.isEmpty else { return }
            relations.append(
                ListingRelation(
                    relationTitle: title,
                    relationLinks: Array(links.prefix(WebLimits.relatedMax)), relationMore: more))
        }
        let record = detail.record
        add("relationPartOf", record.partOf.compactMap(named))
        add("relationProvider", [record.provider].compactMap { $0 }.compactMap(named))
        add(
            "relationOrganiser",
            [record.json["organiser"]?.string, record.json["operator"]?.string]
                .compactMap { $0 }
                .compactMap(named))
        add("relationOffers", facts.offers)
        add("relationMarkets", facts.markets)
        add("relationParts", facts.parts, more: facts.hasMoreParts ? treeLink() : nil)
        add("relationCampaigns", facts.campaigns)
        for (relation, links) in own(record) { add(relation, links) }
        for (relation, links) in others() { add(relation, links) }
        return relations
    }

    /// Everything below it, with numbers; nil if nothing is part of it.
    func treeLink() -> PageLink? {
        guard !facts.parts.isEmpty else { return nil }
        let count = facts.parts.count
        let key = facts.hasMoreParts ? "treeLinkMore" : "treeLink"
        return PageLink(
            linkText: context.catalogue.text(key, count: count),
            linkPath: context.path("/tree/\(detail.id)"))
    }

    private func named(_ text: String) -> RecordSummary? {
        RecordID.resolve(text, home: detail.id.node).flatMap { facts.named[$0] }
    }

    /// Relations that the record itself names, without those that have a place of their own.
    private func own(_ record: Record) -> [(String, [NamedLink])] {
        grouped(
            record.related.filter { $0.rel != "part-of" }.compactMap { relation in
                named(relation.record).map { (relation.rel, $0) }
            }, "relation")
    }

    /// Relations by which others name it: `supplies` of theirs is `supplied by` here.
    private func others() -> [(String, [NamedLink])] {
        grouped(
            facts.related.filter { $0.relation != "part-of" }
                .map { ($0.relation, $0.source) }, "relationBack")
    }

    private func grouped(
        _ items: [(String, RecordSummary)], _ group: String
    ) -> [(String, [NamedLink])] {
        var order: [String] = []
        var links: [String: [NamedLink]] = [:]
        for (relation, summary) in items {
            let title =
                context.catalogue.word(group, relation)
                ?? context.text(
                    group == "relation" ? "relationOther" : "relationBackOther",
                    ["relation": ShownText.line(relation, scalarsMax: 40)])
            if links[title] == nil { order.append(title) }
            links[title, default: []].append(context.link(summary))
        }
        return order.map { ($0, links[$0] ?? []) }
    }
}
