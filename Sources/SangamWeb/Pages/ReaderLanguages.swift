import HTTPTypes

/// The languages that a reader's browser asks for, best first; the pages themselves are English.
enum ReaderLanguages {
    static func of(_ request: WebRequest) -> [String] {
        read(request.headers[values: .acceptLanguage]) + ["en"]
    }

    static func read(_ fields: [String]) -> [String] {
        var ranges: [(tag: String, weight: Double)] = []
        for item in fields.flatMap({ $0.split(separator: ",") }).prefix(20) {
            let parts = item.split(separator: ";").map { $0.filter { $0 != " " } }
            guard let tag = parts.first.flatMap(ShownText.languageTag) else { continue }
            let weights = parts.dropFirst().filter { $0.hasPrefix("q=") }
            let weight = weights.first.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            if weight > 0 { ranges.append((tag, weight)) }
        }
        return ranges.enumerated().sorted { left, right in
            left.element.weight == right.element.weight
                ? left.offset < right.offset : left.element.weight > right.element.weight
        }.map(\.element.tag)
    }
}
