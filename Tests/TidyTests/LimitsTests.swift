import Testing

/// `public static let name = value` (also with a type) in Limits.swift.
func limitsInSwift(_ text: String) -> [String: Int] {
    limits(
        SourceFile(path: "", text: text).codeLines.compactMap { line in
            let words = line.split(separator: " ")
            guard words.starts(with: ["public", "static", "let"]),
                let equals = line.firstIndex(of: "="), words.count > 3
            else { return nil }
            return (words[3].prefix { $0 != ":" }, line[line.index(after: equals)...])
        })
}

/// Rows `| name | value | …` under the headings of Protocol.md that speak of limits.
func limitsInProtocol(_ text: String) -> [String: Int] {
    var inside = false
    var rows: [(Substring, Substring)] = []
    for line in text.split(separator: "\n") {
        if line.hasPrefix("#") { inside = line.lowercased().contains("limit") }
        let cells = line.split(separator: "|", omittingEmptySubsequences: true)
        if inside, line.hasPrefix("|"), cells.count >= 2 { rows.append((cells[0], cells[1])) }
    }
    return limits(rows)
}

private func limits(_ rows: [(Substring, Substring)]) -> [String: Int] {
    var result: [String: Int] = [:]
    for (name, value) in rows {
        let name = name.filter { $0 != " " && $0 != "`" }
        guard !name.isEmpty, let value = number(value) else { continue }
        result[name] = value
    }
    return result
}

/// `8_192`, `8,192`, `8 * 1024 * 1024`, `1 << 40`; other text (a heading) is no number.
private func number(_ text: Substring) -> Int? {
    let plain = text.filter { !"_,` ".contains($0) }
    let shifted = plain.split(separator: "<<", omittingEmptySubsequences: false)
    if shifted.count == 2, let left = Int(shifted[0]), let right = Int(shifted[1]) {
        return left << right
    }
    let factors = plain.split(separator: "*", omittingEmptySubsequences: false).map { Int($0) }
    guard !factors.contains(nil) else { return nil }
    return factors.compactMap { $0 }.reduce(1, *)
}

@Suite struct LimitsTests {
    @Test func `Protocol.md names every limit of Limits.swift with its value, and no other`() throws
    {
        let inSwift = limitsInSwift(try Project.text("Sources/SangamLog/Limits.swift"))
        let inProtocol = limitsInProtocol(try Project.text("Protocol.md"))
        #expect(!inSwift.isEmpty)
        let names = Set(inSwift.keys).union(inProtocol.keys).sorted()
        let differing = names.filter { inSwift[$0] != inProtocol[$0] }.map {
            "\($0): Limits.swift \(inSwift[$0].map(String.init) ?? "has none"), "
                + "Protocol.md \(inProtocol[$0].map(String.init) ?? "has none")"
        }
        #expect(differing == [])
    }

    @Test func `the readers of both tables understand what is written there`() {
        let swift = """
            public static let a = 8_192  // entries
            public static let b: Int = 8 * 1024 * 1024
            public static let c: UInt64 = 1 << 40
            // public static let d = 4
            static let e = 5
            """
        #expect(limitsInSwift(swift) == ["a": 8192, "b": 8_388_608, "c": 1 << 40])
        let text = """
            ## Other
            | a | 7 |
            ## Limits
            | Name | Value | Unit |
            |---|---|---|
            | `a` | 8,192 | entries |
            | b | 8388608 | bytes |
            ## After
            | c | 9 |
            """
        #expect(limitsInProtocol(text) == ["a": 8192, "b": 8_388_608])
    }
}
