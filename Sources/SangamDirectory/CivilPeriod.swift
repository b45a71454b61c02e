/// The span that a date, a month or a year covers, in UTC.
struct CivilPeriod: Hashable, Sendable {
    /// The first moment. Units: Unix seconds.
    let start: Int64
    /// The first moment after it. Units: Unix seconds.
    let end: Int64

    /// Reads `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or a time; nil for anything else.
    init?(_ text: String) {
        switch text.utf8.count {
        case 4:
            guard let start = CivilTime.unixSeconds(text + "-01-01"),
                let last = CivilTime.unixSeconds(text + "-12-31")
            else { return nil }
            self.start = start
            end = last + CivilTime.daySeconds
        case 7:
            guard let start = CivilTime.unixSeconds(text + "-01"),
                let last = (28...31).reversed().lazy
                    .compactMap({ CivilTime.unixSeconds(text + "-" + String($0)) }).first
            else { return nil }
            self.start = start
            end = last + CivilTime.daySeconds
        default:
            guard let moment = CivilTime.unixSeconds(text) else { return nil }
            start = moment
            end = CivilTime.isDate(text) ? moment + CivilTime.daySeconds : moment
        }
    }
}
