/// How a time on a place's clock is written in an iCalendar file.
enum CalendarZone: Sendable, Equatable {
    /// A whole day: no clock.
    case day
    /// In UTC, from a clock so many seconds before it.
    case utc(offset: Int)
    /// A clock of the zone with this name; its rule, if anybody knows it.
    case named(String, ZoneRule?)
    /// The clock of wherever the reader is: the record says no zone.
    case floating

    init(_ timetable: Timetable, rules: (String) -> ZoneRule?) {
        if timetable.starts.isDay {
            self = .day
        } else if let zone = timetable.zone, Self.isUTC(zone) || Self.hasArea(zone) {
            self = Self.isUTC(zone) ? .utc(offset: 0) : .named(zone, rules(zone))
        } else if case .fixed(_, let offset) = timetable.starts {
            self = .utc(offset: offset)
        } else {
            self = .floating
        }
    }

    private static func isUTC(_ zone: String) -> Bool {
        ["UTC", "ETC/UTC", "ZULU", "GMT"].contains(zone.uppercased())
    }

    /// Whether the name begins as the IANA's names do. A calendar that meets another name without
    /// its rule may drop the event; the clock alone is true wherever the reader is near.
    private static func hasArea(_ zone: String) -> Bool {
        let area = zone.utf8.prefix { $0 != UInt8(ascii: "/") }
        return area.count < zone.utf8.count && areas.contains { $0.utf8.elementsEqual(area) }
    }

    private static let areas = [
        "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe",
        "Etc", "Indian", "Pacific",
    ]

    /// The rule of the zone, if one is known.
    var rule: ZoneRule? { if case .named(_, let rule) = self { rule } else { nil } }

    /// `;TZID=…:20260106T070000`: parameters, a colon and the value.
    func written(_ local: CivilMoment) -> String {
        switch self {
        case .day: ";VALUE=DATE:" + local.date.basicText
        case .utc(let offset):
            ":" + (local.adding(seconds: -offset) ?? local).basicText + "Z"
        case .named(let name, _): ";TZID=" + name + ":" + local.basicText
        case .floating: ":" + local.basicText
        }
    }
}

/// The lines of an event that say when it is held.
struct CalendarTimes {
    private let timetable: Timetable
    private let zone: CalendarZone
    private let start: CivilMoment

    /// The most exceptions that are written. A rule without end may have any number.
    private static let exceptionsMax = 400

    /// Nil if it is never held.
    init?(_ timetable: Timetable, zone: CalendarZone) {
        guard let start = timetable.firstStart else { return nil }
        self.timetable = timetable
        self.zone = zone
        self.start = start
    }

    func write(to lines: inout ContentLines) {
        lines.raw("DTSTART" + zone.written(start))
        if let seconds = timetable.seconds, let end = start.adding(seconds: seconds) {
            lines.raw("DTEND" + zone.written(end))
        }
        guard let rule = timetable.rule, keepsDays else { return }
        lines.raw("RRULE:" + ended(rule))
        for date in timetable.exceptions.sorted().prefix(Self.exceptionsMax) {
            if let moment = CivilMoment(date: date, secondOfDay: start.secondOfDay) {
                lines.raw("EXDATE" + zone.written(moment))
            }
        }
    }

    /// Whether the days in the file are those of the place: in UTC a Tuesday's market may be one of
    /// Monday's, and the rule would be another.
    private var keepsDays: Bool {
        guard case .utc(let offset) = zone else { return true }
        return start.adding(seconds: -offset)?.date == start.date
    }

    /// The rule with its end as RFC 5545 wants it: a day with a day, UTC with a zone, else local.
    private func ended(_ rule: RecurrenceRule) -> String {
        guard rule.count == nil, let until = rule.until else { return rule.text }
        let last: CivilMoment =
            switch until {
            case .day(let date): CivilMoment(date: date, secondOfDay: 86_399) ?? start
            case .local(let moment), .utc(let moment): moment
            }
        switch zone {
        case .day: return rule.text(end: last.date.basicText)
        case .floating: return rule.text(end: last.basicText)
        case .utc(let offset):
            let end = last.adding(seconds: -offset) ?? last
            return rule.text(end: end.basicText + "Z")
        case .named(_, let zoneRule):
            if case .utc = until { return rule.text(end: last.basicText + "Z") }
            if let zoneRule, let end = last.adding(seconds: -zoneRule.offset(at: last)) {
                return rule.text(end: end.basicText + "Z")
            }
            return counted(rule, last)
        }
    }

    /// Without the zone's rule nobody can say the end in UTC; how many days it has says the same.
    private func counted(_ rule: RecurrenceRule, _ last: CivilMoment) -> String {
        let all = Occurrences(
            rule, from: start, first: start.date, last: last.date, limit: 5_000)
        guard all.isComplete, !all.days.isEmpty else {
            return rule.text(end: last.basicText + "Z")
        }
        var counted = rule
        counted.until = nil
        counted.count = all.days.count
        return counted.text
    }
}

/// A point that may be shown as a pin.
enum ExactPoint {
    /// `latitude` and `longitude` as decimals, only where the record's point is a place and not the
    /// middle of an area: a program that is told nothing of areas would show a house.
    static func text(_ record: Record, separator: String) -> String? {
        guard let point = record.point,
            ["exact", "street"].contains(record.precision ?? "")
        else { return nil }
        return decimal(point.latitude) + separator + decimal(point.longitude)
    }

    /// Six digits after the point, without an exponent.
    private static func decimal(_ degrees: Double) -> String {
        let millionths = Int((degrees * 1_000_000).rounded())
        let size = abs(millionths)
        return (millionths < 0 ? "-" : "") + String(size / 1_000_000) + "."
            + CivilDigits.padded(size % 1_000_000, 6)
    }
}
