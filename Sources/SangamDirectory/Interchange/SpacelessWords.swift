/// Words to look for inside of headers in scripts that write no spaces, where there are no words to
/// look up.
struct SpacelessWords: Sendable {
    private let words: [String]

    init(_ words: [String]) {
        self.words = words.map(SearchText.composed)
    }

    /// Whether one of them stands anywhere in a text.
    func isIn(_ text: String) -> Bool {
        // Every letter of these scripts begins with such a byte, and most headers have none.
        guard text.utf8.contains(where: { $0 >= 0xE0 }) else { return false }
        let scalars = SearchText.composed(text).unicodeScalars
        return words.contains { scalars.contains($0.unicodeScalars) }
    }
}
