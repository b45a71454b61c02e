import Foundation
import Testing

extension BinaryTests {
    @Suite struct Residue {
        /// Words that stand nowhere else: in the name, a text, an unknown member, and the key.
        private static let canaries = [
            "zyxwcanaryname", "zyxwcanarytext", "zyxwcanaryext", "zyxwcanarykey",
        ]

        private static func traces(_ nodes: [TestNode]) throws -> [String] {
            try nodes.flatMap { node in
                try node.rawFiles().flatMap { file in
                    canaries.filter { contains(file.bytes, $0) }
                        .map { "\(node.label) \(file.name): \($0)" }
                }
            }
        }

        /// Whatever the case, because search indexes fold.
        private static func contains(_ bytes: Data, _ word: String) -> Bool {
            let lower = Data(bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 })
            return lower.range(of: Data(word.utf8)) != nil
        }

        @Test(.timeLimit(.minutes(15)))
        func `no raw file holds a word of a record that was removed (G5)`() async throws {
            let hold = ["SANGAM_REMOVE_HOLD": "0"]
            let a = try await TestNode.make("a.test.example", environment: hold)
            let b = try await TestNode.make("b.test.example", environment: hold)
            let c = try await TestNode.make("c.test.example", environment: hold)
            let (servedA, servedB, servedC) = (
                try await a.serve(), try await b.serve(), try await c.serve()
            )
            try await link(a, servedA, b, servedB)
            try await link(b, servedB, c, servedC)
            try await a.put("Some neighbour that stays")
            let row = """
                {"kind":"organisation","lang":"en","name":{"en":"Zyxwcanaryname Bakery"},\
                "description":{"en":"Bread and zyxwcanarytext"},"ext":{"old":"zyxwcanaryext"},\
                "source":{"system":"list","id":"zyxwcanarykey"}}
                """
            try await a.done("import", "-", input: row)
            #expect(
                try await eventually { try await c.count("zyxwcanaryname") == 1 })
            #expect(try Self.traces([a]).count >= 3, "the search for words must find them before")
            #expect(try !Self.traces([c]).isEmpty)

            let found = try await a.done("listing", "search", "zyxwcanaryname")["items"][0]
            let id = found["id"].text
            // A superseded text has to go as well.
            try await a.put("Without those words", id: id)
            #expect(
                try await eventually { try Self.onlyKeys(Self.traces([a, b, c])) },
                "superseded, but not destroyed")
            try await a.done("listing", "remove", id)
            #expect(
                try await eventually {
                    let shown = try await c.sangam("listing", "show", id)
                    return shown.code == 1
                })
            #expect(
                try await eventually { try Self.traces([a, b, c]).isEmpty },
                "while running, -wal included")
            // The row that is imported again is refused, and brings nothing back.
            let again = try await a.sangam("import", "-", input: row)
            #expect(again.code == 3, "\(again)")
            #expect(try again.document["rejected"].number == 1)
            #expect(try await a.count("zyxwcanaryname") == 0)
            for served in [servedA, servedB, servedC] { try await served.stop() }
            #expect(try Self.traces([a, b, c]) == [])
        }

        /// The key of an import stays as long as its record lives.
        private static func onlyKeys(_ traces: [String]) -> Bool {
            traces.allSatisfy { $0.hasSuffix("zyxwcanarykey") }
        }
    }
}
