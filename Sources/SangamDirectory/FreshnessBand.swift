/// How long ago a record was confirmed, as a filter and a word.
public enum FreshnessBand: String, Hashable, Sendable, CaseIterable {
    /// Within 31 days.
    case month
    /// Within 366 days.
    case year
    /// Longer ago.
    case older
    /// Nobody has confirmed it, or only at a moment that is still to come.
    case unknown

    static let monthSeconds = 31 * CivilTime.daySeconds
    static let yearSeconds = 366 * CivilTime.daySeconds

    /// The band of a confirmation (Unix seconds) at `now`. A clock may be a day ahead.
    public init(confirmed: Int64?, at now: Int64) {
        guard let confirmed else {
            self = .unknown
            return
        }
        let age = now.subtractingReportingOverflow(confirmed)
        let whole = confirmed < now ? Int64.max : Int64.min
        switch age.overflow ? whole : age.partialValue {
        case ..<(-CivilTime.daySeconds): self = .unknown
        case ..<Self.monthSeconds: self = .month
        case ..<Self.yearSeconds: self = .year
        default: self = .older
        }
    }
}
