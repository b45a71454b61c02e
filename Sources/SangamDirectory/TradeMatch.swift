import SangamLog

/// One want that an offer could answer, or one offer that could answer a want, and why.
public struct TradeMatch: Hashable, Sendable {
    /// Why two fit, as codes; the page has words for each.
    public enum Reason: String, Hashable, Sendable, CaseIterable {
        /// The same goods, by a code or by a word that a vocabulary knows.
        case sameGoods
        /// One asks for vegetables, the other has okra.
        case widerGoods
        /// Words of their goods, tags or names.
        case sameWords
        /// Within 50 km.
        case near
        /// Within the reach that one of them names.
        case withinReach
        /// One brings it to where the other is.
        case delivers
        /// One says that the place does not matter.
        case anywhere
        /// In the same country, and nothing nearer is known.
        case sameCountry
        /// It is the season that is named.
        case inSeason
        /// They name the same terms.
        case sameTerms
        /// One begins later than today.
        case later
    }

    /// The record that fits.
    public let id: RecordID
    /// Higher is better; below `minimumScore` nothing is shown.
    public let score: Int
    /// Why.
    public let reasons: [Reason]
    /// The distance, if both have a point. Units: kilometres.
    public let kilometres: Double?

    /// The most that a page shows.
    public static let maximum = 10
    /// Goods or words must carry a match; being near is not enough.
    public static let minimumScore = 30
    /// How far two may be apart if neither says how far it reaches. Units: kilometres.
    public static let defaultKilometres = 100.0
    /// The most candidates that are looked at; a page that must be quick passes 200.
    public static let maximumCandidates = 500

    /// The best matches of a record, the best first, at most 10.
    ///
    /// Units: `now` is Unix seconds.
    public static func find(
        for subject: TradeSubject, among candidates: [TradeSubject], at now: Int64
    ) -> [TradeMatch] {
        guard !subject.isOut, !isOver(subject, now) else { return [] }
        var seen: Set<RecordID> = []
        let matches = candidates.prefix(maximumCandidates).compactMap { candidate -> TradeMatch? in
            guard seen.insert(candidate.id).inserted else { return nil }
            return match(subject, candidate, at: now)
        }
        let sorted = matches.sorted { one, other in
            if one.score != other.score { return one.score > other.score }
            let (left, right) = (one.kilometres ?? .infinity, other.kilometres ?? .infinity)
            return left == right ? one.id < other.id : left < right
        }
        return Array(sorted.prefix(maximum))
    }

    /// Whether and how well two fit; nil if they do not.
    static func match(_ subject: TradeSubject, _ other: TradeSubject, at now: Int64)
        -> TradeMatch?
    {
        guard subject.isWanted != other.isWanted, subject.id != other.id, !other.isOut,
            !isOver(other, now), subject.provider == nil || subject.provider != other.provider
        else { return nil }
        let (offer, want) = subject.isWanted ? (other, subject) : (subject, other)
        guard Self.fitsItem(offer.item, want.item), fitsTerms(offer.terms, want.terms) else {
            return nil
        }
        var score = 0
        var reasons: [Reason] = []
        func add(_ reason: Reason, _ points: Int) {
            reasons.append(reason)
            score += points
        }
        if !offer.goods.isDisjoint(with: want.goods) {
            add(.sameGoods, 60)
        } else if !offer.goods.isDisjoint(with: want.wider)
            || !want.goods.isDisjoint(with: offer.wider)
        {
            add(.widerGoods, 40)
        }
        let words = wordScore(offer, want)
        if words > 0 { add(.sameWords, words) }
        guard score >= minimumScore else { return nil }
        let spot = place(offer, want)
        guard spot.fits else { return nil }
        for reason in spot.reasons { add(reason, reason == .sameCountry ? 5 : 10) }
        guard let when = time(offer, want, now) else { return nil }
        for reason in when { add(reason, reason == .inSeason ? 10 : -5) }
        if !offer.terms.isDisjoint(with: want.terms) { add(.sameTerms, 5) }
        return TradeMatch(
            id: other.id, score: score, reasons: reasons, kilometres: spot.kilometres)
    }

    // MARK: - What

    /// Work, skill and service are three words for what a person does.
    private static func fitsItem(_ offer: String?, _ want: String?) -> Bool {
        guard let offer, let want, !sameBytes(offer, want) else { return true }
        return labour.contains(offer) && labour.contains(want)
    }

