/// Reads a foreign file of listings while its bytes arrive, and makes payloads of its rows.
///
/// Shape: CSV and its sisters in several encodings, GeoJSON, OpenFairDB's JSON, our own payloads.
/// At most one row (1 MiB) and the file's first 64 KiB are held, however large the file is.
public struct RowReader: Sendable {
    /// What a file holds.
    public enum Format: String, Sendable, CaseIterable {
        /// A table with a header; the delimiter is found out.
        case csv
        /// A FeatureCollection, or one Feature a line.
        case geojson
        /// OpenFairDB's entries, payloads of ours, or plain objects of texts.
        case json

        /// The format that a file's name says; nil if it says none.
        public init?(fileName: String) {
            let ending = fileName.lowercased().split(separator: ".").last.map(String.init)
            switch ending {
            case "csv", "tsv", "tab", "txt": self = .csv
            case "geojson": self = .geojson
            case "json", "ndjson", "jsonl": self = .json
            default: return nil
            }
        }
    }

    /// How much of the file's beginning decides its encoding and its delimiter.
    ///
    /// Units: bytes.
    static let sampleBytes = 65_536

    private enum Body: Sendable {
        case waiting
        case table(TableRows)
        case objects(ObjectRows)
        case failed
    }

    private let format: Format
    private let builder: RowBuilder
    private var sample: [UInt8] = []
    private var wide: UTF16Stream?
    private var body = Body.waiting
    private var own: String?
    private var ownNotices: [String] = []
    private var nameScripts: NameScripts
    private var textWords: TextWords
    /// Rows whose point is rounded because they are people.
    private var personPlaces = 0

    /// A reader of a new file; `language` is that of texts that do not say theirs, `precision` that
    /// of places (`privacy.location`).
    public init(
        format: Format, mapping: ImportMapping = ImportMapping(), language: String = "en",
        precision: String? = nil
    ) {
        self.format = format
        builder = RowBuilder(mapping: mapping, language: language, precision: precision)
        nameScripts = NameScripts(language: language)
        textWords = TextWords(language: language)
    }

    /// Why the file as a whole cannot be read; nil if it can, as far as it has come.
    public var fileProblem: String? {
        if let own { return own }
        if case .table(let table) = body { return table.problem }
        return nil
    }

    /// What was assumed about the file as a whole, and what a person should look at.
    public var fileNotices: [String] {
        let about =
            ownNotices
            + [nameScripts.notice, textWords.notice, personPlacesNotice].compactMap { $0 }
        if case .table(let table) = body { return about + table.notices }
        return about
    }

    private var personPlacesNotice: String? {
        guard personPlaces > 0 else { return nil }
        return
            "the places of \(personPlaces) rows are rounded to about 1 km, because their form is "
            + "individual or producer: people at home; a column \"precision\" that says exact "
            + "keeps a place as it is"
    }

    /// How the source writes its rejects: its header and delimiter for a table, else nothing.
    public var rejects: RejectsWriter {
        if case .table(let table) = body { return table.rejects }
        return RejectsWriter(format: format == .geojson ? .geojson : .json)
    }

    /// Takes the file's next bytes; the rows that they complete, in their order.
    public mutating func take(_ bytes: [UInt8]) -> [ImportRow] {
        guard case .waiting = body else { return seen(pass(bytes)) }
        sample.append(contentsOf: bytes)
        return sample.count < Self.sampleBytes ? [] : seen(begin(isWhole: false))
    }

    private mutating func seen(_ rows: [ImportRow]) -> [ImportRow] {
        for row in rows {
            nameScripts.look(at: row)
            textWords.look(at: row)
            if let json = row.records.first?.json, ListingRules.roundsForPerson(json) {
                personPlaces += 1
            }
        }
        return rows
    }

