import SangamDirectory
import Testing

/// The payload's rules, each with vectors that break only it.
@Suite struct RecordCodingTests {
    static let good: [Vector] = [
        Vector("the smallest record", "{\"kind\":\"x\"}", nil),
        Vector("spaces between tokens", "  { \"kind\" : \"x\" , \"a\" : [ 1 , 2 ] }  ", nil),
        Vector("minus zero (D2)", "{\"kind\":\"x\",\"a\":-0}", nil),
        Vector("one with a point (D2)", "{\"kind\":\"x\",\"a\":1.0}", nil),
        Vector("2^53+1 (D2)", "{\"kind\":\"x\",\"a\":9007199254740993}", nil),
        Vector("a tiny number (D2)", "{\"kind\":\"x\",\"a\":1e-400}", nil),
        Vector("the largest double (D2)", "{\"kind\":\"x\",\"a\":1.7976931348623157e308}", nil),
        Vector("an exponent with a sign", "{\"kind\":\"x\",\"a\":1E+2}", nil),
        Vector(
            "names that only normalisation would join (D2)",
            "{\"kind\":\"x\",\"\u{E9}\":1,\"e\u{301}\":2}", nil),
        Vector("one name in two objects", "{\"kind\":\"x\",\"a\":{\"n\":1},\"b\":{\"n\":1}}", nil),
        Vector("an empty name", "{\"kind\":\"x\",\"\":1}", nil),
        Vector("a surrogate pair as escapes", inString: Array("\\ud83d\\ude00".utf8), nil),
        Vector("an escaped NUL", inString: Array("\\u0000".utf8), nil),
        Vector("every short escape", inString: Array("\\\"\\\\\\/\\b\\f\\n\\r\\t".utf8), nil),
        Vector("DEL", inString: [0x7F], nil),
        Vector("U+FDCF and U+FDF0", inString: Array("\u{FDCF}\u{FDF0}".utf8), nil),
        Vector("U+FFFD", inString: Array("\u{FFFD}".utf8), nil),
        Vector("U+10FFFD", inString: Array("\u{10FFFD}".utf8), nil),
        Vector("a byte order mark inside a string", inString: [0xEF, 0xBB, 0xBF], nil),
        Vector("level 16 (D1)", nested(15), nil),
        Vector("65,536 bytes (D7)", padded(to: 65_536), nil),
    ]

