import SangamDirectory

/// Why an offer and a want fit, in words.
struct MatchReasons {
    let context: PageContext
    let match: TradeMatch

    /// `The same goods · Within reach: 12 km`; nil if nothing can be said.
    var text: String? {
        let parts = match.reasons.prefix(4).map { reason in
            let key = Catalogue.key("trade", code: reason.rawValue)
            return Self.distances.contains(reason)
                ? context.text(key, ["distance": distance]) : context.text(key)
        }
        return parts.isEmpty ? nil : parts.joined(separator: " · ")
    }

    /// Whether the distance stands in the text.
    var isDistanceTold: Bool { match.reasons.prefix(4).contains(where: Self.distances.contains) }

    private static let distances: Set<TradeMatch.Reason> = [.near, .withinReach]

    private var distance: String { context.catalogue.wholeKilometres(match.kilometres) }
}
