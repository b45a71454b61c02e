/// From when to when an event or market may take place, so that a calendar finds its candidates.
///
/// Moments are the place's own wall clock read as if it were UTC: somebody who asks for Tuesday
/// means Tuesday there. Of what repeats, the days between are not worked out here.
///
/// Source: Protocol.md, Listings; RFC 5545 section 3.3.10 (`UNTIL`).
public struct DatedSpan: Hashable, Sendable {
    /// When it begins for the first time. Units: seconds of the wall clock since 1970.
    public let first: Int64
    /// The first moment after the last time; `open` if nobody knows. Units: as `first`.
    public let last: Int64
    /// Whether it repeats.
    public let repeats: Bool

    /// The end of what goes on until further notice: the year 10000.
    public static let open: Int64 = 253_402_300_800

    /// The span of an event or market; nil for other kinds and without a beginning.
    public init?(_ record: Record) {
        let start: String?
        var end: Int64?
        let rule: String?
        if let event = Event(record) {
            (start, rule) = (event.starts, event.repeats)
            end = event.ends.flatMap { Self.wallClock($0) }
            if let ends = event.ends, CivilTime.isDate(ends) { end? += CivilTime.daySeconds }
        } else if let schedule = Market(record)?.schedule {
            (start, rule) = (schedule.starts, schedule.repeats)
            if let minutes = schedule.minutes, (1...525_600).contains(minutes),
                let begin = start.flatMap({ Self.wallClock($0) })
            {
                end = begin + Int64(minutes) * 60
            }
        } else {
            return nil
        }
        guard let first = start.flatMap({ Self.wallClock($0) }) else { return nil }
        self.first = first
        let day =
            first - (first % CivilTime.daySeconds + CivilTime.daySeconds)
            % CivilTime.daySeconds
        let once = end.flatMap { $0 > first ? $0 : nil } ?? day + CivilTime.daySeconds
        repeats = rule.map { !$0.isEmpty } ?? false
        guard repeats, let rule else {
            last = once
            return
        }
        // The last time begins at UNTIL or before and lasts as long as the first.
        last =
            Self.until(rule).map { max(once, $0 + CivilTime.daySeconds + once - first) }
            ?? Self.open
    }

    /// A date or time without its zone or offset.
    static func wallClock(_ text: String) -> Int64? {
        guard text.utf8.count >= 10 else { return nil }
        let length = text.utf8.dropFirst(10).first == UInt8(ascii: "T") ? 16 : 10
        guard length == 16 || text.utf8.count == 10 else { return nil }
        return CivilTime.unixSeconds(String(decoding: text.utf8.prefix(length), as: UTF8.self))
    }

    /// The day of `UNTIL=20261231…` in a recurrence rule.
    private static func until(_ rule: String) -> Int64? {
        for part in rule.utf8.prefix(1_000).split(separator: UInt8(ascii: ";")) {
            let pair = part.split(separator: UInt8(ascii: "="), maxSplits: 1)
            guard pair.count == 2, pair[0].count == 5,
                String(decoding: pair[0].map { $0 & 0xDF }, as: UTF8.self) == "UNTIL"
            else { continue }
            let digits = Array(pair[1].prefix(8))
            guard digits.count == 8 else { return nil }
            func text(_ range: Range<Int>) -> String {
                String(decoding: digits[range], as: UTF8.self)
            }
            return CivilTime.unixSeconds(text(0..<4) + "-" + text(4..<6) + "-" + text(6..<8))
        }
        return nil
    }
}
