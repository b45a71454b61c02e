/// `/l/<node id>/<kind>/<id>`
struct ListingPage: Sendable {
    /// A name in another language, with the language's own name.
    struct OtherName: Sendable {
        let otherName: ShownLine
        let otherLanguage: String
    }

    /// Something that the reader has to know first.
    struct Notice: Sendable {
        let noticeText: String
        let noticeIsWarning: Bool
    }

    /// A membership that a network confirms.
    struct Standing: Sendable {
        /// `Confirmed by workers.coop until 31 December 2026`
        let standingText: String
        /// `Member as: enterprise · Member since 2019`
        var standingNote: String?
    }

    /// A good, and the search for it.
    struct Good: Sendable {
        let goodName: ShownLine
        let goodPath: String?
    }

    let frame: Frame
    let heading: ShownLine
    let kindText: String
    /// An offer or a want has its own colour.
    var isWant = false
    let ofNetwork: String
    let ofNetworkPath: String
    var confirmedTexts: [Standing] = []
    /// `It says that it is a member of SEM. SEM itself has not confirmed this.`
    var claimTexts: [String] = []
    /// Cancelled, paused, closed, withheld, quarantined, out of date.
    var notices: [Notice] = []
    /// On a statement's page: that it is one.
    var statementText: String?
    var otherNames: [OtherName] = []
    let hasOtherNames: Bool
    var leads: [ShownLine] = []
    var paragraphs: [ShownLine] = []
    var pictures: [ListingPicture] = []
    var hasParagraphs = false
    let hasPictures: Bool
    /// Set where pictures were left out to save data: this page with them.
    var picturesPath: String?
    var goods: [Good] = []
    let hasGoods: Bool
    /// `and 12 more`
    var moreGoods: String?
    var dates: ListingDates?
    var sale: ListingSale?
    var reach: ListingReach?
    var location: ListingLocation?
    /// Details, and what is shown as written.
    let groups: [RowGroup]
    /// Offers that could answer this want, or wants that this offer could answer.
    var matches: ListingMatches?
    var relations: [ListingRelation] = []
    /// `41 chapters below here`
    var treeLink: PageLink?
    var merged: MergedCard?
    var doubles: ListingDoubles?
    let provenance: Provenance
    var history: [HistoryLine] = []
    let hasHistory: Bool
    var share: ListingShare?
    var exports: [ExportLink] = []
    /// The page at the home network where one can report or correct; absolute if that is elsewhere.
    var correctPath: String?
}

/// A picture on a listing's page.
struct ListingPicture: Sendable {
    let picturePath: String
    let pictureAlt: ShownLine
    /// As the record gives them, so that the page does not jump; nil if not known.
    var pictureWidth: Int?
    var pictureHeight: Int?
    /// Credit and licence.
    var pictureCredit: ShownLine?
}

/// When something takes place.
struct ListingDates: Sendable {
    struct Next: Sendable {
        /// `Tuesday 24 November, 07:00–12:00`
        let nextText: String
        let nextISO: String
    }

    /// The rule in words: `Every Tuesday, 07:00–12:00`.
    let ruleText: String
    /// `Times are those of Africa/Johannesburg.`
    var zoneText: String?
    let nextDates: [Next]
    var calendarPath: String?
}

/// Who sells at a market this time.
struct ListingSale: Sendable {
    /// `Who sells on Tuesday 24 November`
    let saleTitle: String
    let sellers: [NamedLink]
    let hasSellers: Bool
}

/// Ways to reach a listing.
struct ListingReach: Sendable {
    /// Shown after a click; empty where there is none.
    let contactRows: [FieldRow]
    let hasContact: Bool
    /// Websites and other links: shown at once.
    let webLinks: [FieldValue]
    let hasWebLinks: Bool
    /// `Through Umbumbano Bakery, who organises it`: found upwards if the listing names nobody.
    var via: NamedLink?
    /// The form at the home network; absolute if that is elsewhere.
    var askPath: String?
    /// `The form is on the page of SEM South Africa.`
    var askNote: String?
}

/// Where something is.
struct ListingLocation: Sendable {
    /// Address, area served.
    let placeLines: [ShownLine]
    /// `somewhere in this area, rounded to about 1 km`
    var exactText: String?
    /// Latitude and longitude as written.
    var exactPoint: String?
    var picture: PlacePicture?
}

/// What could answer this offer or want.
struct ListingMatches: Sendable {
    let matchTitle: String
    let matchIntro: String
    let results: [ResultItem]
}

/// Listings that may be the same thing, with why.
struct ListingDoubles: Sendable {
    let doubleLinks: [NamedLink]
}

/// Records that have to do with this one, in one relation.
struct ListingRelation: Sendable {
    /// `Part of`, `What they offer`, `Supplies`.
    let relationTitle: String
    let relationLinks: [NamedLink]
    /// All of them, as a search.
    var relationMore: PageLink?
}

/// How this page is passed on.
struct ListingShare: Sendable {
    /// At most 300 characters, for messengers; ends with the address.
    let shareText: String
    /// The absolute address.
    let shareURL: String
    /// A QR picture of the address, as SVG.
    var qrPath: String?
    var shareEmbedCode: String?
}

/// One change in the history of a listing.
struct HistoryLine: Sendable {
    /// `SEM South Africa changed phone and opening hours`
    let historyText: String
    let historyWhen: ShownMoment
    var historyPath: String?
}
