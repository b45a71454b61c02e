import Glibc

/// The right to be the one process that writes a data folder, held until it is let go of or the
/// process ends in any way: the kernel drops the lock (A14).
public final class FolderLock: Sendable {
    private let descriptor: Int32

    /// Throws: `lock-held`, category busy, naming the process that has it.
    init(path: String) throws(NodeError) {
        do {
            descriptor = try FileSystem.open(path, O_RDWR | O_CREAT)
        } catch {
            throw DataFolder.failed(error)
        }
        do {
            try FileSystem.repeated("lock", path) { flock(descriptor, LOCK_EX | LOCK_NB) }
            // The number is for people and messages only; the lock is the kernel's.
            try FileSystem.repeated("empty", path) { ftruncate(descriptor, 0) }
            try FileSystem.write(Array("\(getpid())\n".utf8), to: descriptor, path: path)
        } catch {
            close(descriptor)
            guard error.number == EWOULDBLOCK, error.step == "lock" else {
                throw DataFolder.failed(error)
            }
            let pid = Self.holder(path: path)
            let who = pid.map { "process \($0)" } ?? "another process"
            throw NodeError(
                code: "lock-held", message: "\(who) has this data folder in use",
                hint: "nothing was changed; use the running node, or stop it first",
                category: .busy, cause: LockHeld(pid: pid))
        }
    }

    deinit {
        close(descriptor)
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
