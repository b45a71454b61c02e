/// The days on which a rule falls within a window.
///
/// The first day is the first one of the rule at or after `start`; a start on which the rule does
/// not fall is no day of it. A `UNTIL` in UTC is read as if the place's clock showed UTC, because
/// no rules of zones are known here: it can be a day off at the very end.
/// Source: RFC 5545 section 3.3.10.
public struct Occurrences: Sendable {
    /// The days, in order.
    public private(set) var days: [CivilDate] = []
    /// Whether the window was searched to its end; false if there were more than the limit, or if
    /// the rule would have cost too much.
    public private(set) var isComplete = true

    /// How many days of the calendar are looked at before a rule is given up.
    ///
    /// Units: days; about 270 years, and about a millisecond.
    public static let maximumDaysWalked = 100_000

    private let rule: RecurrenceRule
    private let start: CivilMoment
    private let monthMask: UInt16
    private let weekdayMask: UInt8
    private let monthDayMask: UInt32
    private let monthDayFromEndMask: UInt32
    private var counted = 0
    private var walked = 0

    /// The days of `rule`, which began at `start`, from `first` to `last`, both included.
    ///
    /// - Parameter limit: how many days at most.
    public init(
        _ rule: RecurrenceRule, from start: CivilMoment, first: CivilDate, last: CivilDate,
        limit: Int = 1_000
    ) {
        self.rule = rule
        self.start = start
        monthMask = rule.months.reduce(0) { $0 | 1 << UInt16(truncatingIfNeeded: $1) }
        weekdayMask = rule.days.reduce(0) {
            $1.ordinal == nil ? $0 | 1 << UInt8(truncatingIfNeeded: $1.weekday) : $0
        }
        monthDayMask = rule.monthDays.reduce(0) {
            $1 > 0 ? $0 | 1 << UInt32(truncatingIfNeeded: $1) : $0
        }
        monthDayFromEndMask = rule.monthDays.reduce(0) {
            $1 < 0 ? $0 | 1 << UInt32(truncatingIfNeeded: -$1) : $0
        }
        walk(max(first, start.date), last, limit: max(1, limit))
    }

    /// The first day of a rule; nil if it has none, or none that is found soon enough.
    public static func first(_ rule: RecurrenceRule, from start: CivilMoment) -> CivilDate? {
        Occurrences(rule, from: start, first: start.date, last: .last, limit: 1).days.first
    }

    // MARK: - Walking

    private mutating func walk(_ first: CivilDate, _ last: CivilDate, limit: Int) {
        guard first <= last, rule.interval > 0 else { return }
        let origin = period(of: start.date.dayNumber)
        let wanted = (period(of: first.dayNumber) - origin) / rule.interval
        var index = 0
        if rule.count == nil { index = max(0, wanted) }
        while let days = span(origin + index * rule.interval), days.lowerBound <= last.dayNumber {
            walked += days.count
            guard walked <= Self.maximumDaysWalked else { return isComplete = false }
            for day in members(of: days) where day >= start.date.dayNumber {
                guard day <= last.dayNumber, !isOver(day) else { return }
                counted += 1
                if let count = rule.count, counted > count { return }
                guard day >= first.dayNumber, let date = CivilDate(dayNumber: day) else { continue }
                guard self.days.count < limit else { return isComplete = false }
                self.days.append(date)
            }
            if let count = rule.count, counted >= count { return }
            index += 1
            // Every later unit has as many days as the second: they need not be looked at.
            if index == 1, let each = daysOfEachUnit, wanted > 1 {
                counted += each * (wanted - 1)
                index = wanted
            }
        }
    }

    /// How many days each whole unit has, if all have the same number.
    private var daysOfEachUnit: Int? {
        guard monthMask == 0, rule.monthDays.isEmpty, rule.setPositions.isEmpty else { return nil }
        switch rule.frequency {
        case .daily: return rule.days.isEmpty ? 1 : nil
        case .weekly: return max(1, weekdayMask.nonzeroBitCount)
        default: return nil
        }
    }

