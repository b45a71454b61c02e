import Foundation
import Testing

extension BinaryFileTests {
    /// A running node that refuses a file before it has read it: the command says so, and does not
    /// go on sending to somebody who does not listen.
    @Suite struct RefusedFile {
        /// More than what fits between the two programs.
        private static let table =
            "id,name\n"
            + (0..<40_000).map { "\($0),\(String(repeating: "n", count: 100))\n" }.joined()

        @Test(.timeLimit(.minutes(15)))
        func `P7 a mapping that cannot be followed ends the import of a large file`() async throws {
            let node = try await TestNode.make()
            let mapping = try node.folder.write("wrong.map", "A = nonsense.of")
            let served = try await node.serve()
            let ran = try await node.take("large.csv", Self.table, "--mapping", mapping)
            #expect(ran.code == 2, "\(ran)")
            #expect(try ran.document["error"]["code"].text == "mapping")
            try await served.stop()
        }

        @Test(.timeLimit(.minutes(15)))
        func `B1 a log that may not be written ends the import of a large file`() async throws {
            let node = try await TestNode.make()
            let head = "\(node.data)/head"
            let lines = try String(contentsOfFile: head, encoding: .utf8).split(separator: "\n")
            let later = [lines[0], "99", lines[2], lines[3], ""].joined(separator: "\n")
            try later.write(toFile: head, atomically: false, encoding: .utf8)
            let served = try await node.serve()
            let ran = try await node.take("large.csv", Self.table)
            #expect(ran.code == 7, "\(ran)")
            #expect(try ran.document["error"]["code"].text == "read-only")
            #expect(try await node.done("status")["size"].number == 1)
            try await served.stop()
        }

        @Test(
            .timeLimit(.minutes(15)),
            arguments: [
                ("http://127.0.0.1:1/list.csv", Int32(4), "--private"),
                ("http://169.254.169.254/latest", 4, "nothing was imported"),
                ("http://user@example.org/list.csv", 2, "nothing was imported"),
                ("ftp://example.org/list.csv", 2, "http://"),
                ("file:///etc/hostname", 2, "http://"),
            ])
        func `E1 an address that may not be read imports nothing, and says so`(
            address: String, code: Int32, words: String
        ) async throws {
            let node = try await TestNode.make()
            let ran = try await node.sangam("import", address)
            #expect(ran.code == code, "\(ran)")
            #expect(ran.err.contains(words), "\(ran)")
            #expect(try await node.done("status")["size"].number == 1)
        }

        /// Ten gigabytes of nothing, of which the first 64 KiB say that they are no list.
        @Test(.timeLimit(.minutes(15)))
        func `D7 a file that is no list is not read to its end`() async throws {
            let node = try await TestNode.make()
            let path = node.folder.file("sparse.csv")
            #expect(FileManager.default.createFile(atPath: path, contents: nil))
            let handle = try #require(FileHandle(forWritingAtPath: path))
            try handle.truncate(atOffset: 10 << 30)
            try handle.close()
            for isServed in [false, true] {
                let served = isServed ? try await node.serve() : nil
                let ran = try await node.sangam("import", path)
                #expect(ran.code == 2, "\(ran)")
                #expect(try ran.document["error"]["code"].text == "import-file")
                try await served?.stop()
            }
        }
    }
}
