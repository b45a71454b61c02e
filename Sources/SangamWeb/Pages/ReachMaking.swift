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

    /// Who is asked in its place.
    private func via() -> NamedLink? {
        switch facts.reach?.end {
        case .record(let id)?:
            guard let summary = facts.named[id] else {
                return NamedLink(
                    namedText: ShownLine(context.networks.name(id.node)),
                    namedPath: context.path(of: id))
            }
            return context.link(summary)
        case .network(let node)?:
            return NamedLink(
                namedText: ShownLine(context.networks.name(node)),
                namedPath: context.path(of: node))
        case .itself?, nil: return nil
        }
    }
}
