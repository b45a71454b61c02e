import Testing

@testable import SangamDirectory

/// D7 for the whole table: every limit of every member of every kind, at the limit and beyond it.
@Suite struct ListingLimitTests {
    /// One limit: where it is, a value that just fits, and one that does not.
    private struct Edge {
        var path: String
        var fits: JSON
        var exceeds: JSON
    }

    @Test(arguments: RecordKind.listings + RecordKind.statements)
    func `every limit in the table holds exactly, and the refusal names the field (D7)`(
        _ kind: String
    ) {
        let fields = ListingSchema.fields(of: kind)
        var sample = Self.object(fields)
        sample["kind"] = .string(kind)
        #expect(ListingRules.check(Record(json: sample)) == [])
        var count = 0
        for field in fields {
            for edge in Self.edges(field.shape) {
                count += 1
                let path = field.name + edge.path
                var record = sample
                record[field.name] = edge.fits
                #expect(ListingRules.check(Record(json: record)) == [], "\(path)")
                record[field.name] = edge.exceeds
                let problems = ListingRules.check(Record(json: record))
                #expect(problems.map(\.field) == [path])
                #expect(problems.allSatisfy { $0.severity == .refused })
            }
        }
        // A table that is not walked proves nothing; `confirm` alone has no limits.
        #expect(kind == "confirm" || count >= 2)
    }

    @Test(arguments: RecordKind.listings + RecordKind.statements)
    func `every required member is missed by its name`(_ kind: String) {
        let fields = ListingSchema.fields(of: kind)
        for field in fields where field.isRequired {
            var record = Self.object(fields)
            record["kind"] = .string(kind)
            record[field.name] = nil
            let problems = ListingRules.check(Record(json: record))
            #expect(problems.map(\.description) == ["\(field.name): missing"])
        }
    }

    // MARK: - Values made from the table

    private static func object(_ fields: [ListingField]) -> JSONObject {
        JSONObject(fields.map { .init(name: $0.name, value: sample($0.shape)) })
    }

    private static func sample(_ shape: ListingShape) -> JSON {
        switch shape {
        case .text, .word, .referenceOrText: "a"
        case .texts: ["en": "a"]
        case .flag, .free: true
        case .amount, .count, .moment: 0
        case .language: "en"
        case .country: "ZA"
        case .webURL, .linkURL: "https://a.example"
        case .point: [.number("1.5"), .number("2.5")]
        case .date: "2026-10-02"
        case .partialDate: "2019"
        case .localTime: "2026-01-06T07:00"
        case .zone: "Africa/Johannesburg"
        case .recurrence: "FREQ=DAILY"
        case .reference: .string(ListingRulesTests.reference)
        case .node: .string(String(repeating: "a", count: 32))
        case .hex(let count): .string(String(repeating: "0", count: count))
        case .base64: "AAAA"
        case .list(let item, _): [sample(item)]
        case .object(let fields): .object(object(fields))
        case .either(let shapes): shapes.first.map(sample) ?? nil
        }
    }

    private static func edges(_ shape: ListingShape) -> [Edge] {
        switch shape {
        case .text(let max), .referenceOrText(let max): [textEdge(max)]
        case .word: [textEdge(ListingSchema.word)]
        case .recurrence:
            [
                Edge(
                    path: "", fits: .string("FREQ=DAILY;X-A=" + String(repeating: "b", count: 285)),
                    exceeds: .string("FREQ=DAILY;X-A=" + String(repeating: "b", count: 286)))
            ]
        case .free: [textEdge(ListingSchema.unknownText)]
        case .texts(let max):
            [
                Edge(path: ".en", fits: ["en": text(max)], exceeds: ["en": text(max + 1)]),
                Edge(
                    path: "", fits: ListingRulesTests.languages(ListingSchema.languages),
                    exceeds: ListingRulesTests.languages(ListingSchema.languages + 1)),
            ]
        case .amount(_, let max):
            [Edge(path: "", fits: .number("\(max)"), exceeds: .number("\(max * 1.001)"))]
        case .count(let max):
            max == .max ? [] : [Edge(path: "", fits: .integer(max), exceeds: .integer(max + 1))]
        case .base64(let maxBytes):
            [Edge(path: "", fits: text(maxBytes / 3 * 4), exceeds: text(maxBytes / 3 * 4 + 4))]
        case .list(let item, let max):
            [
                Edge(
                    path: "", fits: .array(Array(repeating: sample(item), count: max)),
                    exceeds: .array(Array(repeating: sample(item), count: max + 1)))
            ]
                + edges(item).map {
                    Edge(path: "[0]" + $0.path, fits: [$0.fits], exceeds: [$0.exceeds])
                }
        case .object(let fields): fields.flatMap { edges(in: fields, of: $0) }
        case .either(let shapes): edges(ofOneOf: shapes)
        default: []
        }
    }

    private static func edges(in fields: [ListingField], of field: ListingField) -> [Edge] {
        edges(field.shape).map { edge in
            var fits = object(fields)
            var exceeds = fits
            fits[field.name] = edge.fits
            exceeds[field.name] = edge.exceeds
            return Edge(
                path: "." + field.name + edge.path, fits: .object(fits), exceeds: .object(exceeds))
        }
    }

    /// What is too long for one shape fits where anything does.
    private static func edges(ofOneOf shapes: [ListingShape]) -> [Edge] {
        for case .free in shapes { return edges(.free) }
        return shapes.flatMap(edges)
    }

    private static func textEdge(_ max: Int) -> Edge {
        Edge(path: "", fits: text(max), exceeds: text(max + 1))
    }

    private static func text(_ count: Int) -> JSON {
        .string(String(repeating: "A", count: count))
    }
}
