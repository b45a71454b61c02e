import Foundation
import Testing

extension BinaryTests {
    @Suite struct Init {
        @Test(.timeLimit(.minutes(15)))
        func `init makes a node whose log has one entry, and keeps its secrets to itself (F11)`()
            async throws
        {
            let folder = try TemporaryFolder("init")
            let data = folder.file("data")
            let made = try await Program.run(
                [
                    "init", "--label", "sem.example.org", "--name", "SEM South Africa",
                    "--languages", "en,zu", "--data", data, "--json",
                ], folder: folder.path)
            #expect(made.code == 0, "\(made)")
            let document = try made.document
            #expect(document.names == ["node", "origin", "vkey", "recoveryKeyFile"])
            #expect(document["node"].text.utf8.count == 32)
            let origin = "sem.example.org/\(document["node"].text)/0"
            #expect(document["origin"].text == origin)
            #expect(document["vkey"].text.hasPrefix(origin + "+"))

            let recovery = folder.file("sem.example.org.recovery-key")
            #expect(FileManager.default.fileExists(atPath: recovery))
            #expect(TemporaryFolder.mode(recovery) == 0o600)
            #expect(TemporaryFolder.mode(data) == 0o700)
            #expect(TemporaryFolder.mode("\(data)/keys") == 0o600)
            for name in try FileManager.default.contentsOfDirectory(atPath: data) {
                #expect(TemporaryFolder.mode("\(data)/\(name)") & 0o077 == 0, "\(name)")
            }

            let status = try await Program.run(["status", "--data", data, "--json"])
            #expect(status.code == 0, "\(status)")
            let row = try status.document["logs"][0]
            #expect(row["origin"].text == origin)
            #expect(row["size"].number == 1)
            #expect(row["records"].number == 0, "the network's own profile is no listing")
            #expect(
                row.names == [
                    "origin", "node", "size", "root", "records", "withoutPayload", "state",
                ])
            #expect(try status.document["size"].number == 1)
        }

        @Test(.timeLimit(.minutes(15)))
        func `init leaves a folder alone that is not empty`() async throws {
            let folder = try TemporaryFolder("full")
            try folder.write("letter.txt", "dear network")
            let made = try await Program.run(
                [
                    "init", "--label", "a.test.example", "--name", "A", "--data", folder.path,
                    "--recovery-key", folder.file("key"), "--json",
                ])
            #expect(made.code == 1, "\(made)")
            #expect(try made.document["error"]["code"].text == "data-folder-not-empty")
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(names == ["letter.txt"])
        }

        @Test(.timeLimit(.minutes(15)))
        func `init never writes over a recovery key`() async throws {
            let folder = try TemporaryFolder("key")
            let key = try folder.write("key", "an older key")
            let made = try await Program.run(
                [
                    "init", "--label", "a.test.example", "--name", "A", "--data",
                    folder.file("data"), "--recovery-key", key, "--json",
                ])
            #expect(made.code == 1, "\(made)")
            #expect(try made.document["error"]["code"].text == "file-exists")
            #expect(try String(contentsOfFile: key, encoding: .utf8) == "an older key")
            let again = try await Program.run(
                [
                    "init", "--label", "a.test.example", "--name", "A", "--data",
                    folder.file("data"), "--recovery-key", folder.file("other"), "--json",
                ])
            #expect(again.code == 0, "what was corrected works in the same folder: \(again)")
        }

        @Test(.timeLimit(.minutes(15)))
        func `keys that others can read stop every command, with the file's name (F11)`()
            async throws
        {
            let node = try await TestNode.make()
            chmod("\(node.data)/keys", 0o644)
            for command in [["serve", "--listen", "127.0.0.1:0"], ["status"], ["keys", "show"]] {
                let ran = try await Program.run(command + ["--data", node.data, "--json"])
                #expect(ran.code == 7, "\(ran)")
                #expect(try ran.document["error"]["message"].text.contains("\(node.data)/keys"))
            }
            chmod("\(node.data)/keys", 0o600)
            chmod(node.data, 0o755)
            let open = try await node.sangam("status")
            #expect(open.code == 7, "\(open)")
            chmod(node.data, 0o700)
            #expect(try await node.sangam("status").code == 0)
        }

        @Test(.timeLimit(.minutes(15)))
        func `keys show tells the public halves and no secret`() async throws {
            let node = try await TestNode.make()
            let ran = try await node.sangam("keys", "show")
            #expect(ran.code == 0, "\(ran)")
            let file = try String(contentsOfFile: "\(node.data)/keys", encoding: .utf8)
            let secrets = file.split(separator: "\n").compactMap { line in
                line.split(separator: " ").last.map(String.init)
            }.filter { $0.utf8.count > 40 }
            #expect(secrets.count == 2)
            for secret in secrets { #expect(!ran.out.contains(secret)) }
            let document = try ran.document
            #expect(document["vkey"].text.hasPrefix(document["origin"].text + "+"))
        }
    }
}
