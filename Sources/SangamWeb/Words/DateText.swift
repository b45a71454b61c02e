import SangamDirectory

/// Days of the Gregorian calendar in words, in UTC. All words and their order are in the catalogue.
extension Catalogue {
    /// `12 March 2026`.
    ///
    /// - Parameter seconds: Unix seconds.
    func date(_ seconds: Int64) -> String {
        guard let text = CivilTime.date(unixSeconds: seconds) else { return text("dateUnknown") }
        return written(text) ?? text
    }

    /// `Thursday, 12 March 2026`.
    func dateWithWeekday(_ seconds: Int64) -> String {
        guard CivilTime.date(unixSeconds: seconds) != nil else { return text("dateUnknown") }
        return text(
            "dateWithWeekday",
            ["weekday": text("weekday\(Self.weekday(seconds))"), "date": date(seconds)])
    }

    /// A date as records write it (`2026`, `2026-03`, `2026-03-12`, or with a time `T07:00`), in
    /// words; nil for anything else, which is shown as written.
    func written(_ text: String) -> String? {
        let parts = text.utf8.prefix { $0 != UInt8(ascii: "T") }
        let day = String(decoding: parts, as: UTF8.self)
        guard CivilTime.isPartialDate(day) else { return nil }
        let time = String(text.utf8.dropFirst(parts.count)) ?? ""
        let numbers = day.split(separator: "-").compactMap { Int($0) }
        guard let date = date(numbers) else { return nil }
        if time.isEmpty { return date }
        guard CivilTime.unixSeconds(text) != nil, let clock = clock(time) else { return nil }
        return self.text("dateAndTime", ["date": date, "time": clock])
    }

    /// The name of a month, 1 to 12.
    func month(_ number: Int) -> String { text("month\(number)") }

    /// A weekday as iCalendar and our records write it (`mo` … `su`), in words.
    func weekday(code: String) -> String? {
        Weekday(rawValue: code.lowercased()).flatMap { Weekday.allCases.firstIndex(of: $0) }
            .map { text("weekday\($0 + 1)") }
    }

    /// Monday is 1, as in ISO 8601. Units of `seconds`: Unix seconds.
    static func weekday(_ seconds: Int64) -> Int {
        let days = seconds / CivilTime.daySeconds - (seconds % CivilTime.daySeconds < 0 ? 1 : 0)
        // 1 January 1970 was a Thursday.
        return Int(((days % 7) + 7 + 3) % 7) + 1
    }

    private func date(_ numbers: [Int]) -> String? {
        guard let year = numbers.first else { return nil }
        let yearText = self.numbers.plain(year)
        if numbers.count == 1 { return yearText }
        guard (1...12).contains(numbers[1]) else { return nil }
        var values = ["year": yearText, "month": month(numbers[1])]
        if numbers.count == 2 { return text("dateMonth", values) }
        values["day"] = self.numbers.plain(numbers[2])
        return text("dateDay", values)
    }

    /// The hours and minutes of `T07:00…`; with what follows, if that is a zone.
    private func clock(_ time: String) -> String? {
        let bytes = Array(time.utf8)
        guard bytes.count >= 6 else { return nil }
        let clock = numbers.digitsOnly(String(decoding: bytes[1..<6], as: UTF8.self))
        let rest = bytes[6...].drop { (0x30...0x3A).contains($0) || $0 == UInt8(ascii: ".") }
        switch String(decoding: rest, as: UTF8.self) {
        case "": return clock
        case "Z": return clock + " UTC"
        case let offset: return "\(clock) UTC\(numbers.digitsOnly(offset))"
        }
    }
}
