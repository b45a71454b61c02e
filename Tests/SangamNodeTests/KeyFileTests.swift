import Foundation
import Glibc
import SangamNode
import Testing

struct KeyFileTests {
    private let seed = [UInt8](0..<32)
    private let other = [UInt8](repeating: 0xA5, count: 32)
    private let seedText = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    private let otherText = "paWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaU="

    private func text() -> String {
        "sangam keys v1\nsigning \(seedText)\ncosigner \(otherText)\nend\n"
    }

    @Test func `keys are written in exactly one way and read back`() throws {
        let keys = KeyFile(signingSeed: seed, cosignerSeed: other)
        #expect(keys.encoded() == Array(text().utf8))
        let read = try KeyFile(parsing: keys.encoded())
        #expect(read.signingSeed == seed && read.cosignerSeed == other)
    }

    @Test func `F11 the file is for its owner only, and another mode is refused`() throws {
        let temporary = try TemporaryFolder()
        let folder = DataFolder(path: temporary.path)
        try KeyFile(signingSeed: seed, cosignerSeed: other).write(to: folder)
        #expect(try KeyFile.read(from: folder).signingSeed == seed)
        var status = stat()
        #expect(lstat(folder.file("keys"), &status) == 0 && status.st_mode & 0o777 == 0o600)
        chmod(folder.file("keys"), 0o640)
        #expect(throws: NodeError.self) { try KeyFile.read(from: folder) }
    }

    @Test func `a folder without keys says what to do`() throws {
        let temporary = try TemporaryFolder()
        do {
            _ = try KeyFile.read(from: DataFolder(path: temporary.path))
            Issue.record("there are no keys")
        } catch {
            #expect(error.code == "no-keys" && error.hint?.contains("backup") == true)
        }
    }

    @Test(arguments: [
        ("sangam keys v1", "sangam keys v2", 1), ("signing ", "signing  ", 2),
        ("signing ", "Signing ", 2), ("Hh8=", "Hh9=", 2), ("Hh8=\n", "Hh8\n", 2),
        ("Hh8=", "Hh8= ", 2), ("Hh8=", "HA==", 2), ("cosigner ", "cosigner", 3),
        ("paWl", "pa_l", 3), ("end\n", "end", 4), ("end\n", "end\n\n", 5), ("end\n", "", 4),
        ("\n", "\r\n", 1), ("sangam", "# note\nsangam", 1),
    ])
    func `a damaged file is refused by line, and no seed is shown`(
        old: String, new: String, line: Int
    ) {
        let damaged = text().replacingOccurrences(of: old, with: new)
        do {
            _ = try KeyFile(parsing: Array(damaged.utf8))
            Issue.record("a damaged file was read")
        } catch {
            #expect(error.code == "key-file")
            #expect(error.message.contains("line \(line) ") || old == "end\n" && new == "end")
            #expect(!"\(error)".contains("AAECAw") && !"\(error)".contains("paWl"))
        }
    }

    @Test func `no description and no dump shows a seed`() {
        let keys = KeyFile(signingSeed: seed, cosignerSeed: other)
        let recovery = RecoveryKeyFile(label: "sem.example.org", node: "n", seed: seed)
        for value in [keys, recovery] as [Any] {
            var dumped = ""
            dump(value, to: &dumped)
            for shown in ["\(value)", String(reflecting: value), dumped] {
                #expect(
                    !shown.contains("165") && !shown.contains("17, 18") && !shown.contains("AAEC"))
                #expect(!shown.contains("31"))
            }
        }
    }

    @Test func `a recovery key is written with words for a volunteer, and read back`() throws {
        let node = "k4gidesfoerp245rpxqf2vacrwd7bj7w"
        let key = RecoveryKeyFile(label: "sem.example.org", node: node, seed: seed)
        let shown = String(decoding: key.encoded(), as: UTF8.self)
        #expect(shown.contains("OFFLINE"))
        #expect(
            shown.hasSuffix(
                "\nsangam recovery key v1\nlabel sem.example.org\nnode \(node)\n"
                    + "seed \(seedText)\nend\n"))
        let read = try RecoveryKeyFile(parsing: key.encoded())
        #expect(read.label == key.label && read.node == node && read.seed == seed)
        let commentInside = shown.replacingOccurrences(of: "label", with: "# x\nlabel")
        #expect(throws: NodeError.self) { try RecoveryKeyFile(parsing: Array(commentInside.utf8)) }
    }

    @Test func `a recovery key never replaces a file`() throws {
        let temporary = try TemporaryFolder()
        let path = temporary.path + "/sem.recovery-key"
        let key = RecoveryKeyFile(label: "sem.example.org", node: "n", seed: seed)
        try key.write(path: path)
        var status = stat()
        #expect(lstat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
        #expect(try RecoveryKeyFile.read(path: path).seed == seed)
        do {
            try RecoveryKeyFile(label: "x.example", node: "n", seed: other).write(path: path)
            Issue.record("a file was replaced")
        } catch {
            #expect(error.code == "file-exists")
        }
        #expect(try RecoveryKeyFile.read(path: path).seed == seed)
    }
}
