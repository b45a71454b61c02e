/// Countries as people write them, and roughly where they are.
///
/// Source: ISO 3166-1; names from the Unicode CLDR (`Resources/countries.txt`).
public enum CountryName {
    /// A country that was recognised.
    public struct Match: Sendable, Equatable {
        /// ISO 3166-1 alpha-2.
        public let code: String
        /// Whether a letter was wrong, so that a person should look at it.
        public let isNear: Bool
    }

    /// The country for a code (alpha-2, alpha-3) or a name in one of many languages; one wrong
    /// letter is forgiven in a name of five letters or more if only one country is that near.
    public static func match(_ text: String) -> Match? {
        let folded = SearchText.fold(text)
        guard !folded.isEmpty, folded.utf8.count <= 100 else { return nil }
        if let code = table.names[folded] { return Match(code: code, isNear: false) }
        // "Antigua and Barbuda" is "Antigua & Barbuda", whose sign folds to nothing.
        let joined = folded.split(separator: " ").filter { !conjunctions.contains(String($0)) }
            .joined(separator: " ")
        if let code = table.names[joined] { return Match(code: code, isNear: false) }
        // "France (FR)", "DE - Germany"
        if let inner = parts(text) { return Match(code: inner, isNear: false) }
        return near(folded).map { Match(code: $0, isNear: true) }
    }

    private static let conjunctions: Set<String> = ["and", "et", "y", "e", "und", "dan", "the"]

    /// Whether a point lies in the coarse box around a country; nil if the country has none.
    static func contains(_ code: String, latitude: Double, longitude: Double) -> Bool? {
        guard let box = table.boxes[code] else { return nil }
        return (box.south...box.north).contains(latitude)
            && (box.west...box.east).contains(longitude)
    }

    private static func parts(_ text: String) -> String? {
        let pieces = text.unicodeScalars.split { "(),/|-:".unicodeScalars.contains($0) }
            .map { SearchText.fold(String($0)) }.filter { !$0.isEmpty }
        guard pieces.count == 2 else { return nil }
        let codes = pieces.map { table.names[$0] }
        guard let first = codes[0], first == codes[1] else { return nil }
        return first
    }

    private static func near(_ folded: String) -> String? {
        let given = Array(folded.unicodeScalars)
        guard given.count >= 5, given.count <= 40 else { return nil }
        var found: String?
        for candidate in table.long where abs(candidate.letters.count - given.count) <= 1 {
            guard NearestName.edits(given, candidate.letters) == 1 else { continue }
            if let found, found != candidate.code { return nil }
            found = candidate.code
        }
        return found
    }

    // MARK: - The table

    private struct Box: Sendable {
        let south: Double, north: Double, west: Double, east: Double
    }

    private struct Table: Sendable {
        var names: [String: String] = [:]
        var boxes: [String: Box] = [:]
        var long: [(code: String, letters: [Unicode.Scalar])] = []
    }

    private static let table = read()

    private static func read() -> Table {
        var table = Table()
        var ambiguous: Set<String> = []
        for line in ResourceText.countries {
            let fields = line.split(separator: "|", omittingEmptySubsequences: false)
                .map(String.init)
            guard fields.count > 3 else { continue }
            let code = fields[0]
            let sides = fields[2].split(separator: ",").compactMap { Double($0) }
            if sides.count == 4 {
                table.boxes[code] = Box(
                    south: sides[0], north: sides[1], west: sides[2], east: sides[3])
            }
            for (index, name) in ([code, fields[1]] + fields.dropFirst(3)).enumerated() {
                let folded = SearchText.fold(name)
                if let other = table.names[folded], other != code {
                    // A code is nobody else's name.
                    if other.utf8.count != folded.utf8.count { ambiguous.insert(folded) }
                    continue
                }
                table.names[folded] = code
                let letters = Array(folded.unicodeScalars)
                if index > 1, letters.count >= 5 { table.long.append((code, letters)) }
            }
        }
        for name in ambiguous { table.names[name] = nil }
        return table
    }
}
