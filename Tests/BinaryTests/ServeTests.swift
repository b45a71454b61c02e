import Foundation
import Testing

extension BinaryTests {
    @Suite struct Serve {
        @Test(.timeLimit(.minutes(15)))
        func `a second serve on the same folder ends with 6 and names the process (A14)`()
            async throws
        {
            let node = try await TestNode.make()
            let served = try await node.serve()
            let second = try await node.sangam("serve", "--listen", "127.0.0.1:0")
            #expect(second.code == 6, "\(second)")
            let error = try second.document["error"]
            #expect(error["message"].text.contains("\(served.running.pid)"), "\(second)")

            // The first one is unharmed, and commands go through it.
            #expect(try Wire.get(served.port, "/healthz").hasPrefix("HTTP/1.1 200"))
            #expect(TemporaryFolder.mode("\(node.data)/control.sock") == 0o600)
            try await node.put("Still here")
            try await served.stop()
            #expect(!FileManager.default.fileExists(atPath: "\(node.data)/control.sock"))
        }

        @Test(.timeLimit(.minutes(15)))
        func `a node that does not answer on its socket is busy, with its process named (A14)`()
            async throws
        {
            let node = try await TestNode.make()
            let served = try await node.serve()
            served.running.signal(SIGSTOP)
            defer { served.running.signal(SIGCONT) }
            let ran = try await Program.run(
                ["status", "--data", node.data, "--json"])
            #expect(ran.code == 6, "\(ran)")
            #expect(try ran.document["error"]["message"].text.contains("\(served.running.pid)"))
        }

        @Test(.timeLimit(.minutes(15)))
        func `a stop while a request is held ends with 0 within seconds`() async throws {
            let node = try await TestNode.make()
            let served = try await node.serve()
            let roster = try Wire.get(served.port, "/sangam/v1/roster")
            let next = roster.split(separator: "\n").first { $0.hasPrefix("next ") }
            let cursor = try #require(next).dropFirst(5).prefix { $0 != "\r" }
            let wire = try Wire(port: served.port)
            wire.send(
                "GET /sangam/v1/roster?after=\(cursor)&wait=25 HTTP/1.1\r\nHost: localhost\r\n\r\n")
            try await Task.sleep(for: .seconds(1))
            #expect(served.running.isRunning)

            // A request that the stop did not end would be cut off, and have no last line.
            try await served.stop()
            let answer = wire.readAll()
            #expect(answer.hasPrefix("HTTP/1.1 200"), "held, then answered: \(answer)")
            #expect(answer.hasSuffix("end\n"), "\(answer)")
        }

        @Test(.timeLimit(.minutes(15)))
        func `a stop does not wait for ever for a request that never ends (A14)`() async throws {
            let node = try await TestNode.make()
            let served = try await node.serve()
            let wire = try Wire(port: served.port)
            wire.send(
                "POST /sangam/v1/section HTTP/1.1\r\nHost: localhost\r\n"
                    + "Content-Length: 1000000\r\n\r\nsangam section v1\n")
            try await Task.sleep(for: .seconds(1))
            try await served.stop()
            withExtendedLifetime(wire) {}
            #expect(try await node.sangam("status").code == 0)
        }

        @Test(
            .timeLimit(.minutes(15)),
            arguments: [
                "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n",
                "Transfer-Encoding: chunked\r\n\r\nno size\r\n",
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            ])
        func `E6 a body that HTTP does not frame is 400, and the connection ends`(
            rest: String
        ) async throws {
            let node = try await TestNode.make()
            let served = try await node.serve()
            let wire = try Wire(port: served.port)
            wire.send("POST /sangam/v1/section HTTP/1.1\r\nHost: localhost\r\n" + rest)
            let answer = wire.readAll()
            #expect(answer.hasPrefix("HTTP/1.1 400"), "\(answer)")
            #expect(answer.lowercased().contains("connection: close"), "\(answer)")
            try await served.stop()
        }

