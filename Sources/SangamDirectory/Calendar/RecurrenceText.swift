/// Reads the text of a recurrence rule, strictly.
///
/// Source: RFC 5545 section 3.3.10.
extension RecurrenceRule {
    /// Whether a text has the form of a rule, `FREQ=…` and further parts `NAME=value`, whether or
    /// not we can repeat by it.
    public static func isShaped(_ text: String) -> Bool {
        guard text.utf8.count <= maximumBytes else { return false }
        var rest = text.utf8.map { (0x61...0x7A).contains($0) ? $0 & 0xDF : $0 }[...]
        if rest.starts(with: "RRULE:".utf8) { rest = rest.dropFirst(6) }
        if rest.last == UInt8(ascii: ";") { rest = rest.dropLast() }
        let parts = rest.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
        let areParts = parts.allSatisfy { part in
            guard let equals = part.firstIndex(of: UInt8(ascii: "=")) else { return false }
            let (name, value) = (part[..<equals], part[(equals + 1)...])
            return !name.isEmpty && !value.isEmpty
                && name.allSatisfy { (0x41...0x5A).contains($0) || $0 == UInt8(ascii: "-") }
                && value.allSatisfy { (0x21...0x7E).contains($0) }
        }
        return areParts && parts.contains { $0.starts(with: "FREQ=".utf8) }
    }

    /// The rule that the text writes, with or without `RRULE:` before it, in any case of letters;
    /// nil if it says anything that we do not repeat by exactly: another part or unit, one twice,
    /// `COUNT` beside `UNTIL`, a number out of its range, a part where RFC 5545 has none.
    public init?(_ text: String) {
        let bytes = Array(text.utf8.prefix(Self.maximumBytes + 1))
        guard bytes.count <= Self.maximumBytes else { return nil }
        var rest = bytes.map { (0x61...0x7A).contains($0) ? $0 & 0xDF : $0 }[...]
        if rest.starts(with: "RRULE:".utf8) { rest = rest.dropFirst(6) }
        if rest.last == UInt8(ascii: ";") { rest = rest.dropLast() }
        var parts: [String: ArraySlice<UInt8>] = [:]
        for part in rest.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false) {
            guard let equals = part.firstIndex(of: UInt8(ascii: "=")) else { return nil }
            let name = String(decoding: part[..<equals], as: UTF8.self)
            guard parts.updateValue(part[part.index(after: equals)...], forKey: name) == nil else {
                return nil
            }
        }
        guard let frequency = parts.removeValue(forKey: "FREQ").flatMap(Self.frequency) else {
            return nil
        }
        self.init(frequency)
        for (name, value) in parts {
            guard take(name, value) else { return nil }
        }
        guard isMeant else { return nil }
    }

    private mutating func take(_ name: String, _ value: ArraySlice<UInt8>) -> Bool {
        switch name {
        case "INTERVAL":
            guard let number = Self.number(value, 1...999_999) else { return false }
            interval = number
        case "COUNT":
            guard let number = Self.number(value, 1...999_999) else { return false }
            count = number
        case "UNTIL":
            until = Self.until(value)
            return until != nil
        case "BYDAY":
            guard let list = Self.list(value, Self.day) else { return false }
            days = list
        case "BYMONTHDAY":
            guard let list = Self.list(value, { Self.signed($0, 31) }) else { return false }
            monthDays = list
        case "BYMONTH":
            guard let list = Self.list(value, { Self.number($0, 1...12) }) else { return false }
            months = list
        case "BYSETPOS":
            guard let list = Self.list(value, { Self.signed($0, 366) }) else { return false }
            setPositions = list
        case "WKST":
            guard let day = Self.day(value), day.ordinal == nil else { return false }
            weekStart = day.weekday
        default: return false
        }
        return true
    }

    /// Whether the parts may stand together.
    private var isMeant: Bool {
        if count != nil, until != nil { return false }
        let hasOrdinals = days.contains { $0.ordinal != nil }
        switch frequency {
        case .daily: if hasOrdinals { return false }
        case .weekly: if hasOrdinals || !monthDays.isEmpty { return false }
        case .monthly:
            if days.contains(where: { abs($0.ordinal ?? 1) > 5 }) { return false }
        case .yearly:
            let most = months.isEmpty ? 53 : 5
            if days.contains(where: { abs($0.ordinal ?? 1) > most }) { return false }
        }
        let hasParts = !days.isEmpty || !monthDays.isEmpty || !months.isEmpty
        return setPositions.isEmpty || hasParts
    }

    // MARK: - Values

    private static func frequency(_ value: ArraySlice<UInt8>) -> Frequency? {
        Frequency(rawValue: String(decoding: value, as: UTF8.self))
    }

    private static func number(_ bytes: ArraySlice<UInt8>, _ range: ClosedRange<Int>) -> Int? {
        guard let value = CivilDigits.number(bytes), range.contains(value) else { return nil }
        return value
    }

    private static func signed(_ bytes: ArraySlice<UInt8>, _ most: Int) -> Int? {
        let isNegative = bytes.first == UInt8(ascii: "-")
        let isSigned = isNegative || bytes.first == UInt8(ascii: "+")
        return number(isSigned ? bytes.dropFirst() : bytes, 1...most)
            .map { isNegative ? -$0 : $0 }
    }

    private static func day(_ bytes: ArraySlice<UInt8>) -> Day? {
        let name = String(decoding: bytes.suffix(2), as: UTF8.self)
        guard let weekday = weekdays.firstIndex(of: name) else { return nil }
        let before = bytes.dropLast(2)
        if before.isEmpty { return Day(nil, weekday) }
        return signed(before, 53).map { Day($0, weekday) }
    }

    private static func list<Item: Hashable>(
        _ bytes: ArraySlice<UInt8>, _ item: (ArraySlice<UInt8>) -> Item?
    ) -> [Item]? {
        var items: [Item] = []
        for part in bytes.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            guard let value = item(part) else { return nil }
            if !items.contains(value) { items.append(value) }
        }
        return items
    }

    private static func until(_ bytes: ArraySlice<UInt8>) -> Until? {
        let bytes = Array(bytes)
        guard bytes.count >= 8, let year = CivilDigits.number(bytes[0..<4]),
            let month = CivilDigits.number(bytes[4..<6]),
            let day = CivilDigits.number(bytes[6..<8]),
            let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        if bytes.count == 8 { return .day(date) }
        let isUTC = bytes.last == UInt8(ascii: "Z")
        guard bytes.count == (isUTC ? 16 : 15), bytes[8] == UInt8(ascii: "T"),
            let hour = CivilDigits.number(bytes[9..<11]), hour < 24,
            let minute = CivilDigits.number(bytes[11..<13]), minute < 60,
            let second = CivilDigits.number(bytes[13..<15]), second <= 60,
            let moment = CivilMoment(
                date: date, secondOfDay: hour * 3_600 + minute * 60 + min(second, 59))
        else { return nil }
        return isUTC ? .utc(moment) : .local(moment)
    }
}
