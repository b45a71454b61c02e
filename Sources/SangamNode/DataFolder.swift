import Foundation
import Glibc

/// A node's folder: where its files are, who may read them, and how they are written.
///
/// Every file is replaced whole: written beside its place, synced, renamed, and the folder synced,
/// so that a power cut leaves the old file or the new one. A failed write or sync is fatal
/// (`NodeError.isFatal`): what is on the disk is then unknown, and the process must end.
public struct DataFolder: Sendable, Equatable {
    /// Absolute, without a slash at the end.
    public let path: String

    public init(path: String) {
        let absolute =
            path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        self.path =
            absolute.count > 1 && absolute.hasSuffix("/") ? String(absolute.dropLast()) : absolute
    }

    /// `--data`, else `SANGAM_DATA`, else `$XDG_DATA_HOME/sangam`, else `~/.local/share/sangam`.
    public init(flag: String?, environment: [String: String]) throws(NodeError) {
        // The XDG rules say that a relative path in the variable is to be ignored.
        let xdg = environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 + "/sangam" : nil }
        let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 + "/.local/share/sangam" }
        let named = environment["SANGAM_DATA"].flatMap { $0.isEmpty ? nil : $0 }
        guard let path = flag ?? named ?? xdg ?? home, !path.isEmpty else {
            throw NodeError(
                code: "no-data-folder", message: "no data folder is named, and HOME is not set",
                hint: "give --data DIR or set SANGAM_DATA", category: .usage)
        }
        self.init(path: path)
    }

    public func file(_ name: String) -> String { "\(path)/\(name)" }

    public var databasePath: String { file("sangam.sqlite") }

    // MARK: Making and checking

    /// Makes the folder, mode 0700, for a new node; a folder that is there must be empty.
    public func create() throws(NodeError) {
        do {
            if try FileSystem.status(path) == nil {
                try makeParents()
                try FileSystem.repeated("make", path) { mkdir(path, 0o700) }
            }
            let names = try FileSystem.names(in: path)
            guard names.isEmpty else {
                throw NodeError(
                    code: "data-folder-not-empty",
                    message: "the folder \(path) is not empty: it has \(names[0])",
                    hint: "nothing was changed; name an empty or new folder with --data")
            }
            try FileSystem.repeated("set the mode of", path) { chmod(path, 0o700) }
            try FileSystem.syncFolder((path as NSString).deletingLastPathComponent)
        } catch let error as FileSystem.Failure {
            throw Self.failed(error)
        } catch let error as NodeError {
            throw error
        } catch {
            throw NodeError(code: "io", message: "cannot make \(path)", cause: error)
        }
    }

    private func makeParents() throws(FileSystem.Failure) {
        let parts = path.split(separator: "/").dropLast()
        var parent = ""
        for part in parts {
            parent += "/\(part)"
            guard try FileSystem.status(parent) == nil else { continue }
            try FileSystem.repeated("make", parent) { mkdir(parent, 0o700) }
        }
    }

    /// That the folder is there, and that nobody else can read the folder or the keys (F11).
    public func check() throws(NodeError) {
        guard let status = try status(of: path), status.st_mode & S_IFMT == S_IFDIR else {
            throw NodeError(
                code: "no-node", message: "there is no node in \(path)",
                hint: "make one with sangam init, or name its folder with --data")
        }
        guard status.st_uid == geteuid() else {
            throw NodeError(
                code: "wrong-owner", message: "the folder \(path) belongs to another user",
                hint: "start sangam as the user who owns it", category: .notPermitted)
        }
        guard status.st_mode & 0o077 == 0 else {
            throw NodeError(
                code: "folder-mode", message: "other users can look into \(path)",
                hint: "run: chmod 700 \(path)", category: .notPermitted)
        }
        try checkSecret("keys")
    }

    /// That a file with secrets, if it is there, is a plain file that only its owner can use.
    public func checkSecret(_ name: String) throws(NodeError) {
        let path = file(name)
        guard let status = try status(of: path) else { return }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw NodeError(
                code: "secret-not-a-file", message: "\(path) is not a plain file",
                hint: "put the file itself there", category: .notPermitted)
        }
        guard status.st_mode & 0o077 == 0 else {
            throw NodeError(
                code: "secret-mode", message: "other users can use the secret file \(path)",
                hint: "run: chmod 600 \(path)", category: .notPermitted)
        }
    }

    private func status(of path: String) throws(NodeError) -> stat? {
        do { return try FileSystem.status(path) } catch { throw Self.failed(error) }
    }

    /// Takes the lock on the folder; it is let go of with the returned object.
    public func lock() throws(NodeError) -> FolderLock {
        try FolderLock(folder: path, name: "lock")
    }

    /// After a node could not be made: an empty folder stays that can be used again.
    func removeLoneLock() {
        let names = try? FileManager.default.contentsOfDirectory(atPath: path)
        guard names == ["lock"] else { return }
        try? FileManager.default.removeItem(atPath: file("lock"))
    }

    // MARK: Reading and writing

    /// The bytes of a file in the folder; nil if there is none.
    public func readFile(_ name: String, maximumBytes: Int = 1 << 20) throws(NodeError) -> [UInt8]?
    {
        do {
            return try FileSystem.read(file(name), maximumBytes: maximumBytes)
        } catch {
            throw Self.failed(error)
        }
    }

    /// Replaces a file whole and durably. Throws: fatal at any failed step.
    public func writeFile(_ name: String, _ bytes: [UInt8], mode: UInt32 = 0o600) throws(NodeError)
    {
        try Self.write(bytes, to: file(name), mode: mode, mustBeNew: false)
    }

    /// Takes the room on the disk that the next `writeFile` of so many bytes needs.
    ///
    /// Throws: what `writeFile` would throw; nothing unknown is on the disk then.
    func reserve(_ name: String, byteCount: Int) throws(NodeError) {
        let temporary = file(name) + ".new"
        do throws(FileSystem.Failure) {
            let descriptor = try FileSystem.open(
                temporary, O_WRONLY | O_CREAT | O_NOFOLLOW, mode: 0o600, step: "create")
            defer { close(descriptor) }
            do {
                try FileSystem.write(
                    [UInt8](repeating: 0x0A, count: byteCount), to: descriptor, path: temporary)
            } catch {
                unlink(temporary)
                throw error
            }
        } catch {
            throw Self.failed(error)
        }
    }

    /// Writes a file anywhere, durably, that must not be there yet: a recovery key.
    public static func writeNewFile(
        _ bytes: [UInt8], to path: String, mode: UInt32 = 0o600
    ) throws(NodeError) {
        try write(bytes, to: DataFolder(path: path).path, mode: mode, mustBeNew: true)
    }

    private static func write(
        _ bytes: [UInt8], to path: String, mode: UInt32, mustBeNew: Bool
    ) throws(NodeError) {
        let temporary = mustBeNew ? path : path + ".new"
        var isCreated = false
        do throws(FileSystem.Failure) {
            let flags = O_WRONLY | O_CREAT | O_NOFOLLOW | (mustBeNew ? O_EXCL : 0)
            let descriptor = try FileSystem.open(temporary, flags, mode: mode, step: "create")
            defer { close(descriptor) }
            isCreated = true
            // The mode may be narrowed by the umask, or come from a file left by a power cut.
            try FileSystem.repeated("set the mode of", temporary) { fchmod(descriptor, mode) }
            try FileSystem.write(bytes, to: descriptor, path: temporary)
            // Shortened afterwards, not before: the room that `reserve` took stays taken.
            try FileSystem.repeated("shorten", temporary) { ftruncate(descriptor, bytes.count) }
            try FileSystem.sync(descriptor, path: temporary)
            if !mustBeNew { try FileSystem.rename(temporary, to: path) }
            try FileSystem.syncFolder((path as NSString).deletingLastPathComponent)
        } catch {
            if mustBeNew, error.number == EEXIST {
                throw NodeError(
                    code: "file-exists", message: "\(path) is there already",
                    hint: "nothing was changed; name another file")
            }
            if mustBeNew, isCreated { unlink(path) }
            // A file that never came to be leaves nothing unknown on the disk.
            throw failed(error, isFatal: isCreated)
        }
    }

    static func failed(_ failure: FileSystem.Failure, isFatal: Bool = false) -> NodeError {
        NodeError(
            code: failure.number == ENOSPC ? "disk-full" : "io", message: failure.text,
            hint: isFatal
                ? "the node stops here; what it acknowledged is safe"
                : failure.number == ENOSPC
                    ? "nothing was written; free some space, and the node goes on by itself" : nil,
            category: failure.number == EACCES ? .notPermitted : .failed, isFatal: isFatal,
            cause: failure)
    }
}
