import ChildProcess
import Foundation
import Testing

extension BinaryTests {
    @Suite struct Usage {
        static let mistakes: [[String]] = [
            ["nonsense"],
            ["status", "--nonsense"],
            ["status", "extra"],
            ["status", "--data"],
            ["--data", "x", "status"],
            ["init"],
            ["init", "--label", "one", "--name", "A"],
            ["init", "--label", "UPPER.example", "--name", "A"],
            ["init", "--label", "a..b", "--name", "A"],
            ["init", "--label", "a.b", "--name", "A", "--languages", "not a tag"],
            ["serve", "--listen", "nowhere"],
            ["serve", "--listen", "127.0.0.1:99999"],
            ["serve", "--listen"],
            ["peers"],
            ["peers", "add"],
            ["peers", "add", "ftp://a.example"],
            ["peers", "add", "http://user@a.example"],
            ["peers", "add", "http://a.example", "--hops", "many"],
            ["peers", "add", "http://a.example", "--hops", "65"],
            ["peers", "add", "--node", "short"],
            ["peers", "remove"],
            ["listing"],
            ["listing", "put"],
            ["listing", "put", "-", "--id", "not/an/id"],
            ["listing", "picture", "organisation/qlz6truv3rvy2gyrqggvoamrty", "-"],
            ["listing", "picture", "not/an/id", "-", "--alt", "x"],
            ["listing", "show"],
            ["listing", "show", "../../etc/passwd"],
            ["listing", "remove", "organisation/UPPER"],
            ["listing", "link", "organisation/qlz6truv3rvy2gyrqggvoamrty"],
            ["listing", "search", "a", "--limit", "0"],
            ["listing", "search", "a", "--limit", "201"],
            ["listing", "search", "a", "--limit", "-1"],
            ["listing", "search", "a", "--near", "91,0,5"],
            ["listing", "search", "a", "--network", "me"],
            ["listing", "search", "a", "--country", "Narnia"],
            ["import"],
            ["import", "a.csv", "--format", "xlsx"],
            ["export", "--format", "pdf"],
            ["bundle"],
            ["bundle", "export"],
            ["bundle", "export", "-", "--log", "me"],
            ["proof", "not/an/id"],
            ["publish"],
            ["verify", "--log", "me"],
            ["verify", "--log", "k4gidesfoerp245rpxqf2vacrwd7bj7w", "--all"],
            ["config"],
            ["keys"],
            ["version", "now"],
        ]

        @Test(.timeLimit(.minutes(15)))
        func `a command that is not understood ends with 2 and one document`() async throws {
            let node = try await TestNode.make()
            let before = try await node.heads()
            for words in Self.mistakes {
                // What is not understood is said before any folder is looked at.
                let data =
                    words.contains("--data") || words.first == "init" ? [] : ["--data", node.data]
                let ran = try await Program.run(
                    words + data + ["--json"],
                    environment: ["SANGAM_DATA": node.folder.file("none")],
                    folder: node.folder.path)
                #expect(ran.code == 2, "\(ran)")
                let error = try ran.document["error"]
                #expect(error.names == ["code", "message", "hint"], "\(ran)")
                #expect(!error["code"].text.isEmpty && !error["message"].text.isEmpty, "\(ran)")
                #expect(!error["hint"].text.isEmpty, "\(ran)")
                #expect(ran.err.contains(error["message"].text.prefix(20)), "\(ran)")

                let plain = try await Program.run(
                    words + data, environment: ["SANGAM_DATA": node.folder.file("none")],
                    folder: node.folder.path)
                #expect(plain.code == 2 && plain.out.isEmpty && !plain.err.isEmpty, "\(plain)")
            }
            #expect(try await node.heads() == before)
        }

        @Test(arguments: [
            ("listen = 127.0.0.1", "listen"), ("remove.hold = tomorrow", "remove.hold"),
            ("remove.holt = 0", "remove.hold"), ("no equals sign", "line 1"),
            ("sync.every = 0", "sync.every"), ("quota.records = -1", "quota.records"),
        ])
        func `a bad line in sangam conf is named, and nothing starts`(
            line: String, named: String
        ) async throws {
            let node = try await TestNode.make()
            try Data("\(line)\n".utf8).write(to: URL(fileURLWithPath: "\(node.data)/sangam.conf"))
            for command in [["serve"], ["config", "show"], ["status"]] {
                let ran = try await Program.run(command + ["--data", node.data, "--json"])
                #expect(ran.code == 2, "\(ran)")
                #expect(try ran.document["error"]["message"].text.contains(named), "\(ran)")
            }
        }