    private func isOver(_ day: Int) -> Bool {
        switch rule.until {
        case nil: false
        case .day(let date): day > date.dayNumber
        case .local(let moment), .utc(let moment):
            (day, start.secondOfDay) > (moment.date.dayNumber, moment.secondOfDay)
        }
    }

    // MARK: - Units

    /// The number of the unit that a day is in.
    private func period(of day: Int) -> Int {
        switch rule.frequency {
        case .daily: return day
        case .weekly:
            let shifted = day + 3 - rule.weekStart
            return (shifted >= 0 ? shifted : shifted - 6) / 7
        case .monthly, .yearly:
            let date = CivilDate(dayNumber: day) ?? .last
            return rule.frequency == .yearly ? date.year : date.year * 12 + date.month - 1
        }
    }

    /// The days of a unit; nil outside the years 0 to 9999.
    private func span(_ period: Int) -> Range<Int>? {
        switch rule.frequency {
        case .daily:
            return period <= CivilDate.last.dayNumber ? period..<(period + 1) : nil
        case .weekly:
            let from = period * 7 - 3 + rule.weekStart
            return from <= CivilDate.last.dayNumber ? from..<(from + 7) : nil
        case .monthly:
            let (year, month) = (period / 12, period % 12 + 1)
            guard year <= 9_999 else { return nil }
            let from = CivilDate.number(year, month, 1)
            return from..<(from + CivilDate.length(ofMonth: month, year: year))
        case .yearly:
            guard period <= 9_999 else { return nil }
            let from = CivilDate.number(period, 1, 1)
            return from..<(from + (CivilDate.isLeap(period) ? 366 : 365))
        }
    }

    /// The days of a unit on which the rule falls, in order.
    private func members(of days: Range<Int>) -> [Int] {
        let matching = days.filter { day in
            CivilDate(dayNumber: day).map { matches($0, in: days) } ?? false
        }
        guard !rule.setPositions.isEmpty else { return matching }
        return matching.enumerated().filter { index, _ in
            rule.setPositions.contains(index + 1)
                || rule.setPositions.contains(index - matching.count)
        }.map(\.element)
    }

    // MARK: - Days

    private func matches(_ date: CivilDate, in unit: Range<Int>) -> Bool {
        if monthMask != 0, monthMask & (1 << UInt16(date.month)) == 0 { return false }
        if !rule.monthDays.isEmpty {
            let fromEnd = date.monthLength - date.day + 1
            let isNamed =
                monthDayMask & (1 << UInt32(date.day)) != 0
                || monthDayFromEndMask & (1 << UInt32(fromEnd)) != 0
            if !isNamed { return false }
        }
        if !rule.days.isEmpty { return isNamedWeekday(date, in: unit) }
        return !rule.monthDays.isEmpty || isLikeStart(date)
    }

    /// What a rule that names no day means: the day of its start.
    private func isLikeStart(_ date: CivilDate) -> Bool {
        switch rule.frequency {
        case .daily: true
        case .weekly: date.weekday == start.date.weekday
        case .monthly: date.day == start.date.day
        case .yearly:
            date.day == start.date.day && (monthMask != 0 || date.month == start.date.month)
        }
    }

    private func isNamedWeekday(_ date: CivilDate, in unit: Range<Int>) -> Bool {
        let weekday = date.weekday
        if weekdayMask & (1 << UInt8(weekday)) != 0 { return true }
        // In a year whose months are named, the first Monday is the month's first.
        let isOfYear = rule.frequency == .yearly && monthMask == 0
        let before = isOfYear ? date.dayNumber - unit.lowerBound : date.day - 1
        let after =
            isOfYear ? unit.upperBound - 1 - date.dayNumber : date.monthLength - date.day
        return rule.days.contains { day in
            day.weekday == weekday
                && (day.ordinal == before / 7 + 1 || day.ordinal == -(after / 7 + 1))
        }
    }
}
