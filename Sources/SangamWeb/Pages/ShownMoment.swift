/// A moment in words, with the exact one behind it.
struct ShownMoment: Sendable {
    /// A whole phrase: `confirmed 3 days ago`.
    let momentText: String
    /// For the tooltip: `12 March 2026, 09:30`.
    let momentExact: String
    /// For the attribute `datetime`: RFC 3339, or a date.
    let momentISO: String
}
