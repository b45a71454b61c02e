import ChildProcess
import Foundation
import Testing

extension BinaryFileTests {
    /// Logs on a stick and single proofs, through the commands.
    @Suite struct StickCommand {
        /// A node with more entries than one section has, and one that has heard of it or not.
        private func pair(
            rows: Int = 1_100, isAccepted: Bool = true
        ) async throws -> (from: TestNode, to: TestNode, stick: [UInt8]) {
            let from = try await TestNode.make("a.test.example")
            let to = try await TestNode.make("b.test.example")
            let text = "id,name\n" + (0..<rows).map { "\($0),Weaver \($0)\n" }.joined()
            try #require(try await from.take("list.csv", text).code == 0)
            if isAccepted {
                try await to.done("peers", "add", "--node", try await Self.node(from))
            }
            let path = from.folder.file("network.sangam")
            let made = try await from.done("bundle", "export", path)
            let stick = try Self.bytes(path)
            #expect(made["sections"].number == (rows + 1 + 1_023) / 1_024)
            #expect(made["bytes"].number == stick.count)
            return (from, to, stick)
        }

        private static func node(_ node: TestNode) async throws -> String {
            try await node.done("status")["node"].text
        }

        private static func bytes(_ path: String) throws -> [UInt8] {
            [UInt8](try #require(FileManager.default.contents(atPath: path)))
        }

        /// Imports a file and says each section as `result new`.
        private func take(
            _ bytes: [UInt8], at node: TestNode, code: Int32
        ) async throws -> [String] {
            let file = node.folder.url("stick.sangam")
            try Data(bytes).write(to: file)
            let ran = try await node.sangam("bundle", "import", file.path)
            #expect(ran.code == code, "\(ran)")
            return try ran.document["sections"].items.map {
                "\($0["result"].text) \($0["new"].number)"
            }
        }

        @Test(.timeLimit(.minutes(15)))
        func `C20 a stick that nobody asked for is reported, an accepted one is taken once`()
            async throws
        {
            let (from, to, bytes) = try await pair(isAccepted: false)
            let before = try await to.heads()
            #expect(try await take(bytes, at: to, code: 3) == ["notAccepted 0", "notAccepted 0"])
            #expect(try await to.heads() == before)
            let said = try await to.sangam("bundle", "import", from.folder.file("network.sangam"))
            let node = try await Self.node(from)
            #expect(said.err.contains("sangam peers add --node \(node)"), "\(said)")
            try await to.done("peers", "add", "--node", node)
            #expect(try await take(bytes, at: to, code: 0) == ["ok 1024", "ok 77"])
            #expect(try await to.count("weaver") == 1_100)
            #expect(try await take(bytes, at: to, code: 0) == ["ok 0", "ok 0"])
            #expect(try await to.heads().count == 2)
            let logs = try await to.done("verify", "--all")["logs"].items
            #expect(logs.count == 2 && logs.allSatisfy { $0["ok"].bool })
        }

        @Test(.timeLimit(.minutes(15)))
        func `C20 a stick that was cut gives its whole sections, and its rest later`() async throws
        {
            let (_, to, bytes) = try await pair()
            let cut = Array(bytes.prefix(bytes.count - 20))
            #expect(try await take(cut, at: to, code: 5) == ["ok 1024", "cut 0"])
            // A new stick from the entry that is wanted: less to carry.
            #expect(try await take(bytes, at: to, code: 0) == ["ok 0", "ok 77"])
            #expect(try await to.count("weaver") == 1_100)
            let tiny = try await TestNode.make("c.test.example")
            #expect(try await take(Array(bytes.prefix(9)), at: tiny, code: 5).count == 1)
        }

        @Test(.timeLimit(.minutes(15)), arguments: [true, false])
        func `C20 sections that stand before those that they continue are taken too`(
            isServed: Bool
        ) async throws {
            let (from, to, whole) = try await pair()
            let rest = from.folder.file("rest.sangam")
            try await from.done("bundle", "export", rest, "--from", "1024")
            let served = isServed ? try await to.serve() : nil
            let results = try await take(try Self.bytes(rest) + whole, at: to, code: 0)
            #expect(results.count == 3 && results.allSatisfy { $0.hasPrefix("ok") }, "\(results)")
            #expect(try await to.count("weaver") == 1_100)
            try await served?.stop()
        }

        @Test(.timeLimit(.minutes(15)))
        func `C20 of sticks copied into one, out of order and damaged, what is whole is taken`()
            async throws
        {
            let (from, to, whole) = try await pair()
            let other = try await TestNode.make("c.test.example")
            try await other.put("Quandong Bakery")
            try await to.done("peers", "add", "--node", try await Self.node(other))
            let second = other.folder.file("c.sangam")
            try await other.done("bundle", "export", second)
            let rest = from.folder.file("rest.sangam")
            try await from.done(
                "bundle", "export", rest, "--from", "1024", "--log", try await Self.node(from))
            let tail = try Self.bytes(rest)
            var flipped = whole
            let place = try #require(Data(whole).range(of: Data("Weaver 500".utf8)))
            flipped[place.lowerBound] ^= 0x20
            // The tail first, a damaged copy, another network, a cut copy, and the whole.
            let mixed =
                tail + flipped + (try Self.bytes(second)) + whole.prefix(5_000) + whole
            let results = try await take(mixed, at: to, code: 5)
            #expect(results.filter { $0 == "ok 1024" }.count == 1, "\(results)")
            #expect(results.contains("ok 2"), "the other network's: \(results)")
            #expect(results.contains { !$0.hasPrefix("ok") && !$0.hasPrefix("range") })
            #expect(try await to.count("weaver") == 1_100)
            #expect(try await to.count("quandong") == 1)
        }

        @Test(.timeLimit(.minutes(15)))
        func `C20 a stick that gzip made smaller is taken, and half of one gives what is whole`()
            async throws
        {
            let gzip = "/usr/bin/gzip"
            guard FileManager.default.isExecutableFile(atPath: gzip) else {
                print("SKIPPED: no \(gzip) here; a gzipped stick was not tried")
                return
            }
            let (from, to, plain) = try await pair(rows: 2_100)
            let path = from.folder.file("network.sangam")
            #expect(try ChildProcess.run(gzip, ["-k", path]).code == 0)
            let small = try Self.bytes(path + ".gz")
            #expect(small.count < plain.count * 2 / 3)
            let half = try await take(Array(small.prefix(small.count * 3 / 4)), at: to, code: 5)
            #expect(half.filter { $0 == "ok 1024" }.count == 1, "\(half)")
            #expect(half.contains("gzip 0") || half.contains("cut 0"), "\(half)")
            #expect(
                try await take(small, at: to, code: 0) == ["ok 0", "ok 1024", "ok 53"])
            #expect(try await to.count("weaver") == 2_100)
        }

