/// When an event or a market is held, as far as the record says it in dates.
public struct Timetable: Sendable, Equatable {
    /// One day of it.
    public struct Occurrence: Hashable, Sendable {
        /// When it begins, on the clock of the place.
        public var start: CivilMoment
        /// When it ends, on the same clock; nil if nobody says. A whole day ends at its
        /// last midnight.
        public var end: CivilMoment?
    }

    /// The first day, as written.
    public let starts: WrittenTime
    /// The IANA zone of the place's clock; nil if the record names none.
    public let zone: String?
    /// How long one day of it lasts. Units: seconds, at most 366 days; nil if nobody says.
    public let seconds: Int?
    /// The rule by which it is repeated; nil if it is not, or if `ruleText` could not be read.
    public let rule: RecurrenceRule?
    /// A rule that could not be read, to be shown as text.
    public let ruleText: String?
    /// Whether it takes place once: no rule repeats it, read or not.
    public var isOnce: Bool { rule == nil && ruleText == nil }
    /// Days on which it is not held.
    public let exceptions: Set<CivilDate>
    /// Exceptions that are no dates, to be shown as text.
    public let exceptionTexts: [String]

    /// The longest day of anything. Units: seconds.
    static let longest = 366 * 86_400

    /// The timetable of an event or market; nil for other kinds and where no start can be read.
    public init?(_ record: Record) {
        if let event = Event(record) {
            self.init(
                starts: event.starts, ends: event.ends, minutes: nil, zone: event.zone,
                repeats: event.repeats, exceptions: record.texts("exceptions"))
        } else if let schedule = Market(record)?.schedule {
            self.init(
                starts: schedule.starts, ends: record.json["schedule"]?.object?["ends"]?.string,
                minutes: schedule.minutes, zone: schedule.zone, repeats: schedule.repeats,
                exceptions: schedule.exceptions)
        } else {
            return nil
        }
    }

    init?(
        starts: String?, ends: String?, minutes: Int?, zone: String?, repeats: String?,
        exceptions: [String]
    ) {
        guard let starts = starts.flatMap(WrittenTime.init) else { return nil }
        self.starts = starts
        self.zone = zone.flatMap { Self.isZone($0) ? $0 : nil }
        seconds = Self.seconds(starts, ends.flatMap(WrittenTime.init), minutes)
        let written = repeats.map { DisplayText.line($0) }.flatMap { $0.isEmpty ? nil : $0 }
        rule = written.flatMap(RecurrenceRule.init)
        ruleText = rule == nil ? written : nil
        var days: Set<CivilDate> = []
        var texts: [String] = []
        for exception in exceptions.prefix(400) {
            if let day = WrittenTime(exception)?.moment.date {
                days.insert(day)
            } else {
                texts.append(exception)
            }
        }
        self.exceptions = days
        exceptionTexts = texts
    }

    /// The first day on which it is held at all, whether or not that is an exception; nil if the
    /// rule never falls on a day.
    public var firstStart: CivilMoment? {
        guard let rule else { return starts.moment }
        guard let date = Occurrences.first(rule, from: starts.moment) else { return nil }
        return CivilMoment(date: date, secondOfDay: starts.moment.secondOfDay)
    }

    /// When it is held from `first` to `last` (both included, on the place's calendar), without
    /// exceptions; what began before and is not yet over counts too.
    ///
    /// Returns: the days in order, and whether they are all: false if there are more than `limit`
    /// or the rule is too costly to follow.
    public func occurrences(
        first: CivilDate, last: CivilDate, limit: Int = 400
    ) -> (days: [Occurrence], isComplete: Bool) {
        let reach = ((seconds ?? 0) + 86_399) / 86_400
        let from = first.adding(days: -reach) ?? .first
        var dates: [CivilDate] = []
        var isComplete = true
        if let rule {
            // Exceptions are taken out afterwards, so as many more may be asked for.
            let found = Occurrences(
                rule, from: starts.moment, first: from, last: last,
                limit: max(1, min(limit, 10_000)) + exceptions.count)
            dates = found.days
            isComplete = found.isComplete
        } else if (from...max(from, last)).contains(starts.moment.date) {
            dates = [starts.moment.date]
        }
        var days: [Occurrence] = []
        for date in dates where !exceptions.contains(date) && date <= last {
            guard let occurrence = occurrence(on: date),
                date >= first || occurrence.end.map({ $0 > CivilMoment(startOf: first) }) == true
            else { continue }
            guard days.count < limit else { return (days, false) }
            days.append(occurrence)
        }
        return (days, isComplete)
    }

    /// The day of it that begins on `date`.
    private func occurrence(on date: CivilDate) -> Occurrence? {
        guard let start = CivilMoment(date: date, secondOfDay: starts.moment.secondOfDay) else {
            return nil
        }
        let length = seconds ?? (starts.isDay ? 86_400 : nil)
        return Occurrence(start: start, end: length.flatMap { start.adding(seconds: $0) })
    }

    private static func seconds(
        _ starts: WrittenTime, _ ends: WrittenTime?, _ minutes: Int?
    ) -> Int? {
        if let minutes, minutes > 0, minutes <= longest / 60 { return minutes * 60 }
        guard let ends else { return nil }
        var until = ends.moment.secondsSinceEpoch
        // An end that is a whole day lasts to its midnight.
        if ends.isDay { until += 86_400 }
        let length = until - starts.moment.secondsSinceEpoch
        return length > 0 && length <= Int64(longest) ? Int(length) : nil
    }

    /// Whether a text has the shape of a name of the IANA's time zones.
    static func isZone(_ text: String) -> Bool {
        guard (2...64).contains(text.utf8.count), let first = text.utf8.first,
            (0x61...0x7A).contains(first | 0x20)
        else { return false }
        return text.utf8.allSatisfy {
            (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0)
                || "_-+/".utf8.contains($0)
        }
    }
}
