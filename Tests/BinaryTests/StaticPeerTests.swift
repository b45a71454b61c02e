import Foundation
import Testing

extension BinaryFileTests {
    /// A folder on a web space as a member of the network.
    @Suite struct StaticPeer {
        private static func files(_ folder: String) throws -> [String: Data] {
            let names = FileManager.default.enumerator(atPath: folder)?.allObjects ?? []
            var files: [String: Data] = [:]
            for case let name as String in names {
                var isFolder: ObjCBool = false
                let path = "\(folder)/\(name)"
                guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
                    !isFolder.boolValue
                else { continue }
                files[name] = FileManager.default.contents(atPath: path)
            }
            return files
        }

        @Test(.timeLimit(.minutes(15)))
        func `a folder on a web space is a peer, and what is removed leaves its files (G5)`()
            async throws
        {
            let node = try await TestNode.make(
                "a.test.example", environment: ["SANGAM_REMOVE_HOLD": "0"])
            let doomed = try await node.put("Canary Quandong")
            for number in 0..<30 { try await node.put("Weaver \(number)") }
            let web = node.folder.file("web")
            let made = try await node.done("publish", web)
            #expect(made["logs"].number == 1 && made["bytes"].number > 1_000)
            try Data("mine".utf8).write(to: URL(fileURLWithPath: "\(web)/index.html"))
            let server = try FileServer(folder: web)

            let reader = try await TestNode.make("b.test.example")
            let refused = try await reader.sangam("peers", "add", server.url)
            #expect(refused.code != 0, "a private address has to be said: \(refused)")
            let added = try await reader.done("peers", "add", server.url, "--private")
            #expect(added["node"].text == (try await node.done("status")["node"].text))
            let first = try await reader.done("sync")["peers"][0]
            #expect(first["state"].text == "ok" && first["received"].number == 32)
            #expect(try await reader.count("weaver") == 30)
            #expect(try await reader.count("quandong") == 1)
            #expect(server.paths.allSatisfy { !$0.contains("section?") }, "files, no questions")
            let heads = try await node.heads()
            for (origin, head) in heads {
                #expect(try await reader.heads()[origin] == head)
            }

            try await node.done("listing", "remove", doomed)
            try await node.done("publish", web)
            let texts = try Self.files(web)
            #expect(texts["index.html"] == Data("mine".utf8), "what is another's stays")
            let canary = texts.filter { $0.value.range(of: Data("Canary Quandong".utf8)) != nil }
            #expect(canary.isEmpty, "\(canary.keys)")
            #expect(texts.contains { $0.value.range(of: Data("Weaver 29".utf8)) != nil })
            #expect(try await reader.done("sync")["peers"][0]["received"].number == 1)
            #expect(try await reader.count("quandong") == 0)
            #expect(try await reader.count("weaver") == 30)
            server.end()
        }

        @Test(.timeLimit(.minutes(15)))
        func `publishing again writes only what changed, and no file is half there`() async throws {
            let node = try await TestNode.make()
            let text = "id,name\n" + (0..<2_200).map { "\($0),Weaver \($0)\n" }.joined()
            try #require(try await node.take("list.csv", text).code == 0)
            let web = node.folder.file("web")
            try await node.done("publish", web)
            let before = try Self.files(web)
            try await node.done("publish", web)
            #expect(try Self.files(web) == before, "nothing happened, nothing is written")
            try await node.put("One more")
            try await node.done("publish", web)
            let after = try Self.files(web)
            let full = before.keys.filter { $0.hasSuffix("/section/0") || $0.hasSuffix("/1024") }
            #expect(full.count == 2)
            for name in full { #expect(after[name] == before[name], "\(name)") }
            #expect(after.keys.allSatisfy { !$0.hasSuffix(".new") && !$0.hasSuffix(".part") })
            for (name, _) in after {
                #expect(TemporaryFolder.mode("\(web)/\(name)") & 0o044 == 0o044, "\(name)")
            }
        }

        @Test(.timeLimit(.minutes(15)))
        func `a damaged, emptied or foreign web space is exit 5 or 4, and nothing is taken`()
            async throws
        {
            let node = try await TestNode.make()
            for number in 0..<5 { try await node.put("Weaver \(number)") }
            let web = node.folder.file("web")
            try await node.done("publish", web)
            let section = try #require(
                try Self.files(web).keys.first { $0.hasSuffix("/section/0") })
            let good = try #require(FileManager.default.contents(atPath: "\(web)/\(section)"))
            var bytes = [UInt8](good)
            let place = try #require(good.range(of: Data("Weaver 3".utf8)))
            bytes[place.lowerBound] ^= 0x01
            let server = try FileServer(folder: web)
            let reader = try await TestNode.make("b.test.example")
            try await reader.done("peers", "add", server.url, "--private")

            try Data(bytes).write(to: URL(fileURLWithPath: "\(web)/\(section)"))
            let damaged = try await reader.sangam("sync")
            #expect(damaged.code == 5, "\(damaged)")
            #expect(try damaged.document["peers"][0]["state"].text == "invalid")
            #expect(try await reader.count("weaver") == 0)

            try good.write(to: URL(fileURLWithPath: "\(web)/\(section)"))
            let mended = try await reader.sangam("sync")
            #expect(mended.code == 0, "\(mended)")
            #expect(try await reader.count("weaver") == 5)
            server.end()
            let down = try await reader.sangam("sync")
            #expect(down.code == 4, "\(down)")
        }

        @Test(.timeLimit(.minutes(15)), arguments: ["\"é\"", "W/\"a b\"", "plain"])
        func `D13 a tag that cannot be sent back does not spoil the next round`(
            tag: String
        ) async throws {
            let node = try await TestNode.make()
            try await node.put("Weaver")
            let web = node.folder.file("web")
            try await node.done("publish", web)
            let server = try FileServer { path in
                guard let bytes = FileManager.default.contents(atPath: web + path) else {
                    return .status(404)
                }
                return .tagged([UInt8](bytes), tag)
            }
            let reader = try await TestNode.make("b.test.example")
            let served = try await reader.serve()
            try await reader.done("peers", "add", server.url, "--private")
            for _ in 0..<3 {
                let round = try await reader.sangam("sync")
                #expect(round.code == 0, "\(round)")
            }
            #expect(try await reader.count("weaver") == 1)
            try await served.stop()
            server.end()
        }

        @Test(.timeLimit(.minutes(15)))
        func `F11 nothing is published into the folder that has the keys`() async throws {
            let node = try await TestNode.make()
            let before = try FileManager.default.contentsOfDirectory(atPath: node.data).sorted()
            let ran = try await node.sangam("publish", node.data)
            #expect(ran.code == 2, "\(ran)")
            #expect(try ran.document["error"]["code"].text == "data-folder")
            let after = try FileManager.default.contentsOfDirectory(atPath: node.data).sorted()
            #expect(after == before)
        }
    }
}
