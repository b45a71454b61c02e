import Glibc

/// The right to be the one process that writes a data folder, held until it is let go of or the
/// process ends in any way: the kernel drops the lock (A14).
///
/// Both the folder and a file in it are locked: somebody may take the file for a leftover and
/// delete it, and the next process would lock another file of that name.
public final class FolderLock: Sendable {
    private let descriptor: Int32
    private let folderDescriptor: Int32

    /// Throws: `lock-held`, category busy, naming the process that has it.
    init(folder: String, name: String) throws(NodeError) {
        let path = "\(folder)/\(name)"
        do {
            folderDescriptor = try FileSystem.open(folder, O_RDONLY | O_DIRECTORY)
        } catch {
            throw DataFolder.failed(error)
        }
        // Not every network file system locks folders: then the file alone has to do.
        if flock(folderDescriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
            close(folderDescriptor)
            throw Self.held(path)
        }
        do {
            descriptor = try FileSystem.open(path, O_RDWR | O_CREAT)
        } catch {
            close(folderDescriptor)
            throw DataFolder.failed(error)
        }
        do {
            try FileSystem.repeated("lock", path) { flock(descriptor, LOCK_EX | LOCK_NB) }
            // The number is for messages and for how long to wait; the lock is the kernel's.
            try FileSystem.repeated("empty", path) { ftruncate(descriptor, 0) }
            try FileSystem.write(Array("\(getpid())\n".utf8), to: descriptor, path: path)
        } catch {
            // Whatever is thrown from here on, deinit closes both.
            guard error.number == EWOULDBLOCK, error.step == "lock" else {
                throw DataFolder.failed(error)
            }
            throw Self.held(path)
        }
    }

    deinit {
        close(descriptor)
        close(folderDescriptor)
    }

    private static func held(_ path: String) -> NodeError {
        let pid = holder(path: path)
        let who = pid.map { "process \($0)" } ?? "another process"
        return NodeError(
            code: "lock-held", message: "\(who) has this data folder in use",
            hint: "nothing was changed; use the running node, or stop it first",
            category: .busy, cause: LockHeld(pid: pid))
    }

    /// The process named in a lock file, if it names one.
    static func holder(path: String) -> Int32? {
        guard let bytes = try? FileSystem.read(path, maximumBytes: 64) else { return nil }
        let digits = bytes.prefix { $0 >= 0x30 && $0 <= 0x39 }
        return Int32(String(decoding: digits, as: UTF8.self))
    }
}

/// Another process holds the lock; nil if its number could not be read.
public struct LockHeld: Error, Equatable, Sendable {
    public let pid: Int32?
}
