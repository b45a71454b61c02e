import SangamLog

/// What a stranger's request may cost here (E4, E8). The bounds that belong to the protocol are in
/// `Limits`; these are the server's own.
enum WebLimits {
    /// The longest path with its query: 1,024 bytes of search words, percent-encoded, and filters.
    /// Units: bytes.
    static let targetBytesMax = 8_192
    /// One header field, and the request line. Units: bytes.
    static let headerFieldBytesMax = 16_384
    /// All header fields. Units: bytes.
    static let headerListBytesMax = 32_768
    /// Units: fields. Browsers send about 20, proxies add a few.
    static let headerFieldsMax = 100
    /// A connection on which nothing arrives, or whose headers are not whole. Units: seconds.
    static let idleSeconds: Int64 = 30
    /// From a request's headers to the last byte of its answer; then the connection is cut.
    /// Units: seconds.
    static let requestSecondsMax = Int64(Limits.transferSecondsMax)
    /// A time in which the kernel takes nothing more of an answer, because the reader does not.
    /// Units: seconds.
    static let writeStallSeconds: Int64 = 60
    /// What the kernel may hold of an answer. With its own choice (megabytes) a slow reader could
    /// not be told from one that has stopped; with this one 2 kB a second are enough to go on, and
    /// a far reader still gets about 1 MB a second. Units: bytes.
    static let sendBufferBytes = 131_072
    /// An answer is written in pieces of this size, so that a slow reader is told from one that
    /// has stopped. Units: bytes.
    static let pieceBytes = 65_536
    /// Time that a body has before its rate is looked at. Units: seconds.
    static let bodyGraceSeconds = 10.0
    /// The least average rate of a body. Units: bytes a second.
    static let bodyBytesPerSecondMin = Double(Limits.transferBytesPerSecondMin)
    /// How long a caller whose body is refused early may read the answer. Units: seconds.
    static let refusedBodySeconds: Int64 = 2
    /// Connections at one time; more wait in the kernel's queue. Units: connections.
    static let connectionsMax = 1_024
    /// A section as sent: gzip makes a body that does not compress a little longer. Units: bytes.
    static let sectionWireBytesMax = Limits.sectionBytesMax + 65_536
    /// Addresses and logs whose pushes are counted at one time, which bounds the memory.
    /// Units: keys.
    static let pushKeysMax = 8_192
    /// A small body on the control socket: a payload with white space, or options. Units: bytes.
    static let controlBytesMax = 1_048_576
    /// A file that is imported, of any length that a disk has; read by pieces. Units: bytes.
    static let importBytesMax = 1 << 34
    /// A file of sections: a whole network on a stick. Units: bytes.
    static let bundleBytesMax = 1 << 40
    /// The most values of one repeated filter. Units: values.
    static let filterValuesMax = 64
    /// Records whose names are looked up for the links of one page. Units: records.
    static let namedReferencesMax = 24
    /// Results on one page of a search. Units: results.
    static let resultsPerPage = 20
    /// Values of one field, and fields under one heading, that a page shows (D7); the rest is
    /// counted, and is in the data. Units: values, fields.
    static let valuesShownMax = 100
    static let rowsShownMax = 500
    /// Languages of one text that a page shows. Units: texts.
    static let textsShownMax = 40
    /// Networks that a list on a page names, other than the page of networks. Units: networks.
    static let networksShownMax = 60
    /// New listings on the first page, its goods, its dates. Units: listings, words, dates.
    static let homeNewest = 8
    static let homeGoods = 12
    static let homeUpcoming = 6
    /// Words for goods that are counted for the page of goods, the commonest first. Units: words.
    static let goodsCountedMax = 20_000
    /// Goods that no vocabulary has on the page of goods.
    static let goodsTextsMax = 60
    /// Events and markets that are looked at for the first page. Units: records.
    static let upcomingMax = 60
    /// Linked data in the head of a listing's page (D7); longer than this it is left out there, and
    /// is in its file all the same. Units: bytes.
    static let linkedDataBytesMax = 16_384
    /// Listings that are compared with one to find out whether they are the same. Units: listings.
    static let doubleCandidatesMax = 20
    /// Of these so many are shown. Units: listings.
    static let doublesMax = 5
    /// So old a page may be in what it says of times past (`3 minutes ago`). Units: seconds.
    static let pageAgeSeconds: Int64 = 600
    /// Records of one relation that a listing's page names. Units: records.
    static let relatedMax = 40
    /// Entries of a listing's history. Units: entries.
    static let historyMax = 20
    /// Offers or wants that are compared for what could answer a listing. Units: records.
    static let tradeCandidatesMax = 60
    /// Words of a listing that are looked for among others. Units: words.
    static let tradeWordsMax = 4
    /// Filters without which an empty search is counted. Units: filters.
    static let widenedMax = 6
    /// Symbols of a map that the list beside it names. Units: symbols.
    static let mapSpotsMax = 40
    /// Records that a month of the calendar is made of. Units: records.
    static let calendarRecordsMax = 600
    /// Listings of one paper directory. Units: listings.
    static let printedMax = 600
    /// Listings of one part of it, so that a slow line carries it. Units: listings.
    static let printedAtOnce = 150
    /// Listings of the site map, and of our own only. Units: listings.
    static let sitemapMax = 50_000
    /// A form, and the text of a proof. Units: bytes.
    static let formBytesMax = 65_536
    static let proofBytesMax = 262_144
    /// Frames that others put into their pages. Units: CSS pixels.
    static let embedListHeight = 600
    static let embedCardHeight = 260
    /// Pages that are kept while the directory does not change, with their compressed forms. Units:
    /// bytes.
    static let keptPagesBytesMax = 16 << 20
    /// Answers below this gain nothing by gzip. Units: bytes.
    static let gzipBytesMin = 512
}
