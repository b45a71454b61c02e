import SangamDirectory
import SangamLog
import SangamStore

/// How somebody can be reached: themselves, or whoever takes enquiries; there is always a way.
struct ReachMaking {
    let facts: ListingFacts
    let context: PageContext

    func reach(_ fields: RecordFields) -> ListingReach {
        let id = facts.detail.id
        let contacts = fields.contacts
        let links = fields.links
        let home = context.networks.name(id.node)
        let isOwn = id.node == context.networks.own?.node
        var reach = ListingReach(
            contactRows: contacts, hasContact: !contacts.isEmpty, webLinks: links,
            hasWebLinks: !links.isEmpty)
        reach.via = via()
        reach.askPath = context.path("/ask/\(id)")
        reach.askNote = isOwn ? nil : context.text("askElsewhere", ["network": home])
        return reach
    }

    /// Who is asked in its place, or whose event it is.
    private func via() -> NamedLink? {
        switch facts.reach?.end {
        case .record(let id)?:
            return link(id, Self.keys[facts.reach?.steps.last?.relation ?? ""])
        case .network(let node)?:
            return NamedLink(
                namedText: ShownLine(
                    context.text("reachNetwork", ["network": context.networks.name(node)])),
                namedPath: context.path(of: node))
        case .itself?, nil:
            guard facts.detail.record.contact.isEmpty else { return nil }
            return facts.keepers.first.map { link($0.id, Self.keys[$0.member]) }
        }
    }

    private static let keys = [
        RecordEdges.contactVia: "reachContactVia", RecordEdges.provider: "reachProvider",
        RecordEdges.organiser: "reachOrganiser", RecordEdges.operator: "reachOperator",
        RecordEdges.partOf: "reachPartOf", RecordEdges.imageOf: "reachImageOf",
    ]

    private func link(_ id: RecordID, _ key: String?) -> NamedLink {
        let name =
            facts.named[id].map { context.name(of: $0.record, $0.id.key).text }
            ?? context.networks.name(id.node)
        return NamedLink(
            namedText: ShownLine(context.text(key ?? "reachContactVia", ["name": name])),
            namedPath: facts.named[id] == nil ? context.path(of: id.node) : context.path(of: id))
    }
}
