/// A day and a time of that day, on the clock of some place that is not said here.
public struct CivilMoment: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The day.
    public let date: CivilDate
    /// The time. Units: seconds since midnight, 0 to 86,399.
    public let secondOfDay: Int

    /// A time on a day; nil if the day has no such time.
    public init?(date: CivilDate, secondOfDay: Int) {
        guard (0..<86_400).contains(secondOfDay) else { return nil }
        self.date = date
        self.secondOfDay = secondOfDay
    }

    /// A moment in UTC; nil outside the years 0 to 9999.
    ///
    /// Units: Unix seconds.
    public init?(unixSeconds: Int64) {
        let days = Int(unixSeconds / 86_400) - (unixSeconds % 86_400 < 0 ? 1 : 0)
        guard let date = CivilDate(dayNumber: days) else { return nil }
        self.date = date
        let rest = Int(unixSeconds % 86_400)
        secondOfDay = rest < 0 ? rest + 86_400 : rest
    }

    /// Midnight at the beginning of a day.
    public init(startOf date: CivilDate) {
        self.date = date
        secondOfDay = 0
    }

    /// Reads `YYYY-MM-DDTHH:MM` or `YYYY-MM-DDTHH:MM:SS`, nothing else.
    public init?(_ text: String) {
        guard CivilTime.isLocalTime(text), let seconds = CivilTime.unixSeconds(text) else {
            return nil
        }
        self.init(unixSeconds: seconds)
    }

    /// The moment so many seconds later, as if no clock were ever put forward or back; nil outside
    /// the years 0 to 9999.
    public func adding(seconds: Int) -> CivilMoment? {
        let (sum, overflow) = secondsSinceEpoch.addingReportingOverflow(Int64(seconds))
        return overflow ? nil : CivilMoment(unixSeconds: sum)
    }

    /// What Unix seconds would be if the place's clock showed UTC.
    public var secondsSinceEpoch: Int64 { Int64(date.dayNumber) * 86_400 + Int64(secondOfDay) }

    /// `YYYY-MM-DDTHH:MM`, with seconds if there are any.
    public var description: String {
        let seconds = secondOfDay % 60
        return "\(date)T\(clock(":"))" + (seconds > 0 ? ":" + CivilDigits.padded(seconds, 2) : "")
    }

    /// `YYYYMMDDTHHMMSS`.
    var basicText: String {
        date.basicText + "T" + clock("") + CivilDigits.padded(secondOfDay % 60, 2)
    }

    /// `YYYY-MM-DDTHH:MM:SSZ`, for a moment that is in UTC.
    var internetText: String {
        "\(date)T\(clock(":")):" + CivilDigits.padded(secondOfDay % 60, 2) + "Z"
    }

    private func clock(_ separator: String) -> String {
        CivilDigits.padded(secondOfDay / 3_600, 2) + separator
            + CivilDigits.padded(secondOfDay / 60 % 60, 2)
    }

    public static func < (left: CivilMoment, right: CivilMoment) -> Bool {
        left.secondsSinceEpoch < right.secondsSinceEpoch
    }
}

/// A date or time as a record writes it.
public enum WrittenTime: Hashable, Sendable {
    /// A whole day.
    case day(CivilDate)
    /// A time on the clock of the place; another member says which zone.
    case local(CivilMoment)
    /// A time on the clock of the place, and how far that clock is before UTC. Units: seconds.
    case fixed(CivilMoment, offset: Int)

    /// Reads what `CivilTime.unixSeconds` reads; nil for anything else.
    public init?(_ text: String) {
        guard let seconds = CivilTime.unixSeconds(text) else { return nil }
        if let date = CivilDate(text) {
            self = .day(date)
        } else if let local = CivilMoment(text) {
            self = .local(local)
        } else if text.utf8.last.map({ (0x30...0x39).contains($0) }) == true,
            !text.utf8.dropFirst(11).contains(where: { "+-".utf8.contains($0) })
        {
            // Fractions of a second, and no offset.
            guard let local = CivilMoment(unixSeconds: seconds) else { return nil }
            self = .local(local)
        } else {
            // The clock's own reading is what it would be in UTC without the offset.
            let clock = String(decoding: text.utf8.prefix(16), as: UTF8.self)
            guard let local = CivilMoment(clock), let utc = CivilMoment(unixSeconds: seconds) else {
                return nil
            }
            let second = (utc.secondOfDay % 60 + 60) % 60
            guard let exact = local.adding(seconds: second) else { return nil }
            self = .fixed(exact, offset: Int(exact.secondsSinceEpoch - seconds))
        }
    }

    /// The reading of the place's clock; midnight for a whole day.
    public var moment: CivilMoment {
        switch self {
        case .day(let date): CivilMoment(startOf: date)
        case .local(let moment), .fixed(let moment, _): moment
        }
    }

    /// Whether it is a whole day.
    public var isDay: Bool { if case .day = self { true } else { false } }
}
