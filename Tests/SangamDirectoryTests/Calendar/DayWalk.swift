import SangamDirectory

/// Recurrence by brute force: every day of the calendar from the start on, one after another, and
/// every question asked by counting days. Slow, and written without a look at `Occurrences`.
struct DayWalk {
    let rule: RecurrenceRule
    let start: CivilMoment

    func days(through last: CivilDate) -> [CivilDate] {
        guard let from = start.date.adding(days: -400), from < last else { return [] }
        var units: [[CivilDate]] = []
        var key: [Int] = []
        for number in from.dayNumber...(last.dayNumber + 400) {
            guard let day = CivilDate(dayNumber: number) else { continue }
            let unit = self.key(day)
            if unit != key || units.isEmpty { units.append([]) }
            key = unit
            units[units.count - 1].append(day)
        }
        // The first and the last may be cut; they lie outside of what is asked.
        let origin = units.firstIndex { $0.contains(start.date) } ?? 0
        var found: [CivilDate] = []
        for (index, unit) in units.enumerated().dropFirst(origin)
        where (index - origin) % rule.interval == 0 {
            let set = unit.filter { fits($0, unit) }
            let chosen = set.enumerated().filter { place, _ in
                rule.setPositions.isEmpty
                    || rule.setPositions.contains {
                        $0 > 0 ? place == $0 - 1 : place == set.count + $0
                    }
            }
            found += chosen.map(\.element).filter { $0 >= start.date }
        }
        if let count = rule.count { found = Array(found.prefix(count)) }
        return found.filter { $0 <= last && isBeforeEnd($0) }
    }

    private func isBeforeEnd(_ day: CivilDate) -> Bool {
        guard let moment = CivilMoment(date: day, secondOfDay: start.secondOfDay) else {
            return false
        }
        switch rule.until {
        case nil: return true
        case .day(let date): return day <= date
        case .local(let end), .utc(let end): return moment <= end
        }
    }

    private func key(_ day: CivilDate) -> [Int] {
        switch rule.frequency {
        case .daily: return [day.dayNumber]
        case .weekly:
            // The number of the day on which the week began.
            var first = day
            while first.weekday != rule.weekStart {
                guard let before = first.adding(days: -1) else { break }
                first = before
            }
            return [first.dayNumber]
        case .monthly: return [day.year, day.month]
        case .yearly: return [day.year]
        }
    }

    private func fits(_ day: CivilDate, _ unit: [CivilDate]) -> Bool {
        let month = unit.filter { $0.month == day.month }
        if !rule.months.isEmpty, !rule.months.contains(day.month) { return false }
        let isNamed = rule.monthDays.contains { number in
            number == day.day || number < 0 && day.day == day.monthLength + 1 + number
        }
        if !rule.monthDays.isEmpty, !isNamed { return false }
        if !rule.days.isEmpty {
            let span = rule.frequency == .yearly && rule.months.isEmpty ? unit : month
            let same = span.filter { $0.weekday == day.weekday }
            guard let place = same.firstIndex(of: day) else { return false }
            return rule.days.contains { named in
                guard named.weekday == day.weekday else { return false }
                guard let ordinal = named.ordinal else { return true }
                return ordinal > 0 ? place == ordinal - 1 : place == same.count + ordinal
            }
        }
        if !rule.monthDays.isEmpty { return true }
        switch rule.frequency {
        case .daily: return true
        case .weekly: return day.weekday == start.date.weekday
        case .monthly: return day.day == start.date.day
        case .yearly:
            let isMonth = rule.months.isEmpty ? day.month == start.date.month : true
            return isMonth && day.day == start.date.day
        }
    }
}

/// Rules of all kinds, from a seed.
struct AnyRule {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func next() -> (rule: RecurrenceRule, start: CivilMoment)? {
        let all = RecurrenceRule.Frequency.allCases
        var rule = RecurrenceRule(all[number(0...3)])
        if chance(4) { rule.interval = number(1...13) }
        if chance(3) { rule.months = numbers(1...12, 3) }
        if chance(3), rule.frequency != .weekly {
            rule.monthDays = numbers(1...31, 3) + (chance(5) ? [-number(1...31)] : [])
        }
        if chance(5) {
            rule.days = numbers(0...6, 3).map { RecurrenceRule.Day(nil, $0) }
            let most = rule.frequency == .yearly && rule.months.isEmpty ? 53 : 5
            if rule.frequency == .monthly || rule.frequency == .yearly, chance(6) {
                rule.days = rule.days.map { day in
                    .init(number(1...most) * (chance(5) ? 1 : -1), day.weekday)
                }
                if chance(3) { rule.days.append(.init(nil, number(0...6))) }
            }
        }
        if chance(3), !(rule.days.isEmpty && rule.monthDays.isEmpty && rule.months.isEmpty) {
            rule.setPositions = numbers(1...5, 2).map { chance(5) ? $0 : -$0 }
        }
        if chance(3) { rule.weekStart = number(0...6) }
        guard
            let start = CivilMoment(
                unixSeconds: Int64(number(0...1_800_000_000) / 60 * 60))
        else { return nil }
        if chance(3) {
            rule.count = number(1...60)
        } else if chance(3), let end = start.date.adding(days: number(0...2_000)) {
            let moment = CivilMoment(date: end, secondOfDay: number(0...86_399))
            rule.until = chance(5) ? .day(end) : moment.map { .local($0) }
        }
        return (rule, start)
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &generator)
    }

    private mutating func numbers(_ range: ClosedRange<Int>, _ most: Int) -> [Int] {
        var set: [Int] = []
        for _ in 0..<number(1...most) {
            let value = number(range)
            if !set.contains(value) { set.append(value) }
        }
        return set
    }

    private mutating func chance(_ tenths: Int) -> Bool { number(0...9) < tenths }
}
