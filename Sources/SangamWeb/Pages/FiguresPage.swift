/// `/figures`
struct FiguresPage: Sendable {
    /// A number that is read first.
    struct Headline: Sendable {
        let headlineNumber: String
        let headlineText: String
    }

    struct Table: Sendable {
        /// Unique on the page, for its anchor: `kinds`, `months`.
        let tableID: String
        let tableTitle: String
        /// The heads of the two columns.
        let tableWhat: String
        let tableCount: String
        let tableRows: [Row]
        var tableNote: String?
    }

    struct Row: Sendable {
        let rowLabel: ShownLine
        var rowPath: String?
        /// `1,204`, or `<5`.
        let rowNumber: String
        /// The length of the bar; for `<5` as for 2. Units: percent of the longest, 0 to 100.
        let rowPercent: Int
    }

    let frame: Frame
    /// `On 22 November 2026, merged listings counted once.`
    let introText: String
    /// Of which part: a network, or below an organisation.
    var scopeText: ShownLine?
    /// Figures of a single network instead.
    let scopes: [PageLink]
    let headlines: [Headline]
    let tables: [Table]
    let exports: [ExportLink]
}
