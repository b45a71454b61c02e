import Foundation
import Glibc
import SangamLog

/// A folder into which the files of a static peer are written: what has not changed is not
/// touched, so that copying the folder to a web space moves little.
public struct StaticFolder: Sendable {
    private let path: String

    /// Opens or makes a folder.
    ///
    /// Throws: `folder` if it cannot be made or is something else; `data-folder` if a node's
    /// database and keys are in it, which must never come onto a web space.
    public init(_ path: String) throws(NodeError) {
        self.path = path.hasSuffix("/") && path.utf8.count > 1 ? String(path.dropLast()) : path
        do {
            try Self.makeFolder(self.path)
            guard try FileSystem.status(DataFolder(path: self.path).databasePath) == nil else {
                throw NodeError(
                    code: "data-folder",
                    message: "\(self.path) is a node's data folder: its keys would be on the web",
                    hint: "nothing was written; name another folder", category: .usage)
            }
        } catch {
            throw (error as? FileSystem.Failure).map(Self.wrapped) ?? NodeError.wrapping(error)
        }
    }

    /// Writes one file, if its bytes are other ones.
    ///
    /// Returns: whether anything was written.
    @discardableResult
    public func write(_ name: String, _ bytes: [UInt8]) throws(NodeError) -> Bool {
        do {
            let file = "\(path)/\(name)"
            if try FileSystem.read(file, maximumBytes: 1 << 26) == bytes { return false }
            try makeFolders(of: name)
            let temporary = file + ".new"
            let flags = O_WRONLY | O_CREAT | O_NOFOLLOW | O_TRUNC
            let descriptor = try FileSystem.open(temporary, flags, mode: 0o644, step: "create")
            defer { close(descriptor) }
            // For everybody, whatever the umask: it is what a web server will give to everybody.
            try FileSystem.repeated("set the mode of", temporary) { fchmod(descriptor, 0o644) }
            try FileSystem.write(bytes, to: descriptor, path: temporary)
            try FileSystem.rename(temporary, to: file)
            return true
        } catch { throw Self.wrapped(error) }
    }

    /// Writes a section file, unless the one that is there says the same and only its head is
    /// older: then it still proves itself.
    ///
    /// - Parameter isLast: the last file of a log carries its newest head.
    @discardableResult
    public func writeSection(
        _ name: String, _ bytes: [UInt8], isLast: Bool
    ) throws(NodeError) -> Bool {
        if !isLast {
            let old: [UInt8]?
            do {
                old = try FileSystem.read("\(path)/\(name)", maximumBytes: 1 << 24)
            } catch { throw Self.wrapped(error) }
            if let old, let before = try? SectionReader.read(old),
                let now = try? SectionReader.read(bytes), before.saysTheSame(as: now)
            {
                return false
            }
        }
        return try write(name, bytes)
    }

    /// Removes files of a log that it has no longer: sections and tiles only, in folders that are
    /// named by a log's hash.
    public func sweep(keeping names: Set<String>) throws(NodeError) {
        do throws(FileSystem.Failure) {
            for root in ["log", "sangam/v1/log"] {
                for log in try list(root) where Self.isLogID(log) {
                    try sweep("\(root)/\(log)", keeping: names)
                }
            }
        } catch { throw Self.wrapped(error) }
    }

    private static func isLogID(_ name: String) -> Bool {
        Hexadecimal.decode(Array(name.utf8)[...])?.count == Hash.byteCount
    }

    private func sweep(_ name: String, keeping names: Set<String>) throws(FileSystem.Failure) {
        guard let status = try FileSystem.status("\(path)/\(name)") else { return }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            guard !names.contains(name) else { return }
            try FileSystem.repeated("remove", "\(path)/\(name)") { unlink("\(path)/\(name)") }
            return
        }
        for child in try list(name) { try sweep("\(name)/\(child)", keeping: names) }
        // Not empty: somebody still needs it.
        if !names.contains(where: { $0.hasPrefix(name + "/") }) { rmdir("\(path)/\(name)") }
    }

    private func list(_ name: String) throws(FileSystem.Failure) -> [String] {
        guard try FileSystem.status("\(path)/\(name)") != nil else { return [] }
        return try FileSystem.names(in: "\(path)/\(name)")
    }

    private func makeFolders(of name: String) throws(FileSystem.Failure) {
        let parts = name.split(separator: "/").dropLast()
        var folder = path
        for part in parts {
            folder += "/\(part)"
            try Self.makeFolder(folder)
        }
    }

    private static func makeFolder(_ path: String) throws(FileSystem.Failure) {
        if let status = try FileSystem.status(path) {
            guard status.st_mode & S_IFMT == S_IFDIR else {
                throw FileSystem.Failure(step: "use as a folder", path: path, number: ENOTDIR)
            }
            return
        }
        try FileSystem.repeated("make the folder", path) { mkdir(path, 0o755) }
        try FileSystem.repeated("set the mode of", path) { chmod(path, 0o755) }
    }

    private static func wrapped(_ error: FileSystem.Failure) -> NodeError {
        NodeError(
            code: "folder", message: error.text,
            hint: "the node's own data is not touched; what is in the folder is still valid",
            category: error.number == EACCES ? .notPermitted : .failed)
    }
}

extension Section {
    /// Whether another section of the log has the same entries and payloads under the same chain.
    func saysTheSame(as other: Section) -> Bool {
        chain == other.chain && from == other.from && to == other.to && entries == other.entries
            && head.isClosed == other.head.isClosed
    }
}

extension SectionHead {
    fileprivate var isClosed: Bool { if case .closed = self { true } else { false } }
}