        @Test(
            .timeLimit(.minutes(15)), arguments: ["no stick at all\n", "sangam section v9\n", "{}"])
        func `C20 what is no stick, or of a later format, takes nothing and is exit 5`(
            text: String
        ) async throws {
            let node = try await TestNode.make()
            let before = try await node.heads()
            let results = try await take(Array(text.utf8), at: node, code: 5)
            #expect(results.count == 1 && results.allSatisfy { $0.hasSuffix(" 0") }, "\(results)")
            #expect(try await node.heads() == before)
            let folder = try await node.sangam("bundle", "import", node.folder.path)
            #expect(folder.code == 1, "\(folder)")
            let unknown = try await node.sangam(
                "bundle", "export", node.folder.file("x"), "--log",
                String(repeating: "a", count: 32))
            #expect(unknown.code == 1, "\(unknown)")
            #expect(try unknown.document["error"]["code"].text == "unknown-log")
            #expect(!FileManager.default.fileExists(atPath: node.folder.file("x")))
            #expect(!FileManager.default.fileExists(atPath: node.folder.file("x.part")))
        }

        @Test(.timeLimit(.minutes(15)))
        func `C20 an older stick brings no removed record back`() async throws {
            let (from, to, old) = try await pair(rows: 3)
            #expect(try await take(old, at: to, code: 0) == ["ok 4"])
            let found = try await from.done("listing", "search", "weaver 1")["items"][0]["id"].text
            try await from.done("listing", "remove", found)
            let fresh = from.folder.file("fresh.sangam")
            try await from.done("bundle", "export", fresh)
            #expect(try await take(try Self.bytes(fresh), at: to, code: 0) == ["ok 1"])
            #expect(try await take(old, at: to, code: 0) == ["ok 0"])
            #expect(try await to.count("weaver") == 2)
            let shown = try await to.sangam("listing", "show", found)
            #expect(try shown.document["error"]["code"].text == "removed")
        }

        // MARK: - Proofs

        @Test(.timeLimit(.minutes(15)))
        func `a proof file holds, and with any byte flipped it does not`() async throws {
            let (from, to, _) = try await pair(rows: 20)
            let found = try await from.done("listing", "search", "weaver 7")["items"][0]["id"].text
            let path = from.folder.file("seven.tlog-proof")
            try await from.done("proof", found, "-o", path)
            let unknown = try await to.sangam("proof", "verify", path)
            #expect(unknown.code == 1, "nothing is known of that network yet: \(unknown)")
            #expect(try unknown.document["error"]["code"].text == "unknown-node")
            try await to.done("bundle", "import", from.folder.file("network.sangam"))
            for node in [from, to] {
                let ran = try await node.sangam("proof", "verify", path)
                #expect(ran.code == 0, "\(ran)")
                let document = try ran.document
                #expect(document["ok"].bool && document["record"].text == found)
                #expect(document["index"].number == 8 && document["size"].number == 21)
            }
            let bytes = try Self.bytes(path)
            #expect(String(decoding: bytes, as: UTF8.self).hasPrefix("c2sp.org/tlog-proof@v1\n"))
            // Places all over the file: head line, entry, index, path, checkpoint, signature.
            for step in 0..<24 {
                var changed = bytes
                changed[step * (bytes.count - 1) / 23] ^= 0x01
                let file = from.folder.url("flipped.tlog-proof")
                try Data(changed).write(to: file)
                let ran = try await from.sangam("proof", "verify", file.path)
                let message = try ran.document["error"]["message"].text
                #expect(
                    ran.code == 1 || message.contains("proves nothing")
                        || message.contains("not a proof file"), "\(ran)")
                #expect([1, 5].contains(ran.code), "byte \(step * (bytes.count - 1) / 23): \(ran)")
                if ran.code == 1 {
                    // A changed name of the network is a network that nobody knows.
                    #expect(try ran.document["error"]["code"].text == "unknown-node", "\(ran)")
                }
            }
            for text in ["", "c2sp.org/tlog-proof@v1\n", "hello"] {
                let file = try from.folder.write("other.tlog-proof", text)
                #expect(try await from.sangam("proof", "verify", file).code == 5)
            }
        }
    }
}
