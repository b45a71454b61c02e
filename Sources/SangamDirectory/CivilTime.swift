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
        CivilMoment(unixSeconds: unixSeconds)?.date.description
    }

    /// Days since 1970-01-01 of the `YYYY-MM-DD` at the beginning of `bytes`.
    private static func day(_ bytes: [UInt8]) -> Int64? {
        guard bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = number(bytes, 0, 4), let month = number(bytes, 5, 2),
            let day = number(bytes, 8, 2),
            let date = CivilDate(year: Int(year), month: Int(month), day: Int(day))
        else { return nil }
        return Int64(date.dayNumber)
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
}
