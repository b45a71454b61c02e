/// A day of the proleptic Gregorian calendar.
///
/// Units: years 0 to 9999, months and days from 1.
public struct CivilDate: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Days since 1970-01-01.
    public let dayNumber: Int
    /// The year, 0 to 9999.
    public let year: Int
    /// The month, 1 to 12.
    public let month: Int
    /// The day of the month, from 1.
    public let day: Int

    /// The first day that can be named: 0000-01-01.
    public static let first = CivilDate(checked: -719_528)
    /// The last day that can be named: 9999-12-31.
    public static let last = CivilDate(checked: 2_932_896)

    /// 1970-01-01.
    public static let epoch = CivilDate(checked: 0)

    /// The day with this name; nil if the calendar has no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (0...9_999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.length(ofMonth: month, year: year)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
        dayNumber = Self.number(year, month, day)
    }

    /// The day so many days after 1970-01-01; nil outside the years 0 to 9999.
    public init?(dayNumber: Int) {
        guard (-719_528...2_932_896).contains(dayNumber) else { return nil }
        self.init(checked: dayNumber)
    }

    /// Reads exactly `YYYY-MM-DD`; nil for anything else.
    public init?(_ text: String) {
        let bytes = Array(text.utf8.prefix(11))
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = CivilDigits.number(bytes[0..<4]),
            let month = CivilDigits.number(bytes[5..<7]),
            let day = CivilDigits.number(bytes[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    private init(checked dayNumber: Int) {
        // Years from March, so that the leap day is the last of its year.
        let shifted = dayNumber + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let march = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * march + 2) / 5 + 1
        month = march < 10 ? march + 3 : march - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        self.dayNumber = dayNumber
    }

    /// The day of the week: 0 is Monday, 6 is Sunday.
    public var weekday: Int { Self.weekday(dayNumber) }

    /// How many days the month has.
    public var monthLength: Int { Self.length(ofMonth: month, year: year) }

    /// The day so many days later; nil outside the years 0 to 9999.
    public func adding(days: Int) -> CivilDate? {
        let (sum, overflow) = dayNumber.addingReportingOverflow(days)
        return overflow ? nil : CivilDate(dayNumber: sum)
    }

    /// `YYYY-MM-DD`.
    public var description: String {
        CivilDigits.padded(year, 4) + "-" + CivilDigits.padded(month, 2) + "-"
            + CivilDigits.padded(day, 2)
    }

    /// `YYYYMMDD`.
    var basicText: String {
        CivilDigits.padded(year, 4) + CivilDigits.padded(month, 2) + CivilDigits.padded(day, 2)
    }

    public static func < (left: CivilDate, right: CivilDate) -> Bool {
        left.dayNumber < right.dayNumber
    }

    static func weekday(_ dayNumber: Int) -> Int {
        let rest = (dayNumber + 3) % 7
        return rest < 0 ? rest + 7 : rest
    }

    static func isLeap(_ year: Int) -> Bool {
        (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
    }

    /// How many days a month (1 to 12) has.
    static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 1970-01-01 of a day that exists.
    static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let marchYear = month <= 2 ? year - 1 : year
        let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
            - 719_468
    }
}

/// ASCII digits of dates and times.
enum CivilDigits {
    /// The number that the digits write; nil if one is none, or if there are more than nine.
    static func number(_ bytes: some Collection<UInt8>) -> Int? {
        guard (1...9).contains(bytes.count) else { return nil }
        var value = 0
        for byte in bytes {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }

    /// A number with zeros before it.
    static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