    /// The file is over: the rows that were not complete.
    public mutating func finish() -> [ImportRow] {
        var rows: [ImportRow] = []
        if case .waiting = body { rows = begin(isWhole: true) }
        if let rest = wide?.finish(), !rest.isEmpty { rows += pass(rest, isWide: false) }
        switch body {
        case .table(var table):
            body = .failed
            rows += table.finish()
            body = .table(table)
        case .objects(var objects):
            body = .failed
            rows += objects.finish()
            body = .objects(objects)
        default: break
        }
        return seen(rows)
    }

    private mutating func pass(_ bytes: [UInt8], isWide: Bool = true) -> [ImportRow] {
        let plain = isWide ? wide?.take(bytes) ?? bytes : bytes
        // The case is taken out and put back so that the reader inside is not copied.
        switch body {
        case .table(var table):
            body = .failed
            defer { body = .table(table) }
            return table.take(plain)
        case .objects(var objects):
            body = .failed
            defer { body = .objects(objects) }
            return objects.take(plain)
        default: return []
        }
    }

    // MARK: - The beginning

    private mutating func begin(isWhole: Bool) -> [ImportRow] {
        // The same bytes decide, however they came.
        let head = Array(sample.prefix(Self.sampleBytes))
        let isAll = isWhole && head.count == sample.count
        var rest = sample[...]
        sample = []
        guard head.contains(where: { $0 > 0x20 }) else {
            own = isWhole ? "the file is empty; nothing was imported" : Self.blank
            body = .failed
            return []
        }
        own = Self.otherKind(head)
        guard own == nil else {
            body = .failed
            return []
        }
        var guess = EncodingGuess(head, isWhole: isAll)
        if format == .csv { guess.askHeaders(head) }
        let encoding = builder.mapping.encoding ?? guess.encoding
        if builder.mapping.encoding == nil {
            own = format == .csv ? guess.problem : nil
            if let notice = guess.notice, own == nil { ownNotices.append(notice) }
        }
        rest = rest.dropFirst(guess.markBytes)
        guard own == nil else {
            body = .failed
            return []
        }
        var first = Array(head.dropFirst(guess.markBytes))
        if encoding == .utf16LittleEndian || encoding == .utf16BigEndian {
            wide = UTF16Stream(isBigEndian: encoding == .utf16BigEndian)
            var look = UTF16Stream(isBigEndian: encoding == .utf16BigEndian)
            first = look.take(first)
        }
        if format == .csv {
            let isTold = builder.mapping.encoding.map { $0 != .utf8 } ?? false
            let isPage = TextEncoding.otherPages.contains(encoding)
            let decoder = CellDecoder(
                fallback: encoding, isForced: (isTold || isPage) && wide == nil)
            let table = TableRows(
                first, decoder: decoder, isWholly1252: guess.encoding == .windows1252,
                builder: builder)
            body = .table(table)
        } else {
            body = .objects(
                ObjectRows(first, format: format, builder: builder))
        }
        return pass(Array(rest))
    }

    /// What a file that is no text list at all is, by its first bytes, and what to do with it.
    private static func otherKind(_ head: [UInt8]) -> String? {
        if head.first(where: { $0 > 0x20 && $0 < 0x80 }) == UInt8(ascii: "<") {
            return "this is a web page or XML, not a list: its first sign is <; nothing was "
                + "imported. Look for a download as CSV or GeoJSON"
        }
        if head.starts(with: "PK".utf8), head.dropFirst(2).starts(with: [0x03, 0x04]) {
            return "this is a spreadsheet's own file or a packed one (zip), not a list: open it "
                + "and save it as \"CSV UTF-8\"; nothing was imported"
        }
        if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            return "this is an old spreadsheet's own file, not a list: open it and save it as "
                + "\"CSV UTF-8\"; nothing was imported"
        }
        if head.starts(with: [0x1F, 0x8B]) {
            return "this file is packed (gzip): unpack it first; nothing was imported"
        }
        return nil
    }

    private static let blank =
        "the file begins with more than 64 KiB of blanks: it is no list; nothing was imported"
}
