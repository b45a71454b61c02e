/// Why a record that is known to exist is not shown, as codes; the page has a sentence for each.
public enum WhyNotHere: String, Hashable, Sendable, CaseIterable {
    /// Its network took it back.
    case removed
    /// The time that it named is over.
    case expired
    /// It cannot be read by the rules that all networks share.
    case withheld
    /// It is here, and its content did not come with it yet.
    case contentMissing
    /// What this network accepts from others leaves it out.
    case filtered
    /// The network that it is from is not shown here.
    case blocked
    /// Changes from its network are not taken at the moment.
    case paused
    /// Its network has written more than has arrived here.
    case behind
    /// It is here; the filters of the search leave it out.
    case notMatching
    /// Nothing is known of it here.
    case unknown

    /// What a store knows about one record and its network.
    public struct Facts: Hashable, Sendable {
        public var isHeld = false
        public var isRemoved = false
        public var isExpired = false
        public var isQuarantined = false
        public var hasContent = true
        public var isFiltered = false
        public var isBlocked = false
        public var isPaused = false
        public var isBehind = false

        /// A record that nothing is known of.
        public init() {}
    }

    /// The reasons, the strongest first; never empty. The first alone is enough for a sentence.
    public static func reasons(_ facts: Facts) -> [WhyNotHere] {
        // What is blocked or taken back is told as nothing more than that.
        if facts.isBlocked { return [.blocked] }
        if facts.isRemoved { return [.removed] }
        var reasons: [WhyNotHere] = []
        if facts.isExpired { reasons.append(.expired) }
        if facts.isQuarantined { reasons.append(.withheld) }
        if facts.isFiltered { reasons.append(.filtered) }
        if facts.isHeld, !facts.hasContent, !facts.isFiltered { reasons.append(.contentMissing) }
        if facts.isHeld, reasons.isEmpty { return [.notMatching] }
        if facts.isPaused { reasons.append(.paused) }
        if facts.isBehind { reasons.append(.behind) }
        return reasons.isEmpty ? [.unknown] : reasons
    }
}
