import Glibc

/// The few system calls that a data folder needs, with the discipline of a node that must not lie:
/// interrupted calls are repeated, short writes completed, and every other failure says which step
/// on which path.
enum FileSystem {
    /// A step that failed.
    struct Failure: Error {
        let step: String
        let path: String
        let number: Int32

        var text: String { "cannot \(step) \(path): \(String(cString: strerror(number)))" }
    }

    static func open(
        _ path: String, _ flags: Int32, mode: mode_t = 0o600, step: String = "open"
    ) throws(Failure) -> Int32 {
        try repeated(step, path) { Glibc.open(path, flags | O_CLOEXEC, mode) }
    }

    static func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(Failure) {
        var written = 0
        while written < bytes.count {
            let start = written
            written += try repeated("write", path) {
                bytes.withUnsafeBytes { buffer in
                    Glibc.write(
                        descriptor, buffer.baseAddress.map { $0 + start }, buffer.count - start)
                }
            }
        }
    }

    static func sync(_ descriptor: Int32, path: String) throws(Failure) {
        try repeated("sync", path) { fsync(descriptor) }
    }

    /// A folder's own entries: after this a new or renamed file in it survives a power cut.
    static func syncFolder(_ path: String) throws(Failure) {
        let descriptor = try open(path, O_RDONLY | O_DIRECTORY)
        defer { close(descriptor) }
        try sync(descriptor, path: path)
    }

    static func rename(_ from: String, to path: String) throws(Failure) {
        try repeated("rename \(from) to", path) { Glibc.rename(from, path) }
    }

    /// The whole file; nil if there is none. More than `maximumBytes` is a failure.
    static func read(_ path: String, maximumBytes: Int) throws(Failure) -> [UInt8]? {
        let descriptor: Int32
        do {
            descriptor = try open(path, O_RDONLY)
        } catch {
            if error.number == ENOENT { return nil }
            throw error
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = try repeated("read", path) {
                chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            }
            if count == 0 { return bytes }
            guard count <= maximumBytes - bytes.count else {
                throw Failure(step: "read", path: path, number: EFBIG)
            }
            bytes += chunk[..<count]
        }
    }

    /// What kind of file it is and who may use it; nil if there is none.
    static func status(_ path: String) throws(Failure) -> stat? {
        var status = stat()
        do {
            try repeated("look at", path) { lstat(path, &status) }
        } catch {
            if error.number == ENOENT { return nil }
            throw error
        }
        return status
    }

    /// The names in a folder, sorted by their bytes.
    static func names(in path: String) throws(Failure) -> [String] {
        guard let folder = opendir(path) else {
            throw Failure(step: "list", path: path, number: errno)
        }
        defer { closedir(folder) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(folder) else { break }
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        guard errno == 0 else { throw Failure(step: "list", path: path, number: errno) }
        return names.sorted()
    }

    /// Calls again when a signal interrupted the call.
    @discardableResult
    static func repeated<Value: SignedInteger>(
        _ step: String, _ path: String, _ call: () -> Value
    ) throws(Failure) -> Value {
        while true {
            let value = call()
            if value >= 0 { return value }
            guard errno == EINTR else { throw Failure(step: step, path: path, number: errno) }
        }
    }
}
