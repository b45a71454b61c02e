import SangamDirectory
import SangamLog

/// Who confirms a listing as a member, and what it only says of itself.
struct MembershipMaking {
    let facts: ListingFacts
    let context: PageContext

    private var catalogue: Catalogue { context.catalogue }

    func fill(_ page: inout ListingPage) {
        for standing in facts.standings {
            let name =
                standing.network.map(context.networks.name)
                ?? standing.name.map { ShownText.line($0, scalarsMax: 80) } ?? ""
            switch standing.state {
            case .confirmed:
                page.confirmedTexts.append(
                    ListingPage.Standing(
                        standingText: confirmed(standing, name),
                        standingNote: note(standing, name)))
            case .upcoming:
                page.claimTexts.append(
                    context.text(
                        "memberUpcomingFrom",
                        ["network": name, "date": date(standing.since)]))
            case .lapsed:
                page.claimTexts.append(
                    context.text(
                        "memberLapsed", ["network": name, "date": date(standing.until)]))
            case .claimed:
                page.claimTexts.append(context.text("memberClaimed", ["network": name]))
            }
        }
    }

    private func confirmed(_ standing: MembershipStanding, _ network: String) -> String {
        // The network knows a number; that the listing bears it only the listing says.
        if standing.isByIdentifier,
            let number = standing.statement.flatMap({
                facts.memberNumbers[$0]
            })
        {
            return context.text(
                "memberConfirmedNumber",
                ["network": network, "number": ShownText.line(number, scalarsMax: 80)])
        }
        guard standing.until != nil else {
            return context.text("memberConfirmed", ["network": network])
        }
        return context.text(
            "memberConfirmedUntil", ["network": network, "date": date(standing.until)])
    }

    /// As what, since when, and when somebody last looked.
    private func note(_ standing: MembershipStanding, _ network: String) -> String? {
        var parts: [String] = []
        if let role = standing.role {
            let word = catalogue.word("role", role) ?? ShownText.line(role, scalarsMax: 60)
            parts.append(context.text("memberRole", ["role": word]))
        }
        if standing.since != nil {
            parts.append(context.text("memberSince", ["date": date(standing.since)]))
        }
        if standing.isByIdentifier, standing.until != nil {
            parts.append(context.text("partUntil", ["date": date(standing.until)]))
        }
        if standing.checked != nil {
            parts.append(
                context.text(
                    "memberChecked", ["network": network, "date": date(standing.checked)]))
        }
        return parts.isEmpty ? nil : parts.joined(separator: " · ")
    }

    private func date(_ text: String?) -> String {
        guard let text else { return "" }
        return catalogue.written(text) ?? ShownText.line(text, scalarsMax: 40)
    }
}
