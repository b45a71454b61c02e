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

    /// The word of all listings.
    public static let listing = "\u{640}listed"

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
        var bytes = Array(("\u{640}" + sign).utf8)
        for (index, value) in values.enumerated() {
            if index > 0 { bytes += Array("\u{640}z".utf8) }
            for byte in value.utf8.prefix(200) {
                switch byte {
                case 0x30...0x39, 0x61...0x7A: bytes.append(byte)
                case 0x41...0x5A where sign == "c": bytes.append(byte | 0x20)
                default:
                    bytes += Array("\u{640}".utf8)
                    bytes += [byte >> 4, byte & 15].map { $0 < 10 ? 0x30 + $0 : 0x57 + $0 }
                }
            }
            if value.utf8.count > 200 {
                let rest = FNV.hash(value.utf8.dropFirst(200))
                bytes += Array(String(rest, radix: 16).utf8)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
