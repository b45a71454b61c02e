/// `/calendar`
struct CalendarPage: Sendable {
    /// One day that has something.
    struct Day: Sendable {
        /// `Tuesday 24 November`
        let dayTitle: String
        let dayISO: String
        let agenda: [AgendaItem]
    }

    struct Week: Sendable {
        let squares: [Square]
    }

    /// A day in the grid, for wide screens.
    struct Square: Sendable {
        let squareNumber: String
        /// `3 things on 24 November`; nil where there is nothing.
        var squareLabel: String?
        /// The anchor of the day in the list, if there is something.
        var squareAnchor: String?
        /// How many, in digits.
        var squareCount: String?
        var squareIsOther = false
        var squareIsToday = false
    }

    struct Weekday: Sendable {
        let weekdayShort: String
        let weekdayLong: String
    }

    let frame: Frame
    let view: SearchView
    /// `November 2026`
    let monthTitle: String
    let previousMonth: PageLink
    let nextMonth: PageLink
    let weekdays: [Weekday]
    let weeks: [Week]
    let days: [Day]
    var empty: EmptyResult?
}

/// Something that takes place, in one line.
struct AgendaItem: Sendable {
    /// `07:00–12:00`, `all day`
    let agendaTime: String
    let agendaISO: String
    let agendaName: ShownLine
    let agendaPath: String
    /// `Market`, `Event`
    let agendaKind: String
    var agendaPlace: ShownLine?
    let agendaNetwork: String
    /// `14 sellers`
    var agendaNote: String?
    var agendaIsCancelled = false
}
