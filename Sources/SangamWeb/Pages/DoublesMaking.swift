import SangamDirectory
import SangamLog
import SangamStore

/// Listings that may be the same thing, for a reader who knows: nobody has said so yet.
struct DoublesMaking {
    let facts: ListingFacts
    let context: PageContext

    func doubles() -> ListingDoubles? {
        guard !facts.doubles.isEmpty else { return nil }
        return ListingDoubles(
            doubleLinks: facts.doubles.map { candidate, summary in
                let reasons = candidate.reasons.map { reason in
                    let key = Catalogue.key("duplicate", code: reason.rawValue)
                    guard reason == .near || reason == .farApart else { return context.text(key) }
                    return context.text(
                        key,
                        ["distance": context.catalogue.wholeKilometres(candidate.kilometres)])
                }
                return context.link(
                    summary,
                    note: ([context.networks.name(summary.id.node)] + reasons)
                        .joined(separator: " · "))
            })
    }
}
