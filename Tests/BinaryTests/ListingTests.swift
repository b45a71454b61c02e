import Foundation
import Testing

extension BinaryTests {
    @Suite struct Listings {
        @Test(.timeLimit(.minutes(15)), arguments: [false, true])
        func `a listing is put, found, revised and removed, with and without a running node`(
            isServed: Bool
        ) async throws {
            let node = try await TestNode.make()
            let served = isServed ? try await node.serve() : nil
            let own = try await node.done("status")["node"].text

            let first = try await node.sangam(
                "listing", "put", "-",
                input: #"{"kind":"organisation","lang":"en","name":{"en":"Umbumbano Bakery"}}"#)
            #expect(first.code == 0, "\(first)")
            let id = try first.document["id"].text
            #expect(id.hasPrefix("\(own)/organisation/"))
            #expect(try first.document["index"].number == 1)

            let found = try await node.done("listing", "search", "bakery umbum")
            #expect(found.names == ["total", "totalAtLeast", "items"])
            #expect(found["total"].number == 1)
            let item = found["items"][0]
            #expect(item["id"].text == id && item["kind"].text == "organisation")
            #expect(item["name"]["en"].text == "Umbumbano Bakery")
            let names: Set = [
                "id", "kind", "name", "lang", "summary", "network", "index", "confirmed", "place",
                "distanceKm",
            ]
            #expect(item.names == names)

            try await node.put("Umbumbano Night Bakery", id: id)
            let short = id.split(separator: "/").dropFirst().joined(separator: "/")
            let shown = try await node.done("listing", "show", short)
            #expect(shown["id"].text == id && shown["index"].number == 2)
            #expect(shown["size"].number == 3 && shown["state"].text == "live")
            #expect(shown["payload"]["name"]["en"].text == "Umbumbano Night Bakery")
            #expect(
                shown.names == ["id", "index", "size", "network", "payload", "received", "state"])

            let removed = try await node.done("listing", "remove", id)
            #expect(removed["index"].number == 3)
            for ending in [["listing", "show", id], ["listing", "remove", id]] {
                let again = try await Program.run(ending + ["--data", node.data, "--json"])
                #expect(again.code == 1, "\(again)")
                #expect(try again.document["error"]["code"].text == "removed")
            }
            #expect(try await node.count("bakery") == 0)
            let unknown = try await node.sangam(
                "listing", "show", "organisation/qlz6truv3rvy2gyrqggvoamrty")
            #expect(unknown.code == 1, "\(unknown)")
            #expect(try unknown.document["error"]["code"].text == "unknown")

            let verified = try await node.done("verify", "--all")
            #expect(verified["logs"][0]["ok"].bool && verified["logs"][0]["problem"].isNull)
            #expect(verified["logs"][0]["size"].number == 4)
            try await served?.stop()
        }

        @Test(.timeLimit(.minutes(15)))
        func `what is no listing is refused with the reason, and nothing is written`()
            async throws
        {
            let node = try await TestNode.make()
            let before = try await node.heads()
            let payloads = [
                "", "not json", "[]", "{}", #"{"kind":"organisation"}"#,
                #"{"kind":"organisation","lang":"en","name":{}}"#,
                #"{"kind":"Organisation","lang":"en","name":{"en":"A"}}"#,
                #"{"kind":"organisation","kind":"offer","lang":"en","name":{"en":"A"}}"#,
                #"{"kind":"organisation","lang":"en","name":{"en":"\ud800"}}"#,
                #"{"kind":"organisation","lang":"en","name":{"en":"A"}} more"#,
                #"{"kind":"organisation","lang":"en","name":{"en":"A"},"ext":"#
                    + String(repeating: "[", count: 40) + String(repeating: "]", count: 40) + "}",
                #"{"kind":"organisation","lang":"en","name":{"en":""#
                    + String(repeating: "a", count: 70_000) + #""}}"#,
                String(repeating: " ", count: 1_100_000),
            ]
            for payload in payloads {
                let ran = try await node.sangam("listing", "put", "-", input: payload)
                #expect([1, 2].contains(ran.code), "\(payload.prefix(60)): \(ran)")
                #expect(try !ran.document["error"]["message"].text.isEmpty)
            }
            #expect(try await node.heads() == before)
        }

        @Test(.timeLimit(.minutes(15)))
        func `a folder, a named pipe and an absent file are refused at once`() async throws {
            let node = try await TestNode.make()
            let pipe = node.folder.file("pipe")
            #expect(mkfifo(pipe, 0o600) == 0)
            for path in [node.folder.path, pipe, "/dev/zero", node.folder.file("absent")] {
                for command in [["listing", "put"], ["import"]] {
                    let ran = try await Program.run(
                        command + [path, "--data", node.data, "--json"])
                    #expect(ran.code == 1, "\(ran)")
                    #expect(try ran.document["error"]["message"].text.contains(path))
                }
            }
        }

