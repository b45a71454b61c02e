/// What the values of filters are called, for somebody who reads some languages.
///
/// Goods, categories, countries and languages have their names here; kinds, directions and bands
/// are words of the interface, of which this gives the catalogue's key. A value that nobody has a
/// word for is shown as it was written.
public struct FacetLabels: Sendable {
    /// What to show for a value.
    public enum Label: Hashable, Sendable {
        /// A word in some language.
        case text(LanguageText)
        /// A key of the interface's catalogue.
        case key(String)
        /// The value itself: no word is known.
        case written(String)
    }

    private let languages: [String]
    private let vocabularies: BuiltinVocabularies

    /// Labels for somebody who reads `languages`, best first; English follows.
    public init(languages: [String], vocabularies: BuiltinVocabularies = .standard) {
        self.languages = languages
        self.vocabularies = vocabularies
    }

    /// A kind of record.
    public func kind(_ kind: String) -> Label {
        let known = RecordKind.listings + RecordKind.statements
        return Self.key("kind", kind, among: known)
    }

    /// `offer` or `want`.
    public func direction(_ direction: String) -> Label {
        Self.key("direction", direction, among: ["offer", "want"])
    }

    /// How fresh.
    public func freshness(_ band: FreshnessBand) -> Label {
        Self.key("fresh", band.rawValue, among: FreshnessBand.allCases.map(\.rawValue))
    }

    /// How a membership stands.
    public func standing(_ state: MembershipStanding.State) -> Label {
        Self.key("member", state.rawValue, among: MembershipStanding.State.allCases.map(\.rawValue))
    }

    /// A code of any vocabulary; that of an unknown one is shown as written, without its scheme.
    public func code(_ code: Code) -> Label {
        vocabularies.concept(code)?.labels.best(for: languages, original: "en").map { .text($0) }
            ?? .written(code.code)
    }

    /// What is made, done or traded: a code, or a text as written.
    public func term(_ term: Term) -> Label {
        switch term {
        case .code(let code): self.code(code)
        case .text(let text): .written(text)
        }
    }

    /// A country (ISO 3166-1 alpha-2).
    public func country(_ code: String) -> Label {
        guard let upper = CountryCode.normalised(code) else { return .written(code) }
        return DisplayNames.shared.country(upper, languages: languages).map { .text($0) }
            ?? .written(upper)
    }

    /// A language by its tag: `pt-BR` is *Portuguese (BR)*.
    public func language(_ tag: String) -> Label {
        guard LanguageTag.isWellFormed(tag) else { return .written(tag) }
        let primary = LanguageTag.primary(tag).lowercased()
        guard let name = DisplayNames.shared.language(primary, languages: languages) else {
            return .written(tag)
        }
        let rest = tag.utf8.dropFirst(primary.utf8.count + 1)
        guard !rest.isEmpty else { return .text(name) }
        return .text(
            LanguageText(
                language: name.language,
                text: name.text + " (" + String(decoding: Array(rest), as: UTF8.self) + ")"))
    }

    /// A language in itself and its own script: *اردو*; nil if we do not know it.
    public static func ownName(ofLanguage tag: String) -> LanguageText? {
        guard LanguageTag.isWellFormed(tag) else { return nil }
        let primary = LanguageTag.primary(tag).lowercased()
        return DisplayNames.shared.ownName(primary).map {
            LanguageText(language: primary, text: $0)
        }
    }

    /// `kind` and `organisation`: `kindOrganisation`.
    private static func key(_ prefix: String, _ value: String, among known: [String]) -> Label {
        guard known.contains(where: { sameBytes($0, value) }), let first = value.utf8.first else {
            return .written(value)
        }
        let rest = String(decoding: Array(value.utf8.dropFirst()), as: UTF8.self)
        return .key(prefix + String(decoding: [first & 0xDF], as: UTF8.self) + rest)
    }
}

/// The names of countries and languages in the languages of the interface.
///
/// Source: Unicode CLDR (`Resources/names.txt`).
struct DisplayNames: Sendable {
    static let shared = DisplayNames(ResourceText.names)

    /// The languages of the columns, in their order.
    static let tags = ["en", "fr", "es", "pt", "ar", "id", "ur"]

    private let countries: [String: [String]]
    private let languages: [String: [String]]
    private let own: [String: String]

    /// Reads lines such as `country|ZA|South Africa|…`; broken ones are passed over.
    init(_ lines: [Substring]) {
        var countries: [String: [String]] = [:]
        var languages: [String: [String]] = [:]
        var own: [String: String] = [:]
        for line in lines {
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).map(
                String.init)
            if cells.count == 2 + Self.tags.count, cells[0] == "country" {
                countries[cells[1]] = Array(cells[2...])
            } else if cells.count == 3 + Self.tags.count, cells[0] == "language" {
                languages[cells[1]] = Array(cells[3...])
                if !cells[2].isEmpty { own[cells[1]] = cells[2] }
            }
        }
        self.countries = countries
        self.languages = languages
        self.own = own
    }

    func country(_ code: String, languages: [String]) -> LanguageText? {
        countries[code].flatMap { Self.best($0, languages) }
    }

    func language(_ code: String, languages: [String]) -> LanguageText? {
        self.languages[code].flatMap { Self.best($0, languages) }
    }

    func ownName(_ code: String) -> String? { own[code] }

    private static func best(_ names: [String], _ languages: [String]) -> LanguageText? {
        zip(tags, names).filter { !$1.isEmpty }.map { LanguageText(language: $0, text: $1) }
            .best(for: languages, original: "en")
    }
}
