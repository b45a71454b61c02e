import ChildProcess
import Foundation
import Testing

extension BinaryTests {
    /// A disk that is really full: a small one in memory, which only root can make.
    @Suite struct FullDisk {
        private static func run(_ program: String, _ arguments: [String]) -> Bool {
            (try? ChildProcess("/usr/bin/env", [program] + arguments).wait()) == 0
        }

        /// Puts a small disk under the data folder of a node.
        private static func mount(under node: TestNode) throws -> Bool {
            let aside = node.folder.file("aside")
            try FileManager.default.moveItem(atPath: node.data, toPath: aside)
            try FileManager.default.createDirectory(
                atPath: node.data, withIntermediateDirectories: false,
                attributes: [.posixPermissions: 0o700])
            let isMounted = run(
                "mount", ["-t", "tmpfs", "-o", "size=40m,mode=0700", "tmpfs", node.data])
            for name in try FileManager.default.contentsOfDirectory(atPath: aside) {
                try FileManager.default.copyItem(
                    atPath: "\(aside)/\(name)", toPath: "\(node.data)/\(name)")
            }
            return isMounted
        }

        /// Takes all the room that is left.
        private static func fill(_ path: String) throws {
            #expect(FileManager.default.createFile(atPath: path, contents: nil))
            let handle = try #require(FileHandle(forWritingAtPath: path))
            for size in [1 << 20, 1 << 12] {
                while (try? handle.write(contentsOf: Data(count: size))) != nil {}
            }
            try? handle.close()
        }

        @Test(.timeLimit(.minutes(15)))
        func `A4 on a full disk a node refuses changes, reads on, and goes on with room`()
            async throws
        {
            let node = try await TestNode.make()
            guard try Self.mount(under: node) else {
                return print("SKIPPED: a small disk cannot be mounted here (needs root)")
            }
            defer { _ = Self.run("umount", ["-l", node.data]) }
            let served = try await node.serve()
            // So much that the write-ahead log has room of its own afterwards: then the database
            // takes a change, and the head file is what the disk has no room for.
            let text = String(repeating: "word ", count: 200)
            let table =
                "id,name,description\n"
                + (0..<1_500).map { "\($0),Member \($0),\(text)\n" }.joined()
            let ran = try await node.take("members.csv", table)
            #expect(ran.code == 0, "\(ran)")
            var size = try await node.done("status")["size"].number
            let filler = "\(node.data)/filler"
            try Self.fill(filler)
            let payload = #"{"kind":"organisation","lang":"en","name":{"en":"One more"}}"#
            var refused = 0
            for _ in 0..<6 {
                let put = try await node.sangam("listing", "put", "-", input: payload)
                if put.code == 0 {
                    size += 1
                } else {
                    #expect(try put.document["error"]["code"].text == "disk-full", "\(put)")
                    refused += 1
                }
            }
            #expect(refused > 0, "the disk was not full")
            let more = try await node.take("more.csv", table, "--source", "other")
            #expect(try more.document["error"]["code"].text == "disk-full", "\(more)")
            #expect(served.running.isRunning, "\(served.running.err)")
            #expect(try Wire.get(served.port, "/").hasPrefix("HTTP/1.1 200"))
            #expect(try await node.done("status")["size"].number == size, "nothing half-written")

            try FileManager.default.removeItem(atPath: filler)
            try await node.put("Room again")
            #expect(try await node.done("status")["size"].number == size + 1)
            #expect(try await node.done("verify")["logs"][0]["ok"].bool)
            try await served.stop()
        }
    }
}
