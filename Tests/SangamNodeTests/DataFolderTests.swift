import Foundation
import Glibc
import Testing

@testable import SangamNode

struct DataFolderTests {
    private let temporary: TemporaryFolder
    private let folder: DataFolder

    init() throws {
        temporary = try TemporaryFolder()
        folder = DataFolder(path: temporary.path + "/deep/node")
    }

    private func error(_ body: () throws(NodeError) -> Void) -> NodeError? {
        do {
            try body()
            return nil
        } catch {
            return error
        }
    }

    private func mode(_ path: String) -> UInt32 {
        var status = stat()
        guard lstat(path, &status) == 0 else { return 0 }
        return status.st_mode & 0o7777
    }

    private func write(_ text: String, _ name: String) throws {
        try Data(text.utf8).write(to: URL(filePath: folder.file(name)))
    }

    @Test func `the folder is named by flag, variable, XDG or home, in this order`() throws {
        var variables = ["HOME": "/h"]
        #expect(try DataFolder(flag: nil, environment: variables).path == "/h/.local/share/sangam")
        variables["XDG_DATA_HOME"] = "/x"
        #expect(try DataFolder(flag: nil, environment: variables).path == "/x/sangam")
        variables["XDG_DATA_HOME"] = "relative"
        #expect(try DataFolder(flag: nil, environment: variables).path == "/h/.local/share/sangam")
        variables["SANGAM_DATA"] = "/d/"
        #expect(try DataFolder(flag: nil, environment: variables).path == "/d")
        #expect(try DataFolder(flag: "/f", environment: variables).path == "/f")
        #expect(
            error { () throws(NodeError) in _ = try DataFolder(flag: nil, environment: [:]) }?
                .category == .usage)
        #expect(DataFolder(path: "a").path == FileManager.default.currentDirectoryPath + "/a")
    }

    @Test func `a new folder is for its owner only`() throws {
        try folder.create()
        #expect(mode(folder.path) == 0o700)
        try folder.check()
        #expect(throws: Never.self) { try folder.create() }
    }

    @Test func `a folder with something in it is not taken`() throws {
        try folder.create()
        try write("x", "notes.txt")
        let refused = error { () throws(NodeError) in try folder.create() }
        #expect(refused?.code == "data-folder-not-empty")
        #expect(refused?.message.contains("notes.txt") == true)
    }

    @Test func `a folder that is not there has no node`() {
        #expect(error { () throws(NodeError) in try folder.check() }?.code == "no-node")
    }

    @Test(arguments: [0o640, 0o604, 0o660, 0o601, 0o644] as [UInt32])
    func `F11 a key file that others can use stops the start`(bits: UInt32) throws {
        try folder.create()
        try write("x", "keys")
        chmod(folder.file("keys"), bits)
        let refused = error { () throws(NodeError) in try folder.check() }
        #expect(refused?.code == "secret-mode" && refused?.category == .notPermitted)
        #expect(refused?.hint == "run: chmod 600 \(folder.file("keys"))")
        chmod(folder.file("keys"), 0o600)
        try folder.check()
        chmod(folder.path, 0o750)
        #expect(error { () throws(NodeError) in try folder.check() }?.code == "folder-mode")
    }

    @Test func `F11 a link in the place of the key file stops the start`() throws {
        try folder.create()
        #expect(symlink("/dev/null", folder.file("keys")) == 0)
        #expect(error { () throws(NodeError) in try folder.check() }?.code == "secret-not-a-file")
    }

    @Test func `A14 a second owner is refused and told who the first is`() throws {
        try folder.create()
        do {
            let lock = try folder.lock()
            let refused = error { () throws(NodeError) in _ = try folder.lock() }
            #expect(refused?.code == "lock-held" && refused?.category == .busy)
            #expect(refused?.cause as? LockHeld == LockHeld(pid: getpid()))
            #expect(refused?.message.contains("process \(getpid())") == true)
            withExtendedLifetime(lock) {}
        }
        #expect(throws: Never.self) { _ = try folder.lock() }
        #expect(mode(folder.file("lock")) == 0o600)
    }

    @Test func `A14 a lock file that somebody deleted does not let a second owner in`() throws {
        try folder.create()
        let lock = try folder.lock()
        for _ in 0..<2 {
            unlink(folder.file("lock"))
            let refused = error { () throws(NodeError) in _ = try folder.lock() }
            #expect(refused?.code == "lock-held" && refused?.category == .busy)
            #expect(refused?.message == "another process has this data folder in use")
        }
        withExtendedLifetime(lock) {}
    }

    @Test func `a file is replaced whole and leaves nothing beside it`() throws {
        try folder.create()
        try folder.writeFile("identity", Array("one".utf8), mode: 0o644)
        try folder.writeFile("identity", Array("two".utf8), mode: 0o600)
        #expect(try folder.readFile("identity") == Array("two".utf8))
        #expect(mode(folder.file("identity")) == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["identity"])
        #expect(try folder.readFile("none") == nil)
        let refused = error { () throws(NodeError) in
            _ = try folder.readFile("identity", maximumBytes: 2)
        }
        #expect(refused?.message.contains(folder.file("identity")) == true)
    }

    @Test func `A13 a folder that is gone is named in the error`() throws {
        let refused = error { () throws(NodeError) in try folder.writeFile("head", [1]) }
        #expect(refused?.message.contains(folder.file("head")) == true)
        #expect(refused?.message.contains("No such file or directory") == true)
        #expect(refused?.isFatal == false)
    }

    @Test func `A4 A7 a step that fails after the file was made is fatal`() throws {
        try folder.create()
        try folder.writeFile("head", Array("old".utf8))
        // A folder in the place of the file: the last step, renaming, fails.
        #expect(mkdir(folder.file("other"), 0o700) == 0)
        let refused = error { () throws(NodeError) in try folder.writeFile("other", [1]) }
        #expect(refused?.isFatal == true)
        #expect(refused?.message.contains("rename \(folder.file("other")).new to") == true)
        #expect(try folder.readFile("head") == Array("old".utf8))
        // A link in the place of the temporary file is not followed.
        #expect(symlink("/dev/full", folder.file("third.new")) == 0)
        let link = error { () throws(NodeError) in try folder.writeFile("third", [1]) }
        #expect(link?.message.contains("create") == true && link?.isFatal == false)
    }

    @Test func `A4 the room for a head is taken before there is one to write`() throws {
        try folder.create()
        let old = "ZbaZmIBnXzRus4Lbt2+NFRpoHL1bgnJe1CiSLmSNMgY="
        let new = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
        try folder.writeHead(size: 4, root: old)
        try folder.reserveHead()
        let taken = try FileManager.default.attributesOfItem(atPath: folder.file("head.new"))
        #expect(taken[.size] as? Int == 128)
        #expect(try folder.readHead() == .init(size: 4, root: old))
        try folder.writeHead(size: 5, root: new)
        #expect(try folder.readHead() == .init(size: 5, root: new))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["head"])
        // A link in its place is neither followed nor taken away.
        #expect(symlink("/dev/full", folder.file("head.new")) == 0)
        let refused = error { () throws(NodeError) in try folder.reserveHead() }
        #expect(refused?.isFatal == false)
        #expect(mode(folder.file("head.new")) != 0)
    }

    @Test func `A4 a full disk is said with step and path`() throws {
        let full = try FileSystem.open("/dev/full", O_WRONLY)
        defer { close(full) }
        do {
            try FileSystem.write([1, 2, 3], to: full, path: "/dev/full")
            Issue.record("a full disk took bytes")
        } catch {
            #expect(error.text == "cannot write /dev/full: No space left on device")
            #expect(DataFolder.failed(error).code == "disk-full")
        }
    }

    @Test func `A7 a sync that fails is an error`() throws {
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        defer { ends.forEach { close($0) } }
        do {
            try FileSystem.sync(ends[1], path: "/a pipe")
            Issue.record("a pipe cannot be synced")
        } catch {
            #expect(error.step == "sync" && error.number == EINVAL)
        }
    }

    @Test func `a head is read as it was written`() throws {
        try folder.create()
        #expect(try folder.readHead() == nil)
        let root = "ZbaZmIBnXzRus4Lbt2+NFRpoHL1bgnJe1CiSLmSNMgY="
        for size in [0, 1, 4, UInt64(1) << 40] {
            try folder.writeHead(size: size, root: root)
            #expect(try folder.readHead() == DataFolder.Head(size: size, root: root))
        }
    }

    @Test(arguments: [
        "", "sangam head v1\n4\n", "sangam head v1\n04\nROOT\nend\n",
        "sangam head v1\n-4\nROOT\nend\n",
        "sangam head v1\n4\nROOTx\nend\n", "sangam head v1\n4\nROOT\nend", "4\nROOT\n",
        "sangam head v1\n4\nROOT\nend\n\n", "sangam head v2\n4\nROOT\nend\n",
        "sangam head v1\n18446744073709551616\nROOT\nend\n",
    ])
    func `B4 a damaged head file is an error, not a missing one`(text: String) throws {
        try folder.create()
        let root = "ZbaZmIBnXzRus4Lbt2+NFRpoHL1bgnJe1CiSLmSNMgY="
        try write(text.replacingOccurrences(of: "ROOT", with: root), "head")
        #expect(error { () throws(NodeError) in _ = try folder.readHead() }?.code == "head-file")
    }

    @Test func `the control socket is in the folder if its path is short enough`() throws {
        try folder.create()
        try write("/elsewhere\n", "control.path")
        let path = try folder.chooseControlSocket(environment: [:])
        #expect(path == folder.file("control.sock"))
        #expect(try folder.readFile("control.path") == nil)
        #expect(try folder.controlSocket() == path)
    }

    @Test func `a socket path that is too long goes elsewhere, and clients find it`() throws {
        let long = DataFolder(path: temporary.path + "/" + String(repeating: "x", count: 90))
        try long.create()
        let path = try long.chooseControlSocket(environment: ["XDG_RUNTIME_DIR": temporary.path])
        #expect(path.hasPrefix(temporary.path) && path.utf8.count <= DataFolder.socketPathBytes)
        #expect(mode((path as NSString).deletingLastPathComponent) == 0o700)
        #expect(try long.controlSocket() == path)
        let again = try long.chooseControlSocket(environment: ["XDG_RUNTIME_DIR": temporary.path])
        #expect(again == path, "the next start uses the same place")
        chmod((path as NSString).deletingLastPathComponent, 0o755)
        let other = try long.chooseControlSocket(environment: ["XDG_RUNTIME_DIR": temporary.path])
        #expect(other != path, "a folder that others can enter is not used again")
    }
}
