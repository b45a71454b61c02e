/// The languages that a reader's browser asks for, best first.
///
/// Source: RFC 9110 section 12.5.4.
enum ReaderLanguages {
    /// Units: ranges of one request.
    static let rangesMax = 20

    static func read(_ fields: [String]) -> [String] {
        var ranges: [(tag: String, weight: Double)] = []
        for item in fields.flatMap({ $0.split(separator: ",") }).prefix(rangesMax) {
            let parts = item.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
            guard let tag = parts.first.flatMap(ShownText.languageTag) else { continue }
            let weights = parts.dropFirst().filter { $0.lowercased().hasPrefix("q=") }
            let weight = weights.first.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            if weight > 0 { ranges.append((tag, min(weight, 1))) }
        }
        return ranges.enumerated().sorted { left, right in
            left.element.weight == right.element.weight
                ? left.offset < right.offset : left.element.weight > right.element.weight
        }.map(\.element.tag)
    }
}
