import SangamDirectory
import SangamLog

/// Payloads that mean harm: every member that has a column, with values of its own shape, of
/// neighbouring shapes and of any shape at all.
struct NastyPayload {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    static let texts = [
        "", " ", "bread", "=1+1", "+27 31 555 0142", "-5", "@SUM(A1)", "\tx", "\rx", "'quoted", "'",
        "''", "'=1", "a;b", "a; b", "a:b", "a: b", "a b", "https://a.example/x;y?z=<b>&c", "x\ny",
        "x\r\ny", "x\ry", "x\u{0}y", "\u{0}", "\u{FEFF}x", "x\u{A0}", "\u{2028}", "a\u{2028}b",
        "a\"b\"", "\"", ",", "1", "1.50", "1e2", "-0", "true", "TRUE", "yes", "null", "{}", "[1]",
        "e\u{301}", "\u{E9}", "\u{FF1D}1", "SEM (enterprise)", "(x)", "a (b c)", "30 km", "ＨＹ",
        "goods:bread", "website https://a.example", "शिल्प", "يد", "</script>", "en", "fr", "und",
        "\\", "\\u0000", "x\u{1F}", "x\u{7F}", "x\u{85}y", "; ;", ";", "100,5",
    ]
    static let numbers = [
        "0", "-0", "1", "-29.86", "31.0300", "1e1", "1E+2", "9007199254740993", "0.10", "1e-400",
        "95", "200", "-180", "90.0000000000000001",
    ]
    /// Members that columns know, at every level.
    static let names = [
        "kind", "name", "lang", "summary", "description", "status", "forms", "direction", "goods",
        "categories", "tags", "place", "address", "street", "country", "point", "precision",
        "serviceArea", "links", "contact", "email", "post", "contactVia", "languages", "size",
        "members", "women", "open", "identifiers", "memberOf", "partOf", "related", "provider",
        "terms", "quantity", "price", "amount", "currency", "available", "until", "delivers",
        "schedule", "minutes", "exceptions", "sellers", "language", "confirmed", "at", "by",
        "standing", "source", "system", "id", "ext", "Old number", "ext:Old number", "more",
        "record", "network", "sangam", "own", "radius", "scheme", "code", "value", "rel", "url",
        "as", "area", "days", "en", "fr", "zu", "EN", "name:fr", "=1+1", "e\u{301}", "\u{E9}", "",
        "cancelled", "qualifiers", "kind\u{0}", "\u{212A}ind",
    ]

    mutating func next() -> JSONObject {
        var object = JSONObject()
        for _ in 0..<Int.random(in: 0..<14, using: &generator) {
            let name = pick(Self.names)
            object[name] = likely(name)
        }
        if chance(3) { object["place"] = likely("place") }
        object["kind"] = "organisation"
        if chance(8) { object["lang"] = .string(pick(["en", "fr", "zu", "EN", "e\r", "", " en"])) }
        if chance(1) { object["lang"] = any(depth: 2) }
        return object
    }

    // MARK: - Values

    private mutating func likely(_ name: String) -> JSON {
        guard chance(8) else { return any(depth: 2) }
        switch name {
        case "name", "summary", "description": return texts()
        case "place":
            return object(["address", "point", "precision", "serviceArea", "radius"])
        case "address": return object(["street", "locality", "region", "postcode", "country"])
        case "point": return .array([number(), number()])
        case "serviceArea": return chance(5) ? ["radius": number()] : text()
        case "contact": return object(["email", "phone", "post", "name", "fax"])
        case "size": return object(["members", "women", "workers"])
        case "members", "women", "workers", "radius", "minutes": return number()
        case "price": return object(["amount", "currency", "per"])
        case "available": return object(["from", "until", "season"])
        case "confirmed": return object(["at", "by"])
        case "source": return object(["system", "id", "url", "fetched"])
        case "ext": return object(["Old number", "e\u{301}", "\u{E9}", "x"])
        case "sangam": return object(["record", "own", "network"])
        case "categories": return list { $0.object(["scheme", "code"], full: true) }
        case "goods", "qualifiers":
            return list { $0.chance(5) ? $0.text() : $0.object(["scheme", "code"], full: true) }
        case "identifiers": return list { $0.object(["scheme", "value"], full: true) }
        case "related": return list { $0.object(["rel", "record"], full: true) }
        case "memberOf": return list { $0.object(["name", "as"], full: $0.chance(5)) }
        case "links": return list { generator in generator.link() }
        case "delivers":
            return list { ["area": $0.text(), "days": $0.list { $0.text() }] }
        case "forms", "tags", "languages", "partOf", "terms", "sellers", "language":
            return list { $0.text() }
        case "open", "standing", "cancelled": return chance(5) ? .bool(chance(5)) : text()
        default: return chance(7) ? text() : number()
        }
    }

    private mutating func link() -> JSON {
        let rel = pick(["website", "website", "map", "", "a b"])
        return chance(8)
            ? ["rel": .string(rel), "url": chance(5) ? "https://a.example" : text()]
            : object(["rel", "url", "title"])
    }

    private mutating func texts() -> JSON {
        var object = JSONObject()
        for _ in 0..<Int.random(in: 0..<4, using: &generator) {
            let tag = pick(["en", "fr", "zu", "EN", "", "e\r", "x y", "und", "=1", "pt-BR"])
            object[tag] = chance(9) ? (chance(3) ? "same" : text()) : any(depth: 3)
        }
        return .object(object)
    }

    private mutating func object(_ names: [String], full: Bool = false) -> JSON {
        var object = JSONObject()
        for name in names where full || chance(6) {
            object[name] = full && chance(9) ? text() : likely(name)
        }
        if chance(1) { object[pick(Self.names)] = any(depth: 3) }
        if chance(2) { object.members.reverse() }
        return .object(object)
    }

    private mutating func list(_ item: (inout NastyPayload) -> JSON) -> JSON {
        .array((0..<Int.random(in: 0..<4, using: &generator)).map { _ in item(&self) })
    }

    private mutating func any(depth: Int) -> JSON {
        switch Int.random(in: 0..<(depth < 7 ? 7 : 5), using: &generator) {
        case 0: return .null
        case 1: return .bool(chance(5))
        case 2: return number()
        case 3, 4: return text()
        case 5:
            return .array(
                (0..<Int.random(in: 0..<3, using: &generator)).map { _ in any(depth: depth + 1) })
        default:
            var object = JSONObject()
            for _ in 0..<Int.random(in: 0..<4, using: &generator) {
                object[pick(Self.names)] = any(depth: depth + 1)
            }
            return .object(object)
        }
    }

    private mutating func text() -> JSON {
        chance(1)
            ? .string(RoundTripTests.text(using: &generator)) : .string(pick(Self.texts))
    }

    private mutating func number() -> JSON { .number(pick(Self.numbers)) }

    private mutating func pick(_ words: [String]) -> String {
        words[Int.random(in: 0..<words.count, using: &generator)]
    }

    /// True in `tenths` of ten cases.
    private mutating func chance(_ tenths: Int) -> Bool {
        Int.random(in: 0..<10, using: &generator) < tenths
    }
}
