import SangamDirectory
import SangamLog
import SangamStore

/// When an event or a market takes place, and who sells there the next time.
struct DatesMaking {
    let context: PageContext
    let record: Record
    let id: RecordID

    /// The next times that a page names.
    private static let nextMost = 5
    /// So far ahead it is looked. Units: days.
    private static let daysAhead = 400

    private var catalogue: Catalogue { context.catalogue }

    func dates() -> ListingDates? {
        guard let timetable = Timetable(record) else { return nil }
        // What takes place once has been said with its day.
        let next = timetable.isOnce ? [] : next(timetable)
        return ListingDates(
            ruleText: RuleText(catalogue: catalogue).text(timetable),
            zoneText: timetable.zone.map {
                context.text("timesOfZone", ["zone": ShownText.line($0, scalarsMax: 60)])
            },
            nextDates: next.map { occurrence in
                ListingDates.Next(
                    nextText: RuleText(catalogue: catalogue).text(occurrence),
                    nextISO: occurrence.start.description)
            },
            calendarPath: "/l/\(id).ics")
    }

    private func next(_ timetable: Timetable) -> [Timetable.Occurrence] {
        guard let today = CivilMoment(unixSeconds: context.now)?.date,
            let last = today.adding(days: Self.daysAhead)
        else { return [] }
        return Array(
            timetable.occurrences(first: today, last: last, limit: Self.nextMost).days
                .prefix(Self.nextMost))
    }

    /// Of a market: who sells on its next day.
    func sale(_ named: [RecordID: RecordSummary]) -> ListingSale? {
        guard let market = Market(record) else { return nil }
        let next = Timetable(record).flatMap { self.next($0).first }
        let ids = market.sellers(on: next?.start.date)
            .compactMap { RecordID.resolve($0, home: id.node) }
        let sellers = ids.prefix(WebLimits.relatedMax).compactMap { named[$0] }
            .map { context.link($0) }
        guard next != nil || !sellers.isEmpty, !market.sellers.isEmpty || next != nil else {
            return nil
        }
        return ListingSale(
            saleTitle: next.map {
                context.text(
                    "whoSellsOn", ["day": RuleText(catalogue: catalogue).day($0.start.date)])
            } ?? context.text("whoSells"),
            sellers: sellers, hasSellers: !sellers.isEmpty)
    }
}