    static let bad: [Vector] = [
        Vector("nothing", "", .syntax),
        Vector("spaces only", "   ", .syntax),
        Vector("65,537 bytes (D7)", padded(to: 65_537), .tooLong),
        Vector(
            "a byte order mark (D2)", [0xEF, 0xBB, 0xBF] + Array("{\"kind\":\"x\"}".utf8),
            .byteOrderMark),
        Vector("a line break between tokens", "{\"kind\":\n\"x\"}", .controlByte),
        Vector("a tab between tokens", "{\"kind\":\t\"x\"}", .controlByte),
        Vector("a NUL in a string (D3)", inString: [0], .controlByte),
        Vector("a unit separator in a string", inString: [0x1F], .controlByte),
        Vector("an overlong slash (D3)", inString: [0xC0, 0xAF], .notUTF8),
        Vector("an overlong three-byte NUL (D3)", inString: [0xE0, 0x80, 0x80], .notUTF8),
        Vector("an overlong four-byte euro (D3)", inString: [0xF0, 0x82, 0x82, 0xAC], .notUTF8),
        Vector("an encoded surrogate (D3)", inString: [0xED, 0xA0, 0x80], .notUTF8),
        Vector("above U+10FFFF (D3)", inString: [0xF4, 0x90, 0x80, 0x80], .notUTF8),
        Vector("a byte that never occurs (D3)", inString: [0xFF], .notUTF8),
        Vector("a lone continuation (D3)", inString: [0x80], .notUTF8),
        Vector("a cut sequence (D3)", inString: [0xE2, 0x82], .notUTF8),
        Vector("a sequence cut by the end (D3)", [0x7B, 0xE2, 0x82], .notUTF8),
        Vector("two objects (D2)", "{\"kind\":\"x\"}{}", .trailingBytes),
        Vector("a comma after the object (D2)", "{\"kind\":\"x\"},", .trailingBytes),
        Vector("an array", "[{\"kind\":\"x\"}]", .notAnObject),
        Vector("a string", "\"kind\"", .notAnObject),
        Vector("null", "null", .notAnObject),
        Vector("level 17 of arrays (D1)", nested(16), .tooDeep),
        Vector(
            "level 17 of objects (D1)",
            String(repeating: "{\"kind\":", count: 17) + "1" + String(repeating: "}", count: 17),
            .tooDeep),
        Vector("a name twice (D2)", "{\"kind\":\"x\",\"a\":1,\"a\":1}", .duplicateName),
        Vector(
            "a name twice, once escaped (D2)", "{\"kind\":\"x\",\"a\":1,\"\\u0061\":2}",
            .duplicateName),
        Vector(
            "a name twice deep inside (D2)", "{\"kind\":\"x\",\"o\":[{\"a\":1,\"a\":2}]}",
            .duplicateName),
        Vector("a lone high surrogate (D3)", inString: Array("\\ud83d".utf8), .loneSurrogate),
        Vector("a lone low surrogate (D3)", inString: Array("\\ude00".utf8), .loneSurrogate),
        Vector("two high surrogates (D3)", inString: Array("\\ud83d\\ud83d".utf8), .loneSurrogate),
        Vector(
            "a high surrogate before a letter (D3)", inString: Array("\\ud83d\\u0041".utf8),
            .loneSurrogate),
        Vector("a lone surrogate in a name (D3)", "{\"kind\":\"x\",\"\\udc00\":1}", .loneSurrogate),
        Vector("U+FFFF raw (D3)", inString: [0xEF, 0xBF, 0xBF], .noncharacter),
        Vector("U+FFFE raw (D3)", inString: [0xEF, 0xBF, 0xBE], .noncharacter),
        Vector("U+FDD0 raw (D3)", inString: [0xEF, 0xB7, 0x90], .noncharacter),
        Vector("U+FDEF raw (D3)", inString: [0xEF, 0xB7, 0xAF], .noncharacter),
        Vector("U+1FFFE raw (D3)", inString: [0xF0, 0x9F, 0xBF, 0xBE], .noncharacter),
        Vector("U+10FFFF raw (D3)", inString: [0xF4, 0x8F, 0xBF, 0xBF], .noncharacter),
        Vector("U+FFFF escaped (D3)", inString: Array("\\uffff".utf8), .noncharacter),
        Vector("U+FDD0 escaped (D3)", inString: Array("\\uFDD0".utf8), .noncharacter),
        Vector("U+1FFFF escaped (D3)", inString: Array("\\ud83f\\udfff".utf8), .noncharacter),
        Vector("a noncharacter in a name (D3)", "{\"kind\":\"x\",\"\\ufffe\":1}", .noncharacter),
        Vector("1e400 (D2)", "{\"kind\":\"x\",\"a\":1e400}", .numberNotFinite),
        Vector("-1e400 (D2)", "{\"kind\":\"x\",\"a\":-1e400}", .numberNotFinite),
        Vector(
            "just above the largest double (D2)", "{\"kind\":\"x\",\"a\":1.8e308}",
            .numberNotFinite),
    ]

    static let syntax: [String] = [
        "{", "}", "{]", "{\"kind\":\"x\"", "{\"kind\"}", "{\"kind\":}", "{kind:1}", "{'kind':1}",
        "{\"kind\":\"x\",}", "{,\"kind\":\"x\"}", "{\"kind\" \"x\"}", "{\"kind\":\"x\" \"a\":1}",
        "{\"kind\":\"x", "{\"kind\":\"x\\", "{\"kind\":\"\\x\"}", "{\"kind\":\"\\u12\"}",
        "{\"kind\":\"\\u12g4\"}", "{\"kind\":\"\\U0041\"}", "{\"a\":[1,]}", "{\"a\":[,1]}",
        "{\"a\":[1 2]}", "{\"a\":[1}", "{\"a\":01}", "{\"a\":-01}", "{\"a\":+1}", "{\"a\":.5}",
        "{\"a\":1.}", "{\"a\":1.e3}", "{\"a\":1e}", "{\"a\":1e+}", "{\"a\":-}", "{\"a\":0x10}",
        "{\"a\":NaN}", "{\"a\":Infinity}", "{\"a\":-Infinity}", "{\"a\":nan}", "{\"a\":inf}",
        "{\"a\":trux}", "{\"a\":fals3}", "{\"a\":nil0}", "{\"a\":True}", "{\"a\":tru}",
        "{\"a\":truee}", "{\"a\":nul", "{/**/}", "{\"a\":1//x\n}",
        "{\"a\":\u{A0}1}", "{\"a\":\u{3000}1}",
    ]

