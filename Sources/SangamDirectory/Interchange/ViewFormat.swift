/// The forms in which a view of the directory can be had: the same address with an extension.
public enum ViewFormat: String, Sendable, CaseIterable {
    case csv
    /// CSV as Excel wants it: a byte order mark, and no cell that it would run as a formula.
    case excel = "excel.csv"
    case geojson, jsonld, ndjson, atom, ics, vcf

    /// What stands behind the last dot of the address, `excel.csv` being one.
    public var fileExtension: String { rawValue }

    /// The type without parameters.
    ///
    /// Source: RFC 7111, 7946, 4287, 5545, 6350; JSON-LD 1.1; NDJSON has none registered.
    public var mediaType: String {
        switch self {
        case .csv, .excel: "text/csv"
        case .geojson: "application/geo+json"
        case .jsonld: "application/ld+json"
        case .ndjson: "application/x-ndjson"
        case .atom: "application/atom+xml"
        case .ics: "text/calendar"
        case .vcf: "text/vcard"
        }
    }

    /// The type as a header says it.
    public var contentType: String {
        switch self {
        case .csv, .excel: mediaType + "; charset=utf-8; header=present"
        case .atom, .ics, .vcf: mediaType + "; charset=utf-8"
        case .geojson, .jsonld, .ndjson: mediaType
        }
    }

    /// The kinds of records that it can hold; nil is every kind of listing.
    public var kinds: [String]? {
        switch self {
        case .ics: ["event", "market"]
        case .vcf: ["organisation", "network"]
        default: nil
        }
    }

    /// Whether a record of this kind can stand in it.
    public func holds(kind: String) -> Bool {
        guard let kinds else { return RecordKind.isListing(kind) || sameBytes(kind, "network") }
        return kinds.contains { sameBytes($0, kind) }
    }

    /// Whether a browser should keep it as a file; a feed and data are looked at.
    public var isDownload: Bool {
        switch self {
        case .csv, .excel, .ics, .vcf, .geojson, .ndjson: true
        case .jsonld, .atom: false
        }
    }

    /// A name for the file, ASCII whatever `view` is: `sangam-search.excel.csv`.
    public func fileName(view: String) -> String {
        var name: [UInt8] = []
        for byte in view.utf8.prefix(200) where name.count < 60 {
            let isPlain = (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
            if isPlain {
                name.append(byte)
            } else if name.last.map({ $0 != UInt8(ascii: "-") }) == true {
                name.append(UInt8(ascii: "-"))
            }
        }
        if name.last == UInt8(ascii: "-") { name.removeLast() }
        let middle = name.isEmpty ? "" : "-" + String(decoding: name, as: UTF8.self)
        return "sangam" + middle + "." + fileExtension
    }

    /// The value of `Content-Disposition`.
    public func disposition(view: String) -> String {
        (isDownload ? "attachment" : "inline") + "; filename=\"" + fileName(view: view) + "\""
    }

    /// Takes the extension off a path: `/search.excel.csv` is `/search` as `excel`; nil if the path
    /// has none of ours.
    public static func split(_ path: String) -> (path: String, format: ViewFormat)? {
        // The longest first, because `.excel.csv` ends in `.csv` too.
        for format in allCases.sorted(by: { $0.rawValue.utf8.count > $1.rawValue.utf8.count }) {
            let ending = Array(("." + format.rawValue).utf8)
            guard path.utf8.count > ending.count,
                path.utf8.suffix(ending.count).elementsEqual(ending)
            else { continue }
            let rest = String(decoding: path.utf8.dropLast(ending.count), as: UTF8.self)
            if rest.utf8.last != UInt8(ascii: "/") { return (rest, format) }
        }
        return nil
    }

    /// The writer of a view in this form.
    ///
    /// - Parameters:
    ///   - isOne: the file of one listing's page, which has its ways of contact on its card.
    ///   - columns: for tables; without `credits` their rows do not say whom to name.
    ///   - zones: the rules of time zones, for calendars.
    public func writer(
        _ head: ViewHead, isOne: Bool = false, columns: FlatColumns = FlatColumns(credits: true),
        zones: @escaping @Sendable (String) -> ZoneRule? = { _ in nil }
    ) -> any ExportWriter {
        switch self {
        case .csv: CSVWriter(columns: columns, privacy: .public, guardsFormulas: false)
        case .excel: CSVWriter(columns: columns, privacy: .public, excel: true)
        case .geojson: GeoJSONWriter(columns: columns, privacy: .public)
        case .jsonld: JSONLDWriter(privacy: .public)
        case .ndjson: NDJSONWriter(privacy: .public, credits: true)
        case .atom: AtomWriter(head)
        case .ics: CalendarWriter(head, zones: zones)
        case .vcf: VCardWriter(language: head.language, privacy: isOne ? .everything : .public)
        }
    }
}
