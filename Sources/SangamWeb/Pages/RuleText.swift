import SangamDirectory

/// When something takes place, in words.
struct RuleText {
    let catalogue: Catalogue

    /// `Every Tuesday, 07:00–12:00`; a rule that has no simple words is shown by its next times.
    func text(_ timetable: Timetable) -> String {
        let start = timetable.firstStart ?? timetable.starts.moment
        let hours = hours(start, seconds: timetable.seconds, isDay: timetable.starts.isDay)
        guard let rule = timetable.rule else {
            if timetable.ruleText != nil { return catalogue.text("ruleComplex") }
            return joined(day(start.date), hours)
        }
        let days = rule.days.isEmpty ? [start.date.weekday] : rule.days.map(\.weekday)
        let isPlain =
            rule.monthDays.isEmpty && rule.months.isEmpty && rule.setPositions.isEmpty
        switch rule.frequency {
        case .weekly where isPlain && rule.days.allSatisfy({ $0.ordinal == nil }):
            let names = catalogue.list(days.map { catalogue.text("weekday\($0 + 1)") })
            let key = rule.interval == 1 ? "ruleWeekly" : "ruleEveryWeeks"
            return joined(
                catalogue.text(key, count: rule.interval, ["days": names]), hours)
        case .daily where isPlain && rule.days.isEmpty && rule.interval == 1:
            return joined(catalogue.text("ruleDaily"), hours)
        case .monthly where isPlain || rule.months.isEmpty:
            return joined(monthly(rule, start), hours)
        case .yearly where isPlain && rule.interval == 1:
            return joined(
                catalogue.text("ruleYearly", ["day": dayAndMonth(start.date)]), hours)
        default: return catalogue.text("ruleComplex")
        }
    }

    private func monthly(_ rule: RecurrenceRule, _ start: CivilMoment) -> String {
        guard rule.interval == 1, rule.setPositions.isEmpty else {
            return catalogue.text("ruleComplex")
        }
        if rule.days.count == 1, let day = rule.days.first, let ordinal = day.ordinal,
            let name = ["ordinal1", "ordinal2", "ordinal3", "ordinal4", "ordinal5"].at(ordinal - 1)
                ?? (ordinal == -1 ? "ordinalLast" : nil)
        {
            return catalogue.text(
                "ruleMonthlyWeekday",
                [
                    "ordinal": catalogue.text(name),
                    "day": catalogue.text("weekday\(day.weekday + 1)"),
                ])
        }
        guard rule.days.isEmpty else { return catalogue.text("ruleComplex") }
        let day = rule.monthDays.first ?? start.date.day
        guard day > 0, rule.monthDays.count <= 1 else { return catalogue.text("ruleComplex") }
        return catalogue.text("ruleMonthlyDay", ["day": catalogue.grouped(day)])
    }

    /// `Tuesday, 24 November 2026, 07:00–12:00`.
    func text(_ occurrence: Timetable.Occurrence) -> String {
        let seconds = occurrence.end.map {
            Int(clamping: $0.secondsSinceEpoch - occurrence.start.secondsSinceEpoch)
        }
        return joined(
            day(occurrence.start.date),
            hours(
                occurrence.start, seconds: seconds,
                isDay: occurrence.start.secondOfDay == 0 && seconds == 86_400))
    }

    /// `Tuesday, 24 November 2026`.
    func day(_ date: CivilDate) -> String {
        catalogue.dateWithWeekday(Int64(date.dayNumber) * 86_400)
    }

    private func dayAndMonth(_ date: CivilDate) -> String {
        catalogue.text(
            "dateDayMonth",
            ["day": catalogue.grouped(date.day), "month": catalogue.month(date.month)])
    }

    /// `07:00–12:00`, `07:00`, or nothing for a whole day.
    func hours(_ start: CivilMoment, seconds: Int?, isDay: Bool) -> String {
        guard !isDay else { return "" }
        let from = clock(start.secondOfDay)
        guard let seconds, seconds > 0, seconds < 86_400 else { return from }
        return "\(from)–\(clock((start.secondOfDay + seconds) % 86_400))"
    }

    private func clock(_ seconds: Int) -> String {
        let minutes = seconds / 60
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return catalogue.numbers.digitsOnly("\(two(minutes / 60)):\(two(minutes % 60))")
    }

    private func joined(_ first: String, _ second: String) -> String {
        second.isEmpty ? first : catalogue.list([first, second])
    }
}

extension Array {
    /// The element at a place, if there is one.
    fileprivate func at(_ place: Int) -> Element? { indices.contains(place) ? self[place] : nil }
}