        @Test(.timeLimit(.minutes(15)), arguments: [false, true])
        func `an import twice changes nothing, and bad rows come back with reasons`(
            isServed: Bool
        ) async throws {
            let node = try await TestNode.make()
            let served = isServed ? try await node.serve() : nil
            let rows = (1...300).map { number in
                #"{"kind":"organisation","lang":"en","name":{"en":"Member \#(number)"},"#
                    + #""source":{"system":"list","id":"\#(number)"}}"#
            }
            let good = try node.folder.write("good.ndjson", rows.joined(separator: "\n") + "\n")
            let first = try await node.done("import", good)
            #expect(first.names == ["new", "changed", "unchanged", "rejected", "missing"])
            #expect(first["new"].number == 300 && first["rejected"].number == 0)
            let size = try await node.heads()
            let second = try await node.done("import", good)
            #expect(second["unchanged"].number == 300 && second["new"].number == 0)
            #expect(try await node.heads() == size, "the same rows write no entry")

            var changed = rows
            changed[4] = changed[4].replacingOccurrences(of: "Member 5\"", with: "Member five\"")
            changed[7] = "{ this is no row"
            changed.removeLast()
            let mixed = try node.folder.write("mixed.ndjson", changed.joined(separator: "\n"))
            let rejects = node.folder.file("rejects.ndjson")
            let third = try await node.sangam("import", mixed, "--rejects", rejects)
            #expect(third.code == 3, "\(third)")
            let counts = try third.document
            #expect(counts["changed"].number == 1 && counts["rejected"].number == 1)
            #expect(counts["unchanged"].number == 297)
            #expect(TemporaryFolder.mode(rejects) == 0o600)
            let text = try String(contentsOfFile: rejects, encoding: .utf8)
            #expect(text.contains("this is no row"))

            let again = try await node.sangam("import", mixed, "--rejects", rejects)
            #expect(again.code == 1, "a file that is there is not written over: \(again)")
            #expect(try await node.count("member five") == 1)
            try await served?.stop()
        }

        @Test(.timeLimit(.minutes(15)))
        func `a dry run counts and writes nothing`() async throws {
            let node = try await TestNode.make()
            let before = try await node.heads()
            let row = #"{"kind":"offer","lang":"en","name":{"en":"Bread"},"id":"1"}"#
            let dry = try await node.sangam("import", "-", "--dry-run", input: row)
            #expect(dry.code == 0, "\(dry)")
            #expect(try dry.document["new"].number == 1)
            #expect(try await node.heads() == before)
        }

        @Test(.timeLimit(.minutes(15)))
        func `a picture of a listing is published from its file, and only a picture`()
            async throws
        {
            let node = try await TestNode.make()
            let id = try await node.put("Umbumbano Bakery")
            let png = try #require(
                Data(
                    base64Encoded: "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9"
                        + "QDwADhgGAWjR9awAAAABJRU5ErkJggg=="))
            let file = node.folder.file("oven.png")
            try png.write(to: URL(fileURLWithPath: file))
            let put = try await node.done(
                "listing", "picture", id, file, "--alt", "Isitofu", "--lang", "zu")
            let shown = try await node.done("listing", "show", put["id"].text)["payload"]
            #expect(shown["kind"].text == "image" && shown["of"].text == id)
            #expect(shown["alt"]["zu"].text == "Isitofu" && shown["type"].text == "png")

            let before = try await node.heads()
            let text = try node.folder.write("oven.txt", "no picture")
            let refused = try await node.sangam("listing", "picture", id, text, "--alt", "x")
            #expect(refused.code == 1, "\(refused)")
            #expect(try refused.document["error"]["code"].text == "bad-picture")
            #expect(try await node.heads() == before)
        }

        @Test(.timeLimit(.minutes(15)))
        func `times that nobody here can work out are kept, and that is told`() async throws {
            let node = try await TestNode.make()
            let event =
                #"{"kind":"event","lang":"en","name":{"en":"A"},"starts":"2026-01-06T07:00","#
            let put = try await node.sangam(
                "listing", "put", "-",
                input: event + #""zone":"Mars/Base","repeats":"FREQ=HOURLY"}"#)
            #expect(put.code == 0, "\(put)")
            let fields = try put.document["adjusted"].items.map { $0["field"].text }
            #expect(Set(fields) == ["zone", "repeats"])
            #expect(put.err.contains("no time zone of this name"), "\(put)")
            let good = try await node.sangam(
                "listing", "put", "-",
                input: event + #""zone":"Africa/Johannesburg","repeats":"FREQ=DAILY"}"#)
            #expect(try good.document["adjusted"].items.isEmpty, "\(good)")
            let refused = try await node.sangam(
                "listing", "put", "-", input: event + #""repeats":"every Tuesday"}"#)
            #expect(refused.code == 2 && refused.err.contains("FREQ=WEEKLY"), "\(refused)")
        }

        @Test(.timeLimit(.minutes(15)))
        func `commands that run at once take turns`() async throws {
            let node = try await TestNode.make()
            let ids = try await withThrowingTaskGroup(of: String.self) { group in
                for number in 0..<6 { group.addTask { try await node.put("Member \(number)") } }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(ids.count == 6)
            #expect(try await node.done("status")["size"].number == 7)
        }

        @Test(.timeLimit(.minutes(10)))
        func `a command whose folder another process has says so, and goes on when it is free`()
            async throws
        {
            let node = try await TestNode.make()
            let lock = open("\(node.data)/lock", O_RDWR | O_CLOEXEC)
            try #require(lock >= 0)
            defer { close(lock) }
            try #require(flock(lock, LOCK_EX | LOCK_NB) == 0)
            let command = try Running(["status", "--data", node.data, "--json"])
            let isTold = try await eventually {
                command.err.contains("waiting: ") || !command.isRunning
            }
            #expect(isTold && command.isRunning, "\(command.err)")
            #expect(flock(lock, LOCK_UN) == 0)
            let ran = try await command.end()
            #expect(ran.code == 0, "\(ran)")
        }
    }
}
