/// Filters as words of the search index, so that the index itself leaves out what is not wanted: a
/// common word in a small country is found without looking at the word's other rows.
///
/// Shape: each begins with U+0640, which no folded text holds, so that nobody finds them by typing.
public struct SearchFacets: Sendable {
    private var words: [String] = []

    /// No filters.
    public init() {}

    /// The column of a row, or nothing.
    public var column: String { words.joined(separator: " ") }

    /// A kind of record, and whether it is a listing.
    public mutating func add(kind: String, isListing: Bool) {
        words.append(Self.word("k", kind))
        if isListing { words.append(Self.listing) }
    }

    /// A country (ISO 3166-1 alpha-2).
    public mutating func add(country: String) { words.append(Self.word("c", country)) }

    /// A network, by its number in the store.
    public mutating func add(network: Int64) { words.append(Self.word("n", String(network))) }

    /// A language tag; `pt-BR` is also `pt`.
    public mutating func add(language: String) {
        let lower = language.lowercased()
        words.append(Self.word("l", lower))
        let first = String(lower.prefix { $0 != "-" })
        if first != lower { words.append(Self.word("l", first)) }
    }

    /// A code of a vocabulary.
    public mutating func add(category: Code) {
        words.append(Self.word("x", category.scheme, category.code))
    }

    /// A region or town, folded.
    public mutating func add(place folded: String) { words.append(Self.word("p", folded)) }

    /// Something made, done or traded: a code, or a folded text.
    public mutating func add(goods: Term) { words.append(Self.word(goods)) }

    /// Whether something is offered or wanted.
    public mutating func add(direction: String) { words.append(Self.word("d", direction)) }

    /// What is offered or wanted: `good`, `work` …
    public mutating func add(item: String) { words.append(Self.word("i", item)) }

    /// On which day of the week it is brought or takes place.
    public mutating func add(weekday: String) { words.append(Self.word("t", weekday)) }

    /// Something that takes place at a time.
    public mutating func addDated() { words.append(Self.dated) }

    /// Where it is: the cell of the globe, one degree and ten degrees wide, so that a search near a
    /// place looks at what is near.
    public mutating func add(point: GeoPoint) {
        for step in Self.cellSteps {
            words.append(
                Self.cell(
                    step, Self.band(point.latitude, step), Self.band(point.longitude, step)))
        }
    }

    /// The words of a record's own values, as `FacetEntry` names them.
    public mutating func add(_ entries: [FacetEntry]) {
        for entry in entries {
            switch entry.kind {
            case .region, .locality: add(place: entry.key)
            case .goods: words.append(Self.word("g", parts: entry.parts))
            case .direction: add(direction: entry.key)
            case .item: add(item: entry.key)
            case .weekday: add(weekday: entry.key)
            default: break
            }
        }
    }

    /// The word of all listings. No sign of a value is `y`, so that no value gives this word.
    public static let listing = "\u{640}y"
    /// The word of everything that takes place at a time.
    public static let dated = "\u{640}w"

    /// One of these kinds, countries, …: an FTS5 expression; nil if there are none.
    public static func anyOf(kinds: [String]) -> String? { anyOf("k", kinds) }
    /// One of these countries.
    public static func anyOf(countries: [String]) -> String? { anyOf("c", countries) }
    /// One of these networks.
    public static func anyOf(networks: [Int64]) -> String? {
        anyOf("n", networks.map { String($0) })
    }
    /// One of these languages.
    public static func anyOf(languages: [String]) -> String? {
        anyOf("l", languages.map { $0.lowercased() })
    }
    /// One of these codes.
    public static func anyOf(categories: [Code]) -> String? {
        anyOf(categories.map { word("x", $0.scheme, $0.code) })
    }

    /// One of these regions or towns, as typed.
    public static func anyOf(places: [String]) -> String? {
        anyOf("p", places.map { SearchText.fold($0) })
    }
    /// Some of these goods; texts as typed.
    public static func anyOf(goods: [Term]) -> String? {
        anyOf(
            goods.map { term in
                if case .text(let text) = term {
                    word(.text(SearchText.fold(text)))
                } else {
                    word(term)
                }
            })
    }
    /// The cells that cover ranges of latitudes and longitudes; nil if they are so many that they
    /// leave out little.
    public static func anyOf(
        latitudes: ClosedRange<Double>, longitudes: [ClosedRange<Double>]
    ) -> String? {
        for step in cellSteps {
            let rows = band(latitudes.lowerBound, step)...band(latitudes.upperBound, step)
            let columns = longitudes.map { range in
                band(range.lowerBound, step)...band(range.upperBound, step)
            }
            guard rows.count * columns.map(\.count).reduce(0, +) <= cellsMost else { continue }
            return anyOf(
                rows.flatMap { row in
                    columns.flatMap { $0.map { column in cell(step, row, column) } }
                })
        }
        return nil
    }

    /// Units: degrees.
    private static let cellSteps = [1, 10]
    private static let cellsMost = 48

    private static func band(_ degrees: Double, _ step: Int) -> Int {
        let whole = Int(max(-180, min(degrees, 180)).rounded(.down))
        return (whole + 180) / step
    }

    private static func cell(_ step: Int, _ row: Int, _ column: Int) -> String {
        word("o", "\(step)x\(row)x\(column)")
    }

    /// One of these directions.
    public static func anyOf(directions: [String]) -> String? { anyOf("d", directions) }
    /// One of these items.
    public static func anyOf(items: [String]) -> String? { anyOf("i", items) }
    /// One of these days of the week.
    public static func anyOf(weekdays: [Weekday]) -> String? {
        anyOf("t", weekdays.map(\.rawValue))
    }

    private static func word(_ goods: Term) -> String {
        switch goods {
        case .code(let code): word("g", parts: [code.scheme, code.code])
        case .text(let text): word("g", parts: [text])
        }
    }

    private static func anyOf(_ sign: String, _ values: [String]) -> String? {
        anyOf(values.map { word(sign, $0) })
    }

    private static func anyOf(_ words: [String]) -> String? {
        guard !words.isEmpty else { return nil }
        return "(" + words.map { "\"" + $0 + "\"" }.joined(separator: " OR ") + ")"
    }

    /// Letters and digits as they are, every other byte as U+0640 and two hexadecimal digits, a `z`
    /// after it between two values: so it is one word for FTS5, and another word for other values.
    /// Of values beyond 200 bytes a number stands for the rest.
    private static func word(_ sign: String, _ values: String...) -> String {
        word(sign, parts: values)
    }

    private static func word(_ sign: String, parts values: [String]) -> String {
        var bytes = escape
        bytes.reserveCapacity(64)
        bytes += sign.utf8
        for (index, value) in values.enumerated() {
            if index > 0 {
                bytes += escape
                bytes.append(UInt8(ascii: "z"))
            }
            for byte in value.utf8.prefix(200) {
                switch byte {
                case 0x30...0x39, 0x61...0x7A: bytes.append(byte)
                case 0x41...0x5A where sign == "c": bytes.append(byte | 0x20)
                default:
                    bytes += escape
                    bytes.append(hexDigit(byte >> 4))
                    bytes.append(hexDigit(byte & 15))
                }
            }
            if value.utf8.count > 200 {
                let rest = FNV.hash(value.utf8.dropFirst(200))
                bytes += Array(String(rest, radix: 16).utf8)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// U+0640.
    private static let escape = Array("\u{640}".utf8)

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? 0x30 + value : 0x57 + value
    }
}
