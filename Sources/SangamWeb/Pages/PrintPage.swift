/// `/print`: a directory on paper, A5.
struct PrintPage: Sendable {
    struct Place: Sendable {
        let placeName: ShownLine
        let entries: [Entry]
    }

    struct Entry: Sendable {
        /// Its number in this directory; the indexes point to it.
        let entryNumber: Int
        let entryName: ShownLine
        var entrySummary: ShownLine?
        /// Goods, hours, price.
        var entryFacts: ShownLine?
        /// Ways to reach it, on one line; or who takes enquiries.
        let entryReach: ShownLine
        /// `confirmed by workers.coop`
        var entryConfirmed: String?
    }

    struct Part: Sendable {
        let partNumber: String
        let partPath: String
        let isPartShown: Bool
    }

    struct IndexLine: Sendable {
        let indexWord: ShownLine
        /// `3, 17, 40`
        let indexNumbers: String
    }

    let frame: Frame
    /// `Durban and around`
    let printTitle: ShownLine
    /// `128 listings from 3 networks, printed on 22 November 2026`
    let printText: String
    /// Set where only the first part is printed.
    var cutText: String?
    /// `Part 2 of 4`, where it has several.
    var partText: String?
    /// The parts; the index of all stands at the end of the last.
    var parts: [Part] = []
    let places: [Place]
    let goodsIndex: [IndexLine]
    let hasGoodsIndex: Bool
    let placeIndex: [IndexLine]
    let hasPlaceIndex: Bool
    /// The absolute address of this view, and its QR picture.
    let printURL: String
    var qrPath: String?
    /// To choose another part: the search page with these filters.
    let searchPath: String
}
