import Foundation
import Glibc

extension DataFolder {
    /// The longest path that a Unix socket is given here: the system's bound is 107 bytes, and a
    /// few are left over for whoever adds to it. Units: bytes.
    public static let socketPathBytes = 100

    /// Where the control socket of this folder is to be: `control.sock` in it, or, if that path is
    /// too long, under `$XDG_RUNTIME_DIR` or the temporary folder. For the process with the lock:
    /// leaves the path in `control.path` if it is elsewhere.
    public func chooseControlSocket(environment: [String: String]) throws(NodeError) -> String {
        let own = file("control.sock")
        guard own.utf8.count > Self.socketPathBytes else {
            if unlink(file("control.path")) != 0, errno != ENOENT {
                throw Self.failed(
                    .init(step: "remove", path: file("control.path"), number: errno))
            }
            return own
        }
        if let earlier = try earlierControlSocket() { return earlier }
        let places = [environment["XDG_RUNTIME_DIR"], environment["TMPDIR"], "/tmp"]
        for case let place? in places where place.hasPrefix("/") {
            // A folder that only we can enter: others could put their own socket into /tmp.
            let pattern = "\(place)/sangam-XXXXXX"
            guard pattern.utf8.count + Self.socketName.utf8.count <= Self.socketPathBytes else {
                continue
            }
            var template = Array(pattern.utf8CString)
            guard mkdtemp(&template) != nil else { continue }
            let folder = template.dropLast().map { UInt8(bitPattern: $0) }
            let socket = String(decoding: folder, as: UTF8.self) + Self.socketName
            try writeFile("control.path", Array("\(socket)\n".utf8))
            return socket
        }
        throw NodeError(
            code: "control-socket-path",
            message: "the path \(own) is too long for a socket, and no other place was found",
            hint: "set XDG_RUNTIME_DIR, or move the data folder to a shorter path")
    }

    private static let socketName = "/control.sock"

    /// The place that an earlier start chose, if it is still a folder that only we can enter.
    private func earlierControlSocket() throws(NodeError) -> String? {
        let path = try controlSocket()
        guard path != file("control.sock"), path.utf8.count <= Self.socketPathBytes,
            path.hasSuffix(Self.socketName)
        else { return nil }
        var status = stat()
        guard lstat(String(path.dropLast(Self.socketName.count)), &status) == 0,
            status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid(),
            status.st_mode & 0o077 == 0
        else { return nil }
        return path
    }

    /// Where a running node's control socket is: what a client connects to.
    public func controlSocket() throws(NodeError) -> String {
        guard let bytes = try readFile("control.path", maximumBytes: 4096) else {
            return file("control.sock")
        }
        let line = String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
        return line.hasPrefix("/") ? line : file("control.sock")
    }
}
