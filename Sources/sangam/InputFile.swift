import Glibc

/// A file that somebody names on the command line, or `-` for standard input.
///
/// Only this process opens it: a node never opens a path that a client names.
final class InputFile: Sendable {
    /// The file's name without its folder, or `stdin`.
    let name: String
    /// As far as it is known. Units: bytes.
    let size: Int?
    private let path: String
    private let descriptor: Int32

    init(_ path: String) throws(CommandError) {
        self.path = path
        if path.utf8.elementsEqual("-".utf8) {
            guard isatty(0) == 0 else {
                throw .usage(
                    "- reads standard input, and that is a terminal",
                    hint: "give a file's name, or send something: sangam … - < FILE")
            }
            (name, size, descriptor) = ("stdin", nil, dup(0))
            guard descriptor >= 0 else { throw Self.failed("open", path, errno) }
            return
        }
        guard !path.isEmpty, !path.utf8.contains(0) else { throw .usage("a file's name is empty") }
        // Without waiting: a pipe with a name would hold the program for ever.
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Self.failed("open", path, errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let number = errno
            close(descriptor)
            throw Self.failed("look at", path, number)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            let isFolder = status.st_mode & S_IFMT == S_IFDIR
            throw CommandError(
                "not-a-file",
                "\(path) is \(isFolder ? "a folder" : "a pipe or device"), not a file",
                hint: isFolder
                    ? "name one file in it"
                    : "give its content on standard input instead: … - < \(path)")
        }
        name = path.split(separator: "/").last.map(String.init) ?? path
        size = Int(status.st_size)
    }

    deinit {
        close(descriptor)
    }

    /// The whole file. Throws: `file-too-large` beyond the bound.
    func read(maximumBytes: Int) throws(CommandError) -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let chunk = try next(1 << 16)
            if chunk.isEmpty { return bytes }
            guard chunk.count <= maximumBytes - bytes.count else {
                throw CommandError(
                    "file-too-large", "\(path) has more than \(maximumBytes) bytes",
                    hint: "nothing was changed; a listing's payload has at most 65536 bytes")
            }
            bytes += chunk
        }
    }

    /// Some bytes, then the file in chunks; `onChunk` hears how much of it has been handed out.
    func chunks(
        after first: [UInt8] = [], _ onChunk: @escaping @Sendable (_ done: Int) -> Void
    ) -> ControlRequest.Stream {
        let counter = Counter(first: first)
        return ControlRequest.Stream(unfolding: {
            if let first = await counter.takeFirst() { return first }
            let chunk = try self.next(1 << 18)
            guard !chunk.isEmpty else { return nil }
            onChunk(await counter.add(chunk.count))
            return chunk
        })
    }

    private actor Counter {
        private var sum = 0
        private var first: [UInt8]

        init(first: [UInt8]) { self.first = first }

        func takeFirst() -> [UInt8]? {
            defer { first = [] }
            return first.isEmpty ? nil : first
        }

        func add(_ count: Int) -> Int {
            sum += count
            return sum
        }
    }

    private func next(_ capacity: Int) throws(CommandError) -> [UInt8] {
        while true {
            var number: Int32 = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
                let got = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
                number = got < 0 ? errno : 0
                count = max(0, got)
            }
            if number == 0 { return bytes }
            if number != EINTR { throw Self.failed("read", path, number) }
        }
    }

    private static func failed(_ step: String, _ path: String, _ number: Int32) -> CommandError {
        CommandError(
            number == ENOENT ? "no-file" : "file",
            "cannot \(step) \(path): \(String(cString: strerror(number)))",
            hint: "nothing was changed", exitCode: number == EACCES ? .notPermitted : .failed)
    }
}