        @Test(.timeLimit(.minutes(15)))
        func `an interrupted command ends with 130 and says so`() async throws {
            let node = try await TestNode.make()
            // A peer that takes the connection and never answers.
            let silent = try Wire.Listener()
            try await node.done(
                "peers", "add", "http://127.0.0.1:\(silent.port)", "--private", "--node",
                "k4gidesfoerp245rpxqf2vacrwd7bj7w")
            let running = try Running(["sync", "--data", node.data, "--json"])
            let connection = try #require(silent.accept())
            running.signal(SIGINT)
            let ran = try await running.end()
            withExtendedLifetime(connection) {}
            #expect(ran.code == 130, "\(ran)")
            #expect(try ran.document["error"]["code"].text == "interrupted")
        }

        @Test(.timeLimit(.minutes(15)))
        func `the example of peers json starts as it is`() async throws {
            let node = try await TestNode.make()
            var root = URL(fileURLWithPath: #filePath)
            for _ in 0..<3 { root.deleteLastPathComponent() }
            let example = try Data(contentsOf: root.appendingPathComponent("peers.example.json"))
            let path = "\(node.data)/peers.json"
            try example.write(to: URL(fileURLWithPath: path))
            let served = try await node.serve()
            let peers = try await node.done("peers", "list")["peers"].items
            #expect(peers.count == 3)
            let names: Set = [
                "name", "url", "node", "private", "hops", "paused", "state", "behind", "lastPull",
                "lastPush", "error",
            ]
            for peer in peers {
                #expect(peer.names == names)
                #expect(peer["paused"].bool)
            }
            try await served.stop()
            #expect(FileManager.default.contents(atPath: path) == example, "left as it was")
        }

        @Test(.timeLimit(.minutes(15)))
        func `a member of peers json that is misspelt is named, with the nearest`() async throws {
            let node = try await TestNode.make()
            let text =
                #"{"version":1,"peers":[{"name":"x","url":"https://a.example","privat":true}]}"#
            try Data(text.utf8).write(to: URL(fileURLWithPath: "\(node.data)/peers.json"))
            let doctor = try await node.sangam("doctor")
            #expect(doctor.code != 0, "\(doctor)")
            #expect(doctor.out.contains("privat") && doctor.out.contains("private"), "\(doctor)")
        }

        @Test(.timeLimit(.minutes(15)))
        func `an address in use is said, and the folder is free again`() async throws {
            let first = try await TestNode.make("a.test.example")
            let second = try await TestNode.make("b.test.example")
            let served = try await first.serve()
            let ran = try await second.sangam("serve", "--listen", "127.0.0.1:\(served.port)")
            #expect(ran.code == 1, "\(ran)")
            #expect(try ran.document["error"]["message"].text.contains("\(served.port)"))
            #expect(try await second.sangam("status").code == 0)
            try await served.stop()
        }

        @Test(.timeLimit(.minutes(15)))
        func `a data folder with a long path has its socket elsewhere`() async throws {
            let folder = try TemporaryFolder("long")
            let data = folder.file(String(repeating: "d", count: 100))
            let made = try await Program.run(
                [
                    "init", "--label", "a.test.example", "--name", "A", "--recovery-key",
                    folder.file("key"), "--data", data, "--json",
                ])
            try #require(made.code == 0, "\(made)")
            let running = try Running(["serve", "--listen", "127.0.0.1:0", "--data", data])
            #expect(
                try await eventually { running.out.contains("listening on") },
                "\(running.err)")
            let ran = try await Program.run(["status", "--data", data, "--json"])
            #expect(ran.code == 0, "\(ran)")
            running.signal(SIGINT)
            #expect(try await running.end().code == 0)
        }

        @Test(.timeLimit(.minutes(15)))
        func `log lines are pairs, and hold no listing's text`() async throws {
            let node = try await TestNode.make()
            let served = try await node.serve(environment: ["SANGAM_LOG_LEVEL": "trace"])
            let id = try await node.put("Quokkasecret Bakery")
            try await node.done("listing", "search", "quokkasecret")
            try await node.done("listing", "remove", id)
            _ = try Wire.get(served.port, "/search?q=quokkasecret")
            try await served.stop()
            let log = served.running.err
            #expect(!log.lowercased().contains("quokkasecret"), "\(log)")
            for line in log.split(separator: "\n") {
                #expect(line.hasPrefix("time=") && line.contains(" level="), "\(line)")
            }
        }
    }
}