        @Test(
            .timeLimit(.minutes(15)),
            arguments: ["remove.hold = tomorrow\n", "\u{0}\u{1}", "folder"])
        func `doctor finds what is wrong with sangam conf`(text: String) async throws {
            let node = try await TestNode.make()
            let file = "\(node.data)/sangam.conf"
            if text == "folder" {
                try FileManager.default.createDirectory(
                    atPath: file, withIntermediateDirectories: false)
            } else {
                try Data(text.utf8).write(to: URL(fileURLWithPath: file))
            }
            let ran = try await node.sangam("doctor")
            #expect(ran.code == 1, "\(ran)")
            let findings = try ran.document["findings"].items
            #expect(findings.contains { $0["level"].text == "fail" }, "\(ran)")
            #expect(findings.allSatisfy { $0["level"].text != "fail" || !$0["fix"].text.isEmpty })
        }

        @Test(.timeLimit(.minutes(15)))
        func `a failure is told once on standard error, and has a hint`() async throws {
            let node = try await TestNode.make()
            let path = try node.folder.write("no.tlog-proof", "hello")
            let ran = try await node.sangam("proof", "verify", path)
            #expect(ran.code == 5, "\(ran)")
            let message = try ran.document["error"]["message"].text
            #expect(ran.err.components(separatedBy: message).count == 2, "\(ran)")
            #expect(!ran.err.contains("level="), "\(ran)")
        }

        @Test(.timeLimit(.minutes(15)))
        func `config show tells what holds and where it comes from`() async throws {
            let node = try await TestNode.make()
            try Data("remove.hold = 1h\nremove.hold = 2h\n".utf8)
                .write(to: URL(fileURLWithPath: "\(node.data)/sangam.conf"))
            let ran = try await node.sangam(
                "config", "show", "--origin", environment: ["SANGAM_LISTEN": "127.0.0.1:9"])
            #expect(ran.code == 0, "\(ran)")
            let settings = try ran.document["settings"].items
            let hold = settings.first { $0["key"].text == "remove.hold" }
            #expect(hold?["value"].text == "2h" && hold?["origin"].text.contains("line 2") == true)
            let listen = settings.first { $0["key"].text == "listen" }
            #expect(listen?["value"].text == "127.0.0.1:9")
            #expect(listen?["origin"].text == "SANGAM_LISTEN")
        }

        @Test(.timeLimit(.minutes(15)))
        func `every command explains itself with an example`() async throws {
            let commands: [[String]] = [
                ["init"], ["serve"], ["peers"], ["peers", "add"], ["peers", "list"],
                ["peers", "remove"], ["peers", "pause"], ["peers", "resume"], ["sync"], ["status"],
                ["listing"], ["listing", "put"], ["listing", "show"], ["listing", "remove"],
                ["listing", "search"], ["listing", "link"], ["import"], ["verify"], ["doctor"],
                ["config", "show"], ["keys", "show"], ["version"],
            ]
            for command in commands {
                let ran = try await Program.run(command + ["--help"])
                #expect(ran.code == 0, "\(ran)")
                #expect(ran.out.contains("Example:\n  sangam \(command[0])"), "\(ran)")
                #expect(ran.err.isEmpty, "\(ran)")
            }
            #expect(try await Program.run([]).code == 0)
            #expect(try await Program.run(["help", "peers", "add"]).code == 0)
        }

        @Test(.timeLimit(.minutes(15)))
        func `version needs no node`() async throws {
            let ran = try await Program.run(
                ["version", "--json"], environment: ["SANGAM_DATA": "/nonexistent"])
            #expect(ran.code == 0, "\(ran)")
            #expect(try ran.document.names == ["version", "protocol", "sqlite", "curl"])
        }

        @Test(.timeLimit(.minutes(15)))
        func `a folder without a node is exit 1, and the message says how to make one`()
            async throws
        {
            let folder = try TemporaryFolder("none")
            for command in [["status"], ["serve"], ["sync"], ["listing", "search", "a"]] {
                let ran = try await Program.run(
                    command + ["--data", folder.file("nothing"), "--json"])
                #expect(ran.code == 1, "\(ran)")
                let error = try ran.document["error"]
                #expect(error["code"].text == "no-node")
                #expect(error["hint"].text.contains("sangam init"))
            }
        }

        @Test(.timeLimit(.minutes(15)))
        func `a result that cannot be printed is not called done`() async throws {
            let node = try await TestNode.make()
            let status = try ChildProcess(
                Program.url.path, ["status", "--data", node.data], output: "/dev/full")
            #expect(try await eventually { !status.isRunning })
            #expect(status.wait() == 1)
        }
    }
}
