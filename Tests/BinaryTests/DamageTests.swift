import Foundation
import Testing

extension BinaryTests {
    /// What `verify` and `doctor` say of a data folder that a disk has damaged.
    @Suite struct Damage {
        private static func nodeWithRows() async throws -> TestNode {
            let node = try await TestNode.make()
            let text = String(repeating: "word ", count: 100)
            let table =
                "id,name,description\n" + (0..<400).map { "\($0),Member \($0),\(text)\n" }.joined()
            let ran = try await node.take("members.csv", table)
            try #require(ran.code == 0, "\(ran)")
            return node
        }

        @Test(.timeLimit(.minutes(15)))
        func `A8 pages that are wiped out are found by verify and by doctor`() async throws {
            let node = try await Self.nodeWithRows()
            let path = "\(node.data)/sangam.sqlite"
            let before = try Data(contentsOf: URL(fileURLWithPath: path))
            #expect(
                try await node.sangam("doctor").document["findings"].items.contains {
                    $0["what"].text == "the database file is whole"
                })
            let pages = before.count / 4_096
            for (start, end) in [(40, 45), (60, 65), (80, 85)] {
                var bytes = before
                let range = (pages * start / 100 * 4_096)..<(pages * end / 100 * 4_096)
                bytes.resetBytes(in: range)
                try bytes.write(to: URL(fileURLWithPath: path))
                let doctor = try await node.sangam("doctor")
                #expect(doctor.code == 1, "\(doctor)")
                #expect(doctor.out.contains("damaged"), "\(doctor)")
                let put = try await node.sangam(
                    "listing", "put", "-", "--alone",
                    input: #"{"kind":"organisation","lang":"en","name":{"en":"Never"}}"#)
                #expect(put.code == 5, "nothing is signed on top of damage: \(put)")
                // Of pages of the search index alone nothing hangs that verify speaks of.
                let verify = try await node.sangam("verify", "--all")
                #expect([0, 5].contains(verify.code), "\(verify)")
                for command in ["status", "version"] {
                    let ran = try await node.sangam(command)
                    #expect(ran.code >= 0, "\(ran)")
                }
            }
            try before.write(to: URL(fileURLWithPath: path))
            #expect(try await node.sangam("verify", "--all").code == 0)
        }

        @Test(.timeLimit(.minutes(15)))
        func `B4 a database that ends before what was signed is not verified`() async throws {
            let node = try await TestNode.make()
            try await node.put("Early")
            let path = "\(node.data)/sangam.sqlite"
            let old = try Data(contentsOf: URL(fileURLWithPath: path))
            try await node.put("Late")
            // One file put back, the others left where they are.
            try old.write(to: URL(fileURLWithPath: path))
            let verify = try await node.sangam("verify")
            #expect(verify.code == 5, "\(verify)")
            let log = try verify.document["logs"][0]
            #expect(log["size"].number == 2 && !log["ok"].bool)
            #expect(log["problem"]["reason"].text.contains("3 entries have been signed"))
            let put = try await node.sangam(
                "listing", "put", "-",
                input: #"{"kind":"organisation","lang":"en","name":{"en":"Never"}}"#)
            #expect(put.code == 7, "\(put)")
            // The option stands for an answer that is missing, not for entries that are.
            let alone = try await node.sangam(
                "listing", "put", "-", "--alone",
                input: #"{"kind":"organisation","lang":"en","name":{"en":"Never"}}"#)
            #expect(alone.code == 7, "\(alone)")
            #expect(try !alone.document["error"]["hint"].text.contains("--alone"))
            let served = try await node.serve("--alone")
            let heard = try await node.sangam(
                "listing", "put", "-",
                input: #"{"kind":"organisation","lang":"en","name":{"en":"Never"}}"#)
            #expect(heard.code == 7, "\(heard)")
            try await served.stop()
            #expect(try await node.sangam("verify").code == 5, "the head file still says so")
        }

        @Test(.timeLimit(.minutes(15)), arguments: ["", "sangam head v1\n", "folder", "large"])
        func `B4 a head file that is none is said to be damaged, and nothing is signed`(
            text: String
        ) async throws {
            let node = try await TestNode.make()
            let head = "\(node.data)/head"
            try FileManager.default.removeItem(atPath: head)
            if text == "folder" {
                try FileManager.default.createDirectory(
                    atPath: head, withIntermediateDirectories: false)
            } else {
                let bytes = text == "large" ? Data(count: 5_000) : Data(text.utf8)
                try bytes.write(to: URL(fileURLWithPath: head))
            }
            let put = try await node.sangam(
                "listing", "put", "-",
                input: #"{"kind":"organisation","lang":"en","name":{"en":"Never"}}"#)
            #expect(put.code == 5, "\(put)")
            #expect(try put.document["error"]["code"].text == "head-file")
            #expect(try put.document["error"]["hint"].text.contains("nothing was signed"))
        }
    }
}
