/// How the clocks of a time zone run from now on: one offset, or two that change twice a year.
///
/// Whoever has the zone files of the system gives the rule to a calendar; nothing here knows one.
/// Source: POSIX, environment variable TZ; RFC 9636 section 3.3 (footer of a TZif file).
public struct ZoneRule: Sendable, Hashable {
    /// A change of the clocks: the nth `weekday` of `month` (5 is the last).
    struct Change: Sendable, Hashable {
        var month: Int
        var week: Int
        /// 0 is Monday.
        var weekday: Int
        /// Wall time of the old clock. Units: seconds since midnight; may be on another day.
        var seconds: Int
    }

    /// The time of the summer.
    struct Summer: Sendable, Hashable {
        var name: String
        /// Units: seconds east of UTC.
        var offset: Int
        var begin: Change
        var end: Change
    }

    /// The name of the zone, such as `Africa/Johannesburg`.
    public let name: String
    /// The name of the standard time, such as `SAST`.
    let standardName: String
    /// Units: seconds east of UTC.
    let standardOffset: Int
    let summer: Summer?

    /// Reads a rule such as `SAST-2` or `GMT0BST,M3.5.0/1,M10.5.0`; nil for anything else.
    public init?(name: String, posix: String) {
        guard Timetable.isZone(name), posix.utf8.count <= 100 else { return nil }
        var text = PosixZoneText(posix)
        guard let standard = text.name(), let offset = text.offset() else { return nil }
        self.name = name
        standardName = standard
        standardOffset = -offset
        guard !text.isAtEnd else {
            summer = nil
            return
        }
        guard let summerName = text.name() else { return nil }
        let summerOffset = text.offset().map { -$0 } ?? standardOffset + 3_600
        guard let begin = text.change(), let end = text.change(), text.isAtEnd else { return nil }
        summer = Summer(name: summerName, offset: summerOffset, begin: begin, end: end)
    }

    /// Reads the rule at the end of a zone file; nil if it has none.
    public init?(name: String, zoneFile: [UInt8]) {
        guard zoneFile.starts(with: "TZif".utf8), zoneFile.last == 0x0A else { return nil }
        let body = zoneFile.dropLast()
        guard let before = body.lastIndex(of: 0x0A), body.count - before <= 101 else { return nil }
        let footer = String(decoding: body[(before + 1)...], as: UTF8.self)
        self.init(name: name, posix: footer)
    }

    /// How far the zone's clock is before UTC when it shows `local`. Units: seconds.
    public func offset(at local: CivilMoment) -> Int {
        guard let summer, let begin = moment(summer.begin, local.date.year),
            let end = moment(summer.end, local.date.year)
        else { return standardOffset }
        let isSummer =
            begin < end ? local >= begin && local < end : !(local >= end && local < begin)
        return isSummer ? summer.offset : standardOffset
    }

    private func moment(_ change: Change, _ year: Int) -> CivilMoment? {
        guard let first = CivilDate(year: year, month: change.month, day: 1) else { return nil }
        var day = (change.weekday - first.weekday + 7) % 7 + 7 * (change.week - 1)
        if day >= first.monthLength { day -= 7 }
        return first.adding(days: day).map(CivilMoment.init(startOf:))?
            .adding(seconds: change.seconds)
    }

    // MARK: - VTIMEZONE

    /// The zone as a component of an iCalendar file; nil if its rule has no words there.
    func component() -> [UInt8]? {
        var lines = ContentLines()
        lines.raw("BEGIN:VTIMEZONE")
        lines.raw("TZID:" + name)
        if let summer {
            guard let autumn = Self.rule(summer.end), let spring = Self.rule(summer.begin) else {
                return nil
            }
            observance(
                "STANDARD", standardName, from: summer.offset, to: standardOffset, autumn, &lines)
            observance(
                "DAYLIGHT", summer.name, from: standardOffset, to: summer.offset, spring, &lines)
        } else {
            observance(
                "STANDARD", standardName, from: standardOffset, to: standardOffset, nil, &lines)
        }
        lines.raw("END:VTIMEZONE")
        return lines.bytes
    }

    private func observance(
        _ kind: String, _ name: String, from: Int, to: Int,
        _ rule: (rule: RecurrenceRule, secondOfDay: Int)?, _ lines: inout ContentLines
    ) {
        lines.raw("BEGIN:" + kind)
        var start = "19700101T000000"
        if let rule,
            let from = CivilMoment(date: .epoch, secondOfDay: rule.secondOfDay),
            let date = Occurrences.first(rule.rule, from: from),
            let first = CivilMoment(date: date, secondOfDay: rule.secondOfDay)
        {
            start = first.basicText
        }
        lines.raw("DTSTART:" + start)
        lines.raw("TZOFFSETFROM:" + Self.offsetText(from))
        lines.raw("TZOFFSETTO:" + Self.offsetText(to))
        lines.raw("TZNAME:" + name)
        if let rule { lines.raw("RRULE:" + rule.rule.text) }
        lines.raw("END:" + kind)
    }

    /// A change as a rule for each year; a change at 26 o'clock is one of the day after.
    private static func rule(_ change: Change) -> (rule: RecurrenceRule, secondOfDay: Int)? {
        let shift = (change.seconds >= 0 ? change.seconds : change.seconds - 86_399) / 86_400
        var rule = RecurrenceRule(.yearly)
        rule.months = [change.month]
        let weekday = ((change.weekday + shift) % 7 + 7) % 7
        if shift == 0 {
            rule.days = [.init(change.week == 5 ? -1 : change.week, weekday)]
        } else {
            guard change.month != 2 || change.week < 5 else { return nil }
            let length = CivilDate.length(ofMonth: change.month, year: 2_001)
            let from = (change.week == 5 ? length - 6 : change.week * 7 - 6) + shift
            guard from >= 1, from + 6 <= length else {
                // Midnight after the last Thursday can be in the next month: go a second back.
                guard change.seconds == 86_400, change.week == 5 else { return nil }
                rule.days = [.init(-1, change.weekday)]
                return (rule, 86_399)
            }
            rule.monthDays = Array(from...(from + 6))
            rule.days = [.init(nil, weekday)]
        }
        return (rule, change.seconds - shift * 86_400)
    }

    private static func offsetText(_ seconds: Int) -> String {
        let size = abs(seconds)
        let text =
            CivilDigits.padded(size / 3_600, 2) + CivilDigits.padded(size / 60 % 60, 2)
        let rest = size % 60 > 0 ? CivilDigits.padded(size % 60, 2) : ""
        return (seconds < 0 ? "-" : "+") + text + rest
    }
}