    private static let labour: Set<String> = ["work", "skill", "service"]

    /// Who would pay also takes a gift; else they must name one of the same terms.
    private static func fitsTerms(_ offer: Set<String>, _ want: Set<String>) -> Bool {
        offer.isEmpty || want.isEmpty || !offer.isDisjoint(with: want) || offer.contains("give")
            || offer.contains("share")
    }

    /// A word of goods or tags carries a match; of names two words are needed.
    private static func wordScore(_ offer: TradeSubject, _ want: TradeSubject) -> Int {
        let all = offer.strongWords.union(offer.nameWords)
        let others = want.strongWords.union(want.nameWords)
        let shared = all.intersection(others)
        let strong = shared.filter {
            offer.strongWords.contains($0) || want.strongWords.contains($0)
        }
        return min(45, 30 * strong.count + 15 * (shared.count - strong.count))
    }

    // MARK: - Where

    private static func place(_ offer: TradeSubject, _ want: TradeSubject)
        -> (fits: Bool, reasons: [Reason], kilometres: Double?)
    {
        var kilometres: Double?
        if let here = offer.point, let there = want.point {
            kilometres = Distance.kilometres(from: here, to: there)
        }
        var reasons: [Reason] = []
        if let kilometres, kilometres <= 50 { reasons.append(.near) }
        let brings = brings(offer, want) || brings(want, offer)
        if brings { reasons.append(.delivers) }
        if offer.isAnywhere || want.isAnywhere { reasons.append(.anywhere) }
        let radius = [offer.radiusKilometres, want.radiusKilometres].compactMap { $0 }.max()
        if let kilometres {
            // Places are rounded to cells of a kilometre.
            if let radius, kilometres <= radius + 1.5 { reasons.append(.withinReach) }
            let limit = radius.map { $0 + 1.5 } ?? defaultKilometres
            let fits = kilometres <= limit || brings || reasons.contains(.anywhere)
            return (fits, reasons, kilometres)
        }
        guard let here = offer.country, let there = want.country else {
            return (true, reasons, nil)
        }
        if sameBytes(here, there) { return (true, reasons + [.sameCountry], nil) }
        return (!reasons.isEmpty, reasons, nil)
    }

    /// Whether one brings things to the town or region of the other.
    private static func brings(_ one: TradeSubject, _ other: TradeSubject) -> Bool {
        one.deliveries.contains { area in
            other.towns.contains { town in
                sameBytes(area, town) || " \(area) ".utf8Contains(" \(town) ")
            }
        }
    }

    // MARK: - When

    private static func isOver(_ subject: TradeSubject, _ now: Int64) -> Bool {
        subject.until.map { now >= $0 } ?? false
    }

    /// What the times say for or against; nil if one is over before the other begins, or if it is
    /// the wrong season for all of it.
    private static func time(_ offer: TradeSubject, _ want: TradeSubject, _ now: Int64)
        -> [Reason]?
    {
        let start = [offer.from, want.from, now].compactMap { $0 }.max() ?? now
        let end = [offer.until, want.until].compactMap { $0 }.min()
        if let end, end <= start { return nil }
        var reasons: [Reason] = start > now ? [.later] : []
        let seasons = [offer.months, want.months].compactMap { $0 }
        if seasons.count == 2, seasons[0].isDisjoint(with: seasons[1]) { return nil }
        guard
            let months = seasons.first.map({
                seasons.dropFirst().reduce($0) { $0.intersection($1) }
            })
        else { return reasons }
        if let month = month(of: start), months.contains(month) {
            reasons.append(.inSeason)
        } else if !reasons.contains(.later) {
            reasons.append(.later)
        }
        return reasons
    }

    private static func month(of moment: Int64) -> Int? {
        CivilTime.date(unixSeconds: moment).flatMap { Int($0.utf8.dropFirst(5).prefix(2)) }
    }
}

extension Int {
    /// A few ASCII digits; nil for anything else.
    fileprivate init?(_ digits: some Sequence<UInt8>) {
        self.init(String(decoding: Array(digits), as: UTF8.self))
    }
}

extension String {
    /// Whether the bytes of `other` stand somewhere in it. For short texts.
    fileprivate func utf8Contains(_ other: String) -> Bool {
        let (text, part) = (Array(utf8), Array(other.utf8))
        guard !part.isEmpty, part.count <= text.count else { return false }
        return (0...(text.count - part.count)).contains { text[$0...].starts(with: part) }
    }
}
