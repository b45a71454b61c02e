import SangamDirectory
import SangamLog
import SangamStore

/// Fills the calendar: a month as a grid, and its days as a list.
struct CalendarMaking {
    let context: PageContext
    /// The first day of the month.
    let month: CivilDate
    let address: ViewAddress
    /// Events and markets that take place in it, or may.
    let records: [RecordSummary]

    /// The most times that a page shows.
    static let itemsMost = 400

    private var catalogue: Catalogue { context.catalogue }

    /// Something that takes place, with when.
    struct Item {
        let occurrence: Timetable.Occurrence
        let isDay: Bool
        let summary: RecordSummary
    }

    /// What takes place in the month, in order.
    func items() -> [Item] {
        let last = month.adding(days: month.monthLength - 1) ?? month
        return Self.items(records, first: month, last: last)
    }

    static func items(_ records: [RecordSummary], first: CivilDate, last: CivilDate) -> [Item] {
        let all = records.flatMap { summary -> [Item] in
            guard let timetable = Timetable(summary.record) else { return [] }
            return timetable.occurrences(first: first, last: last, limit: 62).days.map {
                Item(occurrence: $0, isDay: timetable.starts.isDay, summary: summary)
            }
        }
        return Array(
            all.sorted { one, other in
                one.occurrence.start == other.occurrence.start
                    ? one.summary.id < other.summary.id
                    : one.occurrence.start < other.occurrence.start
            }.prefix(itemsMost))
    }

    /// One line of the list.
    ///
    /// - Parameter withDay: whether the day is named, where the list is not by days.
    func agenda(_ item: Item, withDay: Bool = false) -> AgendaItem {
        let record = item.summary.record
        let start = item.occurrence.start
        let seconds = item.occurrence.end.map {
            Int(clamping: $0.secondsSinceEpoch - start.secondsSinceEpoch)
        }
        let hours = RuleText(catalogue: catalogue).hours(
            start, seconds: seconds, isDay: item.isDay)
        let sellers = Market(record)?.sellers.count ?? 0
        return AgendaItem(
            agendaTime: withDay
                ? RuleText(catalogue: catalogue).text(item.occurrence)
                : hours.isEmpty ? context.text("allDay") : hours,
            agendaISO: item.isDay ? start.date.description : start.description,
            agendaName: context.name(of: record, item.summary.id.key),
            agendaPath: context.path(of: item.summary.id),
            agendaKind: catalogue.kind(of: record, item.summary.id.key.kind),
            agendaPlace: catalogue.place(of: record).map { ShownLine($0, joinedIn: catalogue) },
            agendaNetwork: context.networks.name(item.summary.id.node),
            agendaNote: sellers > 0 ? catalogue.text("sellerCount", count: sellers) : nil,
            agendaIsCancelled: Event(record)?.isCancelled == true)
    }

    func page(_ view: SearchView, empty: EmptyResult?) -> CalendarPage {
        let items = items()
        let byDay = byDay(items)
        let title = catalogue.written(String(month.description.prefix(7))) ?? ""
        var frame = context.frame(title + " · " + context.text("menuCalendar"))
        frame.hasSearchBox = false
        frame.isUnlisted = true
        return CalendarPage(
            frame: frame, view: view, monthTitle: title,
            previousMonth: link(month.adding(days: -1)),
            nextMonth: link(month.adding(days: month.monthLength)),
            weekdays: (1...7).map { number in
                CalendarPage.Weekday(
                    weekdayShort: context.text("weekdayShort\(number)"),
                    weekdayLong: context.text("weekday\(number)"))
            },
            weeks: weeks(byDay),
            days: byDay.keys.sorted().filter { !isOver($0) }.map { date in
                CalendarPage.Day(
                    dayTitle: RuleText(catalogue: catalogue).day(date), dayISO: date.description,
                    // On its second day the hours of a course say when it began, too.
                    agenda: (byDay[date] ?? []).map {
                        agenda($0, withDay: $0.occurrence.start.date != date)
                    })
            }, empty: items.isEmpty ? empty : nil)
    }

    /// Before this hour of the morning something belongs to the night before.
    private static let nightEnds: Int64 = 6 * 3_600

    /// What takes place on each day of the month: what lasts several days stands on each of them,
    /// as long as the page has no more than `itemsMost` lines.
    private func byDay(_ items: [Item]) -> [CivilDate: [Item]] {
        let last = month.adding(days: month.monthLength - 1) ?? month
        var byDay: [CivilDate: [Item]] = [:]
        var spare = Self.itemsMost - items.count
        for item in items {
            let start = item.occurrence.start
            let until = item.occurrence.end.flatMap {
                CivilMoment(unixSeconds: $0.secondsSinceEpoch - 1 - Self.nightEnds)
            }
            let end = min(until?.date ?? start.date, last)
            var day = max(start.date, month)
            byDay[day, default: []].append(item)
            while spare > 0, let next = day.adding(days: 1), next <= end {
                byDay[next, default: []].append(item)
                spare -= 1
                day = next
            }
        }
        return byDay
    }

    /// Whether a day of the present month is over: the list begins with today.
    private func isOver(_ date: CivilDate) -> Bool {
        guard let today = CivilMoment(unixSeconds: context.now)?.date,
            today.month == month.month, today.year == month.year
        else { return false }
        return date < today
    }

    private func link(_ date: CivilDate?) -> PageLink {
        let text = String((date ?? month).description.prefix(7))
        return PageLink(
            linkText: catalogue.written(text) ?? text,
            linkPath: address.setting("month", text).text)
    }

    /// Weeks from Monday on, with days of the months beside it.
    private func weeks(_ byDay: [CivilDate: [Item]]) -> [CalendarPage.Week] {
        let today = CivilMoment(unixSeconds: context.now)?.date
        let first = month.adding(days: -month.weekday) ?? month
        let days = month.weekday + month.monthLength
        return (0..<((days + 6) / 7)).map { week in
            CalendarPage.Week(
                squares: (0..<7).compactMap { day in
                    first.adding(days: week * 7 + day).map { square($0, byDay[$0] ?? [], today) }
                })
        }
    }

    private func square(
        _ date: CivilDate, _ items: [Item], _ today: CivilDate?
    ) -> CalendarPage.Square {
        var square = CalendarPage.Square(squareNumber: catalogue.grouped(date.day))
        square.squareIsOther = date.month != month.month
        square.squareIsToday = date == today
        guard !items.isEmpty, !square.squareIsOther, !isOver(date) else { return square }
        square.squareLabel = catalogue.text(
            "thingsOn", count: items.count,
            ["day": RuleText(catalogue: catalogue).day(date)])
        square.squareAnchor = "d\(date.description)"
        square.squareCount = catalogue.grouped(items.count)
        return square
    }
}
