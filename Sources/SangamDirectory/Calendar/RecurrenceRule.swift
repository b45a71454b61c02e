/// When something is held again: the part of RFC 5545's rules that calendars of markets and
/// meetings use. A rule that says more is not read at all, so that no date is ever made up.
///
/// Source: RFC 5545 section 3.3.10.
public struct RecurrenceRule: Hashable, Sendable {
    /// The unit that is repeated.
    public enum Frequency: String, Hashable, Sendable, CaseIterable {
        case daily = "DAILY"
        case weekly = "WEEKLY"
        case monthly = "MONTHLY"
        case yearly = "YEARLY"
    }

    /// The last day or moment, which still counts.
    public enum Until: Hashable, Sendable {
        case day(CivilDate)
        /// On the clock of the place.
        case local(CivilMoment)
        /// In UTC.
        case utc(CivilMoment)
    }

    /// A day of the week, every one or the nth of a month or year.
    public struct Day: Hashable, Sendable {
        /// 1 is the first, -1 the last; nil is every one.
        public var ordinal: Int?
        /// 0 is Monday, 6 is Sunday.
        public var weekday: Int

        /// The nth `weekday`, or every one.
        public init(_ ordinal: Int? = nil, _ weekday: Int) {
            self.ordinal = ordinal
            self.weekday = weekday
        }
    }

    /// The unit.
    public var frequency: Frequency
    /// Every how many units, 1 to 999,999.
    public var interval = 1
    /// How often in all, from 1.
    public var count: Int?
    /// The end, if `count` does not say it.
    public var until: Until?
    /// `BYDAY`.
    public var days: [Day] = []
    /// `BYMONTHDAY`: 1 to 31, or -31 to -1 from the month's end.
    public var monthDays: [Int] = []
    /// `BYMONTH`: 1 to 12.
    public var months: [Int] = []
    /// `BYSETPOS`: which days of a unit's set; -1 is the last.
    public var setPositions: [Int] = []
    /// The day on which a week begins: 0 is Monday.
    public var weekStart = 0

    /// Every day, week, month or year.
    public init(_ frequency: Frequency) {
        self.frequency = frequency
    }

    /// The longest rule that is read.
    ///
    /// Units: bytes.
    public static let maximumBytes = 300

    /// The names of the days of the week, from Monday.
    static let weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

    /// The rule in one spelling, without `RRULE:`.
    public var text: String { text(end: until.map(Self.text)) }

    /// The rule with another end; `count` goes before it.
    func text(end: String?) -> String {
        var parts = ["FREQ=" + frequency.rawValue]
        if interval != 1 { parts.append("INTERVAL=\(interval)") }
        if let count {
            parts.append("COUNT=\(count)")
        } else if let end {
            parts.append("UNTIL=" + end)
        }
        if !months.isEmpty { parts.append("BYMONTH=" + Self.joined(months)) }
        if !monthDays.isEmpty { parts.append("BYMONTHDAY=" + Self.joined(monthDays)) }
        if !days.isEmpty {
            let names = days.map { day in
                (day.ordinal.map(String.init) ?? "") + Self.weekdays[(day.weekday % 7 + 7) % 7]
            }
            parts.append("BYDAY=" + names.joined(separator: ","))
        }
        if !setPositions.isEmpty { parts.append("BYSETPOS=" + Self.joined(setPositions)) }
        if weekStart != 0 { parts.append("WKST=" + Self.weekdays[(weekStart % 7 + 7) % 7]) }
        return parts.joined(separator: ";")
    }

    private static func text(_ until: Until) -> String {
        switch until {
        case .day(let date): date.basicText
        case .local(let moment): moment.basicText
        case .utc(let moment): moment.basicText + "Z"
        }
    }

    private static func joined(_ numbers: [Int]) -> String {
        numbers.map(String.init).joined(separator: ",")
    }
}