    @Test(arguments: good) func `a good payload is taken (D1 D2 D3)`(_ vector: Vector) throws {
        _ = try RecordCoding.parse(vector.bytes, kind: nil)
    }

    @Test(arguments: bad) func `a bad payload is refused for its own reason (D1 D2 D3)`(
        _ vector: Vector
    ) {
        let problem = #expect(throws: RecordProblem.self) {
            try RecordCoding.parse(vector.bytes, kind: nil)
        }
        #expect(problem?.rule == vector.rule)
        #expect(problem.map { (0...vector.bytes.count).contains($0.offset) } == true)
    }

    @Test(arguments: syntax) func `what is not JSON is a syntax error (D2)`(_ text: String) {
        let problem = #expect(throws: RecordProblem.self) {
            try RecordCoding.parseJSON(Array(text.utf8))
        }
        #expect(problem?.rule == .syntax)
    }

    @Test func `problems name the byte where they begin`() {
        let cases: [(String, Int)] = [
            ("{\"a\":1,\"a\":2}", 7), ("{\"a\":1e999}", 5), ("{\"a\":\"xy\\ud800\"}", 8),
            ("{}x", 2), ("[]", 0), ("{\"a\":1 2}", 7),
        ]
        for (text, offset) in cases {
            let problem = #expect(throws: RecordProblem.self) {
                try RecordCoding.parse(Array(text.utf8), kind: nil)
            }
            #expect(problem?.offset == offset, "\(text)")
        }
    }

    @Test func `the kind must be the entry's kind`() throws {
        let payload = Array("{\"kind\":\"offer\"}".utf8)
        #expect(try RecordCoding.parse(payload, kind: "offer").kind == "offer")
        let cases: [(String, RecordProblem.Rule)] = [
            ("{\"kind\":\"offer\"}", .kindDiffers), ("{\"kind\":\"Event\"}", .kindDiffers),
            ("{\"kind\":1}", .kindMissing), ("{\"kind\":null}", .kindMissing), ("{}", .kindMissing),
            ("{\"Kind\":\"event\"}", .kindMissing),
        ]
        for (text, rule) in cases {
            let problem = #expect(throws: RecordProblem.self) {
                try RecordCoding.parse(Array(text.utf8), kind: "event")
            }
            #expect(problem?.rule == rule, "\(text)")
        }
    }

    @Test(arguments: [100, 10_000, 1_000_000]) func `deep nesting ends at level 17 (D1)`(
        _ depth: Int
    ) {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let text =
                String(repeating: open, count: depth) + String(repeating: close, count: depth)
            let problem = #expect(throws: RecordProblem.self) {
                try RecordCoding.parseJSON(Array(text.utf8), maximumBytes: 10_000_000)
            }
            #expect(problem?.rule == .tooDeep)
            #expect(problem?.offset == 16 * open.utf8.count)
        }
    }

    @Test func `a million brackets are refused by their length as a payload (D1)`() {
        let problem = #expect(throws: RecordProblem.self) {
            try RecordCoding.parse(
                [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000), kind: nil)
        }
        #expect(problem?.rule == .tooLong)
    }

    @Test func `many names, long numbers and many escapes take linear time (D1)`() throws {
        var names = "{\"kind\":\"x\""
        for index in 0..<6_500 { names += ",\"\(index)\":0" }
        names += "}"
        let digits = "{\"kind\":\"x\",\"a\":0.\(String(repeating: "7", count: 65_000))}"
        let escapes = "{\"kind\":\"x\",\"a\":\"\(String(repeating: "\\u0041", count: 10_000))\"}"
        for text in [names, digits, escapes] {
            let bytes = Array(text.utf8)
            #expect(bytes.count <= 65_536)
            let time = try processorTime { _ = try RecordCoding.parse(bytes, kind: "x") }
            #expect(time < .seconds(30))
        }
    }

    @Test func `what a volunteer types may have line breaks and indentation`() throws {
        let text = "{\r\n\t\"kind\" : \"offer\",\n  \"tags\": [\n \"a\"\n ]\n}\n"
        let typed = try RecordCoding.parseInput(Array(text.utf8))
        #expect(typed.tags == ["a"])
        let payload = try RecordCoding.payload(typed.json)
        #expect(String(decoding: payload, as: UTF8.self) == "{\"kind\":\"offer\",\"tags\":[\"a\"]}")
    }

    @Test func `what a volunteer types is as strict as a payload elsewhere`() {
        let cases: [(String, RecordProblem.Rule)] = [
            ("{\"kind\":\"of\nfer\"}", .controlByte), ("{\"kind\":\"x\"}\u{0}", .controlByte),
            ("{\"kind\":\"x\",\u{B}\"a\":1}", .controlByte), ("\u{FEFF}{}", .byteOrderMark),
            ("{\"kind\":\"x\"}\n{}", .trailingBytes), ("{\n\"a\":1}", .kindMissing),
            ("{\"kind\":\"x\",\n\"a\":1,\n\"a\":2}", .duplicateName),
        ]
        for (text, rule) in cases {
            let problem = #expect(throws: RecordProblem.self) {
                try RecordCoding.parseInput(Array(text.utf8))
            }
            #expect(problem?.rule == rule, "\(text)")
        }
        let problem = #expect(throws: RecordProblem.self) {
            try RecordCoding.parseInput([UInt8](repeating: 0x20, count: 1_048_577))
        }
        #expect(problem?.rule == .tooLong)
    }

    @Test func `any value may be read from a program, within its bounds`() throws {
        #expect(try RecordCoding.parseJSON(Array("\n[1]\n".utf8)) == [1])
        #expect(try RecordCoding.parseJSON(Array("\"a\"".utf8)) == "a")
        let cases: [(String, RecordProblem.Rule)] = [
            ("[1]\n[2]", .trailingBytes), ("1,", .trailingBytes), ("", .syntax),
            ("[1,2,3,4,5]", .tooLong),
        ]
        for (text, rule) in cases {
            let problem = #expect(throws: RecordProblem.self) {
                try RecordCoding.parseJSON(Array(text.utf8), maximumBytes: 10)
            }
            #expect(problem?.rule == rule, "\(text)")
        }
        let problem = #expect(throws: RecordProblem.self) {
            try RecordCoding.parseJSON(Array("[\n1]".utf8), allowingWhitespace: false)
        }
        #expect(problem?.rule == .controlByte)
    }

    @Test func `a record that would be quarantined elsewhere never becomes a payload`() {
        var deep: JSON = []
        for _ in 0..<16 { deep = [deep] }
        let cases: [(JSONObject, RecordProblem.Rule)] = [
            (["a": 1], .kindMissing), (["kind": "x", "a": deep], .tooDeep),
            (["kind": "x", "a": 1, "a": 2], .duplicateName),
            (["kind": "x", "a": "\u{FFFF}"], .noncharacter),
            (["kind": "x", "a": .number("1e999")], .numberNotFinite),
            (["kind": "x", "a": .number("one")], .syntax),
            (["kind": "x", "a": .string(String(repeating: "x", count: 65_536))], .tooLong),
        ]
        for (object, rule) in cases {
            let problem = #expect(throws: RecordProblem.self) { try RecordCoding.payload(object) }
            #expect(problem?.rule == rule)
        }
    }

    private static func nested(_ arrays: Int) -> String {
        "{\"kind\":\"x\",\"a\":" + String(repeating: "[", count: arrays)
            + String(repeating: "]", count: arrays) + "}"
    }

    private static func padded(to count: Int) -> String {
        "{\"kind\":\"x\",\"a\":\"" + String(repeating: "a", count: count - 20) + "\"}" + " "
    }
}
