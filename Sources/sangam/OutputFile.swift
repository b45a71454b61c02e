import Glibc

/// A file that a command writes its result to, part by part; standard output if none is named.
///
/// The file appears under its name when it is whole: a command that fails leaves what was there.
final class OutputFile {
    private let path: String?
    private var descriptor: Int32
    private(set) var count = 0

    /// Whether the name is a device or pipe, which is written to as it is.
    private let isSpecial: Bool

    private var temporary: String { "\(path ?? "").\(getpid()).part" }

    /// - Parameter path: nil or `-` for standard output.
    init(_ path: String?) throws(CommandError) {
        self.path = path.flatMap { $0.utf8.elementsEqual("-".utf8) ? nil : $0 }
        descriptor = 1
        var status = stat()
        isSpecial =
            self.path.map { stat($0, &status) == 0 && status.st_mode & S_IFMT != S_IFREG } ?? false
        guard let path = self.path else { return }
        descriptor =
            isSpecial
            ? open(path, O_WRONLY | O_CLOEXEC)
            : open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw failed("create", errno) }
    }

    deinit {
        // Not finished: nothing half is left under any name.
        if path != nil, descriptor >= 0 {
            close(descriptor)
            if !isSpecial { unlink(temporary) }
        }
    }

    func write(_ bytes: [UInt8]) throws(CommandError) {
        count += bytes.count
        if let number = Output.write(bytes, to: descriptor) { throw failed("write", number) }
    }

    /// The file is whole.
    func finish() throws(CommandError) {
        guard let path, !isSpecial else { return }
        guard fsync(descriptor) == 0 else { throw failed("sync", errno) }
        guard rename(temporary, path) == 0 else { throw failed("rename", errno) }
        close(descriptor)
        descriptor = -1
    }

    private func failed(_ step: String, _ number: Int32) -> CommandError {
        CommandError(
            "output",
            "cannot \(step) \(path ?? "the result"): \(String(cString: strerror(number)))",
            hint: "nothing was changed in the node; free some space or name another file",
            exitCode: number == EACCES ? .notPermitted : .failed)
    }
}
