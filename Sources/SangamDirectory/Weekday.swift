/// A day of the week, as records and filters write it.
public enum Weekday: String, Hashable, Sendable, CaseIterable {
    case mo, tu, we, th, fr, sa, su

    /// The day of a number: 0 is Monday, 6 is Sunday.
    public init?(number: Int) {
        guard Self.allCases.indices.contains(number) else { return nil }
        self = Self.allCases[number]
    }

    /// Reads `tu`, `TU`, `Tue` or `Tuesday`; nil for anything else.
    public init?(written text: String) {
        let letters = text.utf8.prefix(10).map { $0 | 0x20 }
        let found = Self.allCases.first { day in
            letters.count <= 9 && letters.starts(with: day.rawValue.utf8)
                && day.wholeName.utf8.starts(with: letters)
        }
        guard let found else { return nil }
        self = found
    }

    private var wholeName: String {
        switch self {
        case .mo: "monday"
        case .tu: "tuesday"
        case .we: "wednesday"
        case .th: "thursday"
        case .fr: "friday"
        case .sa: "saturday"
        case .su: "sunday"
        }
    }
}

extension Record {
    /// The days of the week on which it is brought or takes place, Monday first: those on which an
    /// offer is delivered, those that the rule of an event or market names, and the one day of what
    /// does not repeat.
    ///
    /// Source: Protocol.md, Search.
    public var weekdays: [Weekday] {
        var found: Set<Weekday> = []
        if let offer = Offer(self) {
            for delivery in offer.delivers.prefix(50) {
                found.formUnion(delivery.days.prefix(14).compactMap { Weekday(written: $0) })
            }
        } else if let timetable = Timetable(self) {
            found.formUnion(timetable.weekdays.compactMap { Weekday(number: $0) })
        }
        return Weekday.allCases.filter { found.contains($0) }
    }
}

extension Timetable {
    /// The days of the week on which it begins, as far as they are always the same: 0 is Monday.
    fileprivate var weekdays: [Int] {
        let start = starts.moment.date.weekday
        guard let rule else { return isOnce && (seconds ?? 0) <= 86_400 ? [start] : [] }
        if !rule.days.isEmpty { return rule.days.map(\.weekday) }
        return switch rule.frequency {
        case .daily: rule.interval == 1 ? Array(0..<7) : []
        case .weekly: [start]
        case .monthly, .yearly: []
        }
    }
}
