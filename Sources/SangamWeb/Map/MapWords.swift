/// The words of the map in one interface language. The closures are the catalogue's: the map does
/// not know where texts come from.
struct MapWords: Sendable {
    /// A text by its key; with a count by its plural, and with values for its placeholders.
    let text: @Sendable (_ key: String, _ count: Int?, _ values: [String: String]) -> String
    /// A whole number in the digits and groups of the language.
    let number: @Sendable (Int) -> String
    /// Every plural form of a text by its category (`one`, `other`, …), placeholders untouched:
    /// what the script fills in by itself.
    let forms: @Sendable (_ key: String) -> [(category: String, text: String)]

    func callAsFunction(
        _ key: String, count: Int? = nil, _ values: [String: String] = [:]
    ) -> String {
        text(key, count, values)
    }
}
