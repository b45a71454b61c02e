import SangamDirectory
import Testing

/// A file is cut into its records, however its bytes arrive, and a bad one spoils no other.
@Suite struct RecordSplitterTests {
    static let files: [(file: String, records: [String])] = [
        ("", []), (" \n\t\r\n", []), ("[]", []), (" [ ] \n", []),
        ("[1,{\"a\":[2,3]},\"x,y]\"]", ["1", "{\"a\":[2,3]}", "\"x,y]\""]),
        ("[\n {\"a\":1},\n {\"b\":2}\n]\n", ["{\"a\":1}", "{\"b\":2}\n"]),
        ("[\"\\\"],\\\\\",2]", ["\"\\\"],\\\\\"", "2"]),
        ("{\"a\":1}\n\n{\"b\":2}", ["{\"a\":1}", "{\"b\":2}"]),
        ("{\"a\":1}\r\n{\"b\":2}\r\n", ["{\"a\":1}\r", "{\"b\":2}\r"]),
        ("{\n\"a\":1\n}\n{\n\"b\":[\n]}\n", ["{\n\"a\":1\n}", "{\n\"b\":[\n]}"]),
        ("{\"a\":1}\n{\"b\":\n{\"c\":3}\n", ["{\"a\":1}", "{\"b\":", "{\"c\":3}"]),
        ("[{\"a\":1},{bad},{\"c\":3}]", ["{\"a\":1}", "{bad}", "{\"c\":3}"]),
        ("[1,]", ["1", ""]), ("[,1]", ["", "1"]),
    ]

    @Test(arguments: files) func `a file is cut into its records`(
        _ file: String, _ records: [String]
    ) {
        for step in [1, 2, 3, 1_000] {
            let items = Self.split(Array(file.utf8), step: step)
            #expect(items.map { String(decoding: $0.bytes, as: UTF8.self) } == records)
            #expect(items.map(\.number) == Array(1...(records.count + 1)).dropLast())
            #expect(items.allSatisfy { $0.problem == nil })
        }
    }

    @Test func `records know the line that they begin on`() {
        let file = "\n[\n1,\n\n {\n\"a\":1}\n, 3]"
        #expect(Self.split(Array(file.utf8), step: 4).map(\.line) == [3, 5, 7])
    }

    static let problems: [(file: String, rules: [RecordProblem.Rule?])] = [
        ("[1", [.syntax]), ("[{\"a\":1},{\"b\":", [nil, .syntax]), ("[", [.syntax]),
        ("[1] 2 3", [nil, .trailingBytes]), ("[1]]", [nil, .trailingBytes]),
        ("[1,\"0123456789\",2]", [nil, .tooLong, nil]), ("0123456789\n1\n", [.tooLong, nil]),
    ]

    @Test(arguments: problems) func `what cannot be cut is reported in its place`(
        _ file: String, _ rules: [RecordProblem.Rule?]
    ) {
        let items = Self.split(Array(file.utf8), step: 3, maximumItemBytes: 8)
        #expect(items.map { $0.problem?.rule } == rules)
    }

    private static func split(
        _ bytes: [UInt8], step: Int, maximumItemBytes: Int = 1_000
    ) -> [RecordSplitter.Item] {
        var splitter = RecordSplitter(maximumItemBytes: maximumItemBytes)
        var items: [RecordSplitter.Item] = []
        for start in stride(from: 0, to: bytes.count, by: step) {
            items += splitter.take(Array(bytes[start..<min(bytes.count, start + step)]))
        }
        return items + splitter.finish()
    }
}
