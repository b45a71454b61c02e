/// Dates and times as records write them, as Unix seconds and back.
///
/// Source: RFC 3339; the proleptic Gregorian calendar; leap seconds do not exist here.
public enum CivilTime {
    /// Seconds in a day.
    public static let daySeconds: Int64 = 86_400

    /// Reads `YYYY-MM-DD` (midnight UTC) or `YYYY-MM-DDTHH:MM[:SS[.f]][Z|±HH:MM]` (no offset: UTC).
    ///
    /// Units: Unix seconds. Nil for anything else, and for dates that do not exist.
    public static func unixSeconds(_ text: String) -> Int64? {
        let bytes = Array(text.utf8.prefix(41))
        guard bytes.count <= 40, let day = day(bytes) else { return nil }
        if bytes.count == 10 { return day * daySeconds }
        guard bytes.count >= 16, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
            let hour = number(bytes, 11, 2), hour < 24, let minute = number(bytes, 14, 2),
            minute < 60
        else { return nil }
        var place = 16
        var second: Int64 = 0
        if place < bytes.count, bytes[place] == UInt8(ascii: ":") {
            guard let value = number(bytes, place + 1, 2), value <= 60 else { return nil }
            second = min(value, 59)
            place += 3
            if place < bytes.count, bytes[place] == UInt8(ascii: ".") {
                let digits = bytes[(place + 1)...].prefix { (0x30...0x39).contains($0) }
                guard !digits.isEmpty else { return nil }
                place = digits.endIndex
            }
        }
        guard let offset = offsetSeconds(bytes[place...]) else { return nil }
        return day * daySeconds + hour * 3_600 + minute * 60 + second - offset
    }

    /// Whether `text` is exactly a date that exists, `YYYY-MM-DD`.
    public static func isDate(_ text: String) -> Bool {
        text.utf8.count == 10 && day(Array(text.utf8)) != nil
    }

    /// Whether `text` is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    public static func isPartialDate(_ text: String) -> Bool {
        switch text.utf8.count {
        case 4: isDate(text + "-01-01")
        case 7: isDate(text + "-01")
        default: isDate(text)
        }
    }

    /// Whether `text` is a local time without a zone: `YYYY-MM-DDTHH:MM` or with seconds.
    public static func isLocalTime(_ text: String) -> Bool {
        (text.utf8.count == 16 || text.utf8.count == 19)
            && text.utf8.last.map { (0x30...0x39).contains($0) } == true
            && unixSeconds(text) != nil
    }

    /// The date of a moment, `YYYY-MM-DD` in UTC; nil outside the years 0 to 9999.
    public static func date(unixSeconds: Int64) -> String? {
        guard unixSeconds > -62_167_219_201, unixSeconds < 253_402_300_800 else { return nil }
        let days = unixSeconds / daySeconds - (unixSeconds % daySeconds < 0 ? 1 : 0)
        // Days since 0000-03-01, so that the leap day is the last of its year.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2)
    }

    /// Days since 1970-01-01 of the `YYYY-MM-DD` at the beginning of `bytes`.
    private static func day(_ bytes: [UInt8]) -> Int64? {
        guard bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = number(bytes, 0, 4), let month = number(bytes, 5, 2),
            let day = number(bytes, 8, 2), (1...12).contains(month), day >= 1
        else { return nil }
        let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
        let lengths: [Int64] = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard day <= lengths[Int(month) - 1] else { return nil }
        // Years run from March here, so that the leap day is the last of its year.
        let marchYear = month <= 2 ? year - 1 : year
        let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
            - 719_468
    }

    private static func offsetSeconds(_ bytes: ArraySlice<UInt8>) -> Int64? {
        let offset = Array(bytes)
        if offset.isEmpty || offset == [UInt8(ascii: "Z")] { return 0 }
        guard offset.count == 6, offset[0] == UInt8(ascii: "+") || offset[0] == UInt8(ascii: "-"),
            offset[3] == UInt8(ascii: ":"), let hours = number(offset, 1, 2), hours < 24,
            let minutes = number(offset, 4, 2), minutes < 60
        else { return nil }
        let seconds = hours * 3_600 + minutes * 60
        return offset[0] == UInt8(ascii: "-") ? -seconds : seconds
    }

    private static func number(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int64? {
        guard start + count <= bytes.count else { return nil }
        var value: Int64 = 0
        for byte in bytes[start..<(start + count)] {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int64(byte - 0x30)
        }
        return value
    }

    private static func padded(_ value: Int64, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
